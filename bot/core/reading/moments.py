"""The calendar: which day is meant by a number, a name, a distance from today. Pure arithmetic."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta

DAY = timedelta(days=1)
LAST_SECOND = timedelta(seconds=1)


def midnight(moment: datetime) -> datetime:
    """The beginning of that day."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def made(year: int, month: int, day: int) -> datetime | None:
    """That day's beginning; None where the calendar has no such day."""
    if not (1 <= month <= 12 and 2000 <= year <= 2200 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return datetime(year, month, day)  # noqa: DTZ001 -- the clock of the policy's zone


def next_date(today: datetime, month: int, day: int) -> datetime | None:
    """The next such day, today included; leap days may be some years away."""
    for year in range(today.year, today.year + 9):
        found = made(year, month, day)
        if found and found >= midnight(today):
            return found
    return None


def last_date(until: datetime, month: int, day: int) -> datetime | None:
    """The last such day not after `until`."""
    for year in range(until.year, until.year - 9, -1):
        found = made(year, month, day)
        if found and found <= until:
            return found
    return None


def next_day_number(today: datetime, day: int) -> datetime | None:
    """The next day of the month with that number, today included."""
    year, month = today.year, today.month
    for _ in range(13):
        found = made(year, month, day)
        if found and found >= midnight(today):
            return found
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return None


def next_weekday(today: datetime, day: int) -> datetime:
    """The next such day of the week, today not included."""
    return midnight(today) + DAY * ((day - today.weekday() - 1) % 7 + 1)


def week_end(today: datetime, weeks: int = 0) -> datetime:
    """The Sunday of this week or of one after it."""
    return midnight(today) + DAY * (6 - today.weekday() + 7 * weeks)


def month_start(today: datetime, months: int = 0) -> datetime:
    """The first day of this month or of one after it."""
    total = today.year * 12 + today.month - 1 + months
    return midnight(today).replace(year=total // 12, month=total % 12 + 1, day=1)


def month_end(today: datetime, months: int = 0) -> datetime:
    """The last day of this month or of one after it."""
    return month_start(today, months + 1) - DAY


def end_of(day: datetime) -> datetime:
    """The last second of that day."""
    return midnight(day) + DAY - LAST_SECOND


def later(today: datetime, units: int, minutes: int) -> datetime:
    """The day that is so many days, weeks (`minutes` each) or months away."""
    if minutes >= 43200:
        start = month_start(today, units)
        last = monthrange(start.year, start.month)[1]
        return start.replace(day=min(today.day, last))
    return midnight(today) + timedelta(minutes=units * minutes)
