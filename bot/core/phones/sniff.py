"""Finds out which column of a table is what, from its first rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

from bot.core.phones.cell import joined
from bot.core.phones.columns import ColumnKind, Columns, HeaderWords
from bot.core.phones.header import digits_in, header_place, is_phone, meaning

SAMPLE: Final = 200
_Cell = TypeVar("_Cell")
_SAME: Final = 0.1
_MOSTLY: Final = 0.6
# So few cells of the rest of a phone may be phones by themselves.
_LESS: Final = 0.4
_LONGEST_CODE: Final = 5
_LONGEST_HEADER: Final = 40
# An hour, or hours; a year is none.
_CLOCK: Final = re.compile(r"\d{1,2}(?!\d)")
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


def columns(
    rows: Sequence[Sequence[str]], region: str, words: HeaderWords, *, named: bool = False
) -> Columns:
    """Find the kinds of the columns from the first rows (at most 200) of a table's text cells.

    `named` where the first row is known to be the header, as with the keys of objects.
    """
    sample = [[cell.strip() for cell in row] for row in rows[:SAMPLE]]
    width = max(map(len, sample), default=0)
    table = [[*row, *[""] * (width - len(row))] for row in sample]
    at = 0 if named else header_place(table, region, words)
    header = tuple(table[at]) if at is not None else ("",) * width
    # A row below the header is data, though nobody can be called for it: it is refused aloud.
    skip = 0 if at is None else at + 1
    body = table[skip:]
    kinds = _named(header, words)
    found = [_column(i, body, region) for i in range(width)]
    _codes(kinds, found, body, (header, region, words))
    unsure = _phones(kinds, found)
    _others(kinds, found, header, words)
    decided = tuple(kind or ColumnKind.DATA for kind in kinds)
    return Columns(header, decided, at is not None, skip, unsure)


def _named(header: Sequence[str], words: HeaderWords) -> list[ColumnKind | None]:
    """What the headers say; the first column of names is the name, the first city the city.

    A header that names days is that of a schedule, whatever its cells say.
    """
    kinds: list[ColumnKind | None] = []
    for cell in header:
        kind = meaning(cell, words) if cell else None
        if kind is None and len(cell.split()) <= _SHORT and words.is_schedule(cell):
            kind = ColumnKind.SCHEDULE
        once = kind in (ColumnKind.NAME, ColumnKind.CITY, ColumnKind.ZONE)
        kinds.append(ColumnKind.DATA if once and kind in kinds else kind)
    return kinds


def _column(at: int, body: Sequence[Sequence[str]], region: str) -> _Column:
    cells = [row[at] for row in body if row[at]]
    if not cells or sum(map(_is_inn, cells)) > _MOSTLY * len(cells) > _MOSTLY:
        return _Column(at, cells, 0)
    return _Column(at, cells, sum(is_phone(cell, region) for cell in cells) / len(cells))


def _codes(
    kinds: list[ColumnKind | None],
    found: list[_Column],
    body: Sequence[Sequence[str]],
    about: tuple[Sequence[str], str, HeaderWords],
) -> None:
    """Find a phone that is cut in two: a column of codes, and right of it one of the rest."""
    header, region, words = about
    for code, rest in pairwise(found):
        told = kinds[code.at] is ColumnKind.PHONE_CODE
        may_be = kinds[code.at] is None or (
            kinds[code.at] is ColumnKind.DATA and words.is_reference(header[code.at])
        )
        free = kinds[rest.at] in (None, ColumnKind.PHONE) and (may_be or told)
        if not free or not _mostly(code.cells, _is_code) or (rest.phones >= _LESS and not told):
            continue
        pairs = [(row[code.at], row[rest.at]) for row in body if row[code.at] and row[rest.at]]
        if _mostly([joined(*pair) for pair in pairs], partial(is_phone, region=region)):
            kinds[code.at], kinds[rest.at] = ColumnKind.PHONE_CODE, ColumnKind.PHONE
            found[rest.at] = rest._replace(phones=1)
            break
    for at, kind in enumerate(kinds):
        if kind is ColumnKind.PHONE_CODE and ColumnKind.PHONE not in kinds[at + 1 : at + 2]:
            kinds[at] = ColumnKind.DATA


def _is_code(cell: str) -> bool:
    return 1 <= digits_in(cell) <= _LONGEST_CODE and not any(map(str.isalpha, cell))


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
            kind = _seen(column, words, header[column.at])
            single = kind in (ColumnKind.NAME, ColumnKind.CITY)
            kinds[column.at] = ColumnKind.DATA if single and kind in kinds else kind


def _seen(column: _Column, words: HeaderWords, header: str) -> ColumnKind:
    cells = column.cells
    if (not cells and not header) or _are_row_numbers(cells):
        return ColumnKind.NOTHING
    if _mostly(cells, words.is_schedule) or _goes_on(header, cells, words):
        return ColumnKind.SCHEDULE
    if header:
        return ColumnKind.DATA
    if _mostly(cells, words.city):
        return ColumnKind.CITY
    return ColumnKind.NAME if _mostly(cells, _is_words) else ColumnKind.DATA


def _goes_on(header: str, cells: Sequence[str], words: HeaderWords) -> bool:
    """Whether a header and the clock below it say together when to call: "from" and "10:00"."""
    if not header or len(header) > _LONGEST_HEADER:
        return False
    return _mostly(cells, lambda cell: _CLOCK.match(cell) and words.is_schedule(f"{header} {cell}"))


def _mostly(cells: Sequence[_Cell], holds: Callable[[_Cell], object]) -> bool:
    return sum(bool(holds(cell)) for cell in cells) > _MOSTLY * len(cells)


def _is_words(cell: str) -> bool:
    return any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell))


def _are_row_numbers(cells: Sequence[str]) -> bool:
    """Whether the cells count the rows: 1, 2, 3."""
    return len(cells) > 1 and all(cell.rstrip(".)") == str(at) for at, cell in enumerate(cells, 1))


def _is_inn(cell: str) -> bool:
    """Whether the check digits of a Russian taxpayer's number are right."""
    if not cell.isascii() or not cell.isdecimal() or len(cell) not in _INN:
        return False
    return all(_check(cell, weights) for weights in _INN[len(cell)])


def _check(cell: str, weights: Sequence[int]) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(weights, cell, strict=False))
    return total % 11 % 10 == int(cell[len(weights)])
