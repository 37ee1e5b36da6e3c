"""What is counted of a draft's numbers while they come and go, so that nobody counts a million."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace

from bot.core.phones.country import countries_of
from bot.core.phones.many import Many
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.tally import Own, RefusedTally, Tally

# The key of numbers that tell no zone: a key of JSON is a string.
NO_ZONE = ""
# So few are counted by their clocks at once, which takes 10 ms; more have been counted already.
FEW = 2_000


@dataclass(frozen=True)
class Counts:
    """Sums over some numbers and refused numbers; `named` have data, `zones` None is not counted.

    `repeats` are no longer there: they were merged. `own` has the fields of the core's `Own`,
    `row_zones` are the zones that rows give.
    """

    count: int = 0
    named: int = 0
    second: int = 0
    repeats: int = 0
    keys: dict[str, int] = field(default_factory=dict)
    zones: dict[str, int] | None = field(default_factory=dict)
    refused: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    row_zones: dict[str, int] = field(default_factory=dict)

    def plus(self, other: Counts) -> Counts:
        """Count both together."""
        return self._combined(other, 1)

    def minus(self, other: Counts) -> Counts:
        """Take away what is gone."""
        return self._combined(other, -1)

    def merged(self, gone: Counts) -> Counts:
        """Take away what was merged, and say so."""
        return replace(self.minus(gone), repeats=self.repeats + gone.count)

    def tally(self, first: tuple[Number, ...]) -> Tally:
        """Tell a card of the numbers, of which these are the first."""
        zones = sorted((self.zones or {}).items(), key=lambda zone: (-zone[1], zone[0]))
        return Tally(
            count=self.count,
            first=first,
            keys=tuple(self.keys),
            repeats=self.repeats,
            second=self.second,
            zones=tuple((zone or None, count) for zone, count in zones),
            own=Own(**self.own),
            countries=tuple(self.countries.items()),
            row_zones=tuple(self.row_zones.items()),
        )

    def refused_tally(self, first: tuple[RefusedNumber, ...]) -> RefusedTally:
        """Tell a card of the refused numbers, of which these are the first."""
        return RefusedTally(self.refused, first, tuple(self.reasons.items()))

    def _combined(self, other: Counts, sign: int) -> Counts:
        return Counts(
            count=self.count + sign * other.count,
            named=self.named + sign * other.named,
            second=max(0, self.second + sign * other.second),
            repeats=self.repeats + sign * other.repeats,
            keys=_sum(self.keys, other.keys, sign),
            zones=self._zones(other, sign),
            refused=self.refused + sign * other.refused,
            reasons=_sum(self.reasons, other.reasons, sign),
            own=_sum(self.own, other.own, sign),
            countries=_sum(self.countries, other.countries, sign),
            row_zones=_sum(self.row_zones, other.row_zones, sign),
        )

    def _zones(self, other: Counts, sign: int) -> dict[str, int] | None:
        if self.zones is None or other.zones is None:
            return None
        return _sum(self.zones, other.zones, sign)


def counted(
    numbers: Many | Iterable[Number],
    refused: Iterable[RefusedNumber] = (),
    zones: Mapping[str | None, int] | None = None,
) -> Counts:
    """Count these; `zones` when somebody has counted them by their clocks already."""
    many = Many.of(numbers)
    shapes = Counter(map(tuple, many.payloads))
    keys: Counter[str] = Counter()
    for shape, times in shapes.items():
        keys.update(dict.fromkeys(shape, times))
    reasons = Counter(one.reason.key for one in refused)
    if zones is None and len(many) <= FEW:
        zones = _clocks(many) if many else {}
    return Counts(
        count=len(many),
        named=len(many) - shapes[()],
        keys=dict(keys),
        zones=None if zones is None else _named(zones),
        refused=reasons.total(),
        reasons=dict(reasons),
        own=_own(many),
        countries=countries_of(many.phones),
        row_zones=dict(Counter(zone for zone in many.zones if zone)),
    )


def _own(many: Many) -> dict[str, int]:
    """Count what the rows of numbers say of when to call: most say nothing."""
    if not (any(many.zones) or any(many.schedules) or any(many.city_zones)):
        return {}
    schedules = [schedule for schedule in many.schedules if schedule is not None]
    rows = list(zip(many.zones, many.schedules, many.city_zones, strict=True))
    found = Own(
        numbers=sum(zone is not None or schedule is not None for zone, schedule, _ in rows),
        zones=sum(zone is not None for zone in many.zones),
        cities=sum(city is not None and zone is None for zone, _, city in rows),
        schedules=len(schedules),
        weeks=sum(schedule.week is not None for schedule in schedules),
    )
    return {name: count for name, count in asdict(found).items() if count}


def zones_of(numbers: Iterable[Number]) -> dict[str, int]:
    """Count the numbers by their own clocks. The first call loads a table of zones."""
    return _named(_clocks(numbers))


def _clocks(numbers: Iterable[Number]) -> Counter[str | None]:
    from bot.core.phones.zone import own_zone

    return Counter(own_zone(number) for number in numbers)


def _named(zones: Mapping[str | None, int] | None) -> dict[str, int]:
    return {zone or NO_ZONE: count for zone, count in (zones or {}).items()}


def _sum(one: Mapping[str, int], other: Mapping[str, int], sign: int) -> dict[str, int]:
    """In the order in which the keys were first seen, without those that no longer are."""
    sums = dict(one)
    for key, count in other.items():
        sums[key] = sums.get(key, 0) + sign * count
    return {key: count for key, count in sums.items() if count}
