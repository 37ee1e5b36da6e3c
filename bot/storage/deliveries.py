"""Deliveries of confirmed drafts: the port `Deliveries` over one connection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, insert, literal, select, update

from bot.core.delivery import Delivery, DeliveryState, Progress
from bot.storage.numbers import SqlNumbers
from bot.storage.rows import AnyRow
from bot.storage.tables import DELIVERY

# So many deliveries are handed out at once, and so many call jobs told on a card.
AT_ONCE = 100
FIRST_JOBS = 10
# Their numbers are known to the campaign, or may be.
_CLOSED = frozenset({DeliveryState.ADDED, DeliveryState.UNCLEAR})

# Written into the statement: behind a parameter no prepared plan can tell that the index fits.
WAITING = literal(DeliveryState.WAITING.value, literal_execute=True)
_PLACES = (
    select(
        DELIVERY.c.key,
        func.row_number()
        .over(partition_by=DELIVERY.c.draft, order_by=(DELIVERY.c.revision, DELIVERY.c.chunk))
        .label("place"),
    )
    .where(DELIVERY.c.state == WAITING)
    .subquery()
)
_FIRST_WAITING = DELIVERY.c.key.in_(select(_PLACES.c.key).where(_PLACES.c.place == 1))


class SqlDeliveries:
    """What the port `Deliveries` promises, on SQLite and PostgreSQL alike."""

    def __init__(self, connection: Connection, numbers: SqlNumbers) -> None:
        self._connection = connection
        self._numbers = numbers

    def add(self, deliveries: Iterable[Delivery]) -> None:
        """Keep new deliveries; their keys were never used before."""
        if rows := [_columns(delivery) for delivery in deliveries]:
            self._connection.execute(insert(DELIVERY), rows)

    def update(self, delivery: Delivery, jobs: Sequence[str] = ()) -> None:
        """Keep what became of a delivery that waited; once it is closed, its numbers are too."""
        this = update(DELIVERY).where(DELIVERY.c.key == delivery.key)
        kept = this.values(_columns(delivery)).returning(DELIVERY.c.key)
        self._connection.execute(kept).one()
        if delivery.state in _CLOSED:
            self._numbers.bind(delivery, jobs)

    def withdraw(self, draft: str) -> None:
        """Close all deliveries of a draft that wait: they will never be sent."""
        waiting = update(DELIVERY).where(DELIVERY.c.draft == draft, DELIVERY.c.state == WAITING)
        self._connection.execute(waiting.values(state=DeliveryState.WITHDRAWN.value))

    def find(self, key: str) -> Delivery | None:
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
        waits = select(DELIVERY.c.body, DELIVERY.c.state).where(of_it, DELIVERY.c.state == WAITING)
        first = waits.order_by(DELIVERY.c.revision, DELIVERY.c.chunk).limit(1)
        row = self._connection.execute(first).first()
        answers = select(DELIVERY.c.answer).where(of_it, DELIVERY.c.answer != "").distinct()
        back = (DeliveryState.REFUSED, DeliveryState.WITHDRAWN)
        return Progress(
            waiting=count.get(DeliveryState.WAITING, 0),
            added=count.get(DeliveryState.ADDED, 0),
            unclear=count.get(DeliveryState.UNCLEAR, 0),
            given_back=sum(count.get(state, 0) for state in back),
            jobs=tuple(job for _, job in self._numbers.added(draft, FIRST_JOBS)),
            answers=tuple(sorted(self._connection.scalars(answers))),
            next=_delivery(row) if row else None,
        )

    def due(self, now: datetime) -> tuple[Delivery, ...]:
        """Find deliveries to try now: of each draft the first that waits, if its time came."""
        found = select(DELIVERY.c.body, DELIVERY.c.state)
        ready = found.where(_FIRST_WAITING, DELIVERY.c.not_before <= now)
        rows = ready.order_by(DELIVERY.c.not_before, DELIVERY.c.key).limit(AT_ONCE)
        return tuple(map(_delivery, self._connection.execute(rows)))

    def next_due(self) -> datetime | None:
        """Tell when the next waiting delivery has to be tried."""
        first = select(func.min(DELIVERY.c.not_before)).where(_FIRST_WAITING)
        due: datetime | None = self._connection.scalar(first)
        return due


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
