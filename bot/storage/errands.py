"""What people ask of campaigns: the port `Errands` over one connection."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.core.campaign import Errand
from bot.storage.tables import ERRAND

MOST_DUE = 20

_E = ERRAND.c


class SqlErrands:
    """What the port `Errands` promises, on SQLite and PostgreSQL alike."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, errand: Errand, at: datetime | None) -> None:
        """Note an errand, due from that moment on; None holds it back until it is released."""
        values = {"key": errand.key, "not_before": at, "body": errand}
        self._connection.execute(insert(ERRAND).values(values))

    def find(self, key: str) -> Errand | None:
        """Find an errand that is not closed."""
        found: Errand | None = self._connection.scalar(select(_E.body).where(_E.key == key))
        return found

    def note(self, errand: Errand) -> None:
        """Keep what changed of an errand; when it is due stays as it was."""
        self._change(errand, body=errand)

    def keep(self, errand: Errand, at: datetime) -> None:
        """Keep an errand, due from that moment on."""
        self._change(errand, body=errand, not_before=at)

    def close(self, key: str) -> None:
        """Forget an errand: its answer is in the outbox."""
        self._connection.execute(delete(ERRAND).where(_E.key == key))

    def due(self, now: datetime) -> tuple[Errand, ...]:
        """Find errands to run now, the oldest first."""
        found = select(_E.body).where(_E.not_before <= now).order_by(_E.not_before, _E.key)
        return tuple(self._connection.scalars(found.limit(MOST_DUE)))

    def next_due(self) -> datetime | None:
        """Tell when the next errand has to be run."""
        due: datetime | None = self._connection.scalar(select(func.min(_E.not_before)))
        return due

    def _change(self, errand: Errand, **values: object) -> None:
        changed = update(ERRAND).where(_E.key == errand.key).values(values)
        self._connection.execute(changed)
