"""What the child does with a book: chooses the sheets, finds the columns, reads rows to numbers.

Where a person has to decide it asks, and reads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any, Final, NamedTuple

from bot.core.errors import Refused
from bot.core.phones.cell import phones_in
from bot.core.phones.columns import ColumnKind, Columns, with_kind
from bot.core.phones.columns import place as place_of
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.rows import Cells, Plain
from bot.core.phones.rows import Row as NumberRow
from bot.core.phones.rows import RowReader as NumberRows
from bot.core.phones.sniff import columns as sniffed
from bot.core.reading.cells import CellWords
from bot.core.reading.columns import is_reference
from bot.core.reading.context import Context
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.lines import Lines
from bot.core.texts import text
from bot.files.batches import Batch
from bot.files.book import Book, Head, Json, Row, RowReader

# A keyboard on a phone shows so many buttons well.
_CHOICES: Final = 12
_EXAMPLE: Final = 30
_DIGITS: Final = 5
# So many characters in one row are more than a frame can take when there are many cells.
_LONGEST_ROW: Final = 300_000
_CARD_COLUMNS: Final = Columns(
    ("", "", "", ""),
    (ColumnKind.PHONE, ColumnKind.NAME, ColumnKind.NOTHING, ColumnKind.NOTHING),
)
# What answers a call to these is a machine.
_MACHINES: Final = frozenset({"fax", "pager", "modem"})

_Read = Callable[[int, Sequence[str]], NumberRow]
_Set = tuple[tuple[str, ColumnKind], ...]


@dataclass(frozen=True)
class Wanted:
    """The options of a job: the place and the moment to read at, and what a person decided.

    `recalled` are columns that the chat set for tables of a fingerprint before.
    """

    region: str
    now: datetime
    sheets: tuple[int, ...] = ()
    columns: _Set = ()
    recalled: Mapping[str, _Set] = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        """Write them for the child."""
        recalled: dict[str, Json] = {key: _pairs(pairs) for key, pairs in self.recalled.items()}
        return {
            "region": self.region,
            "now": self.now.isoformat(),
            "sheets": list(self.sheets),
            "columns": _pairs(self.columns),
            "recalled": recalled,
        }


def wanted_from(raw: Any) -> Wanted:
    """Read the options in the child."""
    recalled = {key: _set_from(pairs) for key, pairs in raw["recalled"].items()}
    now = datetime.fromisoformat(raw["now"])
    return Wanted(raw["region"], now, tuple(raw["sheets"]), _set_from(raw["columns"]), recalled)


class _Table(NamedTuple):
    """A sheet with what its columns are; `recalled` when the chat knows them from before."""

    sheet: int
    head: Head
    columns: Columns
    recalled: bool = False


def number_reader(lexicon: Lexicon) -> RowReader:
    """Make the reader of rows that knows these words."""

    def read(book: Book, options: Json) -> Iterator[Json]:
        wanted = wanted_from(options)
        context = Context(now=wanted.now, region=wanted.region)
        words = CellWords(lexicon, context)
        lines = Lines(lexicon, context)
        cells = _cells(words, lexicon)
        tables = _tables(book, wanted, words)
        question = _question(tables, wanted)
        if question:
            yield question
            return
        lost = [c for c, _ in wanted.columns if all(_place(t.columns, c) is None for t in tables)]
        yield {"tables": [_told(table) for table in tables], "lost": [*lost]}
        for table in tables:
            yield from _batches(
                book.rows(table.sheet), table, _reading(table, wanted.region, cells, lines)
            )

    return read


def _tables(book: Book, wanted: Wanted, words: CellWords) -> list[_Table]:
    """The sheets that are to be read; those where nothing looks like a number only if asked for."""
    heads = list(enumerate(book.heads))
    if wanted.sheets:
        heads = [(at, head) for at, head in heads if at in wanted.sheets]
    else:
        shown = [(at, head) for at, head in heads if not head.hidden and head.first]
        heads = shown or [(at, head) for at, head in heads if head.first]
    tables = [_table(at, head, wanted, words) for at, head in heads]
    if wanted.sheets or len(tables) == 1:
        return tables
    return [table for table in tables if _has_numbers(table, wanted.region)] or tables[:1]


def _table(at: int, head: Head, wanted: Wanted, words: CellWords) -> _Table:
    if head.kind == "cards":
        return _Table(at, head, _CARD_COLUMNS)
    rows = [cells for _, cells in head.first]
    found = sniffed(rows, wanted.region, words)
    recalled = wanted.recalled.get(found.fingerprint, ()) if found.has_header else ()
    for column, kind in (*recalled, *wanted.columns):
        place = _place(found, column)
        if place is not None:
            found = with_kind(found, place, kind)
    if found.phone is None and len(found.kinds) == 1 and _has_digits(rows, 0):
        found = with_kind(found, 0, ColumnKind.PHONE)
    return _Table(at, head, found, bool(recalled))


def _place(columns: Columns, column: str) -> int | None:
    """Find a column by its letter, else by its header."""
    at = place_of(column)
    if at is not None and at < len(columns.kinds):
        return at
    named = [header.casefold() for header in columns.header]
    return named.index(column.casefold()) if column.casefold() in named else None


def _has_numbers(table: _Table, region: str) -> bool:
    """Whether a sheet is likely to be a list of numbers."""
    columns = table.columns
    if columns.phone is not None:
        return True
    cells = (row[at] for _, row in table.head.first for at in columns.unsure if at < len(row))
    return any(isinstance(one, Number) for cell in cells for one in phones_in(cell, region))


def _question(tables: Sequence[_Table], wanted: Wanted) -> dict[str, Json] | None:
    """Ask which sheets, or which column holds the phones, if that is open."""
    if len(tables) > 1 and not wanted.sheets:
        return {"sheets": [[t.sheet, t.head.name, _height(t)] for t in tables[:_CHOICES]]}
    open_one = next((table for table in tables if table.columns.phone is None), None)
    if open_one is None:
        return None
    choices = _choices(open_one)
    if not choices:
        raise Refused(text("file-no-numbers"))
    return {"columns": choices}


def _height(table: _Table) -> int:
    return table.head.height or len(table.head.first)


def _choices(table: _Table) -> list[Json]:
    """The columns that may hold the phones: all that have digits enough, each with an example."""
    columns = table.columns
    rows = [cells for _, cells in table.head.first[columns.skip :]]
    found: list[Json] = []
    for at in columns.unsure:
        example = next((row[at] for row in rows if at < len(row) and _digits(row[at])), None)
        if example is not None:
            found.append([at, columns.header[at], example[:_EXAMPLE]])
    return found[:_CHOICES]


def _has_digits(rows: Sequence[Sequence[str]], at: int) -> bool:
    return any(at < len(row) and _digits(row[at]) for row in rows)


def _digits(cell: str) -> bool:
    return sum(map(str.isdigit, cell)) >= _DIGITS


def _told(table: _Table) -> dict[str, Json]:
    """What the parent tells a person of a table that is read."""
    columns = table.columns
    named = enumerate(zip(columns.kinds, columns.header, strict=True))
    return {
        "name": table.head.name,
        "fingerprint": columns.fingerprint,
        "recalled": table.recalled,
        "columns": [[at, kind.value, header] for at, (kind, header) in named],
        "plain": table.head.kind == "cards" or len(columns.kinds) == 1,
    }


class _Reading(NamedTuple):
    """How the rows of a table are read: `plain` knows the usual ones, `row` all others."""

    plain: Callable[[Sequence[str]], Plain | None]
    row: _Read


def _cells(words: CellWords, lexicon: Lexicon) -> Cells:
    reference = partial(is_reference, lexicon=lexicon)
    return Cells(words.zone, words.city, words.schedule, words.is_over, reference)


def _reading(table: _Table, region: str, cells: Cells, lines: Lines) -> _Reading:
    rows = NumberRows(table.columns, region, cells)
    if table.head.kind == "cards":
        return _Reading(_unusual, partial(_card, rows.row))
    if len(table.columns.kinds) == 1:
        return _Reading(rows.plain, partial(_line, rows.row, lines))
    return _Reading(rows.plain, rows.row)


def _line(bare: _Read, lines: Lines, number: int, row: Sequence[str]) -> NumberRow:
    """A line as a person typed it; phones alone are read again, as no contract's number is one."""
    read = lines.row(number, row[0])
    alone = all(isinstance(one, Number) and one == Number(one.phone) for one in read)
    return bare(number, row) if alone else read


