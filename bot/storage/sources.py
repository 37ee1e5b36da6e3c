"""How numbers come into a draft: the port `Sources` over one connection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Delete,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.core.draft import DraftState
from bot.core.errors import Refused
from bot.core.phones.many import Many
from bot.core.phones.number import Number, RefusedNumber
from bot.core.texts import text
from bot.storage.counts import Counts, counted
from bot.storage.held import as_counted, counts_of, deleted, keep_counts, seq_of
from bot.storage.merging import Meeting, free, of_source, repeats_within, turns_within
from bot.storage.rows import PARAMETERS, AnyRow, insert_numbers, insert_refused, portions
from bot.storage.shadows import brought_back, left_with, put_aside
from bot.storage.tables import DRAFT, NUMBER, REFUSED_NUMBER, SOURCE

# So many rows are removed at a time: short enough for the other chats.
SWEPT = 20_000
MANY = 10_000

_N = NUMBER.c


class SqlSources:
    """What the port `Sources` promises, on SQLite and PostgreSQL alike."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, draft: str, numbers: Sequence[Number], refused: Sequence[RefusedNumber] = ()
    ) -> None:
        """Add what one message brought."""
        if not numbers and not refused:
            return
        source = self.begin(draft, "said", "")
        self.put(source, numbers, refused)
        times = Counter(number.phone for number in numbers)
        self.merge(source, [phone for phone, count in times.items() if count > 1])
        self.finish(source)

    def begin(self, draft: str, kind: str, name: str) -> int:
        """Begin a source of numbers, which nobody sees before it is finished."""
        seq = seq_of(self._connection, draft)
        new = insert(SOURCE).values(
            draft=seq,
            kind=kind,
            name=name,
            done=False,
            first=self._next(_N.draft, _N.seq, seq),
            counts=Counts(),
        )
        return int(self._connection.scalars(new.returning(SOURCE.c.id)).one())

    def put(
        self,
        source: int,
        numbers: Many | Sequence[Number],
        refused: Sequence[RefusedNumber] = (),
        zones: Mapping[str | None, int] | None = None,
    ) -> None:
        """Add a part of what a source brings."""
        row = self._open(source)
        first = self._next(_N.draft, _N.seq, row.draft)
        insert_numbers(self._connection, row.draft, source, first, numbers)
        self._refuse(row.draft, source, refused)
        self._change(source, counts=row.counts.plus(counted(numbers, refused, zones)))

    def merge(self, source: int, phones: Collection[str]) -> None:
        """Merge the repeats among the rows of these phones in an unfinished source."""
        row = self._open(source)
        counts: Counts = row.counts
        for some in portions(map(int, phones)):
            these = of_source(row.draft, source, row.first) & _N.phone.in_(some)
            counts = self._merged(counts, repeats_within(row.draft, these))
            if counts.named:
                counts = replace(counts, second=counts.second + self._turn(row.draft, these))
        self._change(source, counts=counts)

    def finish(self, source: int) -> None:
        """Let everybody see the source, merged with what its draft has already."""
        row = self._open(source)
        held = counts_of(self._connection, row.draft)
        counts: Counts = row.counts
        if counts.count >= MANY and self._connection.dialect.name == "postgresql":
            # Without it PostgreSQL plans for a few rows until its own clerk comes by, for minutes.
            self._connection.exec_driver_sql(f'ANALYZE "{NUMBER.name}"')
        if held.count and counts.count:
            held, counts = self._meet(row, held, counts)
        self._change(source, counts=counts, done=True)
        keep_counts(self._connection, row.draft, held.plus(counts))

    def refuse(self, draft: str, refused: Sequence[RefusedNumber]) -> None:
        """Note numbers that were refused later, whatever the state of the draft."""
        if not refused:
            return
        source = self.begin(draft, "refused", "")
        seq = seq_of(self._connection, draft)
        self._refuse(seq, source, refused)
        counts = counted((), refused)
        self._change(source, counts=counts, done=True)
        keep_counts(self._connection, seq, counts_of(self._connection, seq).plus(counts))

    def sweep(self, draft: str, kind: str, name: str) -> bool:
        """Remove some rows of a source that was never finished; whether more are left."""
        seq = seq_of(self._connection, draft)
        which = (SOURCE.c.draft == seq, SOURCE.c.kind == kind, SOURCE.c.name == name)
        found = select(SOURCE.c.id, SOURCE.c.first).where(*which, ~SOURCE.c.done).limit(1)
        row = self._connection.execute(found).first()
        if row is None:
            return False
        these = of_source(seq, row.id, row.first)
        first = self._connection.scalar(select(func.min(_N.seq)).where(these))
        if first is not None:
            self._connection.execute(delete(NUMBER).where(these, _N.seq < first + SWEPT))
        else:
            of_it = (REFUSED_NUMBER.c.draft == seq, REFUSED_NUMBER.c.source == row.id)
            self._connection.execute(delete(REFUSED_NUMBER).where(*of_it))
            self._connection.execute(delete(SOURCE).where(SOURCE.c.id == row.id))
        return True

    def retract(self, draft: str, kind: str, name: str) -> None:
        """Take back what a finished source of this name brought; `sweep` then removes it.

        What was merged with it comes back.
        """
        seq = seq_of(self._connection, draft)
        which = (SOURCE.c.draft == seq, SOURCE.c.kind == kind, SOURCE.c.name == name)
        for row in self._connection.execute(select(SOURCE).where(*which, SOURCE.c.done)).all():
            counts = self._counted(row)
            self._change(row.id, done=False)
            held = counts_of(self._connection, seq)
            keep_counts(self._connection, seq, held.minus(counts))
            left_with(self._connection, row)
        for source in brought_back(self._connection, seq):
            self.finish(source)

    def _counted(self, row: AnyRow) -> Counts:
        """What is counted of a finished source now; some of it may have been removed since.

        Refused when some of it is or may be with the campaign.
        """
        these = of_source(row.draft, row.id, row.first)
        sums = select(
            func.count(),
            func.count(_N.payload),
            func.count().filter(_N.turn > 0),
            func.count(_N.revision),
        )
        count, named, second, bound = self._connection.execute(sums.where(these)).one()
        if bound:
            raise Refused(text("refused-file-sent"))
        counts: Counts = row.counts
        if count == counts.count:
            return counts
        return replace(counts, count=count, named=named, second=second, zones=None)

    def _meet(self, row: AnyRow, held: Counts, counts: Counts) -> tuple[Counts, Counts]:
        """Merge a source with the free numbers of its draft; give what is counted of both."""
        new, old = of_source(row.draft, row.id, row.first), free(row.draft)
        common = self._common(new, old) if counts.count <= held.count else self._common(old, new)
        if not common:
            return held, counts
        if len(common) <= PARAMETERS:
            new, old = new & _N.phone.in_(common), old & _N.phone.in_(common)
        meeting = Meeting(new, old)
        counts = self._met(row, counts, meeting.repeated())
        counts = self._met(row, counts, meeting.new_without_payload())
        held = self._met(row, held, meeting.old_without_payload())
        more = int(self._connection.scalars(meeting.turning()).one())
        self._connection.execute(meeting.later_turns(row.draft))
        return held, replace(counts, second=counts.second + more)

    def _common(self, few: ColumnElement[bool], many: ColumnElement[bool]) -> list[int]:
        """Find the phones that both have; not all of them, if they are many."""
        out: list[int] = []
        for some in portions(self._connection.scalars(select(_N.phone).where(few)).all()):
            found = select(_N.phone).where(many, _N.phone.in_(some)).distinct()
            out += self._connection.scalars(found)
            if len(out) > PARAMETERS:
                break
        return out

    def _met(self, row: AnyRow, counts: Counts, repeats: ColumnElement[bool]) -> Counts:
        """Put aside what repeats the numbers of another source, and count it as merged."""
        gone = put_aside(self._connection, row.draft, repeats, row.id)
        return counts.merged(as_counted(gone, counts))

    def _merged(self, counts: Counts, repeats: Delete) -> Counts:
        """Delete what is a repeat and count it as one."""
        return counts.merged(as_counted(deleted(self._connection, repeats), counts))

    def _turn(self, draft: int, part: ColumnElement[bool]) -> int:
        """Note which rows of a part are further requests to their phones; count them."""
        turns = self._connection.execute(turns_within(part)).all()
        this = update(NUMBER).where(_N.draft == draft, _N.seq == bindparam("this"))
        later = this.values(turn=bindparam("turn_"))
        if turns:
            self._connection.execute(later, [{"this": seq, "turn_": turn} for seq, turn in turns])
        return len(turns)

    def _refuse(self, draft: int, source: int, refused: Sequence[RefusedNumber]) -> None:
        first = self._next(REFUSED_NUMBER.c.draft, REFUSED_NUMBER.c.seq, draft)
        insert_refused(self._connection, draft, source, first, refused)

    def _open(self, source: int) -> AnyRow:
        """Find a source that can still be changed; Refused when its draft went on without it."""
        found = select(SOURCE, DRAFT.c.state).join_from(SOURCE, DRAFT)
        row = self._connection.execute(found.where(SOURCE.c.id == source, ~SOURCE.c.done)).one()
        if row.state != DraftState.OPEN.value:
            raise Refused(text("import-overtaken"))
        return row

    def _next(self, owner: Column[Any], seq: Column[Any], draft: int) -> int:
        return int(self._connection.scalar(select(func.max(seq)).where(owner == draft)) or 0) + 1

    def _change(self, source: int, **values: object) -> None:
        self._connection.execute(update(SOURCE).where(SOURCE.c.id == source).values(values))
