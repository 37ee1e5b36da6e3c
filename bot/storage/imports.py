"""The orders to read files as rows: the port `Imports` over one connection."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.core.files import ColumnSet, FileOptions, FileRef, Import
from bot.flows.ports import Clock
from bot.storage.tables import CHAT_COLUMNS, DRAFT, IMPORT

# A chat has so many kinds of tables at most; the oldest is forgotten first.
REMEMBERED = 50

_I = IMPORT.c
_C = CHAT_COLUMNS.c


class SqlImports:
    """What the port `Imports` promises, on SQLite and PostgreSQL alike."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def add(self, draft: str, file: FileRef, album: str | None = None) -> Import:
        """Note that a file is to be read into a draft, from now on."""
        now = self._clock()
        work = Import(0, draft, file, now, album)
        new = insert(IMPORT).values(
            draft=draft,
            album=album,
            done=False,
            not_before=now,
            body=work,
        )
        return replace(work, id=self._connection.scalars(new.returning(_I.id)).one())

    def find(self, file: int) -> Import | None:
        """Find an import, whatever became of it."""
        row = self._connection.execute(select(_I.id, _I.body).where(_I.id == file)).first()
        return replace(row.body, id=row.id) if row else None

    def keep(self, work: Import) -> None:
        """Keep what changed of an import; when it is due stays as it was."""
        self._change(work.id, body=work)

    def again(self, work: Import, until: datetime) -> None:
        """Keep an import, and let it be due from this moment on; also one that was closed."""
        self._change(work.id, body=work, done=False, not_before=until)

    def close(self, file: int) -> None:
        """Let an import rest: it is read, given up, or waits for a person."""
        self._change(file, done=True)

    def of_album(self, chat: int, album: str) -> str | None:
        """Find the draft that another file of the same album went into."""
        found = select(_I.draft).join_from(IMPORT, DRAFT, _I.draft == DRAFT.c.id)
        newest = found.where(DRAFT.c.chat == chat, _I.album == album).order_by(_I.id.desc())
        return self._connection.scalars(newest.limit(1)).first()

    def due(self, now: datetime, busy: Collection[int]) -> Import | None:
        """Find the next import to run now, apart from those that are under way."""
        found = select(_I.id, _I.body).where(~_I.done, _I.not_before <= now, _I.id.not_in(busy))
        row = self._connection.execute(found.order_by(_I.not_before, _I.id).limit(1)).first()
        return replace(row.body, id=row.id) if row else None

    def next_due(self, busy: Collection[int]) -> datetime | None:
        """Tell when the next import has to run, apart from those that are under way."""
        found = select(func.min(_I.not_before)).where(~_I.done, _I.id.not_in(busy))
        due: datetime | None = self._connection.scalar(found)
        return due

    def recall(self, chat: int) -> dict[str, tuple[ColumnSet, ...]]:
        """Tell the columns that this chat has set, by the fingerprint of the header."""
        found = select(_C.fingerprint, _C.body).where(_C.chat == chat)
        newest = found.order_by(_C.at.desc()).limit(REMEMBERED)
        return {row.fingerprint: row.body.columns for row in self._connection.execute(newest)}

    def remember(self, chat: int, fingerprint: str, columns: tuple[ColumnSet, ...]) -> None:
        """Keep the columns that this chat has set for files of this header."""
        this = (_C.chat == chat, _C.fingerprint == fingerprint)
        self._connection.execute(delete(CHAT_COLUMNS).where(*this))
        values = {"chat": chat, "fingerprint": fingerprint, "at": self._clock()}
        body = FileOptions(columns=columns)
        self._connection.execute(insert(CHAT_COLUMNS).values(**values, body=body))

    def _change(self, file: int, **values: object) -> None:
        changed = update(IMPORT).where(_I.id == file).values(values).returning(_I.id)
        self._connection.execute(changed).one()
