"""The Calls API's own fields in the cells of a table, to a policy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from bot.core.clocks import tzinfo
from bot.core.phones.columns import ColumnKind
from bot.core.policy import DAY_END, Attempts, Day, Hours, Policy, Week, Window

_OFFSET: Final = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
_FARTHEST: Final = 14
_PARTS: Final = re.compile(r"[\s,;\[\]\"']+")
_WINDOW: Final = re.compile(r"(\d{1,2}):(\d\d)\s?[-\u2013\u2014]\s?(\d{1,2}):(\d\d)")
_ANY_DAY: Final = "default"


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


def policy_of(cells: Mapping[ColumnKind, str], zone: str | None) -> Policy | None:
    """The policy of these fields' cells; None where one of them is not what the API takes.

    `zone` is the row's own: an instant can be told on no clock without it.
    """
    try:
        return _policy(cells, zone)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _policy(cells: Mapping[ColumnKind, str], zone: str | None) -> Policy:
    most = cells.get(ColumnKind.MAX_ATTEMPTS)
    every = cells.get(ColumnKind.RETRY_INTERVAL)
    return Policy(
        week=_week(cells.get(ColumnKind.ALLOWED_DAYS), cells.get(ColumnKind.ALLOWED_TIME)),
        start=_moment(cells.get(ColumnKind.START), zone),
        finish=_moment(cells.get(ColumnKind.FINISH), zone),
        attempts=Attempts(_whole(most) if most else None, _whole(every) if every else None),
    )


def _whole(cell: str) -> int:
    """A whole number, as a spreadsheet may have written it: 3 or 3.0."""
    number = float(cell)
    if number != int(number):
        raise ValueError(cell)
    return int(number)


def _week(days: str | None, times: str | None) -> Week | None:
    if not (days or times):
        return None
    allowed = [_day(word) for word in _PARTS.split(days) if word] if days else list(Day)
    hours = dict(_times(times)) if times else {}
    shared = hours.pop(_ANY_DAY, ())
    own = {_day(word): windows for word, windows in hours.items()}
    return Week.of({day: own.get(day, shared) for day in allowed}, named=bool(days))


def _day(word: str) -> Day:
    return Day[word[:3].upper()]


def _times(cell: str) -> Iterator[tuple[str, Hours]]:
    """Hours as the API's object, or written out for every day: 10:00-13:00, 14:00-18:00."""
    if cell.startswith("{"):
        for day, windows in json.loads(cell).items():
            yield day, tuple(_window(w["localTimeFrom"], w["localTimeTo"]) for w in windows)
        return
    found = list(_WINDOW.finditer(cell))
    if not found or _WINDOW.sub("", cell).strip(" ,;"):
        raise ValueError(cell)
    yield _ANY_DAY, tuple(_window(f"{m[1]}:{m[2]}", f"{m[3]}:{m[4]}") for m in found)


def _window(start: str, end: str) -> Window:
    last = _minute(end)
    # The API knows no 24:00.
    return Window(_minute(start), DAY_END if last in (0, DAY_END - 1) else last)


def _minute(clock: str) -> int:
    hours, minutes = map(int, clock.split(":")[:2])
    if not 0 <= minutes < 60:
        raise ValueError(clock)
    return hours * 60 + minutes


def _moment(cell: str | None, zone: str | None) -> datetime | None:
    """A date and time, naive on the row's clock."""
    if not cell:
        return None
    moment = datetime.fromisoformat(cell)
    if moment.tzinfo is None:
        return moment
    if zone is None:
        raise ValueError(cell)
    return moment.astimezone(tzinfo(zone)).replace(tzinfo=None)
