"""The part of a call order that says when: days, windows of the day, first and last moment."""

import re
from datetime import datetime
from itertools import pairwise

from bot.sandbox.answers import bad_request, invalid_allowed_time
from bot.sandbox.checks import as_array, as_object, as_text, only_fields
from bot.sandbox.documents import Json

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_BOUNDS = ("localTimeFrom", "localTimeTo")
CLOCK = "([01][0-9]|2[0-3]):([0-5][0-9])"
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)


def read_days(value: Json, field: str) -> tuple[str, ...]:
    """Read allowedDays: 1 to 7 different names of days."""
    days = [as_text(day, field) for day in as_array(value, field, longest=7)]
    for day in days:
        if day not in DAYS:
            raise bad_request(field, "a day is one of " + ", ".join(DAYS))
    if len(set(days)) < len(days):
        raise bad_request(field, "a day is given twice")
    return tuple(days)


def read_allowed_time(value: Json, field: str) -> dict[str, tuple[tuple[int, int], ...]]:
    """Read allowedTime: windows by day or `default`, in minutes of the day, in their order."""
    by_day = as_object(value, field)
    only_fields(by_day, field, (*DAYS, "default"))
    if not by_day:
        raise bad_request(field, "at least one day or default is expected")
    return {day: _read_windows(windows, f"{field}.{day}") for day, windows in by_day.items()}


def read_pair(order: dict[str, Json], field: str) -> tuple[int, int]:
    """Read the deprecated pair of bounds that stands beside the phone."""
    if "allowedTime" in order:
        raise bad_request(field, "localTimeFrom and localTimeTo exclude allowedTime")
    return _read_window({name: order[name] for name in _BOUNDS if name in order}, field)


def read_instant(value: Json, field: str) -> datetime:
    """Read an RFC 3339 moment: a date, a time with seconds, and an offset or Z."""
    text = as_text(value, field)
    if not _INSTANT.fullmatch(text):
        raise bad_request(field, "a date and time of RFC 3339 is expected")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise bad_request(field, "there is no such date or time") from None


def check_span(start: datetime | None, finish: datetime | None, now: datetime, field: str) -> None:
    """Refuse a finish that is past or not after the start."""
    if finish is None:
        return
    if finish <= now:
        raise bad_request(f"{field}.finishDateTime", "the moment is past")
    if start is not None and start >= finish:
        raise bad_request(f"{field}.startDateTime", "the start must be before the finish")


def _read_windows(value: Json, field: str) -> tuple[tuple[int, int], ...]:
    windows = sorted(_read_window(window, field) for window in as_array(value, field))
    for earlier, later in pairwise(windows):
        if later[0] <= earlier[1]:
            raise invalid_allowed_time("The windows of a day overlap or touch")
    return tuple(windows)


def _read_window(value: Json, field: str) -> tuple[int, int]:
    window = as_object(value, field)
    only_fields(window, field, _BOUNDS)
    for name in _BOUNDS:
        if name not in window:
            raise bad_request(f"{field}.{name}", "both bounds of a window are required")
    start, end = (_read_clock(window[name], f"{field}.{name}") for name in _BOUNDS)
    if start >= end:
        raise invalid_allowed_time("A window must end after it begins, within one day")
    return start, end


def _read_clock(value: Json, field: str) -> int:
    match = re.fullmatch(CLOCK, as_text(value, field))
    if match is None:
        raise bad_request(field, "a time from 00:00 to 23:59 as HH:MM is expected")
    return int(match[1]) * 60 + int(match[2])
