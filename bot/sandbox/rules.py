"""The methods of the Calls API on the sandbox's campaigns, as pure rules on values.

HTTP, faults and waiting live elsewhere: a method takes JSON values and returns an Answer or
raises Refused.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from bot.sandbox.answers import (
    Answer,
    bad_request,
    control_refused,
    invalid_token,
)
from bot.sandbox.campaign import (
    CANCELLED,
    FINISHED,
    IN_PROGRESS,
    NOT_DONE,
    PAUSED,
    Campaign,
    Job,
)
from bot.sandbox.documents import Json
from bot.sandbox.faults import FaultScript
from bot.sandbox.journal import Journal
from bot.sandbox.orders import Order, read_orders, read_parameters
from bot.sandbox.reports import campaign_info, job_row
from bot.sandbox.selection import read_selection

Clock = Callable[[], datetime]

PRACTICE: Final = {"1.1.sandbox": "default"}

_FIRST_ID: Final = 5_000_000_000  # ids have ten digits
_KEY: Final = re.compile(r"[A-Za-z0-9._:-]{1,64}")
LONGEST_LEAP: Final = timedelta(days=3650)

# action → the states that allow it, the state that follows
_CONTROLS: Final = {
    "pause": ((IN_PROGRESS,), PAUSED),
    "resume": ((PAUSED,), IN_PROGRESS),
    "stop": ((IN_PROGRESS, PAUSED), FINISHED),
}


class Sandbox:
    """Campaigns by token, on a clock that can be moved forward.

    `clock` returns aware datetimes; `campaigns` gives each token the alias by which practice
    controls name the campaign; `seed` sets the first job id.
    """

    def __init__(
        self, clock: Clock, campaigns: Mapping[str, str] = PRACTICE, seed: int = 1
    ) -> None:
        self._clock = clock
        self._aliases = dict(campaigns)
        self._seed = seed
        self.reset()

    def reset(self) -> None:
        """Begin anew: no jobs, keys, faults or log, the first ids again, the clock put back."""
        self.faults = FaultScript()
        self.journal = Journal()
        self._offset = timedelta()
        self._ids = count(_FIRST_ID + self._seed)
        now = self.now()
        self._campaigns = {
            token: Campaign(token, alias, number, now)
            for number, (token, alias) in enumerate(self._aliases.items(), start=1)
        }

    def now(self) -> datetime:
        """Return the sandbox's moment: the clock's, plus what it was advanced by."""
        return self._clock() + self._offset

    def advance(self, step: timedelta) -> datetime:
        """Move the clock forward and return the new moment."""
        if not timedelta() <= step <= LONGEST_LEAP:
            raise ValueError("the clock moves forward, by ten years at most")
        self._offset += step
        return self.now()

    def campaign(self, token: str) -> Campaign:
        """Return the campaign of the token, or refuse it as the API does."""
        if token not in self._campaigns:
            raise invalid_token()
        return self._campaigns[token]

    def campaigns(self) -> tuple[Campaign, ...]:
        """Return all campaigns."""
        return tuple(self._campaigns.values())

    def add_phones(self, token: str, body: Json, key: str | None = None) -> Answer:
        """Add an array of call orders: all of them or none; answer their job ids."""
        campaign = self.campaign(token)

        def act() -> Answer:
            campaign.require_open()
            orders = read_orders(body, self.now())
            campaign.refuse_duplicates(orders, self.now())
            return Answer(200, [*self._add(campaign, orders, "addPhones", key)])

        return self._once(campaign, key, ["addPhones", body], act)

    def add_phone(
        self,
        token: str,
        parameters: Sequence[tuple[str, str]],
        key: str | None = None,
        *,
        test: bool = False,
    ) -> Answer:
        """Add one call from crmCalls parameters; a test call may repeat a recent one."""
        campaign = self.campaign(token)
        operation = "test/addPhone" if test else "addPhone"

        def act() -> Answer:
            campaign.require_open()
            order = read_parameters(parameters)
            if not test:
                campaign.refuse_duplicates([order], self.now())
            return Answer(200, self._add(campaign, [order], operation, key)[0])

        request: Json = [operation, [[name, value] for name, value in parameters]]
        return self._once(campaign, key, request, act)

    def control(self, token: str, action: str, key: str | None = None) -> Answer:
        """Pause, resume or stop the campaign; stop leaves its planned jobs undone."""
        campaign = self.campaign(token)

        def act() -> Answer:
            allowed, following = _CONTROLS[action]
            if campaign.status not in allowed:
                message = f"A campaign that is {campaign.status} cannot {action}"
                raise control_refused("sandbox.invalid.state", message, campaign.status)
            campaign.status = following
            if following == FINISHED:
                campaign.finished_at = self.now()
                campaign.close_jobs([*campaign.jobs.values()], NOT_DONE, self.now())
            return Answer(200)

        return self._once(campaign, key, ["control", action], act)

    def cancel(self, token: str, body: Json, key: str | None = None) -> Answer:
        """Cancel the jobs with the given ids and phones; answer the ids that were cancelled."""
        campaign = self.campaign(token)

        def act() -> Answer:
            jobs = read_selection(body, campaign.jobs)
            return Answer(200, [*campaign.close_jobs(jobs, CANCELLED, self.now())])

        return self._once(campaign, key, ["callJob/cancel", body], act)

    def job_report(self, token: str, body: Json) -> Answer:
        """Answer one row for each job with the given ids and phones."""
        jobs = read_selection(body, self.campaign(token).jobs)
        return Answer(200, [job_row(job) for job in jobs])

    def info(self, token: str) -> Answer:
        """Answer what the campaign is and how far it has come."""
        return Answer(200, campaign_info(self.campaign(token)))

    def status(self, token: str) -> Answer:
        """Answer the state of the campaign."""
        return Answer(200, self.campaign(token).status)

    def _add(
        self, campaign: Campaign, orders: Sequence[Order], operation: str, key: str | None
    ) -> list[str]:
        now = self.now()
        jobs = [Job(str(next(self._ids)), order, operation, key, now) for order in orders]
        campaign.add(jobs)
        return [job.id for job in jobs]

    def _once(
        self, campaign: Campaign, key: str | None, request: Json, act: Callable[[], Answer]
    ) -> Answer:
        if key is None:
            return act()
        if not _KEY.fullmatch(key):
            raise bad_request(
                "Idempotence-Key", "from 1 to 64 letters, digits and ._:- are expected"
            )
        return campaign.once(key, request, act, self.now())
