"""The hours of one day: open ends closed, bounds applied, breaks cut out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from bot.core.fields import clock as spelt
from bot.core.policy import DAY_END, Day, Hours, Week, Window
from bot.core.reading.binding import Cut, Statement
from bot.core.reading.context import Defaults
from bot.core.reading.nodes import Span
from bot.core.texts import Text, text

# Sent as 23:59, as the end of the day is: nothing can begin at it.
LAST_MINUTE = DAY_END - 1
HOUR = 60


@dataclass
class Outcome:
    """A week in the making: its hours by day, what was assumed, what must be asked.

    `missing` are allowed days without hours although others have some, `used` the statements
    (by identity) that gave hours to any day.
    """

    week: Week | None = None
    said: list[Text] = field(default_factory=list)
    asked: list[Text] = field(default_factory=list)
    missing: int = 0
    used: set[int] = field(default_factory=set)
    hours: dict[Day, Hours] = field(default_factory=dict)

    def say(self, said: Text) -> None:
        """Note an assumption once."""
        if said not in self.said:
            self.said.append(said)

    def ask(self, asked: Text) -> None:
        """Note a question once."""
        if asked not in self.asked:
            self.asked.append(asked)


class Plan(NamedTuple):
    """All that the message says about days and hours."""

    statements: Sequence[Statement]
    cuts: Sequence[Cut]
    excluded: int
    defaults: Defaults

    @property
    def silent(self) -> bool:
        """Whether the message says nothing of the kind."""
        return not (self.statements or self.cuts or self.excluded)


class Stretch(NamedTuple):
    """Minutes of a day that may reach into the next one."""

    start: int
    end: int


def hours_of(plan: Plan, day: Day, outcome: Outcome) -> list[Stretch]:
    """The hours of one day, from the statements that reach it."""
    base, bounds = _reaching(plan, day, outcome)
    stretches = [w for s in base for w in whole_windows(s.spans, plan.defaults)]
    if len(base) == 1 and len(stretches) == 2 and not any(s.whole for s in base[0].spans):
        stretches = _around(plan, stretches, base[0])
    open_ends = [span for s in base for span in s.spans if not span.whole]
    more = [_beyond(stretches, span, plan.defaults) for span in open_ends]
    limits = [span for s in bounds for span in s.spans if not span.whole]
    limits += [span for span, window in zip(open_ends, more, strict=True) if not window]
    stretches += [window for windows in more for window in windows]
    _overlap(stretches, outcome)
    if limits and (bounds or base):
        stretches = _limited(plan, stretches, limits, (bounds or base)[0], outcome)
    outcome.used.update(id(s) for s in (*base, *bounds))
    if any(not 0 <= s.start < min(s.end, LAST_MINUTE) for s in stretches):
        outcome.ask(text("asked-no-such-time"))
        return []
    return _cut(plan, day, stretches, [*base, *bounds], outcome)


def _reaching(plan: Plan, day: Day, outcome: Outcome) -> tuple[list[Statement], list[Statement]]:
    """The statements that give the day its windows, and those that only bound them."""
    own = [s for s in plan.statements if s.spans and (s.mask or 0) >> day & 1]
    whole, bounds = _parted(own, plan.defaults)
    if whole:
        whole = _most_special(whole, outcome)
        narrow = whole[0].mask or 0
        return whole, [s for s in bounds if (s.mask or 0) & ~narrow == 0]
    common = [s for s in plan.statements if s.mask is None and s.spans]
    base, others = _parted(common, plan.defaults)
    return base, [*bounds, *(s for s in others if not _same_side(s, bounds))]


def _around(plan: Plan, found: Sequence[Stretch], statement: Statement) -> list[Stretch]:
    """ "Weekdays 9-18, Wednesday until 15 and after 17": the hours named before close both ends."""
    early, late = found
    before = [
        w
        for s in plan.statements
        if s.order < statement.order
        for w in whole_windows(s.spans, plan.defaults)
    ]
    start = min((w.start for w in before), default=early.start)
    end = max((w.end for w in before), default=late.end)
    if start >= early.end or end <= late.start:
        return [early, late]
    return [Stretch(start, early.end), Stretch(late.start, end)]


def _same_side(statement: Statement, bounds: Sequence[Statement]) -> bool:
    """Whether the bounds of a day take the place of one for every day: both from, or both until."""
    sides = {span.end is None for bound in bounds for span in bound.spans}
    return any((span.end is None) in sides for span in statement.spans)


def _parted(
    found: Sequence[Statement], defaults: Defaults
) -> tuple[list[Statement], list[Statement]]:
    """Statements with whole windows, and those with bounds alone."""
    parts: tuple[list[Statement], list[Statement]] = ([], [])
    for statement in found:
        parts[not whole_windows(statement.spans, defaults)].append(statement)
    return parts


def _most_special(found: Sequence[Statement], outcome: Outcome) -> list[Statement]:
    """The statements about the fewest days; two that overlap by halves are a question."""
    if len(found) == 1:
        return list(found)
    masks = {s.mask or 0 for s in found}
    fewest = {m for m in masks if not any(o != m and o & ~m == 0 for o in masks)}
    least = [s for s in found if s.mask in fewest]
    if len(fewest) > 1:
        if len({s.spans for s in least}) > 1:
            outcome.ask(text("asked-days-twice"))
        return least[:1]
    if any(_contradict(one, other) for one, other in pairwise(least)):
        outcome.ask(text("asked-days-twice"))
    return least


def _contradict(one: Statement, other: Statement) -> bool:
    """Whether the same days have other hours for most of the same time: then one is not meant."""
    return one.spans != other.spans and any(
        _mostly_common(a, b) for a in one.spans for b in other.spans if a.whole and b.whole
    )


def _mostly_common(one: Span, other: Span) -> bool:
    (a, b), (c, d) = ((span.start or 0, span.end or 0) for span in (one, other))
    return 2 * (min(b, d) - max(a, c)) > min(b - a, d - c)


def whole_windows(spans: Iterable[Span], defaults: Defaults) -> list[Stretch]:
    """The whole windows among the spans; two crossed open ends are two windows around a gap."""
    out = [Stretch(s.start, s.end) for s in spans if s.start is not None and s.end is not None]
    if out:
        return out
    lower = [s.start for s in spans if s.start is not None and s.end is None]
    upper = [s.end for s in spans if s.end is not None and s.start is None]
    if len(lower) == 1 and len(upper) == 1:
        if lower[0] < upper[0]:
            return [Stretch(lower[0], upper[0])]
        day = defaults.calling_day
        return [
            Stretch(min(day.start, upper[0] - 1), upper[0]),
            Stretch(lower[0], max(day.end, lower[0] + 1)),
        ]
    return out


def _beyond(stretches: Sequence[Stretch], span: Span, defaults: Defaults) -> list[Stretch]:
    """An open end outside the windows named beside it is a window more: "10-13 and after 16"."""
    if not stretches:
        return []
    day = defaults.calling_day
    if span.start is not None and max(s.end for s in stretches) <= span.start < day.end:
        return [Stretch(span.start, day.end)]
    if span.end is not None and day.start < span.end <= min(s.start for s in stretches):
        return [Stretch(day.start, span.end)]
    return []


def _overlap(stretches: Sequence[Stretch], outcome: Outcome) -> None:
    ordered = sorted(stretches, key=lambda s: s.start)
    for one, other in pairwise(ordered):
        if other.start < one.end and one != other:
            outcome.say(text("assumed-merged"))
        if one != other and _within(one, other):
            # Who names hours inside others means something else by them.
            outcome.ask(text("asked-whose-hours"))


def _within(one: Stretch, other: Stretch) -> bool:
    """Whether one of two windows in order holds all of the other; "9-18 and 16-18" may be meant."""
    return one.start == other.start or other.end < one.end


def _limited(
    plan: Plan,
    stretches: Sequence[Stretch],
    limits: Sequence[Span],
    statement: Statement,
    outcome: Outcome,
) -> list[Stretch]:
    """Close open ends: by the day's own hours, by those named before, by the calling day."""
    lows = [limit.start for limit in limits if limit.start is not None]
    highs = [limit.end for limit in limits if limit.end is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if stretches:
        if lows and highs:
            return list(stretches)
        return trimmed(stretches, low, high, outcome)
    if low is not None and high is not None:
        return [Stretch(low, high)] if low < high else []
    return _closed(plan, low, high, statement, outcome)


def trimmed(
    stretches: Sequence[Stretch], low: int | None, high: int | None, outcome: Outcome
) -> list[Stretch]:
    """Give the day another beginning or end: earlier, later, or through its windows."""
    ordered = sorted(stretches, key=lambda s: s.start)
    if low is not None and low < ordered[0].start:
        ordered[0] = Stretch(low, ordered[0].end)
    if high is not None and high > ordered[-1].end:
        ordered[-1] = Stretch(ordered[-1].start, high)
    start, end = low or 0, high or 2 * DAY_END
    left = [Stretch(max(s.start, start), min(s.end, end)) for s in ordered]
    left = [s for s in left if s.start < min(s.end, LAST_MINUTE)]
    if not left:
        outcome.ask(text("asked-nothing-left"))
    return left


def _closed(
    plan: Plan, low: int | None, high: int | None, statement: Statement, outcome: Outcome
) -> list[Stretch]:
    others = [s for s in plan.statements if s is not statement]
    named = [s for s in others if s.order < statement.order] or [s for s in others if s.rest]
    same = _as_before(plan, named, low, high)
    if same:
        outcome.say(text("assumed-hours", start=spelt(same[0].start), end=spelt(same[-1].end)))
        return same
    before = [w for s in named for w in whole_windows(s.spans, plan.defaults)]
    day = plan.defaults.calling_day
    start = low if low is not None else min((w.start for w in before), default=day.start)
    end = high if high is not None else max((w.end for w in before), default=day.end)
    if start >= end:
        start = low if low is not None else min(day.start, end - 1)
        end = high if high is not None else max(day.end, start + 1)
        if (low is not None and low >= day.end) or (high is not None and high <= day.start):
            outcome.ask(text("asked-outside-day", start=spelt(day.start), end=spelt(day.end)))
            return []
    outcome.say(text("assumed-hours", start=spelt(start), end=spelt(end)))
    return [Stretch(start, end)]


def _as_before(
    plan: Plan, named: Sequence[Statement], low: int | None, high: int | None
) -> list[Stretch]:
    """ "Mon-Thu 9-12 and 13-16, Friday until 15": several windows named before, with a new end."""
    timed = [s for s in named if s.spans]
    windows = whole_windows(timed[0].spans, plan.defaults) if len(timed) == 1 else []
    windows.sort()
    parted = all(one.end < other.start for one, other in pairwise(windows))
    if len(windows) < 2 or not parted:
        return []
    start, end = windows[0].start, windows[-1].end
    inside = (low is None or start < low < end) and (high is None or start < high <= end + HOUR)
    return trimmed(windows, low, high, Outcome()) if inside else []


def _cut(
    plan: Plan,
    day: Day,
    stretches: Sequence[Stretch],
    sources: Sequence[Statement],
    outcome: Outcome,
) -> list[Stretch]:
    """Take breaks and excluded hours out of the windows they apply to."""
    left = list(dict.fromkeys(stretches))
    for cut in plan.cuts:
        reached = cut.order is None or any(
            s.segment == cut.segment and cut.since <= s.hours_at <= cut.order for s in sources
        )
        if not reached or not (cut.mask is None or cut.mask >> day & 1):
            continue
        gone = closed_cut(cut.span)
        left = [
            Stretch(a, b)
            for s in left
            for a, b in ((s.start, min(s.end, gone.start)), (max(s.start, gone.end), s.end))
            if a < min(b, LAST_MINUTE)
        ]
    if stretches and not left:
        outcome.ask(text("asked-nothing-left"))
    return left


def closed_cut(span: Span) -> Window:
    """The minutes a break takes; an open end reaches to the end of the day."""
    start = min(span.start or 0, LAST_MINUTE)
    end = DAY_END if span.end is None or span.end >= LAST_MINUTE else span.end
    return Window(start, max(end, start + 1))
