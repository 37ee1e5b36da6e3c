"""Two days with what makes a term of them: "1-10 December", "from Monday to 5 December"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.reading import moments
from bot.core.reading.atoms import atom
from bot.core.reading.clock import Clock, clock, said_minute
from bot.core.reading.nodes import Dates
from bot.core.reading.numeric_dates import Atom, one, said_year
from bot.core.reading.scan import FEW, Scan
from bot.core.reading.tokens import Kind
from bot.core.texts import Text, text

OPENING = ("from", "after", "not_before")
_DATED = ("unit", "day", "date", "month", "this", "next", "end", "ordinal", "number", "in")
CLOSING = ("to", "through", "before", "not_after")
# "From 10 to 5 December" did not begin last year.
_OTHERS = ("day", "each", "days", "rest", "note", "letter")
_LONG_AGO = timedelta(days=183)
_YEAR = timedelta(days=365)


def day_span(scan: Scan, at: int) -> Dates | None:
    """Two days with "to" or a dash between them: "1-10 December", "from 1 to 10 December"."""
    begin = at
    at = scan.skip(at, "on", "for", unless=(*_DATED, "through"))
    opened = scan.is_(at, *OPENING, "between")
    first, early = timed_day(scan, at + 1 if opened else at)
    start = first or day_number(scan, first_at := at + 1 if opened else at)
    if start is None:
        return None
    middle = _middle(scan, start.last, opened=scan.is_(at, "between"))
    if middle is None or (start.vague and not opened):
        return None
    end, late = timed_day(scan, middle)
    if end is None and start.month:
        end = _short_end(scan, middle, start)
    if end is None or (start.vague and end.vague):
        return None
    if first is None:
        partial = day_number(scan, first_at)
        if partial is None or not _names_month(scan, middle, end):
            return None
        if end.final.day < partial.day:
            return Dates(begin, end.last, asked=text("asked-dates-backward"))
        start = one(moments.made(end.final.year, end.final.month, partial.day), partial.last)
    else:
        end = _not_before(end, start)
        start = _before(start, end)
    excluded = scan.is_(middle - 1, "before")
    said = said_inclusive(scan, middle - 1, end.last)
    node = _both(scan, begin, start, end, excluded=excluded, said=said)
    return with_times(node, early, late)


def _names_month(scan: Scan, at: int, end: Atom) -> bool:
    """Whether the end of a range has the month of its beginning, too; a year may follow it."""
    named = any(scan.is_(i, "month") for i in range(at, min(end.last, at + FEW)))
    dotted = scan.mark(at + 1, "./") and scan.mark(at + 3, "./") and end.last > at + FEW
    return bool(end.month) or named or dotted or scan.is_(end.last - 1, "day_number")


def two_spans(scan: Scan, at: int) -> Dates | None:
    """ "From 2 to 5 and from 9 to 12 December": no one term."""
    start = day_number(scan, at + scan.is_(at, "from"))
    middle = _middle(scan, start.last, opened=False) if start else None
    end = day_number(scan, middle) if middle is not None else None
    if start is None or end is None or not scan.is_(end.last, "and"):
        return None
    other = end.last + 1
    begins = day_number(scan, other + scan.is_(other, "from"))
    if begins is None or not start.day < end.day < begins.day:
        return None
    later = day_span(scan, other)
    return Dates(at, later.last, asked=text("asked-dates-apart")) if later else None


def day_number(scan: Scan, at: int) -> Atom | None:
    """The number of a day whose month comes with the end of the range."""
    number = scan.at(at)
    value = number.value if number.kind == Kind.NUMBER else number.sense.get("ordinal", 0)
    if not 1 <= value <= 31:
        return None
    last = at + 1
    if scan.mark(last, "-") and scan.is_(last + 1, "ordinal_mark"):
        last += 2
    elif scan.is_(last, "ordinal_mark") and not scan.at(last).spaced:
        last += 1
    return Atom(scan.today, scan.today, last, day=value)


def _middle(scan: Scan, at: int, *, opened: bool) -> int | None:
    if scan.is_(at, "and") and scan.is_(at + 1, *CLOSING):
        at += 1
    if scan.mark(at, ",") and scan.is_(at + 1, *CLOSING):
        at += 1
    if scan.is_(at, *CLOSING) or (opened and scan.is_(at, "and")):
        return over_article(scan, at + 1)
    if scan.mark(at, "-~") or (scan.mark(at, ".") and len(scan.at(at).text) > 1):
        return at + 1
    return None


def over_article(scan: Scan, at: int) -> int:
    """Step over "the" before a day."""
    return scan.skip(at, "filler", unless=_DATED)


def _short_end(scan: Scan, at: int, start: Atom) -> Atom | None:
    """The second number of "Dec 1-10"."""
    number = scan.at(at)
    if number.kind != Kind.NUMBER or not start.day <= number.value <= 31:
        return None
    last = at + 1
    if scan.mark(last, ":.") and scan.at(last + 1).kind == Kind.NUMBER:
        return None
    if scan.is_(last, "half", "unit") or scan.mark(last, "-"):
        return None
    last += scan.is_(last, "ordinal_mark") and not scan.at(last).spaced
    year, behind = said_year(scan, last)
    if year:
        return one(moments.made(year, start.month, number.value), behind)
    day = moments.made(start.first.year, start.first.month, number.value)
    return one(day, last, start.month, number.value)


def _not_before(end: Atom, start: Atom) -> Atom:
    """A bare weekday as an end is the first one behind the start."""
    if not end.vague or start.impossible or end.final >= start.first:
        return end
    return one(moments.next_weekday(start.first, end.final.weekday()), end.last)


def _before(start: Atom, end: Atom) -> Atom:
    """A start without a year is the last such day before the end."""
    if not start.month or end.impossible:
        return start
    if start.first <= end.final and (end.month or end.final - start.first < _YEAR):
        return start
    day = moments.last_date(end.final, start.month, start.day)
    return one(day, start.last, start.month, start.day)


def said_inclusive(scan: Scan, preposition: int, last: int) -> tuple[Text, ...]:
    """The end of "until Friday" is inside; that is said unless the words say it."""
    if scan.is_(preposition, "before", "through") or scan.is_(last, "inclusive", "exclusive"):
        return ()
    return () if scan.mark(preposition, "-~.") else (text("assumed-inclusive"),)


def _both(
    scan: Scan, at: int, start: Atom, end: Atom, *, excluded: bool, said: tuple[Text, ...]
) -> Dates:
    last, excluded = inclusive_end(scan, end.last, excluded=excluded)
    if start.impossible or end.impossible:
        return Dates(at, last, asked=text("asked-no-such-date"))
    final = end.final - moments.DAY if excluded else end.final
    if final < start.first or scan.today - start.first > _LONG_AGO:
        return Dates(at, last, asked=text("asked-dates-backward"))
    return not_past(scan, Dates(at, last, said, None, start.first, moments.end_of(final)))


def inclusive_end(scan: Scan, last: int, *, excluded: bool) -> tuple[int, bool]:
    """Read "inclusive" behind an end: the item behind it, whether the day is excluded."""
    if scan.mark(last, "(,") and scan.is_(last + 1, "inclusive", "exclusive"):
        behind = scan.at(_that_day(scan, last + 2))
        ends = behind.kind in (Kind.END, Kind.NEWLINE, Kind.MARK)
        last += ends or scan.mark(last, "(")
    if scan.is_(last, "inclusive"):
        return last + 1, False
    if scan.is_(last, "exclusive") and not scan.is_(last + 1, *_OTHERS):
        return _that_day(scan, last + 1), True
    return last, excluded


def _that_day(scan: Scan, at: int) -> int:
    """Step over the number of the day that is excluded, said again: "not including the 20th"."""
    inner = scan.skip(at, "filler", unless=_OTHERS)
    marked = scan.mark(inner + 1, "-") and scan.is_(inner + 2, "ordinal_mark")
    again = scan.at(inner).kind == Kind.NUMBER
    if again and (marked or scan.is_(inner + 1, "ordinal_mark")):
        return inner + 2 + marked
    return at


def not_past(scan: Scan, node: Dates) -> Dates:
    """What is over cannot be an end; a start in the past is no limit."""
    if node.finish is not None and node.finish < scan.today:
        return Dates(node.first, node.last, asked=text("asked-past"))
    if node.start is not None and node.start <= scan.today:
        return replace(node, start=None)
    return node


def timed_day(scan: Scan, at: int) -> tuple[Atom | None, Clock | None]:
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
    # "From today 3 days": in some languages "3 days" is also three in the afternoon.
    if start == at + comma and scan.is_(last - 1, "unit") and scan.is_(last - 1, "half"):
        return None
    ranged = scan.is_(last, "to", "through") and (clock(scan, last + 1) or not scan.is_(last, "on"))
    if scan.mark(last, "-~") or ranged or scan.is_(last, "attempt", "and", "unit", "month"):
        return None
    return found


def with_times(node: Dates, early: Clock | None, late: Clock | None) -> Dates:
    """Put the times that were said with the days on them."""
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
