"""Words about a draft: what a message says of days and hours, laid over the week it had before.

What is not mentioned stays: an exclusion takes days from those that were allowed, a lone bound or a
break trims the hours that were set, "add" joins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.core.policy import DAY_END, Day, Hours, Week, Window, merged, without
from bot.core.reading.binding import Statement
from bot.core.reading.nodes import Span
from bot.core.reading.stretches import Outcome, Plan, Stretch, closed_cut, trimmed
from bot.core.reading.week import week
from bot.core.texts import text


def amended(plan: Plan, base: Week, *, adding: bool) -> Outcome:
    """Work out the week that the plan makes of `base`; nothing of it when the plan is silent."""
    if plan.silent:
        return Outcome()
    hourly = [s for s in plan.statements if s.spans and not s.closed]
    if any(span.whole for s in hourly for span in s.spans):
        return _with_hours(plan, base, adding=adding)
    return _trimmed(plan, base, hourly, adding=adding)


def _with_hours(plan: Plan, base: Week, *, adding: bool) -> Outcome:
    """Whole hours: for every day, for some of the days, for days more, or a new week."""
    outcome = week(plan)
    if outcome.week is None:
        return outcome
    gone = _gone(plan)
    said = outcome.week
    before = {day: hours for day, hours in _allowed(base).items() if day not in gone}
    if not any(s.mask or s.rest for s in plan.statements if not s.closed):
        hours = {day: _joined(before[day], said.days[day], adding=adding) for day in before}
        if not hours:
            outcome.ask(text("asked-no-days"))
            return replace(outcome, week=None)
        return replace(outcome, week=Week.of(hours, named=base.named or bool(gone)))
    days, old = set(said.allowed), set(before)
    if base.has_hours and (adding or days < old or not days & old):
        over = {day: _joined(before.get(day, ()), said.days[day], adding=adding) for day in days}
        return replace(outcome, week=Week.of({**before, **over}))
    return outcome


def _gone(plan: Plan) -> set[Day]:
    return _days(s for s in plan.statements if s.closed) | _mask(plan.excluded)


def _joined(before: Hours, said: Hours | None, *, adding: bool) -> Hours:
    return merged((*before, *(said or ()))) if adding else (said or ())


def _trimmed(plan: Plan, base: Week, bounds: Sequence[Statement], *, adding: bool) -> Outcome:
    """Days alone, exclusions, breaks and lone bounds: the hours that were set stay, trimmed."""
    outcome = Outcome()
    before = _allowed(base)
    named = _days(s for s in plan.statements if not s.spans and not s.closed)
    gone = _gone(plan)
    days = (set(before) | named if adding else named) if named else set(before)
    days |= _days(bounds)
    hours = {day: before.get(day, base.shared) for day in sorted(days - gone)}
    for statement in bounds:
        _bind(plan, hours, statement, outcome)
    for cut in plan.cuts:
        for day in _reached(cut.mask, hours):
            whole = hours[day] or (plan.defaults.calling_day,)
            hours[day] = without(whole, closed_cut(cut.span))
    if not hours:
        outcome.ask(text("asked-no-days"))
    elif base.has_hours and not all(hours.values()):
        outcome.ask(text("asked-nothing-left"))
    elif len({bool(windows) for windows in hours.values()}) == 1 and not outcome.asked:
        outcome.week = Week.of(hours, named=base.named or bool(named or gone))
    elif not outcome.asked:
        outcome.ask(text("asked-whose-hours"))
    return outcome


def _bind(plan: Plan, hours: dict[Day, Hours], statement: Statement, outcome: Outcome) -> None:
    """Give the days another beginning or end; days without hours take the calling day's."""
    for day in _reached(statement.mask, hours):
        whole = hours[day] or (plan.defaults.calling_day,)
        hours[day] = _bounded(whole, statement.spans, outcome)


def _bounded(hours: Hours, limits: Sequence[Span], outcome: Outcome) -> Hours:
    lows = [limit.start for limit in limits if limit.start is not None]
    highs = [limit.end for limit in limits if limit.end is not None]
    stretches = [Stretch(window.start, window.end) for window in hours]
    left = trimmed(stretches, max(lows, default=None), min(highs, default=None), outcome)
    return merged(Window(s.start, min(s.end, DAY_END)) for s in left)


def _reached(mask: int | None, hours: Mapping[Day, Hours]) -> list[Day]:
    return [day for day in hours if mask is None or mask >> day & 1]


def _allowed(base: Week) -> dict[Day, Hours]:
    return {day: base.days[day] or () for day in base.allowed}


def _days(statements: Iterable[Statement]) -> set[Day]:
    return {day for s in statements for day in _mask(s.mask or 0)}


def _mask(mask: int) -> set[Day]:
    return {day for day in Day if mask >> day & 1}
