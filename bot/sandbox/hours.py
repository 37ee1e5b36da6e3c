"""When a job may be called: its policy over that of the campaign, and the moments it leaves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final

from bot.sandbox.schedule import DAYS
from bot.sandbox.zones import pieces

# Nothing is planned beyond: arithmetic with moments stays within the calendar.
DAWN: Final = datetime(1, 1, 10, tzinfo=UTC)
DOOM: Final = datetime(9000, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
# A clock put forward may swallow a window of one week, but not of three in a row.
_LONGEST_SEARCH: Final = 22

Windows = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """A time in which a call may begin: from `at`, before `until`."""

    at: datetime
    until: datetime


@dataclass(frozen=True, eq=False)
class Hours:
    """The call parameters of a job, complete; `windows` are minutes of the local day, by weekday.

    Equal hours are one object (see policy.py), so that their openings are computed once.
    """

    windows: Mapping[str, Windows]
    zone: tzinfo
    start: datetime
    finish: datetime
    max_attempts: int
    retry: timedelta
    priority: int

    def opening(self, moment: datetime) -> Opening | None:
        """Return the first opening at or after the moment; None when there is none."""
        return _opening(self, max(moment, self.start))


@lru_cache(maxsize=65_536)
def _opening(hours: Hours, moment: datetime) -> Opening | None:
    if moment >= min(hours.finish, DOOM):
        return None
    first = moment.astimezone(hours.zone).date()
    for shift in range(_LONGEST_SEARCH):
        for begin, end in _spans(hours, first + shift * _DAY):
            at, until = max(begin, moment), min(end, hours.finish)
            if at < until:
                return Opening(at, until)
    return None


def _spans(hours: Hours, day: date) -> Iterator[tuple[datetime, datetime]]:
    """Yield the windows of a local day in UTC, in their order; a change of the clock cuts them."""
    windows = hours.windows.get(DAYS[day.weekday()], ())
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    for begin, end, offset in pieces(hours.zone, day) if windows else ():
        for start_min, end_min in windows:
            start = max(midnight + timedelta(minutes=start_min) - offset, begin)
            until = min(midnight + timedelta(minutes=end_min) - offset, end)
            if start < until:
                yield start, until
