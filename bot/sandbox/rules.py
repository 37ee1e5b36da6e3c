"""The methods of the Calls API on the sandbox's campaigns, as rules on values.

HTTP, faults and waiting live elsewhere: a method takes JSON values and returns an Answer or
raises Refused. What changes something is a command (commands.py): kept first, then carried out.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.sandbox import reports
from bot.sandbox.answers import Answer, bad_request, invalid_token
from bot.sandbox.campaign import Campaign
from bot.sandbox.commands import Command
from bot.sandbox.documents import Json
from bot.sandbox.faults import FaultScript
from bot.sandbox.hours import DOOM
from bot.sandbox.journal import Journal
from bot.sandbox.rows import campaign_info
from bot.sandbox.state import Kept, StateFailed, Unkept
from bot.sandbox.world import World

Clock = Callable[[], datetime]

PRACTICE: Final = {"1.1.sandbox": "default"}
SEED: Final = 1
# Of the rules that make a world of kept commands: others need another number.
VERSION: Final = 1
LONGEST_LEAP: Final = timedelta(days=3650)

KEY: Final = "[A-Za-z0-9._:-]{1,64}"


class Sandbox:
    """Campaigns by token, on a clock that can be moved forward.

    `clock` returns aware datetimes; `campaigns` gives each token the alias by which practice
    controls name the campaign; `seed` sets the first job id and the luck of the calls (None: that
    of the kept state, else 1); `kept` brings back what it keeps, StateFailed when it cannot.
    """

    def __init__(
        self,
        clock: Clock,
        campaigns: Mapping[str, str] = PRACTICE,
        seed: int | None = None,
        kept: Kept | None = None,
    ) -> None:
        self._clock = clock
        self._aliases = dict(campaigns)
        self._kept = Unkept() if kept is None else kept
        self.faults = FaultScript()
        self.journal = Journal()
        commands = iter(self._kept)
        first = next(commands, None)
        if first is None:
            self._seed = SEED if seed is None else seed
            self.reset()
        else:
            self._seed = _kept_seed(first, seed)
            self._world = World(self._aliases, self._seed, first.at)
            self._repeat(commands)

    def _repeat(self, commands: Iterable[Command]) -> None:
        try:
            self._world.repeat(commands)
        except KeyError as missing:
            raise StateFailed(f"it holds a campaign that has no token here: {missing}") from None

    def reset(self) -> None:
        """Begin anew: no jobs, keys, faults or log, the first ids again, the clock put back."""
        now = self._clock()
        self._kept.replace(Command(now, "begin", body={"version": VERSION, "seed": self._seed}))
        self._world = World(self._aliases, self._seed, now)
        self.faults.clear()
        self.journal = Journal()

    def now(self) -> datetime:
        """Return the sandbox's moment: the clock's, plus what it was advanced by; never back."""
        return max(self._world.latest, self._clock() + self._world.offset)

    def advance(self, step: timedelta) -> datetime:
        """Move the clock forward and return the new moment."""
        if step < timedelta() or step > LONGEST_LEAP or self.now() + step >= DOOM:
            raise bad_request("advance_s", "seconds, from none to ten years, are expected")
        self._carry_out(Command(self.now(), "advance", body=step.total_seconds()))
        return self.now()

    def set_up(self, alias: str, settings: Json) -> Answer:
        """Change how the campaign of that alias behaves: see settings.py."""
        if alias not in self._world.campaigns:
            raise bad_request("campaign", "there is no such campaign")
        return self._carry_out(Command(self.now(), "settings", alias, settings))

    def campaign(self, token: str) -> Campaign:
        """Return the campaign of the token as it is now, or refuse the token as the API does."""
        if token not in self._aliases:
            raise invalid_token()
        return self._world.at(self.now()).campaigns[self._aliases[token]]

    def campaigns(self) -> tuple[Campaign, ...]:
        """Return all campaigns as they are now."""
        return tuple(self._world.at(self.now()).campaigns.values())

    def add_phones(self, token: str, body: Json, key: str | None = None) -> Answer:
        """Add an array of call orders: all of them or none; answer their job ids."""
        return self._write(token, "addPhones", body, key)

    def add_phone(
        self,
        token: str,
        parameters: Sequence[tuple[str, str]],
        key: str | None = None,
        *,
        test: bool = False,
    ) -> Answer:
        """Add one call from crmCalls parameters; a test call may repeat a recent one."""
        name = "test/addPhone" if test else "addPhone"
        return self._write(token, name, [[each, value] for each, value in parameters], key)

    def control(self, token: str, action: str, key: str | None = None) -> Answer:
        """Pause, resume or stop the campaign; stop leaves its planned jobs undone."""
        return self._write(token, action, None, key)

    def cancel(self, token: str, body: Json, key: str | None = None) -> Answer:
        """Cancel the jobs with the given ids and phones; answer the ids that were cancelled."""
        return self._write(token, "cancel", body, key)

    def job_report(self, token: str, body: Json) -> Answer:
        """Answer one row for each job with the given ids and phones."""
        return reports.jobs(*self._seen(token), body)

    def attempt_report(self, token: str, body: Json) -> Answer:
        """Answer one row for each call of the jobs with the given ids and phones."""
        return reports.attempts(*self._seen(token), body)

    def jobs_by_date(self, token: str, body: Json) -> Answer:
        """Answer a page of the jobs that were created and finished within bounds."""
        return reports.jobs_by_date(*self._seen(token), body)

    def attempts_by_date(self, token: str, body: Json) -> Answer:
        """Answer a page of the calls that began and ended within bounds."""
        return reports.attempts_by_date(*self._seen(token), body)

    def unfinished(self, token: str, body: Json) -> Answer:
        """Answer a page of the jobs that have no end yet."""
        return reports.unfinished(*self._seen(token), body)

    def info(self, token: str) -> Answer:
        """Answer what the campaign is and how far it has come."""
        return Answer(200, campaign_info(*self._seen(token)))

    def status(self, token: str) -> Answer:
        """Answer the state of the campaign."""
        return Answer(200, self.campaign(token).status)

    def _seen(self, token: str) -> tuple[Campaign, datetime]:
        return self.campaign(token), self._world.latest

    def _write(self, token: str, name: str, body: Json, key: str | None) -> Answer:
        campaign = self.campaign(token)
        if key is not None and not re.fullmatch(KEY, key):
            raise bad_request(
                "Idempotence-Key", "from 1 to 64 letters, digits and ._:- are expected"
            )
        return self._carry_out(Command(self._world.latest, name, campaign.alias, body, key))

    def _carry_out(self, command: Command) -> Answer:
        self._kept.append(command)
        return self._world.do(command)


def _kept_seed(first: Command, seed: int | None) -> int:
    """Return the seed of a kept state; StateFailed when it is not one for this sandbox."""
    begun = first.body if first.name == "begin" and isinstance(first.body, dict) else {}
    kept = begun.get("seed")
    if begun.get("version") != VERSION or not isinstance(kept, int):
        raise StateFailed("another version of the sandbox made it")
    if seed not in (None, kept):
        raise StateFailed(f"its seed is {kept}")
    return kept
