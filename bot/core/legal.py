"""The hours in which one may call people of a country, and what of a policy lies outside them.

Compared on the number's own clock where it tells one, else on the clock of the policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache, reduce
from types import MappingProxyType

from bot.core.clocks import tzinfo
from bot.core.phones.country import Place, places
from bot.core.phones.tally import Tally
from bot.core.policy import DAY_END, Day, Hours, Policy, Week, Window, merged, without

# Clocks change in between: four weeks of calls are looked at, more than most campaigns take.
HORIZON_DAYS = 28
ALL_DAY = (Window(0, DAY_END),)
NOTHING: tuple[Hours, ...] = ((),) * len(Day)
# Clocks differ by 26 hours at the most.
NEAR_DAYS = range(-2, 3)
_MINUTE = timedelta(minutes=1)
# A midnight on the policy's clock, and a window of that day; None where it has no hours of its own.
Opening = tuple[datetime, Window | None]


class Mode(StrEnum):
    """What happens to calls outside the hours of the law."""

    WARN = "warn"
    BLOCK = "block"
    OFF = "off"


class Purpose(StrEnum):
    """What the calls are for that the hours are about; custom where no law names any."""

    MARKETING = "marketing"
    COLLECTION = "collection"
    CUSTOM = "custom"


@dataclass(frozen=True)
class CallingHours:
    """The allowed hours of seven weekdays, Monday first, on the clock of who is called.

    `holidays` are those of public holidays, None where they are as on other days.
    """

    days: tuple[Hours, ...]
    purpose: Purpose
    holidays: Hours | None = None


@dataclass(frozen=True)
class LegalHours:
    """The hours by country (two letters), and those of all others; None allows any hour."""

    countries: Mapping[str, CallingHours] = field(default_factory=lambda: MappingProxyType({}))
    default: CallingHours | None = None

    def of(self, country: str) -> CallingHours | None:
        """The hours of a country."""
        return self.countries.get(country, self.default)


@dataclass(frozen=True)
class Guard:
    """The hours, and what happens outside them."""

    hours: LegalHours = LegalHours()
    mode: Mode = Mode.WARN


OFF = Guard(mode=Mode.OFF)


@dataclass(frozen=True)
class Breach:
    """What of the policy lies outside the hours of some countries.

    `outside` has the minutes of seven weekdays on the policy's clock. `zones` are those whose clock
    differs from it; none where the policy's own clock was compared. `count` numbers are meant.
    """

    hours: CallingHours
    outside: tuple[Hours, ...]
    countries: tuple[str, ...]
    zones: tuple[str, ...]
    count: int

    def plus(self, other: Breach) -> Breach:
        """Tell of both in one."""
        return Breach(
            self.hours,
            _both(self.outside, other.outside),
            tuple(dict.fromkeys((*self.countries, *other.countries))),
            tuple(dict.fromkeys((*self.zones, *other.zones))),
            self.count + other.count,
        )


def breaches(
    policy: Policy, default_zone: str | None, now: datetime, numbers: Tally, hours: LegalHours
) -> tuple[Breach, ...]:
    """Find what lies outside the hours, the most numbers first.

    Nothing where the campaign decides about the hours.
    """
    if policy.week is None or numbers.all_scheduled:
        return ()
    zone = policy.zone or default_zone
    windows = list(_windows(policy.week, policy, zone or "Z", now))
    found: dict[tuple[CallingHours, bool], Breach] = {}
    for place in _placed(policy, zone, numbers):
        breach = _breach(windows, hours.of(place.country), zone or "Z", place)
        if breach is not None:
            key = breach.hours, bool(breach.zones)
            found[key] = found[key].plus(breach) if key in found else breach
    return tuple(sorted(found.values(), key=lambda breach: -breach.count))


def legal_week(
    policy: Policy, default_zone: str | None, now: datetime, numbers: Tally, hours: LegalHours
) -> tuple[Hours, ...]:
    """The hours in which all of the numbers may be called: seven weekdays, the policy's clock."""
    zone = policy.zone or default_zone
    week: tuple[Hours, ...] = (ALL_DAY,) * len(Day)
    for place in _placed(policy, zone, numbers):
        law = hours.of(place.country)
        if law is not None:
            days = _days(policy, zone or "Z", now)
            for shift in {_shift(day, None, zone or "Z", place.zone) for day in days}:
                week = tuple(_within(week[day], _allowed(law, day, shift)) for day in Day)
    return week


