"""Which sheets of a book are read as tables, what their columns are, and what a person is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.core.errors import Refused
from bot.core.phones.cell import phones_in
from bot.core.phones.columns import ColumnKind, Columns, with_kind
from bot.core.phones.columns import place as place_of
from bot.core.phones.number import Number
from bot.core.phones.sniff import columns as sniffed
from bot.core.reading.cells import CellWords
from bot.core.texts import text
from bot.files.book import Book, Head, Json
from bot.files.wanted import Wanted

# A keyboard on a phone shows so many buttons well.
_CHOICES: Final = 12
_EXAMPLE: Final = 30
_DIGITS: Final = 5
_CARD_COLUMNS: Final = Columns(
    ("", "", "", ""),
    (ColumnKind.PHONE, ColumnKind.NAME, ColumnKind.NOTHING, ColumnKind.NOTHING),
)


class Table(NamedTuple):
    """A sheet with what its columns are; `recalled` when the chat knows them from before."""

    sheet: int
    head: Head
    columns: Columns
    recalled: bool = False

    @property
    def listed(self) -> bool:
        """Whether it is a list of lines, or of cards, and no table at all."""
        return self.head.kind == "cards" or len(self.columns.kinds) == 1

    def to_json(self) -> dict[str, Json]:
        """Write what the parent tells a person of a table that is read."""
        columns = self.columns
        named = enumerate(zip(columns.kinds, columns.header, strict=True))
        return {
            "name": self.head.name,
            "fingerprint": columns.fingerprint,
            "recalled": self.recalled,
            "columns": [[at, kind.value, header] for at, (kind, header) in named],
            "plain": self.listed,
            "filtered": self.head.filtered,
        }


def tables(book: Book, wanted: Wanted, words: CellWords) -> list[Table]:
    """The sheets that are to be read; those where nothing looks like a number only if asked for."""
    heads = list(enumerate(book.heads))
    if wanted.sheets:
        heads = [(at, head) for at, head in heads if at in wanted.sheets]
    else:
        shown = [(at, head) for at, head in heads if not head.hidden and head.first]
        heads = shown or [(at, head) for at, head in heads if head.first]
    found = [_table(at, head, wanted, words) for at, head in heads]
    if wanted.sheets or len(found) == 1:
        return found
    return [table for table in found if _has_numbers(table, wanted.region)] or found[:1]


def question(tables: Sequence[Table], wanted: Wanted) -> dict[str, Json] | None:
    """Ask which sheets, or which column holds the phones, if that is open."""
    if len(tables) > 1 and not wanted.sheets:
        return {"sheets": [[t.sheet, t.head.name, _height(t)] for t in tables[:_CHOICES]]}
    if all(len(table.head.first) <= table.columns.skip for table in tables):
        raise Refused(text("file-no-numbers"))
    open_one = next((table for table in tables if table.columns.phone is None), None)
    if open_one is None:
        return None
    choices = _choices(open_one)
    if not choices:
        raise Refused(text("file-no-numbers"))
    return {"columns": choices}


def place(columns: Columns, column: str) -> int | None:
    """Find a column by its letter, else by its header."""
    at = place_of(column)
    if at is not None and at < len(columns.kinds):
        return at
    named = [header.casefold() for header in columns.header]
    return named.index(column.casefold()) if column.casefold() in named else None


def _table(at: int, head: Head, wanted: Wanted, words: CellWords) -> Table:
    if head.kind == "cards":
        return Table(at, head, _CARD_COLUMNS)
    rows = [cells for _, cells in head.first]
    found = sniffed(rows, wanted.region, words, named=head.named)
    recalled = wanted.recalled.get(found.fingerprint, ()) if found.has_header else ()
    for column, kind in (*recalled, *wanted.columns):
        there = place(found, column)
        if there is not None:
            found = with_kind(found, there, kind)
    if found.phone is None and len(found.kinds) == 1 and _has_digits(rows, 0):
        found = with_kind(found, 0, ColumnKind.PHONE)
    return Table(at, head, found, bool(recalled))


def _has_numbers(table: Table, region: str) -> bool:
    """Whether a sheet is likely to be a list of numbers."""
    columns = table.columns
    if columns.phone is not None:
        return True
    cells = (row[at] for _, row in table.head.first for at in columns.unsure if at < len(row))
    return any(isinstance(one, Number) for cell in cells for one in phones_in(cell, region))


def _height(table: Table) -> int:
    """How many rows a sheet has below its header, empty ones in between counted where known."""
    return max(0, (table.head.height or len(table.head.first)) - table.columns.skip)


def _choices(table: Table) -> list[Json]:
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
