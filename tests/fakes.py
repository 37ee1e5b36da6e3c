"""Programmable stand-ins for the ports, each as small as the port's promise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.core.delivery import Delivery
from bot.core.errors import Outside
from bot.core.phones.number import Number
from bot.core.policy import Policy, Week
from bot.core.reading.reading import Reading
from bot.core.texts import Text
from bot.flows.messages import Document, Outgoing, RefusedList

NOON = datetime(2026, 11, 23, 9, tzinfo=UTC)  # Monday, 12:00 in Moscow


@dataclass
class FakeClock:
    """Stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@dataclass
class FakeIds:
    """Ids that can be read in a failure."""

    counter: count[int] = field(default_factory=lambda: count(1))

    def __call__(self) -> str:
        return f"id-{next(self.counter):019}"


@dataclass
class FakeReader:
    """Reads only the phrases it was taught; anything else says nothing."""

    readings: dict[str, Reading] = field(default_factory=dict)

    def __call__(self, said: str, base: Week | None = None, *, table: bool = False) -> Reading:
        return self.readings.get(said, Reading(said))


@dataclass(frozen=True)
class Posted:
    """What the campaign sees of a delivery."""

    key: str
    policy: Policy
    numbers: tuple[Number, ...]


@dataclass
class FakeCalls:
    """A campaign that answers as scripted, then takes everything; remembers what it was posted."""

    script: list[Outside | Callable[[Posted], tuple[str, ...]]] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)
    ids: count[int] = field(default_factory=lambda: count(1))

    async def add_phones(self, delivery: Delivery, numbers: Sequence[Number]) -> tuple[str, ...]:
        """Fail as scripted, or add."""
        posted = Posted(delivery.key, delivery.policy, tuple(numbers))
        self.posted.append(posted)
        if self.script:
            step = self.script.pop(0)
            if isinstance(step, Outside):
                raise step
            return step(posted)
        return tuple(f"job-{next(self.ids)}" for _ in numbers)


@dataclass
class FakeMessenger:
    """Shows to a list; fails as scripted."""

    shown: list[tuple[Outgoing, int | None]] = field(default_factory=list)
    script: list[Exception] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    async def show(
        self, outgoing: Outgoing, card: int | None, document: Document | None = None
    ) -> int | None:
        """Note the message; its number is its place in the list."""
        if self.script:
            raise self.script.pop(0)
        if document is not None:
            self.documents.append(document)
        self.shown.append((outgoing, card))
        if outgoing.edit and card is not None:
            return card
        return len(self.shown) if outgoing.draft else None

    async def answer(self, tap: str, language: str, toast: Text | None, /) -> None:
        """Taps of the tests are answered by the reply itself."""

    @property
    def keys(self) -> list[list[str]]:
        """The text keys of every message shown."""
        return [[line.key for line in outgoing.lines] for outgoing, _ in self.shown]


class FakeDocuments:
    """Makes documents that tell only what was asked for."""

    async def __call__(self, wanted: RefusedList, language: str) -> Document:
        """Name the language and the draft."""
        return Document(f"{language}-{wanted.draft}", b"")
