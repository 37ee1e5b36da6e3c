"""Hours in all their spellings: ranges, open ends, parts of the day."""

from __future__ import annotations

from dataclasses import replace

from bot.core.reading.atoms import atom
from bot.core.reading.clock import HOUR
from bot.core.reading.day_parts import day_part
from bot.core.reading.days import days
from bot.core.reading.halves import Settled, upper
from bot.core.reading.nodes import Hours, Span
from bot.core.reading.open_ends import (
    LOWER,
    UPPER,
    bound_at,
    lower_end,
    onward,
    option,
    point,
    refused,
    upper_end,
)
from bot.core.reading.ranges import made_hours, opened, time_range
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind
from bot.core.texts import text

# Hours no longer than this may be a time told roughly: "from 10-11 till 18".
_SHORT = 2 * HOUR
_DAYS = ("day", "each", "days", "rest", "on")


def hours(scan: Scan, at: int) -> Hours | None:
    """Read hours at this item: a range, an open end, or a part of the day."""
    item = scan.at(at)
    if item.kind == Kind.NUMBER:
        return None if _stands_alone(scan, at) else _timed(scan, at)
    if not item.sense:
        return None
    return day_part(scan, at, hours) if "part" in item.sense else _timed(scan, at)


def _timed(scan: Scan, at: int) -> Hours | None:
    found = time_range(scan, opened(scan, at))
    if found:
        node = _twice_ended(scan, at, *found) or made_hours(scan, at, found[1], found[0])
        return replace(node, loose=True) if _is_loose(scan, at, found[1]) else node
    bound = lower_end(scan, at) if scan.is_(at, *LOWER) else None
    if bound is None and scan.is_(at, *UPPER):
        bound = upper_end(scan, at)
    if bound and scan.is_(bound.last, "closed") and not scan.is_(bound.last + 1, *_DAYS):
        return refused(scan, bound)
    return bound or onward(scan, at) or point(scan, at)


def _twice_ended(scan: Scan, first: int, whole: Settled, last: int) -> Hours | None:
    """ "10-11 till 18": from 10, from 11, or until 11? But "9-18 until 16 on Friday" is clear."""
    found = bound_at(scan, last, ("to", "not_after"))
    start, end = whole.span
    if found is None or start is None or end is None or atom(scan, last + 1):
        return None
    until = upper(found[0], scan.context.defaults.calling_day.start).span.end
    if until is None or (end - start > _SHORT and days(scan, found[1])):
        return None
    spans = [Span(a, b) for a, b in ((start, end), (start, until), (end, until)) if a < b]
    return Hours(first, found[1], asked=text("asked-when"), options=tuple(map(option, spans)))


def _is_loose(scan: Scan, first: int, last: int) -> bool:
    commas = [at for at in range(first, last) if scan.items[at].text == ","]
    return any(scan.is_(at + 1, *UPPER) for at in commas)


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


def lunch_range(scan: Scan, at: int) -> tuple[Settled, int] | None:
    """The hours of a break: small ones are of the afternoon."""
    return time_range(scan, opened(scan, at), lunch=True)
