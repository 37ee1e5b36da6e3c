"""The parts of the store: what each promises to the flows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.core.campaign import Errand
from bot.core.delivery import Delivery, Progress, Span
from bot.core.erasure import Erased
from bot.core.phones.many import Many
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.tally import RefusedTally, Tally
from bot.flows.messages import Outgoing


class Sources(Protocol):
    """How numbers come into a draft: from a message at once, from a file part by part.

    A source is seen by nobody before it is finished, so a crash in the middle loses and shows
    nothing. Its repeats are merged by the API's rule: a phone and payload that are there already,
    and a phone without a payload beside the same one with it.
    """

    def add(
        self, draft: str, numbers: Sequence[Number], refused: Sequence[RefusedNumber] = ()
    ) -> None:
        """Add what one message brought; the draft is kept already, and open."""

    def begin(self, draft: str, kind: str, name: str) -> int:
        """Begin a source; `kind` and `name` are how a restarted import finds what it left over."""

    def put(
        self,
        source: int,
        numbers: Many | Sequence[Number],
        refused: Sequence[RefusedNumber] = (),
        zones: Mapping[str | None, int] | None = None,
    ) -> None:
        """Add a part of what a source brings; `zones`, if they were counted, of this part.

        Refused when the draft was sent or cancelled meanwhile; this holds for all that follow.
        """

    def merge(self, source: int, phones: Collection[str]) -> None:
        """Merge the repeats of these phones within the source, once all is put.

        All phones that it has more than once are to be given, be it in several calls; others may
        be among them.
        """

    def finish(self, source: int) -> None:
        """Merge the source with what the draft has already, and show it."""

    def refuse(self, draft: str, refused: Sequence[RefusedNumber]) -> None:
        """Note numbers that were refused later, whatever the state of the draft."""

    def retract(self, draft: str, kind: str, name: str) -> None:
        """Take back what a finished source of this name brought; `sweep` then removes it.

        Refused when some of it is or may be with the campaign.
        """

    def sweep(self, draft: str, kind: str, name: str) -> bool:
        """Remove some of a source of this name that was never finished; whether any was there."""


class Numbers(Protocol):
    """The numbers of drafts, which may be a million. They have an order, and keep it.

    Free are those that a confirmation would send: of finished sources, and in no delivery that was
    or may have been added.
    """

    def remove(self, draft: str, phones: Collection[str]) -> tuple[Number, ...]:
        """Take phones off an open draft and give what stood there; others are no error."""

    def tally(self, draft: str, *, zones: bool = False) -> Tally:
        """Tell of the free numbers; with `zones` by their own clocks too."""

    def refused_tally(self, draft: str) -> RefusedTally:
        """Tell of the refused numbers."""

    def each(self, draft: str) -> Iterator[Number]:
        """Read the free numbers, some at a time."""

    def refused(self, draft: str) -> Iterator[RefusedNumber]:
        """Read the refused numbers, some at a time."""

    def refused_part(self, draft: str, after: int) -> tuple[tuple[RefusedNumber, ...], int | None]:
        """Read some refused numbers behind a place (0 at first), and the place to go on from; None
        after the last, for those who must not keep others waiting.
        """

    def cut(self, draft: str) -> Iterator[Span]:
        """Cut the free numbers into requests: at most 500 each, no phone twice, in their order."""

    def within(self, draft: str, span: Span) -> tuple[Number, ...]:
        """Read the free numbers of one request, in their order.

        LookupError when they are not as many as were cut: better nothing than others.
        """

    def added(self, draft: str, limit: int) -> list[tuple[str, str]]:
        """Read the first phones that were added, each with its call job."""

    def unclear(self, draft: str, limit: int) -> list[str]:
        """Read the first phones of which nobody knows whether they were added."""


class Deliveries(Protocol):
    """What was confirmed, chunk by chunk, until it is settled."""

    def add(self, deliveries: Iterable[Delivery]) -> None:
        """Keep new deliveries of a confirmed draft; their keys were never used before."""

    def update(self, delivery: Delivery, jobs: Sequence[str] = ()) -> None:
        """Keep what became of a delivery that waited.

        When it was or may have been added its numbers are bound to it for ever, each with its call
        job if there are any: they are never changed, removed or sent again.
        """

    def withdraw(self, draft: str) -> None:
        """Close all deliveries of a draft that wait; their numbers are free again."""

    def find(self, key: str) -> Delivery | None:
        """Find a delivery by its key."""

    def progress(self, draft: str) -> Progress:
        """Tell how far the deliveries of a draft got, of every revision."""

    def due(self, now: datetime) -> tuple[Delivery, ...]:
        """Find deliveries to try now, at most 100: of each draft the first that waits, if its time
        came.
        """

    def next_due(self) -> datetime | None:
        """Tell when the next waiting delivery has to be tried."""


@dataclass(frozen=True)
class Received:
    """An update as it came: its id, whose order it keeps, and the whole of it as JSON."""

    update: int
    chat: int
    person: int
    body: str = field(repr=False)


@dataclass(frozen=True)
class Unhandled:
    """An update of the inbox that was not handled yet, and how often it was tried."""

    seq: int
    update: int
    body: str = field(repr=False)
    attempts: int


class Inbox(Protocol):
    """What people sent: kept before it is confirmed, and handled once, in order of each chat and
    of each person.
    """

    def put(self, received: Sequence[Received]) -> int:
        """Keep updates in their order, but for those that came before; how many were new."""

    def unhandled(self, now: datetime) -> tuple[Unhandled, ...]:
        """Find updates to handle now: the oldest open one of its chat and of its person."""

    def close(self, seq: int) -> bool:
        """Note that it was handled, and forget what it said; False when it was noted before."""

    def postpone(self, seq: int, until: datetime) -> None:
        """Try it again later; its attempts grow by one."""

    def set_aside(self, seq: int) -> bool:
        """Give it up, and keep it for those who look into it; False when it was closed before."""

    def next_due(self) -> datetime | None:
        """Tell when the next update has to be tried."""


class Retention(Protocol):
    """Deletes what is over."""

    def sweep(self, before: datetime) -> int:
        """Delete some of what was over before that moment; how many rows, 0 when none is left."""


class Erasure(Protocol):
    """Removes one person from every table."""

    def phone(self, phone: str) -> Erased:
        """Remove a number, in digits with its country code, wherever it stands."""

    def person(self, person: int) -> Erased:
        """Remove somebody's drafts, messages and notes; their chat with the bot has their id."""


