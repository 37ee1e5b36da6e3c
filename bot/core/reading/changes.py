"""The week of a draft with one thing of it changed: days, a window, or one end of the windows."""

from __future__ import annotations

from typing import NamedTuple

from bot.core.fields import clock as spelt
from bot.core.policy import DAY_END, Day, Hours, Week, Window, merged
from bot.core.reading.clock import NOON, Clock, said_minute
from bot.core.reading.meanings import EVERY_DAY
from bot.core.texts import Text, text


class Value(NamedTuple):
    """Days, a window, or one time (of a start, an end or either), and the item behind it."""

    last: int
    mask: int = 0
    window: Window | None = None
    time: Clock | None = None
    sides: tuple[str, ...] = ("start", "end")

    @property
    def kind(self) -> str:
        """What it is a value of."""
        return "days" if self.mask else "window" if self.window else "time"


def changed(base: Week, old: Value, new: Value) -> tuple[Week, Text] | None:
    """The week after the correction; None where it does not name exactly one thing of it."""
    if new.kind == "days":
        return _other_days(base, old.mask, new.mask)
    if new.kind == "window":
        return _other_window(base, old.window, new.window)
    return _other_time(base, old, new)


def _other_days(base: Week, old: int, new: int) -> tuple[Week, Text] | None:
    allowed = sum(1 << day for day in base.allowed)
    left = allowed & ~old
    hours = {base.days[day] for day in Day if old >> day & 1}
    if old & ~allowed or len(hours) != 1 or not new & ~left or old == EVERY_DAY:
        return None
    given = next(iter(hours)) or ()
    week = {day: base.days[day] or () for day in Day if left >> day & 1}
    week |= {day: given for day in Day if new >> day & 1 and day not in week}
    return Week.of(week), text("assumed-changed", before=_names(old), after=_names(new))


def _names(mask: int) -> tuple[Text, ...]:
    return tuple(text("day", day=day.name.lower()) for day in Day if mask >> day & 1)


def _other_window(base: Week, old: Window | None, new: Window | None) -> tuple[Week, Text] | None:
    if old is None or new is None:
        return None

    def put(hours: Hours) -> Hours:
        return merged(new if window == old else window for window in hours)

    said = text("assumed-changed", before=_hours(old), after=_hours(new))
    return _of(base, {day: put(base.days[day] or ()) for day in base.allowed}, said)


def _hours(window: Window) -> Text:
    return text("answer-hours", start=spelt(window.start), end=spelt(window.end))


def _other_time(base: Week, old: Value, new: Value) -> tuple[Week, Text] | None:
    """One end of the windows, where exactly one is at the old time."""
    ends = {
        (side, getattr(window, side))
        for day in base.allowed
        for window in base.days[day] or ()
        for side in old.sides
    }
    named = [(side, minute) for side, minute in ends if minute in _minutes(old.time)]
    if len(named) != 1:
        return None
    side, before = named[0]
    after = _near(new.time, before)
    week: dict[Day, Hours] = {}
    for day in base.allowed:
        moved = [_moved(w, side, before, after) for w in base.days[day] or ()]
        windows = [window for window in moved if window]
        if len(merged(windows)) != len(moved):
            return None
        week[day] = merged(windows)
    said = text("assumed-changed", before=spelt(before), after=spelt(after))
    return _of(base, week, said)


def _moved(window: Window, side: str, before: int, after: int) -> Window | None:
    """The window with the end that was at `before` at `after`; None where nothing is left."""
    ends = {"start": window.start, "end": window.end}
    if ends[side] == before:
        ends[side] = after
    return Window(**ends) if 0 <= ends["start"] < ends["end"] <= DAY_END else None


def _minutes(found: Clock | None) -> tuple[int, ...]:
    """The minutes of the day that a time may be."""
    if found is None:
        return ()
    minute = said_minute(found)
    if minute is None:
        return ()
    return (minute, minute + NOON) if found.bare and minute < NOON else (minute,)


def _near(found: Clock | None, before: int) -> int:
    """The minute of the day that lies nearest to the one it takes the place of."""
    return min(_minutes(found), key=lambda minute: abs(minute - before), default=before)


def _of(base: Week, hours: dict[Day, Hours], said: Text) -> tuple[Week, Text]:
    return Week.of(hours, named=base.named), said
