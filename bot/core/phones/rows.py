"""One row of a table to the number it holds, or to the reason why nobody is called for it.

Made for millions of rows: what a row needs to know of its columns is worked out once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.phones.cell import joined, phones_in, plain_phone
from bot.core.phones.columns import ColumnKind, Columns
from bot.core.phones.number import Number, Payload, RefusedNumber
from bot.core.phones.objects import object_in
from bot.core.phones.row_times import ANY_TIME, Cells, RowTimes, When
from bot.core.policy import Policy
from bot.core.texts import Text, text

Row = tuple[Number | RefusedNumber, ...]
# The fields of a number.
Plain = tuple[str, Payload, str | None, Policy | None, str | None]
_NAME = ColumnKind.NAME.value
_REMARK = "data"
_DATA = (ColumnKind.DATA, ColumnKind.NAME, ColumnKind.CITY, ColumnKind.SPARE_PHONE)


@dataclass
class RowReader:
    """Reads the rows of one table. `region` is that of numbers without a country code.

    The cells that say when to call are read once for each wording.
    """

    columns: Columns
    region: str
    read: Cells
    phones: tuple[int, ...] = ()
    _code: int | None = None
    _data: tuple[tuple[int, str], ...] = ()
    _objects: tuple[int, ...] = ()
    _times: RowTimes | None = None
    _width: int = 0

    def __post_init__(self) -> None:
        columns = self.columns
        first, spare = ColumnKind.PHONE, ColumnKind.SPARE_PHONE
        if columns.phone is None:
            raise ValueError("no column of phones")
        self.phones = (*columns.places(first), *columns.places(spare))
        self._code = next(iter(columns.places(ColumnKind.PHONE_CODE)), None)
        self._data = tuple((at, columns.key(at)) for at in columns.places(*_DATA))
        self._objects = columns.places(ColumnKind.PAYLOAD)
        times = RowTimes(columns, self.read)
        self._times = times if times.places else None
        self._width = len(columns.kinds)

    def row(self, number: int, cells: Sequence[str]) -> Row:
        """Read the row of this number (as its file counts them).

        An empty row gives nothing, nor does a header that stands there again. Several phones in one
        cell are several numbers; a spare phone is called only where the phones before it in the row
        cannot be.
        """
        plain = self.plain(cells)
        if plain is not None:
            return (Number(*plain),)
        cells = self._whole(cells)
        return self._unusual(number, cells, self._times.of(cells) if self._times else ANY_TIME)

    def plain(self, cells: Sequence[str]) -> Plain | None:
        """Read a row as most are, one phone that can be called, to the fields of its number.

        None for any other row, which `row` then reads.
        """
        cells = self._whole(cells)
        when = self._times.of(cells) if self._times else ANY_TIME
        first = self.phones[0]
        phone = plain_phone(cells[first], self.region)
        if isinstance(phone, str) and not isinstance(when, Text):
            return (phone, self._payload(cells, first), *when)
        return None

    def written(self, cells: Sequence[str]) -> str:
        """The cell of the row's first phone, in one piece."""
        first = self.phones[0]
        if self._code is not None:
            cells = self._whole(cells)
        return cells[first] if first < len(cells) else ""

    def _whole(self, cells: Sequence[str]) -> Sequence[str]:
        """A row as wide as the table, its phone in one piece."""
        missing = self._width - len(cells)
        if missing > 0:
            cells = [*cells, *[""] * missing]
        if self._code is not None:
            first = self.phones[0]
            whole = joined(cells[self._code], cells[first])
            cells = [*cells[:first], whole, *cells[first + 1 :]]
        return cells

    def _unusual(self, number: int, cells: Sequence[str], when: When | Text) -> Row:
        at, found = self._called(cells)
        if not found:
            return self._without_phone(number, cells)
        if self.columns.has_header and tuple(cells) == self.columns.header:
            return ()
        payload = self._payload(cells, at)
        if len(found) == 1 and isinstance(found[0], Number) and any(map(str.isalpha, cells[at])):
            said = self.read.beside(cells[at])
            when = _both(when, said, cells[at])
            payload |= self._named(said.payload, payload) if said else {}
        if isinstance(when, Text):
            return (RefusedNumber(cells[at].strip(), when, number),)
        return tuple(
            Number(one.phone, payload | one.payload, *when)
            if isinstance(one, Number)
            else RefusedNumber(one.value, one.reason, number)
            for one in found
        )

    def _called(self, cells: Sequence[str]) -> tuple[int, list[Number | RefusedNumber]]:
        """The first cell that holds a phone to call, and before it those that were refused."""
        refused: list[Number | RefusedNumber] = []
        last = -1
        for at in self.phones:
            cell = cells[at].strip()
            if not cell:
                continue
            found = phones_in(cell, self.region, self.read.is_reference)
            if isinstance(found[0], Number):
                return at, [*refused, *found] if refused else found
            refused += found
            last = at
        return last, refused

    def _named(self, said: Payload, payload: Payload) -> Payload:
        """The name or the remark in the cell of a phone; a name of its own goes before."""
        names = [self.columns.key(at) for at in self.columns.places(ColumnKind.NAME)]
        if _NAME in said and any(name in payload for name in names):
            said = {_REMARK: said[_NAME]}
        return {key: words for key, words in said.items() if key not in payload}

    def _without_phone(self, number: int, cells: Sequence[str]) -> Row:
        value = next((cell.strip() for cell in cells if cell.strip()), "")
        return (RefusedNumber(value, text("refused-no-phone"), number),) if value else ()

    def _payload(self, cells: Sequence[str], phone: int) -> Payload:
        payload = {}
        for at, key in self._data:
            cell = cells[at].strip()
            if cell and at != phone:
                payload[key] = cell
        for at in self._objects:
            cell = cells[at].strip()
            if cell:
                inner = object_in(cell)
                payload |= {self.columns.key(at): cell} if inner is None else inner
        return payload


def _both(when: When | Text, said: Number | None, cell: str) -> When | Text:
    """When to call by the row and by the words beside its phone: one of both may say it."""
    if isinstance(when, Text):
        return when
    if said is None:
        return text("refused-row-schedule", cell=cell.strip())
    zone, schedule, city = when
    if (zone and said.zone) or (schedule and said.schedule):
        return text("refused-row-schedule", cell=cell.strip())
    return zone or said.zone, schedule or said.schedule, city
