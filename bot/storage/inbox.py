"""Updates until they are handled: the port `Inbox` over one connection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.flows.ports import Clock
from bot.flows.store_ports import Received, Unhandled
from bot.storage.tables import INBOX

AT_ONCE = 32

_I = INBOX.c
# An update waits for the older ones of its chat, and for those of its person in other chats.
_OLDEST = _I.seq.in_(select(func.min(_I.seq)).where(~_I.done).group_by(_I.chat)) & _I.seq.in_(
    select(func.min(_I.seq)).where(~_I.done).group_by(_I.person)
)


class SqlInbox:
    """What the port `Inbox` promises, on SQLite and PostgreSQL alike."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def put(self, received: Sequence[Received]) -> int:
        """Keep updates in their order; the unique id tells which came before."""
        now = self._clock()
        return sum(self._put(one, now) for one in received)

    def unhandled(self, now: datetime) -> tuple[Unhandled, ...]:
        """Find updates to handle now."""
        found = select(_I.seq, _I.update_id, _I.body, _I.attempts).where(_OLDEST)
        due = found.where(_I.not_before <= now).order_by(_I.seq).limit(AT_ONCE)
        return tuple(Unhandled(*row) for row in self._connection.execute(due))

    def close(self, seq: int) -> bool:
        """Note that it was handled, and forget what it said."""
        return self._done(seq, body=None)

    def set_aside(self, seq: int) -> bool:
        """Give it up, but keep what it said."""
        return self._done(seq)

    def postpone(self, seq: int, until: datetime) -> None:
        """Try it again later; its attempts grow by one."""
        later = {"attempts": _I.attempts + 1, "not_before": until}
        self._connection.execute(update(INBOX).where(_I.seq == seq).values(later))

    def next_due(self) -> datetime | None:
        """Tell when the next update has to be tried."""
        first = select(func.min(_I.not_before)).where(_OLDEST)
        due: datetime | None = self._connection.scalar(first)
        return due

    def _put(self, one: Received, now: datetime) -> bool:
        values = {
            "update_id": one.update,
            "chat": one.chat,
            "person": one.person,
            "body": one.body,
            "done": False,
            "attempts": 0,
            "not_before": now,
            "at": now,
        }
        of_sqlite = self._connection.dialect.name == "sqlite"
        new = (sqlite if of_sqlite else postgresql).insert(INBOX).values(values)
        kept = new.on_conflict_do_nothing(index_elements=["update_id"]).returning(_I.seq)
        return self._connection.scalar(kept) is not None

    def _done(self, seq: int, **values: object) -> bool:
        this = update(INBOX).where(_I.seq == seq, ~_I.done).values(done=True, **values)
        return self._connection.scalar(this.returning(_I.seq)) is not None
