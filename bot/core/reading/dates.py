"""Dates around hours: from one day, until another, both, or a day by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.reading import moments
from bot.core.reading.atoms import DAY, atom, counted
from bot.core.reading.day_spans import (
    CLOSING,
    OPENING,
    day_number,
    day_span,
    inclusive_end,
    not_past,
    over_article,
    said_inclusive,
    timed_day,
    two_spans,
    with_times,
)
from bot.core.reading.days import day_range
from bot.core.reading.nodes import Dates, Node, Way
from bot.core.reading.numeric_dates import Atom, either_order
from bot.core.reading.scan import FEW, Scan
from bot.core.reading.tokens import Kind
from bot.core.texts import text

_MOST_DAYS = 7
_SHORT = 3


def dates(scan: Scan, at: int) -> Dates | None:
    """Read dates at this item."""
    item = scan.items[at]
    if not item.sense and item.kind != Kind.NUMBER:
        return None
    if "part" in item.sense:
        return None
    if scan.is_(at, "from", "between") and day_range(scan, at + 1):
        return None
    node = (
        two_spans(scan, at)
        or day_span(scan, at)
        or _start(scan, at)
        or _finish(scan, at)
        or _length(scan, at)
        or _numbers(scan, at)
        or _lone(scan, at)
    )
    return _guess_said(scan, node) if node else None


def day_of(scan: Scan, node: Node) -> Dates | None:
    """The day that hours name along with a part of it ("tonight"), before their first item."""
    for at in range(node.first, node.last):
        if "date" in scan.items[at].sense:
            found = atom(scan, at)
            break
    else:
        return None
    if found is None:
        return None
    finish = moments.end_of(found.final)
    return not_past(scan, Dates(node.first, node.first, (), None, found.first, finish, lone=True))


def _guess_said(scan: Scan, node: Dates) -> Dates:
    """Say which days were meant where a word had to be looked up outside the grammar.

    So it is where month and day could stand in the other order.
    """
    words = scan.items[node.first : node.last]
    foreign = any(item.kind == Kind.WORD and not item.sense for item in words)
    slashed = any(either_order(scan, at) for at in range(node.first, node.last))
    if node.asked or not (foreign or slashed):
        return node
    days = [day.date().isoformat() for day in (node.start, node.finish) if day]
    meant = dict.fromkeys(days if slashed else days[-1:])
    return replace(node, said=(*node.said, *(text("assumed-date", day=day) for day in meant)))


def _start(scan: Scan, at: int) -> Dates | None:
    """ "From Monday", "starting Dec 1", "after Friday", "from 9:00 on 1 December"."""
    edge = scan.is_(at, "start_of") and not scan.is_(at + 1, "unit", "month", "this", "next")
    if not (scan.is_(at, *OPENING) or edge):
        return None
    inner = over_article(scan, at + 1)
    inner = scan.skip(inner, "from", "on", unless=("in",))
    found, time = timed_day(scan, inner)
    if found is None:
        return _start_in(scan, at, inner)
    if found.impossible:
        return Dates(at, found.last, asked=text("asked-no-such-date"))
    last = found.last + scan.is_(found.last, "onward")
    start = found.first
    if scan.is_(at, "after") and not scan.is_(inner, "in"):
        start = found.final + moments.DAY
    return not_past(scan, with_times(Dates(at, last, start=start), time, None))


def _start_in(scan: Scan, at: int, inner: int) -> Dates | None:
    """ "Starting in 2 hours"."""
    if not scan.is_(inner, "in") or scan.is_(at, "after"):
        return None
    length = scan.value(inner + 1, "duration")
    count, last = counted(scan, inner + 1)
    unit = scan.value(last, "unit")
    if length is None and (unit is None or unit >= DAY):
        return None
    minutes = length if length is not None else count * (unit or 0)
    start = scan.today.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    return Dates(at, last + 1, start=start)


def _finish(scan: Scan, at: int) -> Dates | None:
    """ "Until Friday", "by the 15th", "before 1 December", "till the end of the month"."""
    if not scan.is_(at, *CLOSING):
        return None
    inner = over_article(scan, at + 1)
    inner = scan.skip(inner, "on", "to", unless=("in",))
    found, time = timed_day(scan, inner)
    if found is None or (scan.is_(at, "on") and _is_each(scan, inner, found)):
        return None
    if found.impossible:
        return Dates(at, found.last, asked=text("asked-no-such-date"))
    if found.first != found.final and not scan.is_(at, "through"):
        return _until_period(at, found)
    last, excluded = inclusive_end(scan, found.last, excluded=scan.is_(at, "before"))
    final = found.final - moments.DAY if excluded else found.final
    edge = scan.is_(inner, "end")
    said = () if edge else said_inclusive(scan, at, found.last)
    node = Dates(at, last, said, finish=moments.end_of(final))
    return not_past(scan, with_times(node, None, time))


def _is_each(scan: Scan, at: int, found: Atom) -> bool:
    """Whether a word for both "on" and "through" is "on": a short name has no ending to tell."""
    return "each" in scan.at(at).sense or (found.vague and len(scan.at(at).text) <= _SHORT)


def _until_period(at: int, found: Atom) -> Dates:
    """ "Until December": is December inside? That is a question."""
    finishes = (moments.end_of(found.first - moments.DAY), moments.end_of(found.final))
    ways = tuple(
        Way(
            text("answer-until-day", day=finish.date().isoformat()),
            (Dates(at, found.last, finish=finish),),
        )
        for finish in finishes
    )
    return Dates(at, found.last, asked=text("asked-until-period"), ways=ways)


def _length(scan: Scan, at: int) -> Dates | None:
    """ "For 2 weeks", "2 weeks", "within 3 days": from now on."""
    first = at
    at = scan.skip(at, "for", unless=("next",))
    item = scan.at(at)
    if scan.is_(at, "this", "next"):
        return None
    count, last = counted(scan, at)
    unit = scan.value(last, "unit")
    if unit is None or unit < DAY or last > at + 2:
        return None
    counts = item.kind == Kind.NUMBER or "number" in item.sense
    whole = unit > DAY and "filler" not in item.sense
    if not count or not (counts or whole or first < at):
        return None
    final = moments.later(scan.today, count, unit)
    if first == at and _from_now(scan, last + 1):
        return Dates(
            first, last + 1, asked=text("asked-when"), ways=tuple(_then(first, last, final))
        )
    said = text("assumed-until", day=final.date().isoformat())
    return Dates(first, last + 1, (said,), finish=moments.end_of(final), length=(count, unit))


def _from_now(scan: Scan, at: int) -> bool:
    """ "3 days from today": the time until then, or that day?"""
    today = scan.value(at + 1, "date") == 0 or scan.is_(at + 1, "now")
    return scan.is_(at, "from") and today


def _then(first: int, last: int, final: datetime) -> Iterator[Way]:
    finish = moments.end_of(final)
    day = final.date().isoformat()
    yield Way(text("answer-until-day", day=day), (Dates(first, last + 1, finish=finish),))
    lone = Dates(first, last + 1, (), None, moments.midnight(final), finish, lone=True)
    yield Way(text("answer-day", day=day), (lone,))


def _numbers(scan: Scan, at: int) -> Dates | None:
    """ "24 and 25 November": days in a row; others cannot be one term."""
    first = at
    at += scan.is_(at, "on")
    numbers: list[int] = []
    while len(numbers) < _MOST_DAYS and (partial := day_number(scan, at)):
        numbers.append(partial.day)
        if not (scan.mark(partial.last, ",") or scan.is_(partial.last, "and")):
            break
        at = partial.last + 1
    final = atom(scan, at) if len(numbers) > 1 else None
    if final is None or not final.month:
        return None
    days = [moments.made(final.final.year, final.final.month, n) for n in numbers]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or days[0] is None:
        ways = tuple(_apart(scan, first, final.last, days))
        return Dates(first, final.last, asked=text("asked-dates-apart"), ways=ways)
    finish = moments.end_of(final.final)
    return not_past(scan, Dates(first, final.last, (), None, days[0], finish, lone=True))


def _apart(scan: Scan, first: int, last: int, days: Sequence[datetime | None]) -> Iterator[Way]:
    """All days from the first to the last of these; or each of them alone."""
    known = [day for day in days if day]
    if len(known) < 2 or known != sorted(set(known)):
        return
    whole = Dates(first, last, (), None, known[0], moments.end_of(known[-1]), lone=True)
    label = text("answer-until-day", day=known[-1].date().isoformat())
    yield Way(label, (not_past(scan, whole),))
    for day in known:
        node = Dates(first, last, (), None, day, moments.end_of(day), lone=True)
        yield Way(text("answer-day", day=day.date().isoformat()), (not_past(scan, node),))


def _lone(scan: Scan, at: int) -> Dates | None:
    """A day, a week or a month by itself: both the first and the last."""
    first = at
    found = atom(scan, at)
    while found is None and at < first + FEW and scan.is_(at, "on", "for"):
        at += 1
        found = atom(scan, at)
    if found is None or found.vague:
        return _weekday_dated(scan, first, at) if found else None
    if found.impossible:
        return Dates(first, found.last, asked=text("asked-no-such-date"))
    if scan.is_(at, "end", "start_of") and scan.value(at + 1, "unit") != DAY:
        return Dates(first, found.last, asked=text("asked-when"))
    last = _with_weekday(scan, found)
    node = Dates(first, last, (), None, found.first, moments.end_of(found.final), lone=True)
    return not_past(scan, node)


def _with_weekday(scan: Scan, found: Atom) -> int:
    """Take in the weekday behind its date: "3 December, Thursday"."""
    at = scan.skip_marks(found.last, ",(")
    if scan.value(at, "day") != found.first.weekday() or found.first != found.final:
        return found.last
    return found.last if day_range(scan, at) else at + 1


def _day_or_date(scan: Scan, first: int, last: int, found: Atom, day: int) -> Iterator[Way]:
    """The date as it stands, and the nearest such weekday; what is over is neither."""
    distance = (day - found.first.weekday() + 3) % 7 - 3
    for meant in (found.first, found.first + moments.DAY * distance):
        node = Dates(first, last, (), None, meant, moments.end_of(meant), lone=True)
        yield Way(text("answer-day", day=meant.date().isoformat()), (not_past(scan, node),))


def _weekday_dated(scan: Scan, first: int, at: int) -> Dates | None:
    """A weekday with its date: "Friday 27 November"; they must agree."""
    last = scan.skip_marks(at + 1, ".,(")
    found = atom(scan, last)
    if found is None or found.vague or found.impossible or found.first != found.final:
        return None
    last = found.last + (scan.mark(found.last, ")") and scan.mark(last - 1, "("))
    if found.first.weekday() != (day := scan.value(at, "day")):
        ways = tuple(_day_or_date(scan, first, last, found, day or 0))
        return Dates(first, last, asked=text("asked-weekday-differs"), ways=ways)
    finish = moments.end_of(found.final)
    return not_past(scan, Dates(first, last, (), None, found.first, finish, lone=True))
