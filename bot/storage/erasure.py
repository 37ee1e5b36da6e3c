"""Removes one person from every table: by a phone number, or as somebody who used the bot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, Table, Text, cast, delete, exists, select, update

from bot.core.draft import Draft, DraftState
from bot.core.erasure import Erased
from bot.storage.numbers import SqlNumbers
from bot.storage.retention import WAITS, SqlRetention
from bot.storage.tables import (
    CHAT_COLUMNS,
    DRAFT,
    ERRAND,
    INBOX,
    NUMBER,
    OUTBOX,
    REFUSED_NUMBER,
    STRANGER,
)

# Shorter runs of digits are found everywhere.
NATIONAL = 10


class SqlErasure:
    """What the port `Erasure` promises, on SQLite and PostgreSQL alike."""

    def __init__(
        self, connection: Connection, numbers: SqlNumbers, retention: SqlRetention
    ) -> None:
        self._connection = connection
        self._numbers = numbers
        self._retention = retention

    def phone(self, phone: str) -> Erased:
        """Remove a number, in digits with its country code, wherever it stands."""
        rows: Counter[str] = Counter()
        under_way = sent = 0
        holds = _holds(phone)
        of_number = exists().where(NUMBER.c.draft == DRAFT.c.seq, NUMBER.c.phone == int(phone))
        for seq, draft, waits in self._drafts(of_number):
            if waits:
                under_way += 1
                continue
            sent += self._bound(seq, phone)
            rows["number"] += self._taken_out(seq, draft, phone)
        rows["refused_number"] += self._refused(holds)
        rows["draft"] += self._quoted(holds)
        rows["outbox"] += self._scrub(OUTBOX, OUTBOX.c.done, holds)
        rows["inbox"] += self._scrub(INBOX, INBOX.c.done, holds)
        rows["errand"] += self._scrub(ERRAND, ERRAND.c.key.is_not(None), holds)
        return Erased(_told(rows), under_way, sent)

    def person(self, person: int) -> Erased:
        """Remove somebody's drafts, messages and notes; their chat with the bot has their id."""
        rows: Counter[str] = Counter()
        under_way = sent = 0
        for seq, _draft, waits in self._drafts(DRAFT.c.author == person):
            if waits:
                under_way += 1
                continue
            sent += self._sent(seq)
            while gone := self._retention.forget(seq):
                rows["draft and what hangs on it"] += gone
        for table, of_person in (
            (OUTBOX, (OUTBOX.c.chat == person) & OUTBOX.c.done),
            (INBOX, (INBOX.c.person == person) & INBOX.c.done),
            (CHAT_COLUMNS, CHAT_COLUMNS.c.chat == person),
            (STRANGER, STRANGER.c.person == person),
        ):
            rows[table.name] += self._delete(table, of_person)
        asked = self._connection.scalars(select(ERRAND.c.body))
        keys = [errand.key for errand in asked if person in {errand.by, errand.chat}]
        rows["errand"] += self._delete(ERRAND, ERRAND.c.key.in_(keys)) if keys else 0
        return Erased(_told(rows), under_way, sent)

    def _drafts(self, which: ColumnElement[bool]) -> list[tuple[int, Draft, bool]]:
        waits = (DRAFT.c.state == DraftState.CONFIRMED.value) & WAITS
        found = select(DRAFT.c.seq, DRAFT.c.body, waits).where(which)
        return [(seq, draft, bool(w)) for seq, draft, w in self._connection.execute(found)]

    def _bound(self, seq: int, phone: str) -> int:
        """Remove the rows that a request closed over; how many."""
        return self._delete(
            NUMBER,
            (NUMBER.c.draft == seq)
            & (NUMBER.c.phone == int(phone))
            & NUMBER.c.revision.is_not(None),
        )

    def _taken_out(self, seq: int, draft: Draft, phone: str) -> int:
        """Remove it from what a draft would send, and from what its card shows."""
        gone = len(self._numbers.remove(draft.id, [phone]))
        tally = self._numbers.tally(draft.id)
        revision = draft.revision + bool(gone and draft.state is DraftState.OPEN)
        self._keep(seq, replace(draft, numbers=tally, revision=revision))
        return gone

    def _refused(self, holds: Callable[[str], bool]) -> int:
        """Blank the values: their rows and reasons are still told."""
        found = select(REFUSED_NUMBER.c.draft, REFUSED_NUMBER.c.seq, REFUSED_NUMBER.c.value)
        these = [(d, s) for d, s, value in self._connection.execute(found) if holds(value)]
        for draft, seq in these:
            here = (REFUSED_NUMBER.c.draft == draft) & (REFUSED_NUMBER.c.seq == seq)
            self._connection.execute(update(REFUSED_NUMBER).where(here).values(value=""))
        return len(these)

    def _quoted(self, holds: Callable[[str], bool]) -> int:
        """Take out what cards quote of messages, and the first refused numbers."""
        found = select(DRAFT.c.seq, DRAFT.c.body, cast(DRAFT.c.body, Text))
        quoting = [
            (seq, draft) for seq, draft, raw in self._connection.execute(found) if holds(raw)
        ]
        for seq, draft in quoting:
            refused = self._numbers.refused_tally(draft.id)
            bare = replace(draft, assumptions=(), unknown=(), refused=refused)
            self._keep(seq, bare)
        return len(quoting)

    def _scrub(
        self, table: Table, closed: ColumnElement[bool], holds: Callable[[str], bool]
    ) -> int:
        """Delete the closed rows whose body holds the number."""
        key = next(iter(table.primary_key))
        bodies = select(key, cast(table.c.body, Text)).where(closed, table.c.body.is_not(None))
        these = [name for name, body in self._connection.execute(bodies) if holds(body)]
        for name in these:
            self._delete(table, key == name)
        return len(these)

    def _sent(self, seq: int) -> int:
        found = select(NUMBER.c.seq).where(NUMBER.c.draft == seq, NUMBER.c.job.is_not(None))
        return len(self._connection.scalars(found).all())

    def _keep(self, seq: int, draft: Draft) -> None:
        fields = {"body": draft, "revision": draft.revision}
        self._connection.execute(update(DRAFT).where(DRAFT.c.seq == seq).values(fields))

    def _delete(self, table: Table, which: ColumnElement[bool]) -> int:
        return self._connection.execute(delete(table).where(which)).rowcount


def _holds(phone: str) -> Callable[[str], bool]:
    """Tell whether a text holds the number in any spelling."""
    national = phone[-NATIONAL:]

    def holds(said: str) -> bool:
        return national in "".join(filter(str.isdecimal, said))

    return holds


def _told(rows: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((name, count) for name, count in rows.items() if count)
