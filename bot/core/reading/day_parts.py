"""Parts of the day by name: alone, to another one, or around hours of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.fields import clock as spelt
from bot.core.policy import DAY_END, Window
from bot.core.reading.clock import HOUR, Clock, clock, with_half
from bot.core.reading.days import days
from bot.core.reading.halves import Settled, upper
from bot.core.reading.meanings import Half, Part
from bot.core.reading.nodes import Hours, Option, Span
from bot.core.reading.open_ends import LOWER, UPPER, bound_at, option, point
from bot.core.reading.ranges import (
    HALVES,
    counts_other,
    fits_half,
    in_half,
    made_hours,
    opened,
    time_range,
    two_times,
)
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind
from bot.core.texts import text

# So far may hours go beyond the part of the day that they are named with.
_LATITUDE = 3 * HOUR
_LONGEST_PART = 4 * HOUR


def day_part(scan: Scan, at: int, timed: Callable[[Scan, int], Hours | None]) -> Hours | None:
    """A named part of the day, alone, to another one, or around hours of its own."""
    part = Part(scan.items[at].sense["part"])
    half = HALVES.get(part)
    inner = _inner(scan, at + 1, half, timed)
    if inner:
        return replace(inner, first=at)
    if part is Part.DAYTIME:
        return Hours(at, at + 1, asked=text("asked-when"), options=_of_daytime(scan))
    stretch = scan.context.defaults.parts[part]
    start = stretch.start
    end, last = _part_end(scan, at + 1, part)
    if part is Part.ALWAYS:
        return Hours(at, last, spans=(Span(0, DAY_END),))
    said = text("assumed-hours", start=spelt(start), end=spelt(end))
    label = part is Part.WORKING and (scan.mark(last, ":-") or _heads(scan, last))
    return Hours(at, last, (said,), spans=(Span(start, end),), part=True, label=label)


def _part_end(scan: Scan, last: int, part: Part) -> tuple[int, int]:
    """Where a part of the day ends, perhaps with another one or at a time; the item behind it."""
    parts = scan.context.defaults.parts
    start, end = parts[part].start, parts[part].end
    joint = last + scan.is_(last, "and")
    if part is Part.MORNING and scan.value(joint, "part") == Part.BEFORE_LUNCH:
        return parts[Part.BEFORE_LUNCH].end, joint + 1
    if not (scan.is_(last, "to", "through") or scan.mark(last, "-")):
        return end, last
    until = scan.value(last + 1, "part")
    if until is not None:
        other = parts[Part(until)]
        nearest = other.end if scan.mark(last, "-") else other.start
        return (nearest if nearest > start else other.end), last + 2
    found = clock(scan, last + 1)
    if found and not counts_other(scan, found[1]):
        settled = upper(found[0], start)
        if settled.span.end and settled.span.end > start:
            return settled.span.end, found[1]
    return end, last


def _of_daytime(scan: Scan) -> tuple[Option, ...]:
    """ "In the course of the day": the calling day, or the working hours?"""
    defaults = scan.context.defaults
    parts = (defaults.calling_day, defaults.parts[Part.WORKING])
    return tuple(option(Span(part.start, part.end)) for part in parts)


def _heads(scan: Scan, at: int) -> bool:
    """Whether hours, or days with hours, stand right behind: "office hours Mon-Fri 8-17"."""
    at = scan.skip_marks(at, ",(")
    found = days(scan, at)
    return time_range(scan, opened(scan, found.last if found else at)) is not None


def _inner(
    scan: Scan, at: int, half: Half | None, timed: Callable[[Scan, int], Hours | None]
) -> Hours | None:
    """Hours right behind a part of the day: "in the evening from 6 to 8"."""
    part = Part(scan.items[at - 1].sense["part"])
    if part is Part.DAYTIME:
        return _range_behind(scan, at)
    if part is Part.ALWAYS:
        exact = None if scan.is_(at, "part", "number") else timed(scan, at)
        counted = scan.at(at).kind == Kind.NUMBER
        return exact if exact and not (counted and (exact.asked or not exact.spans)) else None
    if half is None:
        return None
    first = opened(scan, at)
    found = time_range(scan, first, half=half) or _apart(scan, at, part, half)
    if found:
        return made_hours(scan, at, found[1], found[0])
    for kinds in (LOWER, UPPER):
        bound = bound_at(scan, at, kinds)
        if bound:
            return _trimmed(scan, at, in_half(bound[0], half), bound[1], lower=kinds is LOWER)
    return point(scan, at, half) if scan.is_(at, "on") else None


def _range_behind(scan: Scan, at: int) -> Hours | None:
    """Hours of any half, perhaps behind a comma."""
    at = scan.skip_marks(scan.skip(at, "filler", unless=("unit", *LOWER, *UPPER)), ",:(-")
    found = time_range(scan, opened(scan, at))
    return made_hours(scan, at, found[1], found[0]) if found else None


def _apart(scan: Scan, at: int, part: Part, half: Half) -> tuple[Settled, int] | None:
    """Hours behind a comma or a word, where both ends may be of that half: "evenings only, 6-8"."""
    for _ in range(2):
        at = scan.skip_marks(scan.skip(at, "filler", unless=("unit",)), ",:(-")
    first = opened(scan, at)
    pair = two_times(scan, first)
    found = time_range(scan, first, half=half) if pair else None
    if pair is None or found is None:
        return None
    fits = fits_half(pair[0], half) and fits_half(pair[1], half)
    return found if fits or _within(scan.context.defaults.parts[part], found[0].span) else None


def _within(part: Window, span: Span) -> bool:
    """Whether hours are of a part of the day, which nobody takes to the minute."""
    if span.start is None or span.end is None:
        return False
    start, end = part.start - _LATITUDE, part.end + _LATITUDE
    if span.end - span.start > _LONGEST_PART:
        return False
    return start <= span.start < part.end and part.start < span.end <= end


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
