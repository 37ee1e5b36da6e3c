"""What the child does with a book: finds its tables and reads their rows to numbers.

Where a person has to decide it asks, and reads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import Final, NamedTuple

from bot.core.phones.cell import code_assumed, phones_in
from bot.core.phones.columns import ColumnKind
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.row_times import Cells
from bot.core.phones.rows import Plain
from bot.core.phones.rows import Row as NumberRow
from bot.core.phones.rows import RowReader as NumberRows
from bot.core.reading.cells import CellWords
from bot.core.reading.columns import is_reference
from bot.core.reading.context import Context
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.lines import Lines
from bot.core.texts import text
from bot.files.batches import Batch
from bot.files.book import Book, Json, Row, RowReader, Torn
from bot.files.tables import Table, place, question, tables
from bot.files.wanted import wanted_from

# So many characters in one row are more than a frame can take when there are many cells.
_LONGEST_ROW: Final = 300_000
# What answers a call to these is a machine.
_MACHINES: Final = frozenset({"fax", "pager", "modem"})

_WORD: Final = re.compile(r"\w+")
# A line of a list that is counted: "3) …".
_COUNTED: Final = re.compile(r"\s*\d{1,6}[.)]\s+(\S.*)", re.DOTALL)

_Read = Callable[[int, Sequence[str]], NumberRow]


class _Words(NamedTuple):
    """All that reads words: cells, whole lines, the names of numbers that are no phones."""

    cells: CellWords
    lines: Lines
    lexicon: Lexicon
    region: str

    def is_reference(self, words: str) -> bool:
        return is_reference(words, self.lexicon)

    def is_label(self, words: str) -> bool:
        """Whether all words are names of phones, or letters that stand for them."""
        return all(
            self.cells.column(word) is ColumnKind.PHONE or (len(word) == 1 and word.isalpha())
            for word in _WORD.findall(words)
        )


class _Reading(NamedTuple):
    """How the rows of a table are read: `plain` knows the usual ones, `row` all others.

    `aside` reads what stands above the header; `written` is the cell of a row's first phone.
    """

    plain: Callable[[Sequence[str]], Plain | None]
    row: _Read
    aside: _Read
    written: Callable[[Sequence[str]], str]


def number_reader(lexicon: Lexicon) -> RowReader:
    """Make the reader of rows that knows these words."""

    def read(book: Book, options: Json) -> Iterator[Json]:
        wanted = wanted_from(options)
        context = Context(now=wanted.now, region=wanted.region)
        cells = CellWords(lexicon, context)
        words = _Words(cells, Lines(lexicon, context), lexicon, wanted.region)
        found = tables(book, wanted, cells)
        asked = question(found, wanted)
        if asked:
            yield asked
            return
        lost = [c for c, _ in wanted.columns if all(place(t.columns, c) is None for t in found)]
        yield {"tables": [table.to_json() for table in found], "lost": [*lost]}
        for table in found:
            yield from _batches(book.rows(table.sheet), table, _reading(table, words))

    return read


def _reading(table: Table, words: _Words) -> _Reading:
    rows = NumberRows(table.columns, words.region, _cells(words))
    aside = partial(_aside, words)
    if table.head.kind == "cards":
        return _Reading(_unusual, partial(_card, rows.row), aside, rows.written)
    if table.listed:
        return _Reading(rows.plain, partial(_line, rows.row, words), aside, rows.written)
    return _Reading(rows.plain, rows.row, aside, rows.written)


def _cells(words: _Words) -> Cells:
    said = words.cells
    beside = partial(_beside, words)
    return Cells(said.zone, said.city, said.schedule, said.is_over, words.is_reference, beside)


def _beside(words: _Words, cell: str) -> Number | None:
    """A cell with one phone as a line that somebody typed, without what names the phone itself."""
    read = words.lines.row(0, cell)
    one = read[0] if len(read) == 1 else None
    if not isinstance(one, Number):
        return None
    told = {key: said for key, said in one.payload.items() if not words.is_label(said)}
    return replace(one, payload=told)


def _line(bare: _Read, words: _Words, number: int, row: Sequence[str]) -> NumberRow:
    """A line as a person typed it, with the count of lines that may stand before it."""
    counted = _COUNTED.fullmatch(row[0])
    if counted:
        read = _typed(bare, words, number, [counted[1]])
        if any(isinstance(one, Number) for one in read):
            return read
    return _typed(bare, words, number, row)


def _typed(bare: _Read, words: _Words, number: int, row: Sequence[str]) -> NumberRow:
    """Phones alone are read again, as no contract's number is one."""
    read = words.lines.row(number, row[0])
    if any(isinstance(one, Number) and one != Number(one.phone) for one in read):
        return read
    alone = all(isinstance(one, Number) for one in read)
    if not alone and words.cells.is_schedule(row[0]):
        return (RefusedNumber(row[0], text("refused-row-caption"), number),)
    return bare(number, row) if alone else read


def _aside(words: _Words, number: int, row: Sequence[str]) -> NumberRow:
    """What stands above a header is a title; a phone or a schedule in it is not passed over."""
    said = " ".join(filter(None, row))
    if words.cells.is_schedule(said):
        return (RefusedNumber(said, text("refused-row-caption"), number),)
    found = phones_in(said, words.region, words.is_reference)
    if any(isinstance(one, Number) for one in found):
        return (RefusedNumber(said, text("refused-above-table"), number),)
    return ()


def _unusual(_row: Sequence[str]) -> None:
    return None


def _batches(rows: Iterator[Row], table: Table, read: _Reading) -> Iterator[Json]:
    keys = sum(map(len, table.columns.header))
    batch = Batch()
    above = islice(rows, max(0, table.columns.skip - 1))
    for one in chain.from_iterable(read.aside(number, row) for number, row in above):
        batch.add(one)
    for number, row in islice(rows, min(1, table.columns.skip), None):
        size = keys + sum(map(len, row))
        if batch.spend(size):
            yield batch.to_json()
            batch = Batch()
        plain = None if size > _LONGEST_ROW or type(row) is Torn else read.plain(row)
        if plain is not None:
            batch.add_plain(plain)
            # Most cells are as long as their phones, and have all digits of them.
            cell = read.written(row)
            if len(cell) != len(plain[0]):
                batch.assume(code_assumed(cell, plain[0]))
        else:
            _add_all(batch, number, row, size, read)
    if batch:
        yield batch.to_json()


def _add_all(batch: Batch, number: int, row: Sequence[str], size: int, read: _Reading) -> None:
    """Take in a row that is no usual one."""
    if size > _LONGEST_ROW or type(row) is Torn:
        reason = "refused-row-json" if type(row) is Torn else "refused-long-row"
        value = next((cell for cell in row if cell), "")
        batch.add(RefusedNumber(value, text(reason), number))
        return
    cell = read.written(row)
    for one in read.row(number, row):
        batch.add(one)
        if isinstance(one, Number):
            batch.assume(code_assumed(cell, one.phone))


def _card(read: _Read, number: int, row: Sequence[str]) -> NumberRow:
    """A phone of a card with the card's name, or with its organisation's."""
    phone, name, organisation, kind = row
    if _MACHINES & set(kind.split()) and "cell" not in kind:
        return (RefusedNumber(phone, text("refused-fax"), number),)
    return read(number, [phone, name or organisation, "", ""])
