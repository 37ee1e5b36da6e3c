"""What the cells of one row say of when to call: its zone, its schedule, the API's own fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.core.phones.columns import FIELDS, ColumnKind, Columns, day_named
from bot.core.phones.find import IsReference
from bot.core.phones.number import Number
from bot.core.phones.row_fields import is_instant, policy_of, zone_field
from bot.core.policy import Policy
from bot.core.texts import Text, text

# The zone or the schedule that the words of a cell name; None where they are not understood.
ReadZone = Callable[[str], str | None]
ReadSchedule = Callable[[str], Policy | None]
# Whether a policy on a clock (None: not known) never comes any more.
IsOver = Callable[[Policy, str | None], bool]
# The zone and the schedule of a row; with the zone of its city behind them.
_Own = tuple[str | None, Policy | None]
When = tuple[str | None, Policy | None, str | None]
ANY_TIME: When = (None, None, None)
_MOST_REMEMBERED = 4096
_CLOCKS = (ColumnKind.ZONE, ColumnKind.GMT_ZONE, ColumnKind.CITY)
_MOMENTS = (ColumnKind.START, ColumnKind.FINISH)
_REPEATS = (ColumnKind.MAX_ATTEMPTS, ColumnKind.RETRY_INTERVAL)
_WHEN = (*_CLOCKS, ColumnKind.SCHEDULE, *FIELDS)
_Cells = dict[ColumnKind, str]
_Said = tuple[str, str]
_LONGEST_HEADER = 60


@dataclass(frozen=True)
class Cells:
    """How the words of cells are read; a city that is not known tells no zone, and that is all.

    `beside` reads a cell with a phone and words to a number with all that they say, a name or when
    to call; None where that is not understood.
    """

    zone: ReadZone
    city: ReadZone
    schedule: ReadSchedule
    is_over: IsOver = lambda _policy, _zone: False
    is_reference: IsReference | None = None
    beside: Callable[[str], Number | None] = lambda _cell: Number("")


@dataclass
class RowTimes:
    """Reads when to call from the rows of one table, once for each wording of these cells."""

    columns: Columns
    read: Cells
    places: tuple[int, ...] = ()
    _known: dict[tuple[str, ...], When | Text] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = self.columns.places(*_WHEN)

    def of(self, cells: Sequence[str]) -> When | Text:
        """The zone, the schedule and the city's zone; or why nobody can be called by this row."""
        own = tuple([cells[at].strip() for at in self.places])
        known = self._known.get(own)
        if known is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            known = self._known[own] = self._read(own)
        return known

    def _read(self, cells: tuple[str, ...]) -> When | Text:
        """Nobody is called by what was not understood."""
        own, days, spoken = self._sorted(cells)
        zone = self._zone(own)
        if isinstance(zone, Text):
            return zone
        city = self.read.city(own[ColumnKind.CITY]) if ColumnKind.CITY in own else None
        schedule = self._schedule(spoken)
        if isinstance(schedule, Text):
            return schedule
        fields = {kind: cell for kind, cell in own.items() if kind in FIELDS}
        if not fields.keys().isdisjoint(_MOMENTS):
            zone, city = zone or city, None
        settled = _with_fields(zone, schedule, fields, days)
        if isinstance(settled, Text):
            return settled
        zone, schedule = settled
        if schedule and self.read.is_over(schedule, zone or city):
            return text("refused-row-over")
        return zone, schedule, city

    def _sorted(self, cells: tuple[str, ...]) -> tuple[_Cells, dict[str, str], list[_Said]]:
        """The cells by their kind, those of single days of the API, and those in plain words."""
        own: _Cells = {}
        days: dict[str, str] = {}
        spoken: list[_Said] = []
        for at, cell in zip(self.places, cells, strict=True):
            kind, header = self.columns.kinds[at], self.columns.header[at]
            day = day_named(header) if kind is ColumnKind.ALLOWED_TIME else ""
            if not cell:
                continue
            if kind is ColumnKind.SCHEDULE:
                spoken.append((header, cell))
            elif day:
                days[day] = cell
            else:
                own.setdefault(kind, cell)
        return own, days, spoken

    def _schedule(self, spoken: list[_Said]) -> Policy | Text | None:
        """What all the cells in plain words say together: days in one, hours in another."""
        worded = [self._worded(header, cell) for header, cell in spoken if _says(cell)]
        if not worded:
            return None
        schedule = self.read.schedule("; ".join(filter(None, worded))) if all(worded) else None
        return schedule or _not_understood(", ".join(cell for _, cell in spoken))

    def _worded(self, header: str, cell: str) -> str:
        """A cell with its header where that says more, as in a column for each day.

        "" for a cell that does not go with what its header says.
        """
        whole = f"{header} {cell}"
        if not header or len(header) > _LONGEST_HEADER:
            return cell
        if self.read.schedule(whole) is not None:
            return whole
        return "" if self.read.schedule(header) is not None else cell

    def _zone(self, own: _Cells) -> str | Text | None:
        """The zone that the row names."""
        zone = None
        for kind, read in ((ColumnKind.ZONE, self.read.zone), (ColumnKind.GMT_ZONE, zone_field)):
            if kind in own:
                zone = read(own[kind])
                if zone is None:
                    return text("refused-row-zone", cell=own[kind])
        return zone


def _says(cell: str) -> bool:
    """Whether a cell holds more than a dash."""
    return any(map(str.isalnum, cell))


def _not_understood(cell: str) -> Text:
    return text("refused-row-schedule", cell=cell)


def _with_fields(
    zone: str | None, schedule: Policy | None, fields: _Cells, days: Mapping[str, str]
) -> _Own | Text:
    if not (fields or days):
        return _settled(zone, schedule)
    for kind, cell in fields.items():
        if kind in _MOMENTS and zone is None and is_instant(cell):
            return text("refused-row-no-zone", cell=cell)
        if kind in _REPEATS and policy_of({kind: cell}, zone) is None:
            return text("refused-row-attempts", cell=cell)
    said = policy_of(fields, zone, days)
    if said is None:
        return _not_understood(_worst(zone, fields, days))
    return _settled(zone, schedule.for_row(said) if schedule else said)


def _worst(zone: str | None, fields: _Cells, days: Mapping[str, str]) -> str:
    """The cell that is not what the API takes, or all of them where only together they are not."""
    hours = (ColumnKind.LOCAL_FROM, ColumnKind.LOCAL_TO)
    alone = {kind: cell for kind, cell in fields.items() if kind not in hours}
    for kind, cell in alone.items():
        if policy_of({kind: cell}, zone) is None:
            return cell
    for day, cell in days.items():
        if policy_of({}, zone, {day: cell}) is None:
            return cell
    pair = [fields[kind] for kind in hours if kind in fields]
    return " – ".join(pair) if pair else next(iter((*fields.values(), *days.values())))


def _settled(zone: str | None, schedule: Policy | None) -> _Own:
    """A zone of its own goes before the one that the schedule's words name."""
    if schedule is None:
        return zone, None
    rest = replace(schedule, zone=None)
    return zone or schedule.zone, None if rest == Policy() else rest
