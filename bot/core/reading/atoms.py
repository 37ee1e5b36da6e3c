"""One day, week or month as it may be named: 1 December, 01.12, tomorrow, next Monday."""

from __future__ import annotations

from bot.core.reading import moments
from bot.core.reading.clock import hour_number
from bot.core.reading.meanings import WEEKEND
from bot.core.reading.numeric_dates import Atom, after_bound, numeric_date, one, said_year
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind

DAY = 1440
WEEK = 7 * DAY
MONTH = 30 * DAY
_SHORTEST_MONTH = 3
# Nobody plans so many days or months ahead, and the calendar ends somewhere.
_MOST_UNITS = 1000
# A library that takes its time is not asked about whole pages.
_MOST_ITEMS = 60


def atom(scan: Scan, at: int) -> Atom | None:
    """Read one date at this item."""
    item = scan.at(at)
    if item.kind == Kind.NUMBER:
        return numeric_date(scan, at) or _numbered(scan, at) or _foreign(scan, at)
    if not item.sense:
        return None
    for kind, rule in _RULES:
        found = rule(scan, at) if kind in item.sense else None
        if found:
            return found
    return None


def _numbered(scan: Scan, at: int) -> Atom | None:
    """A number with a month behind it, or with what makes a day of it: 1 December, the 15th."""
    number = scan.at(at)
    if len(number.text) > 2:
        return None
    last = _marked(scan, at + 1)
    marked = last > at + 1
    last += scan.is_(last, "of")
    if scan.mark(last, ".-/") and not scan.at(last).spaced and scan.is_(last + 1, "month"):
        last += 1
    month = scan.value(last, "month")
    if month is not None:
        return _with_year(scan, last + 1, month, number.value)
    if scan.is_(last, "day_number"):
        return _this_or_next(scan, last + 1, number.value)
    return _this_or_next(scan, last, number.value) if marked and not _ranked(scan, last) else None


def _ranked(scan: Scan, at: int) -> bool:
    return scan.is_(at, "day", "attempt", "unit", "retry")


def _marked(scan: Scan, at: int) -> int:
    """Step over the ending of an ordinal number: "15th", "15-go"."""
    if scan.is_(at, "ordinal_mark") and not scan.at(at).spaced:
        return at + 1
    hyphen = scan.mark(at, "-") and not scan.at(at).spaced
    if hyphen and scan.is_(at + 1, "ordinal_mark") and not scan.at(at + 1).spaced:
        return at + 2
    return at


def _this_or_next(scan: Scan, last: int, day: int) -> Atom:
    return one(moments.next_day_number(scan.today, day), last)


def _with_year(scan: Scan, at: int, month: int, day: int) -> Atom:
    if scan.mark(at, ".") and not scan.at(at).spaced and len(scan.at(at - 1).text) <= 5:
        at += 1
    year, last = said_year(scan, at)
    if year:
        return one(moments.made(year, month, day), last)
    return one(moments.next_date(scan.today, month, day), at, month, day)


def _foreign(scan: Scan, at: int) -> Atom | None:
    """A number and an unknown word behind a preposition: perhaps a month of another language."""
    day, word = scan.at(at), scan.at(at + 1)
    unknown = word.kind == Kind.WORD and not word.sense and len(word.text) >= _SHORTEST_MONTH
    if not unknown or not 1 <= day.value <= 31 or not after_bound(scan, at):
        return None
    # "From 10 to 18 …" is about hours.
    if scan.size > _MOST_ITEMS or scan.at(at - 2).kind == Kind.NUMBER:
        return None
    from bot.core.reading.dateparser_atoms import date_of

    found = date_of(scan.words(at, at + 2), scan.today)
    if found is None:
        return None
    return one(found, at + 2, found.month, found.day)


def _spelt(scan: Scan, at: int) -> Atom | None:
    """An ordinal in words: "first of December"."""
    ordinal = scan.value(at, "ordinal")
    if ordinal is None:
        return None
    last = at + 1 + scan.is_(at + 1, "of")
    month = scan.value(last, "month")
    if month is not None:
        return _with_year(scan, last + 1, month, ordinal)
    if scan.is_(last, "day_number"):
        return _this_or_next(scan, last + 1, ordinal)
    ends = scan.at(last).kind in (Kind.END, Kind.NEWLINE, Kind.MARK) or scan.is_(last, "inclusive")
    before = at - 1 - scan.is_(at - 1, "filler")
    bound = scan.is_(before, "to", "from", "before", "after") and ends
    return _this_or_next(scan, last, ordinal) if bound else None


