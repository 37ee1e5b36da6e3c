"""What the flows need from the world, and what each port promises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from bot.core.delivery import Delivery
from bot.core.draft import Draft
from bot.core.policy import Week
from bot.core.reading.reading import Reading
from bot.core.texts import Text
from bot.flows.messages import Outgoing

T = TypeVar("T")

Clock = Callable[[], datetime]
"""The present moment, aware, in UTC."""

Ids = Callable[[], str]
"""A new id nobody can guess: at least 128 random bits, 22 characters of A-Z a-z 0-9 _ -."""

Chance = Callable[[], float]
"""A number in 0..1, drawn anew each time."""

Say = Callable[[Text], str]
"""Puts a text into the words of one language."""


class Reader(Protocol):
    """Reads a message; never raises."""

    def __call__(self, said: str, base: Week | None = None) -> Reading:
        """Read it by itself, or as a change of the week `base`; its week is then the whole one."""


@dataclass(frozen=True)
class Waiting:
    """A message of the outbox that was not shown yet; `card` is the draft's card, if it has one."""

    seq: int
    outgoing: Outgoing
    card: int | None
    attempts: int


class Store(Protocol):
    """What is remembered. A store lives for one unit of work: all of it is kept, or nothing.

    All calls are synchronous and raise what the database raises; times are aware, in UTC.
    """

    def take(self, update: int) -> bool:
        """Note an update as handled; False when it was noted before."""

    def turn_away(self, person: int) -> bool:
        """Note a stranger; False when they were noted before."""

    def welcome(self, person: int) -> None:
        """Forget that this person was once a stranger."""

    def draft(self, draft: str) -> Draft | None:
        """Find a draft by its id."""

    def open_draft(self, chat: int, author: int) -> Draft | None:
        """Find the newest draft of this author in this chat, if it is still open."""

    def newest_draft(self, chat: int, author: int) -> Draft | None:
        """Find the newest draft of this author in this chat, whatever its state."""

    def save(self, draft: Draft) -> None:
        """Keep the draft in its present revision and state."""

    def enqueue(self, delivery: Delivery) -> None:
        """Keep a new delivery; its key was never used before."""

    def update(self, delivery: Delivery) -> None:
        """Keep what became of a delivery."""

    def delivery(self, key: str) -> Delivery | None:
        """Find a delivery by its key."""

    def deliveries(self, draft: str) -> tuple[Delivery, ...]:
        """Find all deliveries of a draft, of every revision, oldest first and in order of chunk."""

    def due(self, now: datetime) -> tuple[Delivery, ...]:
        """Find the deliveries to try now: of each draft the first that waits, if its time came."""

    def next_delivery(self) -> datetime | None:
        """Tell when the next waiting delivery has to be tried."""

    def next_message(self) -> datetime | None:
        """Tell when the next message of the outbox has to be tried."""

    def post(self, outgoing: Outgoing) -> None:
        """Put a message into the outbox."""

    def unsent(self, now: datetime) -> tuple[Waiting, ...]:
        """Find the messages to show now: of each chat the oldest that is open, if its time came."""

    def shown(self, seq: int, message: int | None) -> None:
        """Close a message of the outbox; `message` is the draft's card from now on."""

    def postpone(self, seq: int, until: datetime) -> None:
        """Try a message of the outbox again later; its attempts grow by one."""


class Database(Protocol):
    """Runs units of work, each as one transaction on a thread of the database."""

    async def run(self, work: Callable[[Store], T]) -> T:
        """Run the work and commit; on an exception roll back and raise it.

        Where two units collide the work is begun again, so it must change nothing but the store.
        Raises StoreFailed when the database fails.
        """


class CallsApi(Protocol):
    """The campaign's API. Raises the `Api…`, `CampaignClosed` and `TokenInvalid` of core/errors."""

    async def add_phones(self, delivery: Delivery) -> tuple[str, ...]:
        """Post one delivery under its key; give the call jobs in the order of its numbers."""


class Messenger(Protocol):
    """Shows messages to people."""

    async def show(self, outgoing: Outgoing, card: int | None) -> int | None:
        """Show a message, or edit `card`; give the id of the message that is the card now.

        Raises MessengerBusy or MessengerUnreachable to be asked again later, ChatClosed when the
        chat can never be written to again, MessageRefused for one that can never be shown. A
        repeat of what is shown already is a success.
        """

    async def answer(self, tap: str, language: str, toast: Text | None, /) -> None:
        """Answer a tap at once, with a short word or none. Too late is not worth an error."""
