"""The calling policy: days, minutes of the day, zone, dates, attempts.

Every value is frozen and canonical: windows are sorted and never touch, so equal policies are
equal values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

DAY_END = 24 * 60
MAX_ATTEMPTS = 50
MAX_RETRY_MINUTES = 2880


class Day(IntEnum):
    """A day of the week; Monday is 0, as in `datetime.weekday`."""

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6


_DAYS = len(Day)


@dataclass(frozen=True, order=True)
class Window:
    """Minutes of one day, `0 <= start < end <= 1440`; the end itself is outside."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= DAY_END:
            raise ValueError(f"not a window: {self.start}..{self.end}")


Hours = tuple[Window, ...]


def merged(windows: Iterable[Window]) -> Hours:
    """Sort the windows and join those that touch or overlap (the API refuses overlaps)."""
    out: list[Window] = []
    for window in sorted(windows):
        if out and window.start <= out[-1].end:
            out[-1] = Window(out[-1].start, max(out[-1].end, window.end))
        else:
            out.append(window)
    return tuple(out)


def without(hours: Iterable[Window], cut: Window) -> Hours:
    """Cut one window out of the others: a break."""
    left = [
        Window(start, end)
        for window in hours
        for start, end in (
            (window.start, min(window.end, cut.start)),
            (max(window.start, cut.end), window.end),
        )
        if start < end
    ]
    return merged(left)


@dataclass(frozen=True)
class Week:
    """Seven entries from Monday on: the day's hours, `()` for any hour, `None` for no calls.

    `named` tells whether the words limit or name the days. Either every allowed day has hours
    or none has, and at least one day is allowed.
    """

    days: tuple[Hours | None, ...]
    named: bool = True

    def __post_init__(self) -> None:
        allowed = [hours for hours in self.days if hours is not None]
        if len(self.days) != _DAYS or not allowed or (not all(allowed) and any(allowed)):
            raise ValueError("not a week")

    @classmethod
    def of(cls, hours: Mapping[Day, Hours], *, named: bool = True) -> Week:
        """Build a week from the hours of the allowed days; the others are not allowed."""
        return cls(tuple(merged(hours[day]) if day in hours else None for day in Day), named=named)

    @property
    def allowed(self) -> tuple[Day, ...]:
        """The allowed days, in week order."""
        return tuple(day for day in Day if self.days[day] is not None)

    @property
    def has_hours(self) -> bool:
        """Whether the week limits the hours at all."""
        return any(self.days)

    @property
    def shared(self) -> Hours:
        """The hours of most allowed days; the earliest in the week on a tie."""
        counts = Counter(hours for hours in self.days if hours is not None)
        return max(counts, key=lambda hours: (counts[hours], -self.days.index(hours)))

    def filled_from(self, other: Week) -> Week:
        """Take the days, or the hours, that this week leaves open from another one."""
        days = self.allowed if self.named else other.allowed
        hours = self if self.has_hours else other
        filled = {day: hours.days[day] or hours.shared for day in days}
        return Week.of(filled, named=self.named or other.named)

    def groups(self) -> tuple[tuple[tuple[Day, ...], Hours], ...]:
        """The allowed days grouped by equal hours, in the order of each group's first day."""
        found: dict[Hours, list[Day]] = {}
        for day in self.allowed:
            found.setdefault(self.days[day] or (), []).append(day)
        return tuple((tuple(days), hours) for hours, days in found.items())


@dataclass(frozen=True)
class Attempts:
    """Calls in all (1..50) and minutes between them (1..2880); None is the campaign's own."""

    most: int | None = None
    every: int | None = None

    def __post_init__(self) -> None:
        if not (self.most is None or 1 <= self.most <= MAX_ATTEMPTS):
            raise ValueError(f"not a number of attempts: {self.most}")
        if not (self.every is None or 1 <= self.every <= MAX_RETRY_MINUTES):
            raise ValueError(f"not an interval: {self.every}")


@dataclass(frozen=True)
class Policy:
    """What one request says about when to call. None everywhere means "as in the campaign".

    `zone` is an IANA name, `±HH:MM` or `Z`. With `zone_per_number` each number is called by the
    clock of its own area, and `zone` is for those whose area does not tell one. `start` and
    `finish` are naive, on the clock of the policy's zone.
    """

    week: Week | None = None
    zone: str | None = None
    zone_per_number: bool = False
    start: datetime | None = None
    finish: datetime | None = None
    attempts: Attempts = Attempts()

    def merged_with(self, later: Policy) -> Policy:
        """Lay later words over this policy; what they do not mention stays as it was.

        A later week is a whole one: the reader has already laid it over this one.
        """
        zoned = later.zone is not None or later.zone_per_number
        return Policy(
            week=later.week or self.week,
            zone=later.zone if zoned else self.zone,
            zone_per_number=later.zone_per_number if zoned else self.zone_per_number,
            start=later.start or self.start,
            finish=later.finish or self.finish,
            attempts=Attempts(
                later.attempts.most or self.attempts.most,
                later.attempts.every or self.attempts.every,
            ),
        )

    def for_row(self, own: Policy) -> Policy:
        """Lay what one row says of itself over this: hours alone keep these days, and days alone
        these hours.
        """
        week = own.week.filled_from(self.week) if own.week and self.week else own.week
        return self.merged_with(replace(own, week=week))