@dataclass(frozen=True)
class Waiting:
    """A message of the outbox that was not shown yet; `card` is the draft's card, if it has one."""

    seq: int
    outgoing: Outgoing
    card: int | None
    attempts: int


class Outbox(Protocol):
    """What was said, until it is shown; in order within each chat."""

    def post(self, outgoing: Outgoing) -> None:
        """Put a message into the outbox.

        A card closes those of its draft that are `in_burst` and were not shown yet; nothing else is
        ever dropped.
        """

    def unsent(self, now: datetime) -> tuple[Waiting, ...]:
        """Find messages to show now, at most 100: of each chat the oldest that is open, if its time
        came.
        """

    def shown(self, seq: int, message: int | None) -> None:
        """Close a message of the outbox; `message` is the draft's card from now on."""

    def postpone(self, seq: int, until: datetime) -> None:
        """Try a message of the outbox again later; its attempts grow by one."""

    def next_due(self) -> datetime | None:
        """Tell when the next message of the outbox has to be tried."""


class Errands(Protocol):
    """What people ask of campaigns, until it is answered."""

    def add(self, errand: Errand, at: datetime | None) -> None:
        """Note an errand, due from that moment on; None holds it back until it is kept again."""

    def find(self, key: str) -> Errand | None:
        """Find an errand that is not closed."""

    def note(self, errand: Errand) -> None:
        """Keep what changed of an errand; when it is due stays as it was."""

    def keep(self, errand: Errand, at: datetime) -> None:
        """Keep an errand, due from that moment on."""

    def close(self, key: str) -> None:
        """Forget an errand."""

    def due(self, now: datetime) -> tuple[Errand, ...]:
        """Find errands to run now, some at a time, the oldest first."""

    def next_due(self) -> datetime | None:
        """Tell when the next errand has to be run."""
