"""The next calls in plain words: when the first are made, what their clocks show, when it is over.

Said only where the policy has hours and a clock is known: else the campaign decides.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.core.clocks import tzinfo
from bot.core.moments import clock_now, closing_after, first_call, last_closing
from bot.core.numbers_lines import zone_name
from bot.core.phones.tally import Tally
from bot.core.policy import Policy
from bot.core.schedule import never_on
from bot.core.texts import Param, Text, text

SHOWN_ZONES = 3
SHOWN_GROUPS = 3
DAY = timedelta(days=1)


class Turn(NamedTuple):
    """Zones whose numbers are called at the same moment of their own clocks; None for never."""

    first: datetime | None
    at_once: bool
    zones: tuple[str, ...]


def next_calls(
    policy: Policy, default_zone: str | None, now: datetime, numbers: Tally
) -> tuple[Text, ...]:
    """Say when the first calls are made and when the last window closes.

    `default_zone` is the clock of who reads it, None if it is not known.
    """
    if not (policy.week and policy.week.has_hours):
        return ()
    if policy.zone_per_number:
        return _on_local_time(policy, default_zone, now, numbers)
    zone = policy.zone or default_zone
    return () if zone is None else _on_one_clock(policy, zone, now, numbers)


def clocks(policy: Policy, default_zone: str | None, numbers: Tally) -> dict[str, int]:
    """The clocks that the numbers are called by, as far as known, the most first."""
    if not policy.zone_per_number:
        zone = policy.zone or default_zone
        return {} if zone is None else {zone: numbers.count}
    counts: Counter[str] = Counter()
    for zone, count in numbers.zones:
        if known := zone or policy.zone:
            counts[known] += count
    return dict(counts.most_common())


def never_meets(policy: Policy, default_zone: str | None, now: datetime, numbers: Tally) -> bool:
    """Whether no number can ever be called: windows and dates do not meet on any of the clocks."""
    known = clocks(policy, default_zone, numbers)
    if sum(known.values()) < numbers.count:
        return never_on(policy, (), now)
    return never_on(policy, tuple(known), now)


def _on_one_clock(policy: Policy, zone: str, now: datetime, numbers: Tally) -> tuple[Text, ...]:
    own = numbers.own.numbers + (0 if policy.zone else numbers.own.cities)
    moment = first_call(policy, zone, now) if own < numbers.count or not own else None
    if moment is None:
        return ()
    today = clock_now(zone, now)
    key = "first-calls-others" if own else "first-calls"
    first = text(key, when=_when(policy, moment, today))
    return (
        first,
        *_their_clocks(moment, zone, now, numbers),
        *_last(policy, moment, today.date()),
    )


def _their_clocks(moment: datetime, zone: str, now: datetime, numbers: Tally) -> tuple[Text, ...]:
    """What the clocks of the numbers show at their first call, where it is not the same."""
    counts = numbers.area_zones
    shown = {other: _on_clock(moment, zone, other) for other in counts}
    others = [other for other, local in shown.items() if local != moment]
    if not others:
        return ()
    items: list[Param] = [
        text(
            "clock-there",
            zone=zone_name(other),
            time=_time(shown[other], moment.date()),
            count=counts[other],
        )
        for other in others[:SHOWN_ZONES]
    ]
    key = "their-clocks-now" if moment == clock_now(zone, now) else "their-clocks"
    return (text(key, zones=(*items, *_more(len(others)))),)


def _on_local_time(
    policy: Policy, yours: str | None, now: datetime, numbers: Tally
) -> tuple[Text, ...]:
    zones = tuple(clocks(policy, None, numbers))
    turns = _turns(policy, zones, now)
    firsts = [turn.first for turn in turns if turn.first]
    if not firsts:
        return ()
    today = _common_date((*zones, yours or "Z"), now)
    lines = [_turn_line(policy, turn, yours, today, len(turns)) for turn in turns[:SHOWN_GROUPS]]
    rest = sum(len(turn.zones) for turn in turns[SHOWN_GROUPS:])
    more = (text("next-zones-more", count=rest),) if rest else ()
    return (*lines, *more, *_last(policy, min(firsts), today))


def _turns(policy: Policy, zones: tuple[str, ...], now: datetime) -> list[Turn]:
    found: dict[tuple[datetime | None, bool], list[str]] = {}
    for zone in zones:
        first = first_call(policy, zone, now)
        at_once = first == clock_now(zone, now)
        # Those who may be called now are called now, whatever their clocks show.
        key = (closing_after(policy, first) if first and at_once else first, at_once)
        found.setdefault(key, []).append(zone)
    return [
        Turn(first_call(policy, each[0], now), at_once, tuple(each))
        for (_, at_once), each in found.items()
    ]


def _turn_line(
    policy: Policy, turn: Turn, yours: str | None, today: date | None, turns: int
) -> Text:
    zones = _names(turn.zones)
    if turn.first is None:
        return text("first-calls-never", zones=zones)
    if turn.at_once:
        when = _at_once(policy, turn.first)
    else:
        when = _moment(turn.first, today)
        if yours and len(turn.zones) == 1:
            when = _with_yours(when, turn.first, turn.zones[0], yours)
    if turns == 1:
        return text("first-calls", when=when)
    return text("first-calls-zones", zones=zones, when=when)


def _with_yours(when: Text, moment: datetime, zone: str, yours: str) -> Text:
    """Say the same moment on the reader's own clock as well, where it shows another time."""
    local = _on_clock(moment, zone, yours)
    if local == moment:
        return when
    return text("when-yours", when=when, time=_time(local, moment.date()))


