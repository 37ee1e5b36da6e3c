"""Finds out which column of a table is what, from its first rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from bot.core.phones.cell import phones_in
from bot.core.phones.columns import ColumnKind, Columns, HeaderWords, field_named
from bot.core.phones.number import Number

SAMPLE: Final = 200
# Above the data there may be a title or two, not a page.
_MOST_ABOVE: Final = 10
_SAME: Final = 0.1
_MOSTLY: Final = 0.6
_FEW_DIGITS: Final = 5
# The header of row numbers is a mark, hardly a word.
_SHORT: Final = 3
_INN: Final = {
    10: ((2, 4, 10, 3, 5, 9, 4, 6, 8),),
    12: ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)),
}


class _Column(NamedTuple):
    """One column: its place, its filled cells, which of them are phones (as a share)."""

    at: int
    cells: Sequence[str]
    phones: float


def columns(rows: Sequence[Sequence[str]], region: str, words: HeaderWords) -> Columns:
    """Find the kinds of the columns from the first rows (at most 200) of a table's text cells."""
    sample = [[cell.strip() for cell in row] for row in rows[:SAMPLE]]
    width = max(map(len, sample), default=0)
    table = [[*row, *[""] * (width - len(row))] for row in sample]
    above = _above(table, region, words)
    at = _header(table[:above], words)
    header = tuple(table[at]) if at is not None else ("",) * width
    body = table[above:] if at is not None else table
    kinds = _named(header, words)
    found = [_column(i, body, region) for i in range(width)]
    unsure = _phones(kinds, found)
    _others(kinds, found, header, words)
    decided = tuple(kind or ColumnKind.DATA for kind in kinds)
    # A row below the header is data, though nobody can be called for it: it is refused aloud.
    return Columns(header, decided, at is not None, 0 if at is None else at + 1, unsure)


def _above(table: Sequence[Sequence[str]], region: str, words: HeaderWords) -> int:
    """How many rows stand above the data: those before the first phone that hold no digits of one.

    Without any phone, the rows down to the one that has known headers. Titles may hold digits.
    """
    for at, row in enumerate(table[: _MOST_ABOVE + 1]):
        if any(_is_phone(cell, region) for cell in row):
            return at
        below = table[at + 1 : _MOST_ABOVE + 1]
        titled = any(_known(other, words) > 1 for other in below)
        digits = any(_digits(cell) >= _FEW_DIGITS for cell in row)
        if digits and not titled and _known(row, words) == 0:
            return at
    return next((at + 1 for at in range(len(table[:_MOST_ABOVE])) if _known(table[at], words)), 0)


def _header(above: Sequence[Sequence[str]], words: HeaderWords) -> int | None:
    """Which row above the data names its columns: the best known one, else the last full one."""
    known = max(range(len(above)), key=lambda at: (_known(above[at], words), at), default=None)
    if known is None or _known(above[known], words):
        return known
    full = [at for at, row in enumerate(above) if all(row)]
    return full[-1] if full else None


def _known(row: Sequence[str], words: HeaderWords) -> int:
    return sum(_meaning(cell, words) is not None for cell in row if cell)


def _meaning(header: str, words: HeaderWords) -> ColumnKind | None:
    return field_named(header) or words.column(header)


def _named(header: Sequence[str], words: HeaderWords) -> list[ColumnKind | None]:
    """What the headers say; the first column of names is the name, the first city the city."""
    kinds: list[ColumnKind | None] = []
    for cell in header:
        kind = _meaning(cell, words) if cell else None
        once = kind in (ColumnKind.NAME, ColumnKind.CITY, ColumnKind.ZONE, ColumnKind.SCHEDULE)
        kinds.append(ColumnKind.DATA if once and kind in kinds else kind)
    return kinds


def _column(at: int, body: Sequence[Sequence[str]], region: str) -> _Column:
    cells = [row[at] for row in body if row[at]]
    if not cells or sum(map(_is_inn, cells)) > _MOSTLY * len(cells) > _MOSTLY:
        return _Column(at, cells, 0)
    return _Column(at, cells, sum(_is_phone(cell, region) for cell in cells) / len(cells))


