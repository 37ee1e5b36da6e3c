"""The Calls API's own fields in the cells of a table, to a policy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from types import MappingProxyType
from typing import Any, Final

from bot.core.clocks import tzinfo
from bot.core.phones.columns import ColumnKind
from bot.core.policy import DAY_END, Attempts, Day, Hours, Policy, Week, Window

_OFFSET: Final = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
_FARTHEST: Final = 14
_PARTS: Final = re.compile(r"[\s,;\[\]\"']+")
_WINDOW: Final = re.compile(r"(\d{1,2}):(\d\d)\s?[-\u2013\u2014]\s?(\d{1,2}):(\d\d)")
_ANY_DAY: Final = "default"
NO_DAYS: Final[Mapping[str, str]] = MappingProxyType({})
DAY_LAST: Final = time(23, 59, 59)
_DATE: Final = len("2026-12-31")


def zone_field(cell: str) -> str | None:
    """A `gmtZone`: an IANA name, `Z`, `+03:00`, `UTC+3`; None for anything else."""
    if cell.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    offset = _OFFSET.fullmatch(cell)
    if offset:
        sign, hours, minutes = offset[1], int(offset[2]), int(offset[3] or 0)
        return f"{sign}{hours:02}:{minutes:02}" if hours <= _FARTHEST and minutes < 60 else None
    try:
        tzinfo(cell)
    except (KeyError, ValueError, IndexError, OSError):
        return None
    return cell


def policy_of(
    cells: Mapping[ColumnKind, str], zone: str | None, days: Mapping[str, str] = NO_DAYS
) -> Policy | None:
    """The policy of these fields' cells; None where one of them is not what the API takes.

    `zone` is the row's own: an instant can be told on no clock without it. `days` are the hours of
    single days ("mon") that stand in columns of their own.
    """
    try:
        return _policy(cells, zone, days)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def is_instant(cell: str) -> bool:
    """Whether a date and time says itself how far its clock is from UTC."""
    try:
        return datetime.fromisoformat(cell).tzinfo is not None
    except ValueError:
        return False


def _policy(cells: Mapping[ColumnKind, str], zone: str | None, days: Mapping[str, str]) -> Policy:
    most = cells.get(ColumnKind.MAX_ATTEMPTS)
    every = cells.get(ColumnKind.RETRY_INTERVAL)
    return Policy(
        week=_week(cells.get(ColumnKind.ALLOWED_DAYS), _hours(cells, days)),
        start=_moment(cells.get(ColumnKind.START), zone),
        finish=_moment(cells.get(ColumnKind.FINISH), zone, DAY_LAST),
        attempts=Attempts(_whole(most) if most else None, _whole(every) if every else None),
    )


def _hours(cells: Mapping[ColumnKind, str], days: Mapping[str, str]) -> dict[str, Hours]:
    """The hours by the key of their day, from one object, a pair of columns, a column a day."""
    times = cells.get(ColumnKind.ALLOWED_TIME)
    first, last = cells.get(ColumnKind.LOCAL_FROM), cells.get(ColumnKind.LOCAL_TO)
    out = dict(_times(times)) if times else {}
    if first or last:
        if out or not (first and last):
            raise ValueError(first or last)
        out[_ANY_DAY] = (_window(first, last),)
    for day, cell in days.items():
        out[day] = _windows(json.loads(cell)) if cell.startswith("[") else _written(cell)
    return out


def _whole(cell: str) -> int:
    """A whole number, as a spreadsheet may have written it: 3 or 3.0."""
    number = float(cell)
    if number != int(number):
        raise ValueError(cell)
    return int(number)


def _week(days: str | None, times: dict[str, Hours]) -> Week | None:
    if not (days or times):
        return None
    shared = times.pop(_ANY_DAY, ())
    own = {_day(word): windows for word, windows in times.items()}
    everything = own if own and not shared else Day
    allowed = [_day(word) for word in _PARTS.split(days) if word] if days else sorted(everything)
    named = bool(days) or len(allowed) < len(Day)
    return Week.of({day: own.get(day, shared) for day in allowed}, named=named)


def _day(word: str) -> Day:
    return Day[word[:3].upper()]


def _times(cell: str) -> Iterator[tuple[str, Hours]]:
    """Hours as the API's object, or written out for every day."""
    if not cell.startswith("{"):
        yield _ANY_DAY, _written(cell)
        return
    for day, windows in json.loads(cell).items():
        yield day, _windows(windows)


def _windows(windows: Any) -> Hours:
    return tuple(_window(one["localTimeFrom"], one["localTimeTo"]) for one in windows)


def _written(cell: str) -> Hours:
    """10:00-13:00, 14:00-18:00."""
    found = list(_WINDOW.finditer(cell))
    if not found or _WINDOW.sub("", cell).strip(" ,;"):
        raise ValueError(cell)
    return tuple(_window(f"{m[1]}:{m[2]}", f"{m[3]}:{m[4]}") for m in found)


def _window(start: str, end: str) -> Window:
    last = _minute(end)
    # The API knows no 24:00.
    return Window(_minute(start), DAY_END if last in (0, DAY_END - 1) else last)


def _minute(clock: str) -> int:
    hours, minutes = map(int, f"{clock}:0".split(":")[:2])
    if not 0 <= minutes < 60:
        raise ValueError(clock)
    return hours * 60 + minutes


def _moment(cell: str | None, zone: str | None, end: time | None = None) -> datetime | None:
    """A date and time, naive on the row's clock; a day alone has its `end`."""
    if not cell:
        return None
    moment = datetime.fromisoformat(cell)
    if moment.tzinfo is None:
        return datetime.combine(moment, end) if end and len(cell) <= _DATE else moment
    if zone is None:
        raise ValueError(cell)
    return moment.astimezone(tzinfo(zone)).replace(tzinfo=None)