def _last(policy: Policy, first: datetime, today: date | None) -> tuple[Text, ...]:
    """When the dates end, and the window of the first calls is not the last one."""
    last = last_closing(policy, first)
    if last is None or last == closing_after(policy, first):
        return ()
    return (text("last-window", when=_moment(_closing(last), today)),)


def _when(policy: Policy, moment: datetime, local_now: datetime) -> Text:
    if moment == local_now:
        return _at_once(policy, moment)
    return _moment(moment, local_now.date())


def _at_once(policy: Policy, moment: datetime) -> Text:
    closing = closing_after(policy, moment)
    if closing is None or closing - moment >= DAY:
        return text("at-once")
    return text("at-once-until", time=f"{_closing(closing):%H:%M}")


def _moment(moment: datetime, today: date | None) -> Text:
    """A day and a time; `today` None where it is not the same day for everybody."""
    near = {today: "today", today + DAY: "tomorrow"} if today else {}
    day = moment.date()
    return text("moment", near=near.get(day, "other"), day=day.isoformat(), time=f"{moment:%H:%M}")


def _time(moment: datetime, day: date) -> Text:
    """A time, with the day where that is another one."""
    if moment.date() == day:
        return text("time", time=f"{moment:%H:%M}")
    return _moment(moment, None)


def _on_clock(moment: datetime, zone: str, other: str) -> datetime:
    """The same moment on another clock, both naive."""
    return moment.replace(tzinfo=tzinfo(zone)).astimezone(tzinfo(other)).replace(tzinfo=None)


def _closing(moment: datetime) -> datetime:
    """The API knows no 24:00: the end of a day is its last minute."""
    midnight = (moment.hour, moment.minute) == (0, 0)
    return moment - timedelta(minutes=1) if midnight else moment


def _common_date(zones: tuple[str, ...], now: datetime) -> date | None:
    dates = {clock_now(zone, now).date() for zone in zones}
    return dates.pop() if len(dates) == 1 else None


def _names(zones: tuple[str, ...]) -> tuple[Param, ...]:
    return (*map(zone_name, zones[:SHOWN_ZONES]), *_more(len(zones)))


def _more(count: int) -> tuple[Text, ...]:
    rest = count - SHOWN_ZONES
    return (text("local-zones-more", count=rest),) if rest > 0 else ()
