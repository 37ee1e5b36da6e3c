"""What is deleted when its time is over, some rows at a time, so that nobody waits for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, func, select

from bot.core.delivery import DeliveryState
from bot.core.draft import DraftState
from bot.storage.tables import (
    DELIVERY,
    DRAFT,
    ERRAND,
    IMPORT,
    INBOX,
    NUMBER,
    OUTBOX,
    REFUSED_NUMBER,
    SOURCE,
    STRANGER,
)

PORTION = 2_000
# Telegram delivers an update again for a day; what was handled is known for longer.
KNOWN = timedelta(days=3)
_OPEN = (DeliveryState.WAITING.value,)
WAITS = exists().where(DELIVERY.c.draft == DRAFT.c.id, DELIVERY.c.state.in_(_OPEN))
"""Whether a draft has requests on their way."""


class SqlRetention:
    """What the port `Retention` promises, on SQLite and PostgreSQL alike."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sweep(self, before: datetime) -> int:
        """Delete some of what was over before that moment; how many rows, 0 when none is left."""
        return self._simple(before) or self._draft(before)

    def forget(self, draft: int) -> int:
        """Delete some of a draft and of all that hangs on it; how many rows, 0 when none is left.

        Its deliveries have to be over.
        """
        known = self._connection.scalar(select(DRAFT.c.id).where(DRAFT.c.seq == draft))
        if known is None:
            return 0
        for table, rows in (
            (NUMBER, _first(NUMBER, draft)),
            (REFUSED_NUMBER, _first(REFUSED_NUMBER, draft)),
            (OUTBOX, OUTBOX.c.draft == known),
            (SOURCE, SOURCE.c.draft == draft),
            (IMPORT, IMPORT.c.draft == known),
            (DELIVERY, DELIVERY.c.draft == known),
            (DRAFT, DRAFT.c.seq == draft),
        ):
            if gone := self._delete(table, rows):
                return gone
        return 0

    def _simple(self, before: datetime) -> int:
        """Rows that stand alone."""
        known = min(before, self._newest(before))
        for table, over in (
            (INBOX, INBOX.c.done & (INBOX.c.at < known)),
            (OUTBOX, OUTBOX.c.done & (OUTBOX.c.not_before < before)),
            (STRANGER, STRANGER.c.at < before),
        ):
            key = next(iter(table.primary_key))
            some = select(key).where(over).order_by(key).limit(PORTION)
            if gone := self._delete(table, key.in_(some)):
                return gone
        return self._errands(before)

    def _newest(self, before: datetime) -> datetime:
        """Whatever is configured, an update is known for so long after the newest one."""
        newest: datetime | None = self._connection.scalar(select(func.max(INBOX.c.at)))
        return newest - KNOWN if newest else before

    def _errands(self, before: datetime) -> int:
        """Questions that nobody answered."""
        asked = self._connection.scalars(select(ERRAND.c.body).where(ERRAND.c.not_before.is_(None)))
        old = [errand.key for errand in asked if errand.asked_at < before]
        return self._delete(ERRAND, ERRAND.c.key.in_(old[:PORTION])) if old else 0

    def _draft(self, before: datetime) -> int:
        """The oldest draft that nothing is on its way for any more."""
        reading = exists().where(IMPORT.c.draft == DRAFT.c.id, ~IMPORT.c.done)
        sent = (DRAFT.c.state == DraftState.CONFIRMED.value) & WAITS
        over = (DRAFT.c.updated_at < before) & ~sent & ~reading
        found = select(DRAFT.c.seq).where(over).order_by(DRAFT.c.updated_at).limit(1)
        draft = self._connection.scalar(found)
        return self.forget(draft) if draft is not None else 0

    def _delete(self, table: Table, which: ColumnElement[bool]) -> int:
        return self._connection.execute(delete(table).where(which)).rowcount


def _first(table: Table, draft: int) -> ColumnElement[bool]:
    """The first rows of a draft, by their key, which is quick however many there are."""
    these = select(table.c.seq).where(table.c.draft == draft).order_by(table.c.seq).limit(PORTION)
    return (table.c.draft == draft) & table.c.seq.in_(these)
