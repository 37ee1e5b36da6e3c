"""The Store of the flows over one connection, which is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.core.delivery import Delivery, DeliveryState, Progress
from bot.core.draft import Draft, DraftState
from bot.flows.messages import Outgoing
from bot.flows.ports import Clock, Waiting
from bot.storage.errands import SqlErrands
from bot.storage.imports import SqlImports
from bot.storage.numbers import SqlNumbers
from bot.storage.rows import AnyRow
from bot.storage.sources import SqlSources
from bot.storage.tables import DELIVERY, DRAFT, HANDLED, OUTBOX, STRANGER

# So many deliveries or messages are handed out at once, and so many call jobs told on a card.
AT_ONCE = 100
FIRST_JOBS = 10
# Their numbers are known to the campaign, or may be.
_CLOSED = frozenset({DeliveryState.ADDED, DeliveryState.UNCLEAR})

# Written into the statement: behind a parameter no prepared plan can tell that the index fits.
_WAITING = literal(DeliveryState.WAITING.value, literal_execute=True)
_PLACES = (
    select(
        DELIVERY.c.key,
        func.row_number()
        .over(partition_by=DELIVERY.c.draft, order_by=(DELIVERY.c.revision, DELIVERY.c.chunk))
        .label("place"),
    )
    .where(DELIVERY.c.state == _WAITING)
    .subquery()
)
_FIRST_WAITING = DELIVERY.c.key.in_(select(_PLACES.c.key).where(_PLACES.c.place == 1))
_OLDEST_OPEN = OUTBOX.c.seq.in_(
    select(func.min(OUTBOX.c.seq)).where(~OUTBOX.c.done).group_by(OUTBOX.c.chat)
)


class SqlStore:
    """What the port `Store` promises, on SQLite and PostgreSQL alike."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self.numbers = SqlNumbers(connection)
        self.sources = SqlSources(connection)
        self.imports = SqlImports(connection, clock)
        self.errands = SqlErrands(connection)

    def take(self, update: int) -> bool:
        """Note an update as handled; False when it was noted before."""
        return self._note(HANDLED, update_id=update)

    def turn_away(self, person: int) -> bool:
        """Note a stranger; False when they were noted before."""
        return self._note(STRANGER, person=person)

    def welcome(self, person: int) -> None:
        """Forget that this person was once a stranger."""
        self._connection.execute(delete(STRANGER).where(STRANGER.c.person == person))

    def draft(self, draft: str) -> Draft | None:
        """Find a draft by its id."""
        return self._draft(DRAFT.c.id == draft)

    def open_draft(self, chat: int, author: int) -> Draft | None:
        """Find the newest draft of this author in this chat, if it is still open."""
        newest = self.newest_draft(chat, author)
        return newest if newest and newest.state is DraftState.OPEN else None

    def newest_draft(self, chat: int, author: int) -> Draft | None:
        """Find the newest draft of this author in this chat, whatever its state."""
        return self._draft(DRAFT.c.chat == chat, DRAFT.c.author == author)

    def draft_of_card(self, chat: int, card: int) -> Draft | None:
        """Find the draft that this message of the chat shows."""
        return self._draft(DRAFT.c.chat == chat, DRAFT.c.card == card)

    def save(self, draft: Draft) -> None:
        """Keep the draft in its present revision and state."""
        fields = {
            "revision": draft.revision,
            "state": draft.state.value,
            "card": draft.card,
            "body": draft,
            "updated_at": self._clock(),
        }
        identity = {"id": draft.id, "chat": draft.chat, "author": draft.author}
        new = self._insert(DRAFT).values(**identity, **fields)
        self._connection.execute(new.on_conflict_do_update(index_elements=["id"], set_=fields))

    def enqueue(self, deliveries: Iterable[Delivery]) -> None:
        """Keep new deliveries; their keys were never used before."""
        if rows := [_columns(delivery) for delivery in deliveries]:
            self._connection.execute(insert(DELIVERY), rows)

    def update(self, delivery: Delivery, jobs: Sequence[str] = ()) -> None:
        """Keep what became of a delivery that waited; once it is closed, its numbers are too."""
        this = update(DELIVERY).where(DELIVERY.c.key == delivery.key)
        kept = this.values(_columns(delivery)).returning(DELIVERY.c.key)
        self._connection.execute(kept).one()
        if delivery.state in _CLOSED:
            self.numbers.bind(delivery, jobs)

    def withdraw(self, draft: str) -> None:
        """Close all deliveries of a draft that wait: they will never be sent."""
        waiting = update(DELIVERY).where(DELIVERY.c.draft == draft, DELIVERY.c.state == _WAITING)
        self._connection.execute(waiting.values(state=DeliveryState.WITHDRAWN.value))

    def delivery(self, key: str) -> Delivery | None:
        """Find a delivery by its key."""
        found = select(DELIVERY.c.body, DELIVERY.c.state).where(DELIVERY.c.key == key)
        row = self._connection.execute(found).first()
        return _delivery(row) if row else None

    def progress(self, draft: str) -> Progress:
        """Tell how far the deliveries of a draft got, of every revision."""
        of_it = DELIVERY.c.draft == draft
        sums = select(DELIVERY.c.state, func.sum(DELIVERY.c.numbers)).where(of_it)
        told = self._connection.execute(sums.group_by(DELIVERY.c.state))
        count = {DeliveryState(state): int(numbers) for state, numbers in told}
        waits = select(DELIVERY.c.body, DELIVERY.c.state).where(of_it, DELIVERY.c.state == _WAITING)
        first = waits.order_by(DELIVERY.c.revision, DELIVERY.c.chunk).limit(1)
        row = self._connection.execute(first).first()
        answers = select(DELIVERY.c.answer).where(of_it, DELIVERY.c.answer != "").distinct()
        back = (DeliveryState.REFUSED, DeliveryState.WITHDRAWN)
        return Progress(
            waiting=count.get(DeliveryState.WAITING, 0),
            added=count.get(DeliveryState.ADDED, 0),
            unclear=count.get(DeliveryState.UNCLEAR, 0),
            given_back=sum(count.get(state, 0) for state in back),
            jobs=tuple(job for _, job in self.numbers.added(draft, FIRST_JOBS)),
            answers=tuple(sorted(self._connection.scalars(answers))),
            next=_delivery(row) if row else None,
        )

    def due(self, now: datetime) -> tuple[Delivery, ...]:
        """Find deliveries to try now: of each draft the first that waits, if its time came."""
        found = select(DELIVERY.c.body, DELIVERY.c.state)
        ready = found.where(_FIRST_WAITING, DELIVERY.c.not_before <= now)
        rows = ready.order_by(DELIVERY.c.not_before, DELIVERY.c.key).limit(AT_ONCE)
        return tuple(map(_delivery, self._connection.execute(rows)))

    def next_delivery(self) -> datetime | None:
        """Tell when the next waiting delivery has to be tried."""
        return self._first_time(select(func.min(DELIVERY.c.not_before)).where(_FIRST_WAITING))

    def next_message(self) -> datetime | None:
        """Tell when the next message of the outbox has to be tried."""
        return self._first_time(select(func.min(OUTBOX.c.not_before)).where(_OLDEST_OPEN))

    def post(self, outgoing: Outgoing) -> None:
        """Put a message into the outbox, and take out the cards of its draft that it replaces."""
        if outgoing.draft is not None and not outgoing.edit:
            self._overtake(outgoing)
        self._connection.execute(
            insert(OUTBOX).values(
                chat=outgoing.chat,
                draft=outgoing.draft,
                done=False,
                attempts=0,
                not_before=self._clock(),
                body=outgoing,
            )
        )

    def _overtake(self, card: Outgoing) -> None:
        """Close what nobody need see any more once the newer card is there."""
        of_it = (OUTBOX.c.chat == card.chat, OUTBOX.c.draft == card.draft, ~OUTBOX.c.done)
        waiting = self._connection.execute(select(OUTBOX.c.seq, OUTBOX.c.body).where(*of_it))
        old = [row.seq for row in waiting if row.body.in_burst]
        if old:
            closed = update(OUTBOX).where(OUTBOX.c.seq.in_(old)).values(done=True)
            self._connection.execute(closed)

    def unsent(self, now: datetime) -> tuple[Waiting, ...]:
        """Find the messages to show now: of each chat the oldest that is open, if its time came."""
        rows = self._connection.execute(
            select(OUTBOX.c.seq, OUTBOX.c.body, DRAFT.c.card, OUTBOX.c.attempts)
            .join_from(OUTBOX, DRAFT, OUTBOX.c.draft == DRAFT.c.id, isouter=True)
            .where(_OLDEST_OPEN, OUTBOX.c.not_before <= now)
            .order_by(OUTBOX.c.seq)
            .limit(AT_ONCE)
        )
        return tuple(Waiting(*row) for row in rows)

    def shown(self, seq: int, message: int | None) -> None:
        """Close a message of the outbox; `message` is the draft's card from now on."""
        closed = update(OUTBOX).where(OUTBOX.c.seq == seq).values(done=True)
        draft = self._connection.scalars(closed.returning(OUTBOX.c.draft)).one()
        if message is not None and draft is not None:
            card = update(DRAFT).where(DRAFT.c.id == draft).values(card=message)
            self._connection.execute(card)

    def postpone(self, seq: int, until: datetime) -> None:
        """Try a message of the outbox again later; its attempts grow by one."""
        later = {"attempts": OUTBOX.c.attempts + 1, "not_before": until}
        postponed = update(OUTBOX).where(OUTBOX.c.seq == seq).values(later)
        self._connection.execute(postponed.returning(OUTBOX.c.seq)).one()

    def _first_time(self, query: Select[Any]) -> datetime | None:
        found: datetime | None = self._connection.scalar(query)
        return found

    def _note(self, table: Table, **key: int) -> bool:
        """Insert the key with the time; the unique constraint tells whether it is new."""
        new = self._insert(table).values(**key, at=self._clock())
        noted = new.on_conflict_do_nothing().returning(table.c.at)
        return self._connection.scalar(noted) is not None

    def _insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Begin an insert that may conflict: one clause, which each dialect has for itself."""
        of_sqlite = self._connection.dialect.name == "sqlite"
        return sqlite.insert(table) if of_sqlite else postgresql.insert(table)

    def _draft(self, *which: ColumnElement[bool]) -> Draft | None:
        """Find the newest of these drafts, with the card it has now."""
        rows = select(DRAFT.c.body, DRAFT.c.card).where(*which)
        row = self._connection.execute(rows.order_by(DRAFT.c.seq.desc()).limit(1)).first()
        return replace(row.body, card=row.card) if row else None


def _columns(delivery: Delivery) -> dict[str, object]:
    return {
        "key": delivery.key,
        "draft": delivery.draft,
        "revision": delivery.revision,
        "chunk": delivery.chunk,
        "state": delivery.state.value,
        "not_before": delivery.not_before,
        "numbers": delivery.span.count,
        "answer": delivery.answer,
        "body": delivery,
    }


def _delivery(row: AnyRow) -> Delivery:
    """Read a delivery with the state it has now."""
    delivery: Delivery = row.body
    return replace(delivery, state=DeliveryState(row.state))
