"""The Store of the flows over one connection, which is one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    delete,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.core.draft import Draft, DraftState
from bot.flows.ports import Clock
from bot.storage.deliveries import WAITING, SqlDeliveries
from bot.storage.erasure import SqlErasure
from bot.storage.errands import SqlErrands
from bot.storage.imports import SqlImports
from bot.storage.inbox import SqlInbox
from bot.storage.numbers import SqlNumbers
from bot.storage.outbox import SqlOutbox
from bot.storage.retention import SqlRetention
from bot.storage.sources import SqlSources
from bot.storage.tables import DELIVERY, DRAFT, IMPORT, INBOX, OUTBOX, STRANGER


class SqlStore:
    """What the port `Store` promises, on SQLite and PostgreSQL alike."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self.numbers = SqlNumbers(connection)
        self.sources = SqlSources(connection)
        self.imports = SqlImports(connection, clock)
        self.errands = SqlErrands(connection)
        self.inbox = SqlInbox(connection, clock)
        self.outbox = SqlOutbox(connection, clock)
        self.retention = SqlRetention(connection)
        self.erasure = SqlErasure(connection, self.numbers, self.retention)
        self.deliveries = SqlDeliveries(connection, self.numbers)

    def backlog(self, now: datetime) -> dict[str, float]:
        """Count what waits, by kind, and tell how old the oldest update is, in seconds."""
        open_rows = (
            (INBOX, ~INBOX.c.done),
            (OUTBOX, ~OUTBOX.c.done),
            (DELIVERY, DELIVERY.c.state == WAITING),
            (IMPORT, ~IMPORT.c.done),
        )
        counts = {
            table.name: float(
                self._connection.scalar(select(func.count()).select_from(table).where(which)) or 0
            )
            for table, which in open_rows
        }
        oldest = self._connection.scalar(select(func.min(INBOX.c.at)).where(~INBOX.c.done))
        return counts | {"oldest_update_seconds": (now - oldest).total_seconds() if oldest else 0}

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