def _phones(kinds: list[ColumnKind | None], found: Sequence[_Column]) -> tuple[int, ...]:
    """Settle the columns of phones; those that are equally likely are returned."""
    named = [c for c in found if kinds[c.at] is ColumnKind.PHONE and c.phones]
    free = [c for c in found if kinds[c.at] is None and c.phones]
    for column in found:
        if kinds[column.at] is ColumnKind.PHONE:
            kinds[column.at] = ColumnKind.DATA if named or free else ColumnKind.PHONE
    if named:
        for column in named:
            kinds[column.at] = ColumnKind.SPARE_PHONE
        kinds[named[0].at] = ColumnKind.PHONE
        return ()
    best = max((column.phones for column in free), default=0)
    likely = tuple(column.at for column in free if column.phones >= best - _SAME)
    if len(likely) > 1:
        return likely
    for at in likely:
        kinds[at] = ColumnKind.PHONE
    return _once(kinds)


def _once(kinds: list[ColumnKind | None]) -> tuple[int, ...]:
    """Of several headers of phones without any phone below, the first is taken."""
    first, *rest = [at for at, kind in enumerate(kinds) if kind is ColumnKind.PHONE] or [-1]
    for at in rest:
        kinds[at] = ColumnKind.SPARE_PHONE
    return () if first >= 0 else tuple(range(len(kinds)))


def _others(
    kinds: list[ColumnKind | None],
    found: Sequence[_Column],
    header: Sequence[str],
    words: HeaderWords,
) -> None:
    """What no header says is seen from the cells; each of the singular kinds once.

    A header that is not known keeps its cells data, cities too: they may be those of offices.
    Hours and days must not be swallowed by the data, whatever stands above them.
    """
    for column in found:
        short = len(header[column.at]) <= _SHORT
        if kinds[column.at] is ColumnKind.DATA and short and _are_row_numbers(column.cells):
            kinds[column.at] = ColumnKind.NOTHING
        if kinds[column.at] is None:
            kind = _seen(column, words, named=bool(header[column.at]))
            single = kind not in (ColumnKind.DATA, ColumnKind.NOTHING)
            kinds[column.at] = ColumnKind.DATA if single and kind in kinds else kind


def _seen(column: _Column, words: HeaderWords, *, named: bool) -> ColumnKind:
    cells = column.cells
    if (not cells and not named) or _are_row_numbers(cells):
        return ColumnKind.NOTHING
    if _mostly(cells, words.is_schedule):
        return ColumnKind.SCHEDULE
    if named:
        return ColumnKind.DATA
    if _mostly(cells, words.city):
        return ColumnKind.CITY
    return ColumnKind.NAME if _mostly(cells, _is_words) else ColumnKind.DATA


def _mostly(cells: Sequence[str], holds: Callable[[str], object]) -> bool:
    return sum(bool(holds(cell)) for cell in cells) > _MOSTLY * len(cells)


def _is_words(cell: str) -> bool:
    return any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell))


def _are_row_numbers(cells: Sequence[str]) -> bool:
    """Whether the cells count the rows: 1, 2, 3."""
    return len(cells) > 1 and all(cell.rstrip(".)") == str(at) for at, cell in enumerate(cells, 1))


def _is_phone(cell: str, region: str) -> bool:
    return any(isinstance(one, Number) for one in phones_in(cell, region))


def _digits(cell: str) -> int:
    return sum(map(str.isdigit, cell))


def _is_inn(cell: str) -> bool:
    """Whether the check digits of a Russian taxpayer's number are right."""
    if not cell.isascii() or not cell.isdecimal() or len(cell) not in _INN:
        return False
    return all(_check(cell, weights) for weights in _INN[len(cell)])


def _check(cell: str, weights: Sequence[int]) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(weights, cell, strict=False))
    return total % 11 % 10 == int(cell[len(weights)])


def choices(columns: Columns) -> Iterator[tuple[int, str]]:
    """The columns that may be the phones, with their names, for a question."""
    for at in columns.unsure:
        yield at, columns.header[at]
