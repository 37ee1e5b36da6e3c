"""When a policy lets the first call happen."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.clocks import tzinfo
from bot.core.policy import DAY_END, Policy, Window

# Windows repeat every week, so a week after the start has met them all.
HORIZON_DAYS = 8


def first_call(policy: Policy, zone: str, now: datetime) -> datetime | None:
    """The first allowed moment from `now` on, naive on the clock of `zone`; None if never."""
    clock = now.astimezone(tzinfo(zone)).replace(tzinfo=None, second=0, microsecond=0)
    earliest = max(clock, policy.start) if policy.start else clock
    midnight = earliest.replace(hour=0, minute=0, second=0)
    for ahead in range(HORIZON_DAYS):
        moment = _first_of_day(policy, midnight + timedelta(days=ahead), earliest)
        if moment is not None:
            return None if policy.finish and moment > policy.finish else moment
    return None


def _first_of_day(policy: Policy, midnight: datetime, earliest: datetime) -> datetime | None:
    hours = policy.week.days[midnight.weekday()] if policy.week else ()
    if hours is None:
        return None
    for window in hours or (Window(0, DAY_END),):
        if earliest < midnight + timedelta(minutes=window.end):
            return max(earliest, midnight + timedelta(minutes=window.start))
    return None
