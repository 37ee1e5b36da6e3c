"""One time by itself: from it on, until it, or just about then."""

from __future__ import annotations

from dataclasses import replace

from bot.core.fields import clock as spelt
from bot.core.policy import DAY_END
from bot.core.reading.clock import HOUR, Found, clock, with_half
from bot.core.reading.halves import Settled, by_itself, lower, upper, window
from bot.core.reading.meanings import Half
from bot.core.reading.nodes import Hours, Option, Span
from bot.core.reading.ranges import (
    counts_other,
    following_half,
    hyphen_clock,
    in_half,
    made_hours,
    opened,
    surely_minutes,
)
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind
from bot.core.texts import Text, text

LOWER = ("from", "after", "not_before")
UPPER = ("to", "before", "not_after")


def lower_end(scan: Scan, at: int) -> Hours | None:
    """A time from which on, perhaps with one until which right behind."""
    found = bound_at(scan, at, LOWER)
    if found is None:
        return None
    start, last = found
    if scan.is_(last, "to", "most") and counts_other(scan, last + 2) and not start.timed:
        # "From 2 to 4 attempts".
        return None
    # "Not before 10 or after 20": what is not allowed goes on.
    kinds = (*UPPER, "after") if scan.is_(at, "not_before") else UPPER
    other = bound_at(scan, _joined(scan, last), kinds)
    if other:
        if scan.is_(at, "not_before") and other[0].half is not None:
            # "Not before 8, not after 9 pm" is no range that shares its pm.
            start = by_itself(start)
        return made_hours(scan, at, other[1], window(start, other[0]))
    if scan.is_(last, "onward") and not _numbered(scan, last + 1):
        last += 1
    elif scan.is_(last, "and") and scan.is_(last + 1, "after") and not _numbered(scan, last + 2):
        last += 2
    half = following_half(scan, last)
    if half is not None:
        start, last = in_half(start, half), last + 1
    return made_hours(scan, at, last, lower(start))


def upper_end(scan: Scan, at: int) -> Hours | None:
    """A time until which, perhaps with one from which on right behind."""
    found = bound_at(scan, at, UPPER)
    if found is None:
        return None
    end, last = found
    other = bound_at(scan, _joined(scan, last), LOWER)
    if other is None and scan.is_(at, "not_after"):
        other = bound_at(scan, _joined(scan, last), ("before",))
    settled = upper(end, scan.context.defaults.calling_day.start)
    if other:
        start = lower(other[0])
        if start.asked and other[0].bare and other[0].minute <= (settled.span.end or 0):
            # "Before ten or after seven": these are not of one half of the day.
            start = lower(in_half(other[0], Half.EVENING))
        both = _both_ends(scan, Hours(at, other[1]), settled, start)
        if both:
            return (
                both
                if both.asked or both.spans
                else made_hours(scan, at, other[1], window(other[0], end))
            )
    half = following_half(scan, last)
    if half is not None:
        settled = upper(in_half(end, half), scan.context.defaults.calling_day.start)
        last += 1
    return made_hours(scan, at, last, settled)


def _both_ends(scan: Scan, place: Hours, end: Settled, start: Settled) -> Hours | None:
    """Until one time and from another: around a gap; no hours yet where they are one window."""
    first, last = start.span.start, end.span.end
    if start.asked or first is None or last is None:
        return None
    if first < last:
        return place
    if first >= scan.context.defaults.calling_day.end:
        return replace(place, asked=text("asked-when"))
    return replace(place, said=(*end.said, *start.said), spans=(end.span, start.span))


def refused(scan: Scan, node: Hours) -> Hours:
    """Open ends that take no calls: none before 8 is from 8 on, none after 8 is until 8 pm."""
    day_start = scan.context.defaults.calling_day.start
    if any(span.whole for span in node.spans) and not scan.is_(node.first, "after"):
        return node
    early = bound_at(scan, node.first, UPPER)
    late = bound_at(scan, _joined(scan, early[1]) if early else node.first, LOWER)
    if late and not early:
        early = bound_at(scan, _joined(scan, late[1]), UPPER)
    if max(found[1] for found in (early, late, (None, 0)) if found) != node.last:
        return node
    spans: list[Span] = []
    said: list[Text] = []
    if early:
        begun = lower(early[0])
        spans.append(Span(None, begun.span.start))
        said += begun.said
    if late:
        ended = upper(late[0], day_start)
        spans.append(Span(ended.span.end, None))
        said += ended.said
    if Span(None, None) in spans:
        return replace(node, asked=text("asked-which-half"))
    return replace(node, spans=tuple(spans), said=tuple(said), asked=None, options=())


def _joined(scan: Scan, at: int) -> int:
    """Step over "and" or a comma between two open ends."""
    if scan.mark(at, ","):
        at += 1
    return at + 1 if scan.is_(at, "and", "but") and not scan.is_(at, "to", "from") else at


def bound_at(scan: Scan, at: int, kinds: tuple[str, ...]) -> Found | None:
    """The time behind one of these words, where it is a time; the item behind it."""
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


def onward(scan: Scan, at: int) -> Hours | None:
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


def point(scan: Scan, at: int, half: Half | None = None) -> Hours | None:
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


def option(span: Span) -> Option:
    """Whole hours as an answer."""
    label = text("answer-hours", start=spelt(span.start or 0), end=spelt(span.end or 0))
    return Option(label, (span,))
