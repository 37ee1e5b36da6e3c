"""Hours and days without calls: breaks, closed days, exclusions."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.fields import clock as spelt
from bot.core.policy import DAY_END
from bot.core.reading.clock import HOUR, clock, said_minute
from bot.core.reading.days import days
from bot.core.reading.hours import hours, lunch_range
from bot.core.reading.meanings import Note
from bot.core.reading.nodes import Break, Closed, Days, Exclusion, Hours, Node, Span, Strange
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind
from bot.core.texts import text

_DAYS = ("days", "day", "each")
# What is longer than this is working hours and no break in them.
LONGEST = 4 * HOUR
_NOTES = {
    Note.HOLIDAYS: text("note-holidays"),
    Note.ALTERNATE: text("note-alternate"),
    Note.NTH_DAY: text("note-nth-day"),
    Note.TIMES_A_DAY: text("note-times-a-day"),
    Note.CONDITION: text("note-condition"),
}


def break_(scan: Scan, at: int) -> Break | Strange | None:
    """ "Lunch 13-14", "a break from 1 to 2", "lunch" alone."""
    first = at
    while scan.is_(at, "on", "from", "except") and not scan.is_(at, "lunch", "break"):
        at += 1
    if not scan.is_(at, "lunch", "break"):
        return None
    inner = at + 1
    while scan.is_(inner, "lunch", "break"):
        inner += 1
    found = _ranged(scan, first, inner)
    if found:
        return found
    if not scan.is_(at, "lunch"):
        return None
    point = _pointed(scan, first, inner)
    if point:
        return point
    lunch = scan.context.defaults.lunch
    said = text("assumed-hours", start=spelt(lunch.start), end=spelt(lunch.end))
    return Break(first, inner, (said,), span=Span(lunch.start, lunch.end))


def _ranged(scan: Scan, first: int, inner: int) -> Break | None:
    """A break with its hours, and perhaps its days between."""
    while scan.mark(inner, ":-(") or scan.is_(inner, "filler", "time"):
        inner += 1
    found = days(scan, inner)
    mask = None
    if found and not found.rest:
        mask, inner = found.mask, found.last
        while scan.mark(inner, ":-"):
            inner += 1
    settled = lunch_range(scan, inner)
    if settled is None:
        return None
    window, last = settled
    if window.asked:
        return Break(first, last, asked=window.asked)
    if not short(window.span):
        return None
    return Break(first, last, window.said, span=window.span, mask=mask)


def short(span: Span) -> bool:
    """Whether a window may be a break in others."""
    return span.start is not None and span.end is not None and span.end - span.start <= LONGEST


def _pointed(scan: Scan, first: int, inner: int) -> Break | None:
    """A break that only says when it begins."""
    while scan.is_(inner, "on", "from") or scan.mark(inner, ":"):
        inner += 1
    found = clock(scan, inner, loose=False)
    if found is None or inner == first + 1 or scan.is_(found[1], "attempt", "month", "unit"):
        return None
    minute = said_minute(found[0])
    if minute is None or minute > DAY_END - HOUR:
        return None
    return Break(first, found[1], asked=text("asked-break-end"))


def as_break(scan: Scan, node: Hours) -> Break | None:
    """Hours with the word for a break behind them: "13-14 lunch"."""
    at = node.last
    while scan.mark(at, "-(") or scan.is_(at, "for"):
        at += 1
    if not scan.is_(at, "lunch", "break") or len(node.spans) != 1 or not short(node.spans[0]):
        return None
    after = at + 1
    while scan.mark(after, ":-"):
        after += 1
    if scan.is_(at, "days") or lunch_range(scan, after):
        return None
    return Break(node.first, at + 1, node.said, span=node.spans[0])


def closed(scan: Scan, at: int, before: Node | None) -> Node | None:
    """ "Closed" beside days; a word that is a weekend as well is that unless a day stands by."""
    if not scan.is_(at, "closed"):
        return None
    if scan.is_(at, "days") and not _beside_days(scan, at, before):
        return None
    last = at + 1
    while scan.is_(last, "closed"):
        last += 1
    settled = lunch_range(scan, last)
    if settled and not isinstance(before, Days) and settled[0].span.whole:
        window, end = settled
        if not window.asked:
            return Break(at, end, window.said, span=window.span)
    return Closed(at, last)


def _beside_days(scan: Scan, at: int, before: Node | None) -> bool:
    after = at + 1
    while scan.mark(after, ":-"):
        after += 1
    named = scan.is_(after, "day", "each") and (after > at + 1 or not isinstance(before, Days))
    direct = isinstance(before, Days) and before.last <= at and _only_dashes(scan, before.last, at)
    return named or direct


def _only_dashes(scan: Scan, first: int, last: int) -> bool:
    return all(scan.mark(at, "-:(") for at in range(first, last))


def exclusion(scan: Scan, at: int) -> Sequence[Node]:
    """ "Except Wednesday", "no calls on Sundays and after 18"; nothing where none follows."""
    first = at
    while scan.is_(at, "but", "filler", "and") and not scan.is_(at, "not", "except"):
        at += 1
    if not scan.is_(at, "not", "except"):
        return ()
    if scan.is_(at, "but") and not (scan.is_(at - 1, *_DAYS) and scan.is_(at + 1, *_DAYS)):
        return ()
    inner = at + 1
    while (
        scan.is_(inner, "filler", "on", "call", "not", "except") or scan.mark(inner, ":-")
    ) and not _element(scan, inner):
        inner += 1
        if inner > at + 6:
            return ()
    nodes: list[Node] = []
    while True:
        found = _element(scan, inner)
        if found is None or (nodes and _has_own_hours(scan, inner, found)):
            break
        nodes.append(found)
        inner = _listed(scan, found.last)
    return _excluded(first, nodes)


def _element(scan: Scan, at: int) -> Node | None:
    item = scan.at(at)
    if not item.sense and item.kind is not Kind.NUMBER:
        return None
    return strange(scan, at) or break_(scan, at) or hours(scan, at) or days(scan, at)


def _listed(scan: Scan, at: int) -> int:
    """Step over what joins the parts of an exclusion."""
    while scan.is_(at, "and") or scan.mark(at, ",/"):
        at += 1
    return at + 1 if scan.is_(at, "not", "except") else at


def _has_own_hours(scan: Scan, at: int, found: Node) -> bool:
    """Whether the days after a comma begin a statement of their own."""
    if scan.is_(at - 1, "and") or scan.is_(at - 1, "not", "except"):
        return False
    if isinstance(found, Hours):
        return True
    after = found.last
    while scan.mark(after, ":-"):
        after += 1
    if after >= len(scan.items):
        return False
    return hours(scan, after) is not None or scan.is_(after, "closed", "on")


def _excluded(first: int, nodes: Sequence[Node]) -> Sequence[Node]:
    """The parts of one exclusion, the first of them with the word that excludes."""
    out: list[Node] = []
    for node in nodes:
        start = first if node is nodes[0] else (out[-1].last if out else node.first)
        last = node.last
        if isinstance(node, Days):
            out.append(Exclusion(start, last, mask=node.mask))
        elif isinstance(node, Hours):
            out.append(Exclusion(start, last, node.said, node.asked, spans=node.spans))
        elif isinstance(node, Break):
            out.append(Break(start, last, node.said, node.asked, node.span, node.mask))
        elif isinstance(node, Strange):
            out.append(Strange(start, last, note=node.note))
    return out


def strange(scan: Scan, at: int) -> Strange | None:
    """What is understood and cannot be said to the API, with the days it belongs to."""
    note = scan.value(at, "note")
    if note is not None:
        last = at + 1
        while scan.is_(last, "note", "day", "each") and Note(note) is Note.ALTERNATE:
            last += 1
        if Note(note) in (Note.TIMES_A_DAY, Note.ALTERNATE) and "days" in scan.items[at].sense:
            return None
        return Strange(at, last, note=_NOTES[Note(note)])
    return _nth(scan, at) or _times_a_day(scan, at)


def _nth(scan: Scan, at: int) -> Strange | None:
    """ "First Tuesday of the month"."""
    first = at
    while scan.is_(at, "on", "every", "filler") and not scan.is_(at, "ordinal", "last"):
        at += 1
    digits = scan.at(at).kind is Kind.NUMBER and scan.is_(at + 1, "ordinal_mark")
    if digits and not scan.at(at + 1).spaced:
        at += 1
    elif not scan.is_(at, "ordinal", "last"):
        return None
    if not scan.is_(at + 1, "day", "each"):
        return None
    last = at + 2
    while scan.is_(last, "of", "filler", "unit", "every") and not scan.is_(last, "not", "except"):
        last += 1
    return Strange(first, last, note=_NOTES[Note.NTH_DAY])


def _times_a_day(scan: Scan, at: int) -> Strange | None:
    """ "3 times a day"."""
    number = scan.at(at)
    counted = number.kind is Kind.NUMBER or "number" in number.sense
    if counted and scan.is_(at + 1, "attempt") and scan.is_(at + 2, "note"):
        return Strange(at, at + 3, note=_NOTES[Note.TIMES_A_DAY])
    return None
