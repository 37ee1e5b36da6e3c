"""The hours of the law on a card: what lies outside of them, and which hours those are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import reduce

from bot.core.legal import NOTHING, Breach, Guard, Mode, breaches
from bot.core.numbers_lines import zone_name
from bot.core.phones.tally import Tally
from bot.core.policy import Day, Hours, Policy, Week
from bot.core.schedule import hours_of
from bot.core.texts import Param, Text, text

SHOWN_BREACHES = 3
SHOWN_NAMES = 3


def legal_lines(
    policy: Policy, default_zone: str | None, now: datetime, numbers: Tally, guard: Guard
) -> tuple[Text, ...]:
    """A line for each law that the policy's hours do not keep to."""
    found = _breaches(policy, default_zone, now, numbers, guard)
    lines = [_line(breach, policy.week, numbers.count) for breach in found[:SHOWN_BREACHES]]
    rest = len({name for breach in found[SHOWN_BREACHES:] for name in breach.countries})
    more = (text("legal-more", count=rest),) if rest else ()
    return (*lines, *more)


def legally_blocked(
    policy: Policy, default_zone: str | None, now: datetime, numbers: Tally, guard: Guard
) -> bool:
    """Whether the guard holds these calls back."""
    return guard.mode is Mode.BLOCK and bool(_breaches(policy, default_zone, now, numbers, guard))


def _breaches(
    policy: Policy, default_zone: str | None, now: datetime, numbers: Tally, guard: Guard
) -> tuple[Breach, ...]:
    if guard.mode is Mode.OFF:
        return ()
    return breaches(policy, default_zone, now, numbers, guard.hours)


def _line(breach: Breach, week: Week | None, numbers: int) -> Text:
    return text(
        "legal-outside",
        purpose=breach.hours.purpose.value,
        who=_who(breach, numbers),
        outside=_outside(breach.outside, week),
        hours=_law(breach),
    )


def _who(breach: Breach, numbers: int) -> Text:
    """The countries, the zones where only some clocks are meant, the count where not all are."""
    names = _listed(text("country", country=country) for country in breach.countries)
    who = text("names", names=names)
    if breach.zones:
        who = text("legal-zones", who=who, zones=_listed(map(zone_name, breach.zones)))
    return who if breach.count == numbers else text("legal-count", who=who, count=breach.count)


def _listed(names: Iterable[Text]) -> tuple[Param, ...]:
    every = tuple(names)
    rest = len(every) - SHOWN_NAMES
    more = (text("numbers-more", count=rest),) if rest > 0 else ()
    return (*every[:SHOWN_NAMES], *more)


def _law(breach: Breach) -> Text:
    hours = _in_a_row(breach.hours.days)
    return text("legal-local", hours=hours) if breach.zones else hours


def _outside(outside: tuple[Hours, ...], week: Week | None) -> Text:
    """The minutes outside by days; the day alone where all of its hours are."""
    own = week.days if week else NOTHING
    whole = tuple(day for day in Day if outside[day] and outside[day] == (own[day] or outside[day]))
    rest = tuple(() if day in whole else outside[day] for day in Day)
    parts = _groups(rest)
    if whole:
        parts[whole[0]] = hours_of(whole, ())
    return _joined(parts)


def _in_a_row(days: tuple[Hours, ...]) -> Text:
    return _joined(_groups(days))


def _groups(days: tuple[Hours, ...]) -> dict[Day, Text]:
    """The days that have hours, grouped by them, by the first day of each group."""
    having = {day: days[day] for day in Day if days[day]}
    groups = Week.of(having).groups() if having else ()
    return {each[0]: hours_of(each, hours) for each, hours in groups}


def _joined(parts: dict[Day, Text]) -> Text:
    in_order = [parts[day] for day in sorted(parts)]
    return reduce(lambda one, other: text("and-besides", one=one, other=other), in_order)
