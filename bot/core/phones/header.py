"""Which row of a table names its columns: titles and stray numbers may stand above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.core.phones.cell import phones_in
from bot.core.phones.columns import ColumnKind, HeaderWords, field_named
from bot.core.phones.number import Number

# Above the data there may be a title or two, not a page.
_MOST_ABOVE: Final = 10
_FEW_DIGITS: Final = 5
_STEP: Final = re.compile(r"[.:/]\s*")
# What is longer is a sentence.
_MOST_WORDS: Final = 4

_Table = Sequence[Sequence[str]]


def header_place(table: _Table, region: str, words: HeaderWords) -> int | None:
    """The place of the header among the first rows; None where there is none."""
    place = _telling(table, region, words)
    if place is not None:
        return place
    above = table[: _above(table, region, words)]
    best = max(range(len(above)), key=lambda at: (_known(above[at], words), at), default=None)
    if best is None or _known(above[best], words):
        return best
    full = [at for at, row in enumerate(above) if all(row)]
    return full[-1] if full and _is_plain(above, full[-1], words) else None


def meaning(header: str, words: HeaderWords) -> ColumnKind | None:
    """What a header says of its column; of a path, "client.phone", what its end says."""
    end = _STEP.split(header)[-1]
    return field_named(header) or (words.column(end) if end else None) or words.column(header)


def is_phone(cell: str, region: str) -> bool:
    """Whether a cell holds a phone that can be called."""
    return any(isinstance(one, Number) for one in phones_in(cell, region))


def digits_in(cell: str) -> int:
    """How many digits a cell has."""
    return sum(map(str.isdigit, cell))


def _telling(table: _Table, region: str, words: HeaderWords) -> int | None:
    """The row that names the phones, though digits stand above it, if those are not data."""
    best: tuple[int, int] | None = None
    for at, row in enumerate(table[: _MOST_ABOVE + 1]):
        named = [place for place, cell in enumerate(row) if _names_phones(cell, words)]
        if not named or any(is_phone(cell, region) for cell in row):
            continue
        if any(_is_data(other, named[0], region) for other in table[:at]):
            break
        known = _known(row, words)
        if best is None or known > best[0]:
            best = known, at
    return best[1] if best else None


def _names_phones(cell: str, words: HeaderWords) -> bool:
    short = 0 < len(cell.split()) <= _MOST_WORDS and digits_in(cell) < _FEW_DIGITS
    return short and meaning(cell, words) is ColumnKind.PHONE and not words.is_schedule(cell)


def _is_data(row: Sequence[str], phone: int, region: str) -> bool:
    """Whether a row above is one of the table: a title is one cell, and holds no phone there."""
    return sum(map(bool, row)) > 1 and is_phone(row[phone], region)


def _above(table: _Table, region: str, words: HeaderWords) -> int:
    """How many rows stand above the data: those before the first phone that hold no digits of one.

    Without any phone, the rows down to the one that has known headers. Titles may hold digits.
    """
    for at, row in enumerate(table[: _MOST_ABOVE + 1]):
        if any(is_phone(cell, region) for cell in row):
            return at
        below = table[at + 1 : _MOST_ABOVE + 1]
        titled = any(_known(other, words) > 1 for other in below)
        digits = any(digits_in(cell) >= _FEW_DIGITS for cell in row)
        if digits and not titled and _known(row, words) == 0:
            return at
    return next((at + 1 for at in range(len(table[:_MOST_ABOVE])) if _known(table[at], words)), 0)


def _known(row: Sequence[str], words: HeaderWords) -> int:
    """How many cells of a row are known headers; a lone one may say when to call instead."""
    filled = [cell for cell in row if cell]
    if len(filled) == 1 and words.is_schedule(filled[0]):
        return 0
    return sum(meaning(cell, words) is not None for cell in row if cell)


def _is_plain(above: _Table, at: int, words: HeaderWords) -> bool:
    """Whether an unknown row may name columns; of a list, one with few words at its top."""
    if len(above[at]) > 1:
        return True
    cell = above[at][0]
    return at == 0 and len(cell.split()) <= _MOST_WORDS and not words.is_schedule(cell)