def _placed(policy: Policy, zone: str | None, numbers: Tally) -> tuple[Place, ...]:
    """The countries of the numbers; with their zones if all are called by one clock."""
    one_clock = zone is not None and not policy.zone_per_number
    return places(numbers.countries, numbers.area_zones if one_clock else {})


def _breach(
    windows: Sequence[Opening], law: CallingHours | None, zone: str, place: Place
) -> Breach | None:
    if law is None:
        return None
    outside, apart = _outside(windows, law, zone, place.zone)
    zones = (place.zone,) if place.zone and apart else ()
    return Breach(law, outside, (place.country,), zones, place.count) if any(outside) else None


def _windows(week: Week, policy: Policy, zone: str, now: datetime) -> Iterator[Opening]:
    """The windows of the days to come, cut to the dates."""
    for midnight in _days(policy, zone, now):
        hours = week.days[midnight.weekday()]
        if hours == ():
            yield midnight, None
        for window in hours or ():
            start = max(window.start, _minute(policy.start, midnight, 0))
            end = min(window.end, _minute(policy.finish, midnight, DAY_END))
            if start < end:
                yield midnight, Window(start, end)


def _days(policy: Policy, zone: str, now: datetime) -> Iterator[datetime]:
    """The midnights of the days on which calls may be made, on the policy's clock."""
    today = now.astimezone(tzinfo(zone)).replace(tzinfo=None)
    first = max(today, policy.start or today).replace(hour=0, minute=0, second=0, microsecond=0)
    for ahead in range(HORIZON_DAYS):
        midnight = first + timedelta(days=ahead)
        if policy.finish and policy.finish < midnight:
            return
        yield midnight


def _minute(moment: datetime | None, midnight: datetime, otherwise: int) -> int:
    """The minute of this day at which the dates begin or end."""
    if moment is None or moment.date() != midnight.date():
        return otherwise
    return -((midnight - moment) // _MINUTE)


def _outside(
    windows: Sequence[Opening], law: CallingHours, zone: str, other: str | None
) -> tuple[tuple[Hours, ...], bool]:
    """What lies outside, on seven weekdays; and whether the two clocks differ."""
    found = {
        (midnight.weekday(), window, _shift(midnight, window, zone, other))
        for midnight, window in windows
    }
    week = list(NOTHING)
    for day, window, shift in found:
        week[day] = merged((*week[day], *_beyond(window, _allowed(law, day, shift))))
    return tuple(week), any(shift for *_, shift in found)


def _beyond(window: Window | None, allowed: Hours) -> Hours:
    if window is None:
        return () if allowed else ALL_DAY
    return reduce(without, allowed, (window,))


@lru_cache(maxsize=1024)
def _allowed(law: CallingHours, day: int, shift: int) -> Hours:
    """The hours of the law on a day of a clock that is `shift` minutes behind the number's."""
    spans = (
        (max(0, start), min(DAY_END, end))
        for away in NEAR_DAYS
        for start, end in _moved(law.days[(day + away) % len(Day)], away * DAY_END - shift)
    )
    return merged(Window(start, end) for start, end in spans if start < end)


def _moved(hours: Hours, minutes: int) -> Iterator[tuple[int, int]]:
    return ((window.start + minutes, window.end + minutes) for window in hours)


def _shift(midnight: datetime, window: Window | None, zone: str, other: str | None) -> int:
    """How many minutes the other clock is ahead when the window opens; 0 where there is none."""
    if other is None:
        return 0
    opening = midnight + timedelta(minutes=window.start if window else DAY_END // 2)
    here = opening.replace(tzinfo=tzinfo(zone))
    there = here.astimezone(tzinfo(other)).replace(tzinfo=None)
    return (there - opening) // _MINUTE


def _within(hours: Hours, others: Hours) -> Hours:
    """What two have in common."""
    pairs = ((max(a.start, b.start), min(a.end, b.end)) for a in hours for b in others)
    return merged(Window(start, end) for start, end in pairs if start < end)


def _both(one: tuple[Hours, ...], other: tuple[Hours, ...]) -> tuple[Hours, ...]:
    return tuple(merged((*a, *b)) for a, b in zip(one, other, strict=True))
