"""What the sandbox holds: campaigns, their diallers and a moved clock, changed by commands alone.

The same commands make the same world, so a kept list of them is a kept world.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from typing import Final, Self

from bot.sandbox.answers import Answer, Refused, control_refused
from bot.sandbox.campaign import FINISHED, IN_PROGRESS, PAUSED, Campaign
from bot.sandbox.commands import Command
from bot.sandbox.dialler import Dialler
from bot.sandbox.documents import Json
from bot.sandbox.job import Job
from bot.sandbox.orders import Order, read_orders, read_parameters
from bot.sandbox.policy import hours_of
from bot.sandbox.selection import read_selection
from bot.sandbox.settings import set_up

_FIRST_ID: Final = 5_000_000_000  # ids have ten digits

# action → the states that allow it, the state that follows
CONTROLS: Final = {
    "pause": ((IN_PROGRESS,), PAUSED),
    "resume": ((PAUSED,), IN_PROGRESS),
    "stop": ((IN_PROGRESS, PAUSED), FINISHED),
}


class World:
    """The campaigns by alias, as they are at `latest`; `offset` is how far the clock was moved."""

    def __init__(self, aliases: Mapping[str, str], seed: int, begun: datetime) -> None:
        self.latest = begun
        self.offset = timedelta()
        self.campaigns = {
            alias: Campaign(token, alias, number, begun)
            for number, (token, alias) in enumerate(aliases.items(), start=1)
        }
        self._diallers = {
            alias: Dialler(campaign, seed) for alias, campaign in self.campaigns.items()
        }
        self._ids = count(_FIRST_ID + seed)
        self._acts: dict[str, Callable[[Campaign, Command], Answer]] = {
            "addPhones": self._add_phones,
            "addPhone": self._add_phone,
            "test/addPhone": self._add_phone,
            "cancel": self._cancel,
            "settings": self._set_up,
            **dict.fromkeys(CONTROLS, self._control),
        }

    def at(self, now: datetime) -> Self:
        """Let everything happen that happens up to the moment."""
        for dialler in self._diallers.values():
            dialler.run(now)
        self.latest = max(self.latest, now)
        return self

    def do(self, command: Command) -> Answer:
        """Carry out a command at its moment, or refuse it. KeyError for an unknown campaign."""
        self.at(command.at)
        if command.name == "advance":
            self.offset += timedelta(seconds=_seconds(command.body))
            return Answer(200)
        campaign, act = self.campaigns[command.campaign], self._acts[command.name]
        if command.key is None:
            return act(campaign, command)
        request: Json = [command.name, command.body]
        return campaign.once(command.key, request, lambda: act(campaign, command), command.at)

    def repeat(self, commands: Iterable[Command]) -> None:
        """Carry out commands of an earlier life; what was refused then is refused now."""
        for command in commands:
            with suppress(Refused):
                self.do(command)

    def _add_phones(self, campaign: Campaign, command: Command) -> Answer:
        campaign.require_open()
        orders = read_orders(command.body, command.at)
        campaign.refuse_duplicates(orders, command.at)
        return Answer(200, [*self._add(campaign, orders, command)])

    def _add_phone(self, campaign: Campaign, command: Command) -> Answer:
        campaign.require_open()
        order = read_parameters(_pairs(command.body))
        if command.name == "addPhone":
            campaign.refuse_duplicates([order], command.at)
        return Answer(200, self._add(campaign, [order], command)[0])

    def _add(self, campaign: Campaign, orders: Sequence[Order], command: Command) -> list[str]:
        jobs = [
            Job(str(next(self._ids)), each, hours_of(each), command.name, command.key, command.at)
            for each in orders
        ]
        campaign.add(jobs)
        self._diallers[campaign.alias].take(jobs)
        return [job.id for job in jobs]

    def _cancel(self, campaign: Campaign, command: Command) -> Answer:
        jobs = read_selection(command.body, campaign)
        return Answer(200, [*campaign.cancel(jobs, command.at)])

    def _control(self, campaign: Campaign, command: Command) -> Answer:
        allowed, following = CONTROLS[command.name]
        if campaign.status not in allowed:
            message = f"A campaign that is {campaign.status} cannot {command.name}"
            raise control_refused("sandbox.invalid.state", message, status=campaign.status)
        if following == FINISHED:
            campaign.stop(command.at)
        elif following == PAUSED or campaign.balance_s != 0:
            campaign.status = following
        self._go_on(campaign, command.at)
        return Answer(200)

    def _set_up(self, campaign: Campaign, command: Command) -> Answer:
        set_up(campaign, command.body, command.at)
        self._go_on(campaign, command.at)
        return Answer(200)

    def _go_on(self, campaign: Campaign, now: datetime) -> None:
        dialler = self._diallers[campaign.alias]
        dialler.dial(now)
        dialler.run(now)


def _pairs(body: Json) -> list[tuple[str, str]]:
    pairs = body if isinstance(body, list) else []
    return [(str(pair[0]), str(pair[1])) for pair in pairs if isinstance(pair, list)]


def _seconds(body: Json) -> float:
    return body if isinstance(body, int | float) else 0
