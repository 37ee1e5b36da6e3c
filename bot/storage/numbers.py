"""The numbers of drafts as rows: the port `Numbers` over one connection."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    select,
    update,
)

from bot.core.delivery import CHUNK, Delivery, Span
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.tally import FIRST_NUMBERS, FIRST_REFUSED, RefusedTally, Tally
from bot.storage.counts import zones_of
from bot.storage.held import as_counted, counts_of, deleted, keep_counts, seq_of
from bot.storage.merging import free, unfinished
from bot.storage.rows import READ, AnyRow, AnySelect, number_of, portions
from bot.storage.shadows import forget
from bot.storage.tables import NUMBER, REFUSED_NUMBER

PAGE = 2_000

_N = NUMBER.c
_R = REFUSED_NUMBER.c


class SqlNumbers:
    """What the port `Numbers` promises, on SQLite and PostgreSQL alike."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def remove(self, draft: str, phones: Collection[str]) -> tuple[Number, ...]:
        """Take phones off the list and give what stood there; others are no error."""
        if not phones:
            return ()
        seq = seq_of(self._connection, draft)
        counts = counts_of(self._connection, seq)
        gone: list[AnyRow] = []
        for some in portions(map(int, phones)):
            forget(self._connection, seq, some)
            these = delete(NUMBER).where(free(seq), _N.phone.in_(some))
            gone += deleted(self._connection, these)
        if gone:
            keep_counts(self._connection, seq, counts.minus(as_counted(gone, counts)))
        return tuple(map(number_of, gone))

    def tally(self, draft: str, *, zones: bool = False) -> Tally:
        """Tell how many numbers would be sent; with `zones` by their clocks too."""
        seq = seq_of(self._connection, draft)
        counts = counts_of(self._connection, seq)
        if zones and counts.zones is None:
            counts = replace(counts, zones=zones_of(self._each(free(seq))))
            keep_counts(self._connection, seq, counts)
        first = select(*READ).where(free(seq)).order_by(_N.seq).limit(FIRST_NUMBERS)
        return counts.tally(tuple(map(number_of, self._connection.execute(first))))

    def refused_tally(self, draft: str) -> RefusedTally:
        """Tell how many numbers were refused."""
        seq = seq_of(self._connection, draft)
        first = map(_refused_of, self._connection.execute(_refused(seq).limit(FIRST_REFUSED)))
        return counts_of(self._connection, seq).refused_tally(tuple(first))

    def each(self, draft: str) -> Iterator[Number]:
        """Read the numbers that would be sent, in their order, some at a time."""
        return self._each(free(seq_of(self._connection, draft)))

    def refused(self, draft: str) -> Iterator[RefusedNumber]:
        """Read the numbers that were refused, in their order, some at a time."""
        seq = seq_of(self._connection, draft)
        yield from map(_refused_of, self._pages(_refused(seq), _R.seq, _R.draft == seq))

    def refused_part(self, draft: str, after: int) -> tuple[tuple[RefusedNumber, ...], int | None]:
        """Read the next refused numbers behind this place, and the place to go on from."""
        seq = seq_of(self._connection, draft)
        stretch = _refused(seq).where(_R.seq > after, _R.seq <= after + PAGE)
        part = tuple(map(_refused_of, self._connection.execute(stretch)))
        last = self._connection.scalar(select(func.max(_R.seq)).where(_R.draft == seq)) or 0
        return part, after + PAGE if after + PAGE < last else None

    def cut(self, draft: str) -> Iterator[Span]:
        """Cut what would be sent into requests."""
        seq = seq_of(self._connection, draft)
        counts = counts_of(self._connection, seq)
        turns = select(_N.turn).where(free(seq)).distinct().order_by(_N.turn)
        cut = 0
        for turn in self._connection.scalars(turns).all() if counts.second else (0,):
            for span in self._spans(turn, free(seq) & (_N.turn == turn)):
                cut += span.count
                yield span
        if cut != counts.count:
            raise LookupError("the numbers of a draft are not as many as were counted")

    def within(self, draft: str, span: Span) -> tuple[Number, ...]:
        """Read the free numbers of one request, in their order."""
        return tuple(map(number_of, self._within(seq_of(self._connection, draft), span)))

    def bind(self, delivery: Delivery, jobs: Sequence[str | None]) -> None:
        """Close a delivery over its numbers for ever, with what is known of their call jobs."""
        seq = seq_of(self._connection, delivery.draft)
        rows = self._within(seq, delivery.span)
        this = update(NUMBER).where(_N.draft == seq, _N.seq == bindparam("this"))
        bound = this.values(revision=delivery.revision, chunk=delivery.chunk, job=bindparam("job_"))
        known = jobs or [None] * len(rows)
        values = [{"this": row.seq, "job_": job} for row, job in zip(rows, known, strict=True)]
        self._connection.execute(bound, values)
        counts = counts_of(self._connection, seq)
        keep_counts(self._connection, seq, counts.minus(as_counted(rows, counts)))

    def added(self, draft: str, limit: int) -> list[tuple[str, str]]:
        """Read the first numbers that were added, each with its call job."""
        these = (_N.draft == seq_of(self._connection, draft), _N.job.is_not(None))
        found = select(_N.phone, _N.job).where(*these).order_by(_N.seq).limit(limit)
        return [(str(phone), job) for phone, job in self._connection.execute(found)]

    def unclear(self, draft: str, limit: int) -> list[str]:
        """Read the first numbers of which nobody knows whether they were added."""
        seq = seq_of(self._connection, draft)
        these = (_N.draft == seq, _N.revision.is_not(None), _N.job.is_(None))
        found = select(_N.phone).where(*these).order_by(_N.seq).limit(limit)
        return [str(phone) for phone in self._connection.scalars(found)]

    def _spans(self, turn: int, these: ColumnElement[bool]) -> Iterator[Span]:
        """Go through the rows of a turn in steps of one request."""
        left = these & (_N.seq > bindparam("after"))
        far = select(_N.seq).where(left).order_by(_N.seq).limit(1).offset(CHUNK - 1)
        # Most rows are still there, and PostgreSQL might sort all of them for every step.
        near = far.where(_N.seq <= bindparam("after") + 2 * CHUNK)
        after = 0
        while last := self._first(near, after) or self._first(far, after):
            yield Span(turn, after + 1, last, CHUNK)
            after = last
        rest = select(func.max(_N.seq), func.count()).where(left)
        last, count = self._connection.execute(rest, {"after": after}).one()
        if count:
            yield Span(turn, after + 1, last, count)

    def _first(self, step: Select[int], after: int) -> int | None:
        found: int | None = self._connection.scalar(step, {"after": after})
        return found

    def _within(self, draft: int, span: Span) -> Sequence[AnyRow]:
        these = free(draft) & (_N.turn == span.turn)
        found = select(*READ, _N.turn).where(these, _N.seq.between(span.first, span.last))
        rows = self._connection.execute(found.order_by(_N.seq)).all()
        if len(rows) != span.count:
            raise LookupError("the numbers of a request are not those it was cut from")
        return rows

    def _each(self, which: ColumnElement[bool]) -> Iterator[Number]:
        page = select(*READ).where(which).order_by(_N.seq)
        yield from map(number_of, self._pages(page, _N.seq, which))

    def _pages(
        self, page: AnySelect, seq: Column[int], which: ColumnElement[bool]
    ) -> Iterator[AnyRow]:
        """Read stretch after stretch: PostgreSQL might sort all that is left for every LIMIT."""
        last = self._connection.scalar(select(func.max(seq)).where(which)) or 0
        for after in range(0, last, PAGE):
            stretch = page.where(seq > after, seq <= after + PAGE)
            yield from self._connection.execute(stretch).all()


def _refused(draft: int) -> AnySelect:
    found = select(_R.seq, _R.value, _R.reason, _R.row)
    seen = (_R.draft == draft, _R.source.not_in(unfinished(draft)))
    return found.where(*seen).order_by(_R.seq)


def _refused_of(row: AnyRow) -> RefusedNumber:
    return RefusedNumber(row.value, row.reason, row.row)
