"""What the flows need from the world, and what each port promises."""

from __future__ import annotations

from collections.abc import (
    Awaitable,
    Callable,
    Sequence,
)
from datetime import datetime
from typing import Protocol, TypeVar

from bot.core.campaign import Campaign, ErrandKind, Outcomes
from bot.core.delivery import Delivery
from bot.core.draft import Draft
from bot.core.phones.number import Number
from bot.core.policy import Week
from bot.core.reading.reading import Reading
from bot.core.texts import Text
from bot.flows.file_ports import Imports
from bot.flows.messages import Document, Outgoing, RefusedList
from bot.flows.store_ports import (
    Deliveries,
    Erasure,
    Errands,
    Inbox,
    Numbers,
    Outbox,
    Retention,
    Sources,
)

T = TypeVar("T")

Clock = Callable[[], datetime]
"""The present moment, aware, in UTC."""

Ids = Callable[[], str]
"""A new id nobody can guess: at least 128 random bits, 22 characters of A-Z a-z 0-9 _ -."""

Chance = Callable[[], float]
"""A number in 0..1, drawn anew each time."""

Say = Callable[[Text], str]
"""Puts a text into the words of one language."""

Documents = Callable[[RefusedList, str], Awaitable[Document]]
"""Makes what is made only when it is shown, in a language."""


class Reader(Protocol):
    """Reads a message; never raises."""

    def __call__(self, said: str, base: Week | None = None, *, table: bool = False) -> Reading:
        """Read it by itself, or as a change of the week `base`; its week is then the whole one.

        With `table` it may speak of columns by their letters alone.
        """


class Store(Protocol):
    """What is remembered. A store lives for one unit of work: all of it is kept, or nothing.

    All calls are synchronous and raise what the database raises; times are aware, in UTC.
    """

    @property
    def numbers(self) -> Numbers:
        """The numbers of drafts."""

    @property
    def sources(self) -> Sources:
        """Where they come from."""

    @property
    def imports(self) -> Imports:
        """The files that bring them."""

    @property
    def errands(self) -> Errands:
        """What people ask of campaigns."""

    @property
    def deliveries(self) -> Deliveries:
        """What was confirmed, on its way to the campaign."""

    @property
    def inbox(self) -> Inbox:
        """What people sent, until it is handled."""

    @property
    def retention(self) -> Retention:
        """What is over, until it is deleted."""

    @property
    def erasure(self) -> Erasure:
        """Removes a person."""

    @property
    def outbox(self) -> Outbox:
        """What is to be shown to people."""

    def backlog(self, now: datetime) -> dict[str, float]:
        """Count what waits, by kind, and tell how old the oldest update is, in seconds."""

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

    def draft_of_card(self, chat: int, card: int) -> Draft | None:
        """Find the draft that this message of the chat shows."""

    def save(self, draft: Draft) -> None:
        """Keep the draft in its present revision and state."""


class Database(Protocol):
    """Runs units of work, each as one transaction on a thread of the database."""

    async def run(self, work: Callable[[Store], T]) -> T:
        """Run the work and commit; on an exception roll back and raise it.

        Where two units collide the work is begun again, so it must change nothing but the store.
        Raises StoreFailed when the database fails.
        """


class CallsApi(Protocol):
    """The campaign's API. Raises the `Api…`, `CampaignClosed` and `TokenInvalid` of core/errors."""

    async def add_phones(self, delivery: Delivery, numbers: Sequence[Number]) -> tuple[str, ...]:
        """Post one delivery under its key; give the call jobs in the order of its numbers."""


class Campaigns(Protocol):
    """The campaigns as such. Raises the `Api…`, `CampaignClosed`, `TokenInvalid` of core/errors."""

    async def look(self, campaign: str) -> Campaign:
        """Ask for the campaign's state and how far it is."""

    async def outcomes(self, campaign: str, since: datetime) -> Outcomes:
        """Count what became of the call jobs that were made since then."""

    async def control(self, campaign: str, what: ErrandKind, key: str) -> None:
        """Pause, resume or stop the campaign."""

    async def cancel(self, campaign: str, key: str, jobs: Sequence[str]) -> tuple[str, ...]:
        """Take call jobs back; give those that were."""

    async def test(self, campaign: str, key: str, phone: str) -> str:
        """Place a test call; give its call job."""


class Messenger(Protocol):
    """Shows messages to people."""

    async def show(
        self, outgoing: Outgoing, card: int | None, document: Document | None = None
    ) -> int | None:
        """Show a message, or edit `card`; give the id of the message that is the card now.

        A document goes out behind the message.

        Raises MessengerBusy or MessengerUnreachable to be asked again later, ChatClosed when the
        chat can never be written to again, MessageRefused for one that can never be shown. A
        repeat of what is shown already is a success.
        """

    async def answer(self, tap: str, language: str, toast: Text | None, /) -> None:
        """Answer a tap at once, with a short word or none. Too late is not worth an error."""
