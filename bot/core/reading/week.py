"""Statements to a week: the most special hours win, open ends are closed, breaks are cut out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.core.fields import clock as spelt
from bot.core.policy import DAY_END, Day, Hours, Week, Window, merged, without
from bot.core.reading.binding import Statement
from bot.core.reading.meanings import EVERY_DAY
from bot.core.reading.stretches import Outcome, Plan, Stretch, closed_cut, hours_of, whole_windows
from bot.core.texts import text

DAYS = tuple(Day)


def week(plan: Plan) -> Outcome:
    """Work out the week."""
    outcome = Outcome()
    if plan.silent:
        return outcome
    plan = _with_rest(plan, outcome)
    closed = plan.excluded
    named = 0
    for statement in plan.statements:
        if statement.closed:
            closed |= statement.mask or 0
            if statement.mask is None:
                outcome.ask(text("asked-which-days"))
        else:
            named |= statement.mask or 0
    allowed = _allowed(plan, named, outcome) & ~closed
    if not allowed:
        outcome.ask(text("asked-no-days"))
        return outcome
    _fill(plan, allowed, closed, outcome)
    hourly = [s for s in plan.statements if s.spans and not s.closed]
    used = {s.spans for s in hourly if id(s) in outcome.used}
    if not used.issuperset([s.spans for s in hourly]):
        outcome.ask(text("asked-whose-hours"))
    if outcome.hours and not outcome.asked:
        days = tuple(map(outcome.hours.get, DAYS))
        outcome.week = Week(days, named=bool(named or closed))
    return outcome


def _halved(plan: Plan) -> bool:
    """ "Not on Saturday morning, the other days 9-18": and on Saturday after the morning?"""
    named = 0
    for statement in plan.statements:
        named |= statement.mask or 0
    rest = any(statement.rest for statement in plan.statements)
    return rest and any(cut.span.whole and cut.mask and not cut.mask & named for cut in plan.cuts)


def _with_rest(plan: Plan, outcome: Outcome) -> Plan:
    """Give "the other days" the days that nothing else names."""
    if _halved(plan):
        outcome.ask(text("asked-whose-hours"))
    if not any(s.rest for s in plan.statements):
        return plan
    taken = plan.excluded
    for statement in plan.statements:
        taken |= statement.mask or 0
    rest = EVERY_DAY & ~taken
    resolved = [
        s._replace(mask=(s.mask or 0) | rest & s.rest) if s.rest else s for s in plan.statements
    ]
    return Plan(resolved, plan.cuts, plan.excluded, plan.defaults)


def _allowed(plan: Plan, named: int, outcome: Outcome) -> int:
    """The days that are named, or all; hours for every day reach those that are not named."""
    common = [s for s in plan.statements if s.mask is None and not s.closed]
    if not named:
        return EVERY_DAY
    if not common:
        return named
    whole = whole_windows([span for s in common for span in s.spans], plan.defaults)
    own = 0
    for statement in plan.statements:
        repeats = _repeats(statement, whole)
        own |= (statement.mask or 0) if (statement.spans and not repeats) or statement.closed else 0
    if named & ~own:
        return named
    days = [s for s in plan.statements if s.mask]
    trims = not any(whole_windows(s.spans, plan.defaults) for s in days)
    if (common[0].apart or trims) and common[0].order < max(s.order for s in days):
        return EVERY_DAY
    outcome.ask(text("asked-whose-hours"))
    return named


def _repeats(statement: Statement, whole: Sequence[Stretch]) -> bool:
    """Whether the hours of some days only say again what was said of all: "evenings, after 18"."""
    if not whole or not statement.spans:
        return False
    start, end = min(w.start for w in whole), max(w.end for w in whole)
    return all(s.start in (None, start) and s.end in (None, end) for s in statement.spans)


def _fill(plan: Plan, allowed: int, closed: int, outcome: Outcome) -> None:
    nights: list[tuple[Day, list[Window]]] = []
    hours: dict[Day, Hours] = {}
    for days in _alike(plan, allowed):
        found = hours_of(plan, days[0], outcome)
        hours |= dict.fromkeys(days, merged([Window(s.start, min(s.end, DAY_END)) for s in found]))
        tail = [Window(0, s.end - DAY_END) for s in found if s.end > DAY_END]
        if tail:
            nights += [(DAYS[(day + 1) % 7], tail) for day in days]
    outcome.hours = {day: hours[day] for day in DAYS if day in hours}
    _without_hours(plan, outcome)
    for day, tail in nights:
        if not closed >> day & 1:
            outcome.hours[day] = merged((*outcome.hours.get(day, ()), *tail))


def _alike(plan: Plan, allowed: int) -> Iterator[tuple[Day, ...]]:
    """The allowed days in groups that the same statements and cuts reach: they have one hours."""
    masks = {*(s.mask for s in plan.statements), *(cut.mask for cut in plan.cuts)}
    groups = [allowed]
    for mask in filter(None, masks):
        groups = [part for group in groups for part in (group & mask, group & ~mask) if part]
    # In the order of each group's first day.
    for group in sorted(groups, key=lambda group: group & -group):
        yield days_of(group)


@lru_cache(maxsize=1 << len(DAYS))
def days_of(mask: int) -> tuple[Day, ...]:
    """The days of a mask, in week order."""
    return tuple(day for day in DAYS if mask >> day & 1)


def _without_hours(plan: Plan, outcome: Outcome) -> None:
    """Every allowed day has hours, or none has; breaks need hours to be cut from."""
    bare = [day for day, hours in outcome.hours.items() if not hours]
    if not bare:
        return
    if len(bare) == len(outcome.hours):
        if plan.cuts and not outcome.asked:
            _from_calling_day(plan, outcome)
        return
    outcome.missing = sum(1 << day for day in bare)
    outcome.ask(
        text("asked-hours-missing", days=tuple(text("day", day=d.name.lower()) for d in bare))
    )


def _from_calling_day(plan: Plan, outcome: Outcome) -> None:
    whole = plan.defaults.calling_day
    outcome.say(text("assumed-hours", start=spelt(whole.start), end=spelt(whole.end)))
    for day in outcome.hours:
        left: Hours = (whole,)
        for cut in plan.cuts:
            if cut.mask is None or cut.mask >> day & 1:
                left = without(left, closed_cut(cut.span))
        outcome.hours[day] = left
    if not all(outcome.hours.values()):
        outcome.ask(text("asked-nothing-left"))