def _month(scan: Scan, at: int) -> Atom | None:
    """A month before its day, or alone."""
    month = scan.value(at, "month")
    if month is None:
        return None
    dotted = scan.mark(at + 1, ".") and not scan.at(at + 1).spaced
    next_ = at + 1 + dotted
    next_ += scan.is_(next_, "filler") and scan.is_(next_ + 1, "ordinal")
    day = scan.at(next_)
    ordinal = day.sense.get("ordinal")
    if ordinal is not None:
        return _with_year(scan, next_ + 1, month, ordinal)
    if day.kind == Kind.NUMBER and len(day.text) <= 2 and not _timed(scan, next_ + 1):
        found = _with_year(scan, _marked(scan, next_ + 1), month, day.value)
        return _and_next(scan, found)
    if "filler" in scan.items[at].sense:
        return None
    return _whole_month(scan, next_, month)


def _and_next(scan: Scan, found: Atom) -> Atom:
    """ "Nov 26 and 27": the day behind it as well, where its number can be no time."""
    day, last = found.day, found.last
    while day and scan.mark(last, ",") and scan.at(last + 1).value == day + 1:
        day, last = day + 1, _marked(scan, last + 2)
    last += scan.mark(last, ",")
    joined = day and scan.is_(last, "and") and not scan.is_(last, "or")
    if not joined or scan.at(last + 1).value != day + 1:
        return found
    last = _marked(scan, last + 2)
    other = scan.mark(last, ":-.") or scan.is_(last, "half", "unit", "to", "month", "attempt")
    final = found.first + moments.DAY * (day + 1 - found.day)
    if other or found.first.month != final.month:
        return found
    return Atom(found.first, final, last)


def _whole_month(scan: Scan, last: int, month: int) -> Atom:
    year, behind = (0, last) if scan.mark(last, ",") else said_year(scan, last)
    if year:
        first = moments.made(year, month, 1) or scan.today
        return Atom(first, moments.month_end(first), behind)
    shift = (month - scan.today.month) % 12
    first = moments.month_start(scan.today, shift)
    return Atom(first, moments.month_end(first), last)


def _timed(scan: Scan, at: int) -> bool:
    colon = scan.mark(at, ":") and scan.at(at + 1).kind == Kind.NUMBER
    return colon or scan.is_(at, "half")


def _named(scan: Scan, at: int) -> Atom | None:
    """Today, tomorrow, the day after."""
    distance = scan.value(at, "date")
    if distance is None:
        return None
    return one(moments.midnight(scan.today) + moments.DAY * distance, at + 1)


def _relative(scan: Scan, at: int) -> Atom | None:
    """ "In 3 days", "in a week"."""
    if not scan.is_(at, "in"):
        return None
    count, last = counted(scan, at + 1)
    unit = scan.value(last, "unit")
    if unit is None or unit < DAY:
        return None
    return one(moments.later(scan.today, count, unit), last + 1)


def counted(scan: Scan, at: int) -> tuple[int, int]:
    """A number of units, one where none is said; the item behind it."""
    at = scan.skip(at, "filler", unless=("unit", "number", "day"))
    value = hour_number(scan, at)
    if value is None or value > _MOST_UNITS:
        return 1, at
    if scan.is_(at, "unit"):
        # A word that is a number of units by itself: "a fortnight".
        return value, at
    return value, at + 1