def _unusual(_row: Sequence[str]) -> None:
    return None


def _batches(rows: Iterator[Row], table: _Table, read: _Reading) -> Iterator[Json]:
    keys = sum(map(len, table.columns.header))
    batch = Batch()
    for number, row in islice(rows, table.columns.skip, None):
        size = keys + sum(map(len, row))
        if batch.spend(size):
            yield batch.to_json()
            batch = Batch()
        if size > _LONGEST_ROW:
            batch.refuse(_long(number, row))
            continue
        plain = read.plain(row)
        if plain is not None:
            batch.add(plain)
        else:
            _add_all(batch, read.row(number, row))
    if batch:
        yield batch.to_json()


def _add_all(batch: Batch, read: NumberRow) -> None:
    for one in read:
        if isinstance(one, Number):
            batch.add((one.phone, one.payload, one.zone, one.schedule, one.city_zone))
        else:
            batch.refuse(one)


def _long(number: int, row: Sequence[str]) -> RefusedNumber:
    value = next((cell for cell in row if cell), "")
    return RefusedNumber(value, text("refused-long-row"), number)


def _card(read: _Read, number: int, row: Sequence[str]) -> NumberRow:
    """A phone of a card with the card's name, or with its organisation's."""
    phone, name, organisation, kind = row
    if _MACHINES & set(kind.split()) and "cell" not in kind:
        return (RefusedNumber(phone, text("refused-fax"), number),)
    return read(number, [phone, name or organisation, "", ""])


def _pairs(pairs: _Set) -> Json:
    return [[column, kind.value] for column, kind in pairs]


def _set_from(raw: Any) -> _Set:
    return tuple((str(column), ColumnKind(kind)) for column, kind in raw)
