"""Hours in all their spellings: ranges, open ends, parts of the day."""

from __future__ import annotations

from dataclasses import replace

from bot.core.fields import clock as spelt
from bot.core.policy import DAY_END
from bot.core.reading.clock import HOUR, Clock, Found, clock, with_half
from bot.core.reading.days import days
from bot.core.reading.halves import Settled, lower, upper, window
from bot.core.reading.meanings import Half, Part
from bot.core.reading.nodes import Hours, Option, Span
from bot.core.reading.ranges import (
    HALVES,
    counts_other,
    fits_half,
    following_half,
    hyphen_clock,
    in_half,
    made_hours,
    opened,
    surely_minutes,
    time_range,
    two_times,
)
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind
from bot.core.texts import text

_LOWER = ("from", "after", "not_before")
_UPPER = ("to", "before", "not_after")


def hours(scan: Scan, at: int) -> Hours | None:
    """Read hours at this item: a range, an open end, or a part of the day."""
    item = scan.at(at)
    if item.kind == Kind.NUMBER:
        return None if _stands_alone(scan, at) else _timed(scan, at)
    if not item.sense:
        return None
    return _part(scan, at) if "part" in item.sense else _timed(scan, at)


def _timed(scan: Scan, at: int) -> Hours | None:
    found = time_range(scan, opened(scan, at))
    if found:
        node = made_hours(scan, at, found[1], found[0])
        return replace(node, loose=True) if _is_loose(scan, at, found[1]) else node
    bound = _lower(scan, at) if scan.is_(at, *_LOWER) else None
    if bound is None and scan.is_(at, *_UPPER):
        bound = _upper(scan, at)
    return bound or _onward(scan, at) or _point(scan, at)


def _is_loose(scan: Scan, first: int, last: int) -> bool:
    commas = [at for at in range(first, last) if scan.items[at].text == ","]
    return any(scan.is_(at + 1, *_UPPER) for at in commas)


def _stands_alone(scan: Scan, at: int) -> bool:
    """Whether nothing behind a number makes a time of it: no mark, no unit, no word for a range."""
    after = scan.items[at + 1]
    if after.sense:
        return False
    if after.kind == Kind.NUMBER:
        return after.text not in ("00", "30")
    if after.kind != Kind.MARK:
        return True
    then = scan.items[at + 2]
    return after.text == "," and then.spaced and not then.sense


def _lower(scan: Scan, at: int) -> Hours | None:
    """A time from which on, perhaps with one until which right behind."""
    found = _bound(scan, at, _LOWER)
    if found is None:
        return None
    start, last = found
    if scan.is_(last, "to", "most") and counts_other(scan, last + 2) and not start.timed:
        # "From 2 to 4 attempts".
        return None
    # "Not before 10 or after 20": what is not allowed goes on.
    kinds = (*_UPPER, "after") if scan.is_(at, "not_before") else _UPPER
    other = _bound(scan, _joined(scan, last), kinds)
    if other:
        return made_hours(scan, at, other[1], window(start, other[0]))
    if scan.is_(last, "onward") and not _numbered(scan, last + 1):
        last += 1
    elif scan.is_(last, "and") and scan.is_(last + 1, "after") and not _numbered(scan, last + 2):
        last += 2
    half = following_half(scan, last)
    if half is not None:
        start, last = in_half(start, half), last + 1
    return made_hours(scan, at, last, lower(start))


def _upper(scan: Scan, at: int) -> Hours | None:
    """A time until which, perhaps with one from which on right behind."""
    found = _bound(scan, at, _UPPER)
    if found is None:
        return None
    end, last = found
    other = _bound(scan, _joined(scan, last), _LOWER)
    if other is None and scan.is_(at, "not_after"):
        other = _bound(scan, _joined(scan, last), ("before",))
    settled = upper(end, scan.context.defaults.calling_day.start)
    if other:
        start = lower(other[0])
        if not start.asked and start.span.start is not None and settled.span.end is not None:
            if start.span.start < settled.span.end:
                return made_hours(scan, at, other[1], window(other[0], end))
            said = (*settled.said, *start.said)
            return Hours(at, other[1], said, spans=(settled.span, start.span))
    half = following_half(scan, last)
    if half is not None:
        settled = upper(in_half(end, half), scan.context.defaults.calling_day.start)
        last += 1
    return made_hours(scan, at, last, settled)


def _joined(scan: Scan, at: int) -> int:
    """Step over "and" or a comma between two open ends."""
    if scan.mark(at, ","):
        at += 1
    return at + 1 if scan.is_(at, "and", "but") and not scan.is_(at, "to", "from") else at


def _bound(scan: Scan, at: int, kinds: tuple[str, ...]) -> Found | None:
    if not scan.is_(at, *kinds):
        return None
    last = scan.skip(at + 1, "on", "from", "to", "after", unless=("part", "clock"))
    found = (hyphen_clock(scan, last) if surely_minutes(scan, last) else None) or clock(scan, last)
    if found is None or counts_other(scan, found[1]) or _is_length(scan, found[1]):
        return None
    return None if _is_distance(scan, at, found[1]) else found


def _is_length(scan: Scan, last: int) -> bool:
    """Whether a number is followed by minutes, days or weeks: a length, not a time."""
    unit = scan.value(last, "unit")
    return unit is not None and unit != HOUR and not scan.is_(last, "half")


def _is_distance(scan: Scan, at: int, last: int) -> bool:
    """Whether "after 2 hours" counts from something: no language says o'clock like that."""
    return scan.is_(at, "gap") and scan.value(last - 1, "unit") == HOUR