def _turned(scan: Scan, at: int) -> Atom | None:
    """ "Next Monday", "this week", "next month"."""
    if not scan.is_(at, "this", "next"):
        return None
    ahead = scan.is_(at, "next")
    day = scan.value(at + 1, "day")
    if day is not None:
        found = one(moments.next_weekday(scan.today, day), at + 2)
        return _with_next(scan, found)
    if not ahead and scan.value(at + 1, "days") == WEEKEND:
        final = moments.week_end(scan.today)
        return Atom(final - moments.DAY, final, at + 2)
    unit = scan.value(at + 1, "unit")
    if unit == WEEK:
        final = moments.week_end(scan.today, int(ahead))
        return Atom(final - moments.DAY * 6, final, at + 2)
    if unit == MONTH:
        first = moments.month_start(scan.today, int(ahead))
        return Atom(first, moments.month_end(first), at + 2)
    month = scan.value(at + 1, "month")
    return _whole_month(scan, at + 2, month) if month is not None else None


def _with_next(scan: Scan, found: Atom) -> Atom:
    """ "This Thursday and Friday": the day behind it as well."""
    if not scan.is_(found.last, "and") or scan.is_(found.last, "or"):
        return found
    inner = scan.skip(found.last + 1, "on", "this", "next", unless=("day",))
    later = found.final + moments.DAY
    if scan.value(inner, "day") != later.weekday():
        return found
    return found._replace(final=later, last=inner + 1)


def _edge(scan: Scan, at: int) -> Atom | None:
    """ "The end of the month", "the end of December", "the start of next week"."""
    if not scan.is_(at, "end", "start_of"):
        return None
    inner = at + 1
    unit = scan.value(inner, "unit")
    whole: Atom | None
    if unit == WEEK:
        final = moments.week_end(scan.today)
        whole = Atom(final - moments.DAY * 6, final, inner + 1)
    elif unit == MONTH:
        first = moments.month_start(scan.today)
        whole = Atom(first, moments.month_end(first), inner + 1)
    elif unit == DAY:
        whole = one(moments.midnight(scan.today), inner + 1)
    elif scan.is_(inner, "year"):
        whole = one(moments.made(scan.today.year, 12, 31), inner + 1)
    else:
        whole = _turned(scan, inner) or _month(scan, inner)
    if whole is None:
        return None
    day = whole.final if scan.is_(at, "end") else whole.first
    return one(day, whole.last)


def _turned_edge(scan: Scan, at: int) -> Atom | None:
    """ "Year end", "month end"."""
    if not scan.is_(at + 1, "end") or scan.is_(at + 2, "of", "this", "next", "month"):
        return None
    if scan.is_(at, "year"):
        return one(moments.made(scan.today.year, 12, 31), at + 2)
    if scan.value(at, "unit") == MONTH:
        return one(moments.month_end(moments.month_start(scan.today)), at + 2)
    return None


def _weekday(scan: Scan, at: int) -> Atom | None:
    """A weekday; the next one, and a date beside it in place of it."""
    day = scan.value(at, "day")
    if day is None:
        return None
    last = at + 1 + (scan.mark(at + 1, ".,") and not scan.at(at + 1).spaced)
    listed = scan.is_(at - 2, "day") and (scan.is_(at - 1, "and") or scan.mark(at - 1, ",-/"))
    if not listed and scan.is_(last, "next") and scan.value(last + 1, "unit") == WEEK:
        final = moments.week_end(scan.today, 1)
        return one(final - moments.DAY * (6 - day), last + 2)
    dated = _dated(scan, scan.skip_marks(at + 1, ".,("))
    if dated and dated.first.weekday() == day:
        return dated
    return one(moments.next_weekday(scan.today, day), at + 1)._replace(vague=True)


def _dated(scan: Scan, at: int) -> Atom | None:
    """The one day that a date behind its weekday names, with the bracket that closes it."""
    if scan.is_(at, "day") or not (
        scan.at(at).kind == Kind.NUMBER or scan.is_(at, "month", "ordinal")
    ):
        return None
    found = atom(scan, at)
    if found is None or found.impossible or found.first != found.final:
        return None
    closes = scan.mark(found.last, ")") and scan.mark(at - 1, "(")
    return found._replace(last=found.last + closes)


_RULES = (
    ("date", _named),
    ("ordinal", _spelt),
    ("month", _month),
    ("in", _relative),
    ("this", _turned),
    ("next", _turned),
    ("end", _edge),
    ("start_of", _edge),
    ("day", _weekday),
    ("year", _turned_edge),
    ("unit", _turned_edge),
)
