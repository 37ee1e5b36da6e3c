"""Dates around hours: from one day, until another, both, or a day by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.reading import moments
from bot.core.reading.atoms import DAY, Atom, atom, counted, one
from bot.core.reading.clock import Clock, clock, said_minute
from bot.core.reading.days import day_range
from bot.core.reading.nodes import Dates
from bot.core.reading.scan import FEW, Scan
from bot.core.reading.tokens import Kind
from bot.core.texts import Text, text

_OPENING = ("from", "after", "not_before")
_DATED = ("unit", "day", "date", "month", "this", "next", "end", "ordinal", "number", "in")
_MOST_DAYS = 7
_SHORT = 3
_CLOSING = ("to", "through", "before", "not_after")


def dates(scan: Scan, at: int) -> Dates | None:
    """Read dates at this item."""
    item = scan.items[at]
    if not item.sense and item.kind is not Kind.NUMBER:
        return None
    if scan.is_(at, "from", "between") and day_range(scan, at + 1):
        return None
    node = (
        _two_terms(scan, at)
        or _span(scan, at)
        or _start(scan, at)
        or _finish(scan, at)
        or _length(scan, at)
        or _numbers(scan, at)
        or _lone(scan, at)
    )
    return _guess_said(scan, node) if node else None


def _guess_said(scan: Scan, node: Dates) -> Dates:
    """Say which day was meant where a word had to be looked up outside the grammar."""
    words = scan.items[node.first : node.last]
    guessed = any(item.kind is Kind.WORD and not item.sense for item in words)
    day = node.finish or node.start
    if not guessed or day is None:
        return node
    return replace(node, said=(*node.said, text("assumed-date", day=day.date().isoformat())))


def _span(scan: Scan, at: int) -> Dates | None:
    """Two days with "to" or a dash between them: "1-10 December", "from 1 to 10 December"."""
    begin = at
    at = scan.skip(at, "on", "for", unless=(*_DATED, "through"))
    opened = scan.is_(at, *_OPENING, "between")
    first, early = _timed(scan, at + 1 if opened else at)
    start = first or _partial(scan, first_at := at + 1 if opened else at)
    if start is None:
        return None
    middle = _middle(scan, start.last, opened=scan.is_(at, "between"))
    if middle is None or (start.vague and not opened):
        return None
    end, late = _timed(scan, middle)
    if end is None and start.month:
        end = _short_end(scan, middle, start)
    if end is None or (start.vague and end.vague):
        return None
    if first is None:
        partial = _partial(scan, first_at)
        if partial is None or not end.month:
            return None
        if end.final.day < partial.day:
            return Dates(begin, end.last, asked=text("asked-dates-backward"))
        start = one(moments.made(end.final.year, end.final.month, partial.day), partial.last)
    else:
        start = _before(start, end)
    excluded = scan.is_(middle - 1, "before")
    said = _until(scan, middle - 1, end.last)
    node = _both(scan, begin, start, end, excluded=excluded, said=said)
    return _with_times(node, early, late)


def _two_terms(scan: Scan, at: int) -> Dates | None:
    """ "From 2 to 5 and from 9 to 12 December": no one term."""
    start = _partial(scan, at + scan.is_(at, "from"))
    middle = _middle(scan, start.last, opened=False) if start else None
    end = _partial(scan, middle) if middle is not None else None
    if start is None or end is None or not scan.is_(end.last, "and"):
        return None
    other = end.last + 1
    begins = _partial(scan, other + scan.is_(other, "from"))
    if begins is None or not start.day < end.day < begins.day:
        return None
    later = _span(scan, other)
    return Dates(at, later.last, asked=text("asked-dates-apart")) if later else None


def _partial(scan: Scan, at: int) -> Atom | None:
    """The number of a day whose month comes with the end of the range."""
    number = scan.at(at)
    value = number.value if number.kind is Kind.NUMBER else number.sense.get("ordinal", 0)
    if not 1 <= value <= 31:
        return None
    last = at + 1
    if scan.mark(last, "-") and scan.is_(last + 1, "ordinal_mark"):
        last += 2
    elif scan.is_(last, "ordinal_mark") and not scan.at(last).spaced:
        last += 1
    return Atom(scan.today, scan.today, last, day=value)


def _middle(scan: Scan, at: int, *, opened: bool) -> int | None:
    if scan.is_(at, "and") and scan.is_(at + 1, *_CLOSING):
        at += 1
    if scan.mark(at, ",") and scan.is_(at + 1, *_CLOSING):
        at += 1
    if scan.is_(at, *_CLOSING) or (opened and scan.is_(at, "and")):
        return _over_the(scan, at + 1)
    if scan.mark(at, "-~") or (scan.mark(at, ".") and len(scan.at(at).text) > 1):
        return at + 1
    return None


def _over_the(scan: Scan, at: int) -> int:
    return scan.skip(at, "filler", unless=_DATED)


def _short_end(scan: Scan, at: int, start: Atom) -> Atom | None:
    """The second number of "Dec 1-10"."""
    number = scan.at(at)
    if number.kind is not Kind.NUMBER or not start.day <= number.value <= 31:
        return None
    last = at + 1
    if scan.mark(last, ":.") and scan.at(last + 1).kind is Kind.NUMBER:
        return None
    if scan.is_(last, "half", "unit") or scan.mark(last, "-"):
        return None
    last += scan.is_(last, "ordinal_mark") and not scan.at(last).spaced
    day = moments.made(start.first.year, start.first.month, number.value)
    return one(day, last, start.month, number.value)


def _before(start: Atom, end: Atom) -> Atom:
    """A start without a year is the last such day before the end."""
    if not start.month or end.impossible or not end.month or start.first <= end.final:
        return start
    day = moments.last_date(end.final, start.month, start.day)
    return one(day, start.last, start.month, start.day)


def _until(scan: Scan, preposition: int, last: int) -> tuple[Text, ...]:
    """The end of "until Friday" is inside; that is said unless the words say it."""
    if scan.is_(preposition, "before", "through") or scan.is_(last, "inclusive", "exclusive"):
        return ()
    return () if scan.mark(preposition, "-~.") else (text("assumed-inclusive"),)


def _both(
    scan: Scan, at: int, start: Atom, end: Atom, *, excluded: bool, said: tuple[Text, ...]
) -> Dates:
    last, excluded = _edges(scan, end.last, excluded=excluded)
    if start.impossible or end.impossible:
        return Dates(at, last, asked=text("asked-no-such-date"))
    final = end.final - moments.DAY if excluded else end.final
    if final < start.first:
        return Dates(at, last, asked=text("asked-dates-backward"))
    return _checked(scan, Dates(at, last, said, None, start.first, moments.end_of(final)))


def _edges(scan: Scan, last: int, *, excluded: bool) -> tuple[int, bool]:
    if scan.mark(last, "(") and scan.is_(last + 1, "inclusive", "exclusive"):
        last += 1
    if scan.is_(last, "inclusive"):
        return last + 1, False
    if scan.is_(last, "exclusive"):
        return last + 1, True
    return last, excluded


def _checked(scan: Scan, node: Dates) -> Dates:
    """What is over cannot be an end; a start in the past is no limit."""
    if node.finish is not None and node.finish < scan.today:
        return Dates(node.first, node.last, asked=text("asked-past"))
    if node.start is not None and node.start <= scan.today:
        return replace(node, start=None)
    return node


def _timed(scan: Scan, at: int) -> tuple[Atom | None, Clock | None]:
    """A date with a time before or behind it: "9:00 1 December", "tomorrow 10am"."""
    found = atom(scan, at)
    if found is None:
        early = clock(scan, at, loose=False)
        day = atom(scan, _at_day(scan, early[1])) if early else None
        sure = early and (early[0].timed or early[0].half is not None or early[1] > at + 1)
        return (day, early[0]) if early and sure and day and not day.vague else (None, None)
    if found.vague:
        return found, None
    late = _clock_behind(scan, found.last)
    return (found._replace(last=late[1]), late[0]) if late else (found, None)


def _at_day(scan: Scan, at: int) -> int:
    return at + 1 if scan.is_(at, "on") and not scan.is_(at, "through") else at


def _clock_behind(scan: Scan, at: int) -> tuple[Clock, int] | None:
    """A time right behind a date that is not the beginning of a range of hours."""
    comma = scan.mark(at, ",")
    start = at + comma
    start += scan.is_(start, "on") and not scan.is_(start, "through")
    found = clock(scan, start, loose=False)
    if found is None or not (found[0].timed or found[0].half is not None or start > at + comma):
        return None
    last = found[1]
    if scan.mark(last, "-~") or scan.is_(last, "to", "through", "attempt", "and", "unit", "month"):
        return None
    return found


def _with_times(node: Dates, early: Clock | None, late: Clock | None) -> Dates:
    if node.asked:
        return node
    minutes = [said_minute(time) if time else None for time in (early, late)]
    if any(time and time.wrong for time in (early, late)):
        return Dates(node.first, node.last, asked=text("asked-no-such-time"))
    start, finish = node.start, node.finish
    if minutes[0] is not None and start is not None:
        start = moments.midnight(start) + timedelta(minutes=minutes[0])
    if minutes[1] is not None and finish is not None:
        finish = moments.midnight(finish) + timedelta(minutes=minutes[1])
    return replace(node, start=start, finish=finish)


def _start(scan: Scan, at: int) -> Dates | None:
    """ "From Monday", "starting Dec 1", "after Friday", "from 9:00 on 1 December"."""
    edge = scan.is_(at, "start_of") and not scan.is_(at + 1, "unit", "month", "this", "next")
    if not (scan.is_(at, *_OPENING) or edge):
        return None
    inner = _over_the(scan, at + 1)
    inner = scan.skip(inner, "from", "on", unless=("in",))
    found, time = _timed(scan, inner)
    if found is None:
        return _start_in(scan, at, inner)
    if found.impossible:
        return Dates(at, found.last, asked=text("asked-no-such-date"))
    last = found.last + scan.is_(found.last, "onward")
    start = found.first
    if scan.is_(at, "after") and not scan.is_(inner, "in"):
        start = found.final + moments.DAY
    return _checked(scan, _with_times(Dates(at, last, start=start), time, None))


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
    if not scan.is_(at, *_CLOSING):
        return None
    inner = _over_the(scan, at + 1)
    inner = scan.skip(inner, "on", unless=("in",))
    found, time = _timed(scan, inner)
    if found is None or (scan.is_(at, "on") and _is_each(scan, inner, found)):
        return None
    if found.impossible:
        return Dates(at, found.last, asked=text("asked-no-such-date"))
    if found.first != found.final and not scan.is_(at, "through"):
        return _until_period(at, found)
    last, excluded = _edges(scan, found.last, excluded=scan.is_(at, "before"))
    final = found.final - moments.DAY if excluded else found.final
    edge = scan.is_(inner, "end")
    said = () if edge else _until(scan, at, found.last)
    node = Dates(at, last, said, finish=moments.end_of(final))
    return _checked(scan, _with_times(node, None, time))


def _is_each(scan: Scan, at: int, found: Atom) -> bool:
    """Whether a word for both "on" and "through" is "on": a short name has no ending to tell."""
    return "each" in scan.at(at).sense or (found.vague and len(scan.at(at).text) <= _SHORT)


def _until_period(at: int, found: Atom) -> Dates:
    """ "Until December": is December inside? That is a question."""
    return Dates(at, found.last, asked=text("asked-until-period"))


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
    counts = item.kind is Kind.NUMBER or "number" in item.sense
    whole = unit > DAY and "filler" not in item.sense
    if not count or not (counts or whole or first < at):
        return None
    final = moments.later(scan.today, count, unit)
    said = text("assumed-until", day=final.date().isoformat())
    return Dates(first, last + 1, (said,), finish=moments.end_of(final), length=True)


def _numbers(scan: Scan, at: int) -> Dates | None:
    """ "24 and 25 November": days in a row; others cannot be one term."""
    first = at
    at += scan.is_(at, "on")
    numbers: list[int] = []
    while len(numbers) < _MOST_DAYS and (partial := _partial(scan, at)):
        numbers.append(partial.day)
        if not (scan.mark(partial.last, ",") or scan.is_(partial.last, "and")):
            break
        at = partial.last + 1
    final = atom(scan, at) if len(numbers) > 1 else None
    if final is None or not final.month:
        return None
    days = [moments.made(final.final.year, final.final.month, n) for n in numbers]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or days[0] is None:
        return Dates(first, final.last, asked=text("asked-dates-apart"))
    finish = moments.end_of(final.final)
    return _checked(scan, Dates(first, final.last, (), None, days[0], finish, lone=True))


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
    last = _with_weekday(scan, found)
    node = Dates(first, last, (), None, found.first, moments.end_of(found.final), lone=True)
    return _checked(scan, node)


def _with_weekday(scan: Scan, found: Atom) -> int:
    """Take in the weekday behind its date: "3 December, Thursday"."""
    at = scan.skip_marks(found.last, ",(")
    if scan.value(at, "day") != found.first.weekday() or found.first != found.final:
        return found.last
    return found.last if day_range(scan, at) else at + 1


def _weekday_dated(scan: Scan, first: int, at: int) -> Dates | None:
    """A weekday with its date: "Friday 27 November"; they must agree."""
    last = scan.skip_marks(at + 1, ".,(")
    found = atom(scan, last)
    if found is None or found.vague or found.impossible or found.first != found.final:
        return None
    last = found.last + (scan.mark(found.last, ")") and scan.mark(last - 1, "("))
    if found.first.weekday() != scan.value(at, "day"):
        return Dates(first, last, asked=text("asked-weekday-differs"))
    finish = moments.end_of(found.final)
    return _checked(scan, Dates(first, last, (), None, found.first, finish, lone=True))
