"""A policy in words: the lines of a card that say when calls are made.

They are made from the policy alone, never from what the manager typed, so that a misreading shows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.clocks import tzinfo
from bot.core.fields import clock
from bot.core.moments import first_call
from bot.core.numbers_lines import local_zones, own_lines
from bot.core.phones.tally import Tally
from bot.core.policy import DAY_END, Attempts, Day, Hours, Policy, Week, Window
from bot.core.texts import Param, Text, text

SHORTEST_RANGE = 3
NO_NUMBERS = Tally()
# The ends of the earth: what never comes there comes nowhere.
ANY_ZONE = ("-12:00", "Z", "+14:00")


def schedule(
    policy: Policy, default_zone: str | None, now: datetime, numbers: Tally = NO_NUMBERS
) -> tuple[Text, ...]:
    """Say days and hours, zone, dates and attempts, a line each where there is one.

    Numbers whose rows say more of that are counted behind what holds for the others.
    """
    own = numbers.own
    every_week = own.weeks == numbers.count > 0
    every_zone = own.zones + (own.cities if _by_city(policy) else 0) == numbers.count > 0
    return (
        *(() if every_week and policy.week is None else week_lines(policy.week)),
        *(() if every_zone else _zone_lines(policy, default_zone, now, numbers)),
        *_dates(policy),
        *_attempts(policy.attempts),
        *own_lines(numbers, policy),
    )


def week_lines(week: Week | None) -> tuple[Text, ...]:
    """One line for each group of days with the same hours."""
    if week is None:
        return (text("schedule-of-campaign"),)
    return tuple(_week_line(days, hours, week) for days, hours in week.groups())


def time_of(moment: datetime, zone: str | None) -> Text:
    """A moment as a time of day on the schedule's clock; on UTC, and saying so, without one."""
    local = moment.astimezone(tzinfo(zone or "Z"))
    return text("time" if zone else "time-utc", time=f"{local:%H:%M}")


def never_calls(policy: Policy, default_zone: str | None, now: datetime) -> bool:
    """Whether the days and hours never come within the dates, or the dates are over."""
    zone = policy.zone or default_zone
    return never_on(policy, (zone,) if zone else (), now)


def never_on(policy: Policy, zones: tuple[str, ...], now: datetime) -> bool:
    """The same of some clocks, or of all where none is known."""
    return not any(first_call(policy, zone, now) for zone in zones or ANY_ZONE)


def hours_of(days: tuple[Day, ...], hours: Hours) -> Text:
    """Some days with the same hours of theirs; the days alone where those are not known."""
    which = text("daily") if len(days) == len(Day) else _days(days)
    if not hours:
        return text("days-only", days=which)
    return text("week-line", days=which, hours=_hours(hours))


def _week_line(days: tuple[Day, ...], hours: Hours, week: Week) -> Text:
    if not week.named and len(days) == len(Day):
        which: Param = text("days-of-campaign")
    else:
        which = _days(days)
    if not hours:
        return text("week-line-no-hours", days=which, hours=text("hours-of-campaign"))
    return text("week-line", days=which, hours=_hours(hours))


def _days(days: tuple[Day, ...]) -> Param:
    """Name the days, three or more in a row as a range."""
    if len(days) == len(Day):
        return text("every-day")
    runs: list[list[Day]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return tuple(name for run in runs for name in _run(run))


def _run(run: list[Day]) -> tuple[Text, ...]:
    names = tuple(text("day", day=day.name.lower()) for day in run)
    if len(run) < SHORTEST_RANGE:
        return names
    return (text("day-range", first=names[0], last=names[-1]),)


def _hours(hours: Hours) -> Param:
    if hours == (Window(0, DAY_END),):
        return text("any-time")
    return tuple(f"{clock(window.start)}–{clock(window.end)}" for window in hours)


def _zone_lines(
    policy: Policy, default_zone: str | None, now: datetime, numbers: Tally
) -> tuple[Text, ...]:
    line = _zone_line(policy, default_zone, now)
    return (line, *local_zones(numbers)) if policy.zone_per_number else (line,)


def _by_city(policy: Policy) -> bool:
    return not policy.zone and not policy.zone_per_number


def _zone_line(policy: Policy, default_zone: str | None, now: datetime) -> Text:
    if policy.zone_per_number and policy.zone:
        return text("zone-per-number-else", zone=_zone_line(_on_one_clock(policy), None, now))
    if policy.zone_per_number:
        return text("zone-per-number")
    zone = policy.zone or default_zone
    if zone is None:
        dated = policy.start or policy.finish
        return text("zone-of-number-dates" if dated else "zone-of-number")
    local = now.astimezone(tzinfo(zone))
    shown: dict[str, Param] = {"offset": _offset(local), "now": f"{local:%H:%M}"}
    return text("zone-named", zone=zone, **shown) if "/" in zone else text("zone-offset", **shown)


def _on_one_clock(policy: Policy) -> Policy:
    return replace(policy, zone_per_number=False)


def _offset(local: datetime) -> str:
    """The offset as people write it: +3, +5:30, and nothing for UTC itself."""
    offset = local.utcoffset() or timedelta()
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    sign = "−" if offset < timedelta() else "+"
    return f"{sign}{hours}" + (f":{minutes:02}" if minutes else "") if offset else ""


def _dates(policy: Policy) -> tuple[Text, ...]:
    start, finish = policy.start, policy.finish
    if start and finish:
        if start.date() == finish.date() and _is_plain(start) and _is_plain(finish):
            return (text("dates-one-day", start=start.date().isoformat()),)
        return (text("dates-between", start=_moment(start), finish=_moment(finish)),)
    if start:
        return (text("dates-from", start=_moment(start)),)
    if finish and _is_plain(finish):
        return (text("dates-until", finish=_moment(finish)),)
    return (text("dates-until-moment", finish=_moment(finish)),) if finish else ()


def _is_plain(moment: datetime) -> bool:
    return (moment.hour, moment.minute) in {(0, 0), (23, 59)}


def _moment(moment: datetime) -> Text:
    day = moment.date().isoformat()
    if _is_plain(moment):
        return text("date", day=day)
    return text("date-and-time", day=day, time=f"{moment:%H:%M}")


def _attempts(attempts: Attempts) -> tuple[Text, ...]:
    every = _duration(attempts.every) if attempts.every else None
    if attempts.most and every:
        return (text("attempts-both", most=attempts.most, every=every),)
    if attempts.most:
        return (text("attempts-most", most=attempts.most),)
    return (text("attempts-every", every=every),) if every else ()


def _duration(minutes: int) -> Text:
    whole, rest = divmod(minutes, 60)
    return text("minutes", count=minutes) if rest else text("hours", count=whole)
