"""A table pasted into the text: a row of column names over rows with a phone each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from bot.core.phones.columns import ColumnKind, field_named
from bot.core.phones.find import Found
from bot.core.phones.number import Payload

_MARKS: Final = "\t;|,"
# Hours in a column are a schedule of its own, which no payload may swallow.
_HOURS: Final = re.compile(
    r"(?<![\d-])\d{1,2}([:.]\d\d)?\s?[-\u2013\u2014]\s?\d{1,2}([:.]\d\d)?(?![\d-])"
)

# What stands between quotes, marks of columns too.
_QUOTED: Final = re.compile(r'"[^"\n]*"')
_HIDDEN: Final = "\0"
# The line under the header of a table in Markdown.
_RULE: Final = re.compile(r"[\s|:+-]*-{2,}[\s|:+-]*")

# Which of these cells names the column of phones; None where they are no row of column names.
PhoneColumn = Callable[[Sequence[str]], int | None]


class Row(NamedTuple):
    """A stretch `text[start:end]` with one phone and its data; for a header, that below it."""

    start: int
    end: int
    phone: Found
    payload: Payload


class _Header(NamedTuple):
    start: int
    end: int
    cells: Sequence[str]
    mark: str
    column: int


def rows(message: str, found: Sequence[Found], phone_column: PhoneColumn) -> list[Row]:
    """Find the headers of tables and the rows below them."""
    return list(_rows(message, found, phone_column)) if found else []


def without_data(found: Sequence[Found], table: Sequence[Row]) -> list[Found]:
    """Leave out what only looked like a number in the other columns of a table."""
    starts = [row.start for row in table]
    phones = {row.phone.start for row in table}
    out = []
    for one in found:
        row = bisect_right(starts, one.start) - 1
        if row < 0 or one.start >= table[row].end or one.start in phones:
            out.append(one)
    return out


def _rows(message: str, found: Sequence[Found], phone_column: PhoneColumn) -> Iterator[Row]:
    starts = [f.start for f in found]
    header: _Header | None = None
    used = False
    start = 0
    for line in message.split("\n"):
        end = start + len(line)
        if header and not used and _RULE.fullmatch(line):
            header = header._replace(end=end)
            start = end + 1
            continue
        here = found[bisect_left(starts, start) : bisect_left(starts, end)]
        row = _row(line, start, header, here) if header else None
        if header and row:
            if not used:
                yield Row(header.start, header.end, row.phone, {})
            yield row
            used = True
        elif not here:
            header, used = _header(line, start, phone_column), False
        else:
            header = None
        start = end + 1


def _header(line: str, start: int, phone_column: PhoneColumn) -> _Header | None:
    mark = max(_MARKS, key=line.count)
    cells = _cells(line, mark)
    boxed = mark == "|" and not cells[0] and not cells[-1]
    inner = cells[1:-1] if boxed else cells
    if len(inner) < 2 or not all(inner) or any(map(str.isdigit, line)):
        return None
    column = phone_column(cells)
    # No payload may swallow when to call.
    if column is None or any(field_named(cell) not in (None, ColumnKind.PAYLOAD) for cell in inner):
        return None
    return _Header(start, start + len(line), cells, mark, column)


def _tells_hours(cells: Sequence[str], phones: int) -> bool:
    """Whether a cell other than that of the phone holds hours, among words or alone."""
    return any(_HOURS.search(cell) for at, cell in enumerate(cells) if at != phones)


def _row(line: str, start: int, header: _Header, here: Sequence[Found]) -> Row | None:
    """A line of as many cells as the header has, with a phone in the column of phones."""
    cells = _cells(line, header.mark)
    if len(cells) != len(header.cells) or _tells_hours(cells, header.column):
        return None
    plain = _unquoted(line, header.mark)
    columns = [plain.count(header.mark, 0, f.start - start) for f in here]
    phones = [f for f, column in zip(here, columns, strict=True) if column == header.column]
    if len(phones) != 1:
        return None
    data = dict(zip(header.cells, cells, strict=True))
    del data[header.cells[header.column]]
    payload = {name: cell for name, cell in data.items() if cell}
    return Row(start, start + len(line), phones[0], payload)


def _cells(line: str, mark: str) -> list[str]:
    cells = _unquoted(line, mark).split(mark)
    return [cell.replace(_HIDDEN, mark).strip().strip('"') for cell in cells]


def _unquoted(line: str, mark: str) -> str:
    """The line, as long as it was, without the marks that stand between quotes."""
    return _QUOTED.sub(lambda quoted: quoted[0].replace(mark, _HIDDEN), line)