def _onward(scan: Scan, at: int) -> Hours | None:
    """A time with "onward" or a plus behind it."""
    found = clock(scan, opened(scan, at))
    if found is None:
        return None
    start, last = found
    plus = scan.mark(last, "+") and not scan.at(last).spaced and not _numbered(scan, last + 1)
    if not plus and not (scan.is_(last, "onward") and not _numbered(scan, last + 1)):
        return None
    return made_hours(scan, at, last + 1, lower(start))


def _numbered(scan: Scan, at: int) -> bool:
    item = scan.at(at)
    return item.kind == Kind.NUMBER or "day" in item.sense or "number" in item.sense


def _point(scan: Scan, at: int, half: Half | None = None) -> Hours | None:
    """One time alone: from it on, or just about then? That is a question."""
    first = at
    at = scan.skip(at, "on", unless=("clock",))
    found = clock(scan, at, loose=False)
    if found is None or counts_other(scan, found[1]) or _is_length(scan, found[1]):
        return None
    if _is_distance(scan, first, found[1]):
        return None
    start, last = in_half(found[0], half) if half is not None else found[0], found[1]
    evident = first < at or start.timed or start.half is not None or last > at + 1
    if not evident or start.wrong:
        return _wrong(first, last) if start.wrong and start.timed else None
    minute = with_half(start, start.half) if start.half is not None else start.minute
    if minute is None or minute >= DAY_END:
        return _wrong(first, last)
    end = min(minute + HOUR, DAY_END)
    options = (
        Option(text("answer-from", start=spelt(minute)), (Span(minute, None),)),
        Option(text("answer-hours", start=spelt(minute), end=spelt(end)), (Span(minute, end),)),
    )
    return Hours(first, last, asked=text("asked-point"), options=options)


def _wrong(first: int, last: int) -> Hours:
    return Hours(first, last, asked=text("asked-no-such-time"))


def _part(scan: Scan, at: int) -> Hours | None:
    """A named part of the day, alone, to another one, or around hours of its own."""
    part = Part(scan.items[at].sense["part"])
    half = HALVES.get(part)
    inner = _inner(scan, at + 1, half)
    if inner:
        return replace(inner, first=at)
    stretch = scan.context.defaults.parts[part]
    start, end, last = stretch.start, stretch.end, at + 1
    if scan.is_(last, "to", "through") or scan.mark(last, "-"):
        until = scan.value(last + 1, "part")
        found = clock(scan, last + 1)
        if until is not None:
            other = scan.context.defaults.parts[Part(until)]
            end, last = (other.end if scan.mark(last, "-") else other.start), last + 2
            if end <= start:
                end = other.end
        elif found and not counts_other(scan, found[1]):
            settled = upper(found[0], start)
            if settled.span.end and settled.span.end > start:
                end, last = settled.span.end, found[1]
    if part is Part.ALWAYS:
        return Hours(at, last, spans=(Span(0, DAY_END),))
    said = text("assumed-hours", start=spelt(start), end=spelt(end))
    label = part is Part.WORKING and (scan.mark(last, ":-") or _heads(scan, last))
    return Hours(at, last, (said,), spans=(Span(start, end),), part=True, label=label)


def _heads(scan: Scan, at: int) -> bool:
    """Whether hours, or days with hours, stand right behind: "office hours Mon-Fri 8-17"."""
    at = scan.skip_marks(at, ",(")
    found = days(scan, at)
    return time_range(scan, opened(scan, found.last if found else at)) is not None


def _inner(scan: Scan, at: int, half: Half | None) -> Hours | None:
    """Hours right behind a part of the day: "in the evening from 6 to 8"."""
    if scan.value(at - 1, "part") == Part.ALWAYS:
        exact = None if scan.is_(at, "part", "number") else hours(scan, at)
        counted = scan.at(at).kind == Kind.NUMBER
        return exact if exact and not (counted and (exact.asked or not exact.spans)) else None
    if half is None:
        return None
    first = opened(scan, at)
    found = time_range(scan, first, half=half) or _apart(scan, at, half)
    if found:
        return made_hours(scan, at, found[1], found[0])
    for kinds in (_LOWER, _UPPER):
        bound = _bound(scan, at, kinds)
        if bound:
            return _trimmed(scan, at, in_half(bound[0], half), bound[1], lower=kinds is _LOWER)
    return _point(scan, at, half) if scan.is_(at, "on") else None


def _apart(scan: Scan, at: int, half: Half) -> tuple[Settled, int] | None:
    """Hours behind a comma or a word, where both ends may be of that half: "evenings only, 6-8"."""
    for _ in range(2):
        at = scan.skip_marks(scan.skip(at, "filler", unless=("unit",)), ",:(-")
    first = opened(scan, at)
    pair = two_times(scan, first)
    if pair is None or not (fits_half(pair[0], half) and fits_half(pair[1], half)):
        return None
    return time_range(scan, first, half=half)


def _trimmed(scan: Scan, at: int, found: Clock, last: int, *, lower: bool) -> Hours | None:
    """A part of the day with one end of its own: "in the morning until 11"."""
    part = Part(scan.items[at - 1].sense["part"])
    stretch = scan.context.defaults.parts[part]
    minute = with_half(found, found.half) if found.half is not None else found.minute
    if minute is None:
        return None
    span = Span(minute, stretch.end) if lower else Span(stretch.start, minute)
    if span.start is None or span.end is None or span.start >= span.end:
        return None
    said = text("assumed-hours", start=spelt(span.start), end=spelt(span.end))
    return Hours(at, last, (said,), spans=(span,))


def lunch_range(scan: Scan, at: int) -> tuple[Settled, int] | None:
    """The hours of a break: small ones are of the afternoon."""
    return time_range(scan, opened(scan, at), lunch=True)
