"""One row of a table to the number it holds, or to the reason why nobody is called for it.

Made for millions of rows: what a row needs to know of its columns is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.core.phones.cell import phones_in, plain_phone
from bot.core.phones.columns import FIELDS, ColumnKind, Columns
from bot.core.phones.find import IsReference
from bot.core.phones.number import Number, Payload, RefusedNumber
from bot.core.phones.payload import plain_object
from bot.core.phones.row_fields import policy_of, zone_field
from bot.core.policy import Policy
from bot.core.texts import Text, text

Row = tuple[Number | RefusedNumber, ...]
# The fields of a number.
Plain = tuple[str, Payload, str | None, Policy | None, str | None]
# The zone or the schedule that the words of a cell name; None where they are not understood.
ReadZone = Callable[[str], str | None]
ReadSchedule = Callable[[str], Policy | None]
# Whether a policy on a clock (None: not known) never comes any more.
IsOver = Callable[[Policy, str | None], bool]
# The zone and the schedule of a row; with the zone of its city behind them.
_Own = tuple[str | None, Policy | None]
_When = tuple[str | None, Policy | None, str | None]
_ANY_TIME: _When = (None, None, None)
_MOST_REMEMBERED = 4096
_DATA = (ColumnKind.DATA, ColumnKind.NAME, ColumnKind.CITY, ColumnKind.SPARE_PHONE)
_CLOCKS = (ColumnKind.ZONE, ColumnKind.GMT_ZONE, ColumnKind.CITY)
_MOMENTS = (ColumnKind.START, ColumnKind.FINISH)
_WHEN = (*_CLOCKS, ColumnKind.SCHEDULE, *FIELDS)


@dataclass(frozen=True)
class Cells:
    """How the words of cells are read; a city that is not known tells no zone, and that is all."""

    zone: ReadZone
    city: ReadZone
    schedule: ReadSchedule
    is_over: IsOver = lambda _policy, _zone: False
    is_reference: IsReference | None = None


@dataclass
class RowReader:
    """Reads the rows of one table. `region` is that of numbers without a country code.

    The cells that say when to call are read once for each wording.
    """

    columns: Columns
    region: str
    read: Cells
    _phones: tuple[int, ...] = ()
    _data: tuple[tuple[int, str], ...] = ()
    _objects: tuple[int, ...] = ()
    _when: tuple[int, ...] = ()
    _width: int = 0
    _known: dict[tuple[str, ...], _When | Text] = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns = self.columns
        first, spare = ColumnKind.PHONE, ColumnKind.SPARE_PHONE
        if columns.phone is None:
            raise ValueError("no column of phones")
        self._phones = (*columns.places(first), *columns.places(spare))
        self._data = tuple((at, columns.key(at)) for at in columns.places(*_DATA))
        self._objects = columns.places(ColumnKind.PAYLOAD)
        self._when = columns.places(*_WHEN)
        self._width = len(columns.kinds)

    def row(self, number: int, cells: Sequence[str]) -> Row:
        """Read the row of this number (as its file counts them); an empty row gives nothing.

        Several phones in one cell are several numbers; a spare phone is called only where the
        phones before it in the row cannot be.
        """
        plain = self.plain(cells)
        if plain is not None:
            return (Number(*plain),)
        cells = self._whole(cells)
        return self._unusual(number, cells, self._times(cells) if self._when else _ANY_TIME)

    def plain(self, cells: Sequence[str]) -> Plain | None:
        """Read a row as most are, one phone that can be called, to the fields of its number.

        None for any other row, which `row` then reads.
        """
        cells = self._whole(cells)
        when = self._times(cells) if self._when else _ANY_TIME
        first = self._phones[0]
        phone = plain_phone(cells[first], self.region)
        if isinstance(phone, str) and not isinstance(when, Text):
            return (phone, self._payload(cells, first), *when)
        return None

    def _whole(self, cells: Sequence[str]) -> Sequence[str]:
        missing = self._width - len(cells)
        return [*cells, *[""] * missing] if missing > 0 else cells

    def _unusual(self, number: int, cells: Sequence[str], when: _When | Text) -> Row:
        at, found = self._called(cells)
        if not found:
            return self._without_phone(number, cells)
        if isinstance(when, Text):
            return (RefusedNumber(cells[at].strip(), when, number),)
        payload = self._payload(cells, at)
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
        for at in self._phones:
            cell = cells[at].strip()
            if not cell:
                continue
            found = phones_in(cell, self.region, self.read.is_reference)
            if isinstance(found[0], Number):
                return at, [*refused, *found] if refused else found
            refused += found
            last = at
        return last, refused

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
                payload |= plain_object(cell) or {self.columns.key(at): cell}
        return payload

    def _times(self, cells: Sequence[str]) -> _When | Text:
        own = tuple([cells[at].strip() for at in self._when])
        known = self._known.get(own)
        if known is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            known = self._known[own] = self._read_times(own)
        return known

    def _read_times(self, cells: tuple[str, ...]) -> _When | Text:
        """The zone and the schedule of a row; nobody is called by what was not understood."""
        own: dict[ColumnKind, str] = {}
        for at, cell in zip(self._when, cells, strict=True):
            if cell:
                own.setdefault(self.columns.kinds[at], cell)
        zone = self._read_zone(own)
        if isinstance(zone, Text):
            return zone
        city = self.read.city(own[ColumnKind.CITY]) if ColumnKind.CITY in own else None
        said = own.get(ColumnKind.SCHEDULE)
        schedule = self.read.schedule(said) if said else None
        if said and schedule is None:
            return text("refused-row-schedule", cell=said)
        fields = {kind: cell for kind, cell in own.items() if kind in FIELDS}
        if not fields.keys().isdisjoint(_MOMENTS):
            zone, city = zone or city, None
        settled = _with_fields(zone, schedule, fields) if fields else _settled(zone, schedule)
        if isinstance(settled, Text):
            return settled
        zone, schedule = settled
        if schedule and self.read.is_over(schedule, zone or city):
            return text("refused-row-over")
        return zone, schedule, city

    def _read_zone(self, own: dict[ColumnKind, str]) -> str | Text | None:
        """The zone that the row names."""
        zone = None
        for kind, read in ((ColumnKind.ZONE, self.read.zone), (ColumnKind.GMT_ZONE, zone_field)):
            if kind in own:
                zone = read(own[kind])
                if zone is None:
                    return text("refused-row-zone", cell=own[kind])
        return zone


def _with_fields(
    zone: str | None, schedule: Policy | None, fields: dict[ColumnKind, str]
) -> _Own | Text:
    for kind, cell in fields.items():
        said = policy_of({kind: cell}, zone)
        if said is None:
            return text("refused-row-schedule", cell=cell)
    said = policy_of(fields, zone)
    if said is None:
        return text("refused-row-schedule", cell=next(iter(fields.values())))
    return _settled(zone, schedule.for_row(said) if schedule else said)


def _settled(zone: str | None, schedule: Policy | None) -> _Own:
    """A zone of its own goes before the one that the schedule's words name."""
    if schedule is None:
        return zone, None
    rest = replace(schedule, zone=None)
    return zone or schedule.zone, None if rest == Policy() else rest
