"""What every flow is told about the place it runs in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.core.draft import Draft
from bot.core.legal import Guard
from bot.flows.messages import Sender
from bot.flows.ports import Chance, Clock, Ids, Reader

ReadCards = Callable[[str], Iterable[tuple[str, str]]]
"""Reads a vCard: a phone and a name for each number in it; never raises."""


def no_cards(_card: str) -> tuple[tuple[str, str], ...]:
    """Read nothing."""
    return ()


@dataclass(frozen=True)
class Deployment:
    """The owners, the campaign and the defaults of this installation, and its sources of the new.

    `zone` is the default clock of dates (an IANA name), None when there is none. `region` is that
    of numbers without a country code, `largest_file` in bytes, `cards` reads vCards. `legal` guards
    the hours of the law. `hold` is the time after a confirmation in which nothing is sent yet.
    """

    owners: frozenset[int]
    read: Reader
    clock: Clock
    ids: Ids
    chance: Chance
    campaign: str = "default"
    zone: str | None = None
    region: str = "RU"
    largest_file: int = 20 * 1024 * 1024
    cards: ReadCards = no_cards
    legal: Guard = Guard()
    hold: timedelta = timedelta(0)

    def new_draft(self, sender: Sender) -> Draft:
        """Begin a draft of this person in this chat."""
        return Draft(
            id=self.ids(), chat=sender.chat, author=sender.person, language=sender.language
        )
