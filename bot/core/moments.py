"""When a policy lets calls happen: the first moment, how long it is open then, the very last."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.clocks import tzinfo
from bot.core.policy import DAY_END, Policy, Window

# Windows repeat every week, so a week after the start has met them all.
HORIZON_DAYS = 8
ALL_DAY = Window(0, DAY_END)


def clock_now(zone: str, now: datetime) -> datetime:
    """What the clock of a zone shows, naive, in whole minutes."""
    return now.astimezone(tzinfo(zone)).replace(tzinfo=None, second=0, microsecond=0)


def first_call(policy: Policy, zone: str, now: datetime) -> datetime | None:
    """The first allowed moment from `now` on, naive on the clock of `zone`; None if never."""
    clock = clock_now(zone, now)
    earliest = max(clock, policy.start) if policy.start else clock
    for ahead in range(HORIZON_DAYS):
        for opening, closing in _openings(policy, earliest + timedelta(days=ahead)):
            moment = max(earliest, opening)
            if moment < closing:
                return None if policy.finish and moment > policy.finish else moment
    return None


def closing_after(policy: Policy, moment: datetime) -> datetime | None:
    """When it closes after this moment, at which it is open, naive on the same clock.

    A night is one window, though it ends on another day; None if it does not close within a week.
    """
    closing = moment
    for ahead in range(HORIZON_DAYS):
        openings = _openings(policy, moment + timedelta(days=ahead))
        later = [end for opening, end in openings if opening <= closing < end]
        if not later:
            return min(closing, policy.finish) if policy.finish else closing
        closing = later[0]
    return policy.finish


def last_closing(policy: Policy, first: datetime) -> datetime | None:
    """When the last window of the dates closes, given the first call; None if dates have no end."""
    if policy.finish is None:
        return None
    for back in range(HORIZON_DAYS):
        day = policy.finish - timedelta(days=back)
        closings = [
            closing for opening, closing in _openings(policy, day) if opening <= policy.finish
        ]
        if closings and closings[-1] > first:
            return min(closings[-1], policy.finish)
    return None


def _openings(policy: Policy, day: datetime) -> list[tuple[datetime, datetime]]:
    """The windows of the day of this moment, from when to when."""
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    hours = policy.week.days[midnight.weekday()] if policy.week else ()
    return [
        (midnight + timedelta(minutes=window.start), midnight + timedelta(minutes=window.end))
        for window in (() if hours is None else hours or (ALL_DAY,))
    ]
