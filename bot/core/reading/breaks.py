"""Hours and days without calls: breaks, closed days, exclusions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.fields import clock as spelt
from bot.core.policy import DAY_END
from bot.core.reading.clock import HOUR, clock, said_minute
from bot.core.reading.days import days
from bot.core.reading.hours import hours, lunch_range
from bot.core.reading.meanings import Note
from bot.core.reading.nodes import Break, Closed, Days, Exclusion, Hours, Node, Span, Strange
from bot.core.reading.scan import FEW, Scan
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
    at = scan.skip(at, "on", "from", "except", unless=("lunch", "break"))
    if not scan.is_(at, "lunch", "break"):
        return None
    inner = scan.skip(at + 1, "lunch", "break")
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
    span = Span(lunch.start, lunch.end)
    return Break(first, inner, (said,), span=span, unsure=True, default=True)


def _ranged(scan: Scan, first: int, inner: int) -> Break | None:
    """A break with its hours, and perhaps its days between."""
    for _ in range(2):
        inner = scan.skip(scan.skip_marks(inner, ":-("), "filler", "time")
    found = days(scan, inner)
    mask = None
    if found and not found.rest:
        mask, inner = found.mask, found.last
        inner = scan.skip_marks(inner, ":-")
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
    inner = scan.skip(scan.skip_marks(inner, ":"), "on", "from")
    found = clock(scan, inner, loose=False)
    if found is None or inner == first + 1 or scan.is_(found[1], "attempt", "month", "unit"):
        return None
    minute = said_minute(found[0])
    if minute is None or minute > DAY_END - HOUR:
        return None
    return Break(first, found[1], asked=text("asked-break-end"))


def as_break(scan: Scan, node: Hours) -> Break | None:
    """Hours with the word for a break behind them: "13-14 lunch"."""
    at = scan.skip(scan.skip_marks(node.last, "-("), "for")
    if not scan.is_(at, "lunch", "break") or len(node.spans) != 1 or not short(node.spans[0]):
        return None
    after = scan.skip_marks(at + 1, ":-")
    if scan.is_(at, "days") or lunch_range(scan, after):
        return None
    return Break(node.first, at + 1, node.said, span=node.spans[0])


def closed(scan: Scan, at: int, before: Node | None) -> Node | None:
    """ "Closed" beside days; a word that is a weekend as well is that unless a day stands by."""
    if not scan.is_(at, "closed"):
        return None
    if scan.is_(at, "days") and not _beside_days(scan, at, before):
        return None
    last = scan.skip(at + 1, "closed")
    settled = lunch_range(scan, last)
    if settled and not isinstance(before, Days) and settled[0].span.whole:
        window, end = settled
        if not window.asked:
            return Break(at, end, window.said, span=window.span)
    return Closed(at, last)


def _beside_days(scan: Scan, at: int, before: Node | None) -> bool:
    after = scan.skip_marks(at + 1, ":-")
    named = scan.is_(after, "day", "each") and (after > at + 1 or not isinstance(before, Days))
    direct = isinstance(before, Days) and before.last <= at and _only_dashes(scan, before.last, at)
    return named or direct


def _only_dashes(scan: Scan, first: int, last: int) -> bool:
    return all(scan.mark(at, "-:(") for at in range(first, last))


def exclusion(scan: Scan, at: int) -> Sequence[Node]:
    """ "Except Wednesday", "no calls on Sundays and after 18"; nothing where none follows."""
    first = at
    if not scan.is_(at, "not", "except"):
        return ()
    if scan.is_(at, "but") and not (scan.is_(at - 1, *_DAYS) and scan.is_(at + 1, *_DAYS)):
        return ()
    inner = at + 1
    kinds = ("filler", "on", "call", "not", "except")
    for _ in range(FEW):
        if not (scan.is_(inner, *kinds) or scan.mark(inner, ":-")) or _element(scan, inner):
            break
        inner += 1
    nodes: list[Node] = []
    while True:
        found = _element(scan, inner)
        if found is None or (nodes and _begins_anew(scan, inner, nodes, found)):
            break
        nodes.append(found)
        inner = _listed(scan, found.last)
    return _excluded(first, nodes, firm=not scan.is_(at, "except"))


def _element(scan: Scan, at: int) -> Node | None:
    item = scan.at(at)
    if not item.sense and item.kind is not Kind.NUMBER:
        return None
    return strange(scan, at) or break_(scan, at) or hours(scan, at) or days(scan, at)


def _listed(scan: Scan, at: int) -> int:
    """Step over what joins the parts of an exclusion."""
    at = scan.skip(scan.skip_marks(at, ",/"), "and")
    return at + 1 if scan.is_(at, "not", "except") else at


def _begins_anew(scan: Scan, at: int, nodes: Sequence[Node], found: Node) -> bool:
    """Whether days or hours after a comma are no more of the exclusion, but a new statement."""
    if scan.is_(at - 1, "and") or scan.is_(at - 1, "not", "except"):
        return False
    if type(found) is not type(nodes[-1]) or isinstance(found, Hours):
        return True
    if isinstance(found, Days) and any(isinstance(n, Days) and n.mask & found.mask for n in nodes):
        return True
    after = scan.skip_marks(found.last, ":-")
    return hours(scan, after) is not None or scan.is_(after, "closed", "on")


def _excluded(first: int, nodes: Sequence[Node], *, firm: bool) -> Sequence[Node]:
    """The parts of one exclusion, the first of them with the word that excludes."""
    out: list[Node] = []
    for node in nodes:
        start = first if node is nodes[0] else (out[-1].last if out else node.first)
        last = node.last
        if isinstance(node, Days):
            out.append(Exclusion(start, last, mask=node.mask, firm=firm))
        elif isinstance(node, Hours):
            out.append(Exclusion(start, last, node.said, node.asked, spans=node.spans))
        elif isinstance(node, Break):
            out.append(replace(node, first=start, last=last, unsure=False))
        elif isinstance(node, Strange):
            out.append(Strange(start, last, note=node.note))
    return out


def strange(scan: Scan, at: int) -> Strange | None:
    """What is understood and cannot be said to the API, with the days it belongs to."""
    note = scan.value(at, "note")
    if note is not None:
        last = at + 1
        if Note(note) is Note.ALTERNATE:
            last = scan.skip(last, "note", "day", "each")
        if Note(note) in (Note.TIMES_A_DAY, Note.ALTERNATE) and "days" in scan.items[at].sense:
            return None
        return Strange(at, last, note=_NOTES[Note(note)])
    return _nth(scan, at) or _times_a_day(scan, at)


def _nth(scan: Scan, at: int) -> Strange | None:
    """ "First Tuesday of the month"."""
    first = at
    at = scan.skip(at, "on", "every", "filler", unless=("ordinal", "last"))
    digits = scan.at(at).kind is Kind.NUMBER and scan.is_(at + 1, "ordinal_mark")
    if digits and not scan.at(at + 1).spaced:
        at += 1
    elif not scan.is_(at, "ordinal", "last"):
        return None
    if not scan.is_(at + 1, "day", "each"):
        return None
    last = scan.skip(at + 2, "of", "filler", "unit", "every", unless=("not", "except"))
    return Strange(first, last, note=_NOTES[Note.NTH_DAY])


def _times_a_day(scan: Scan, at: int) -> Strange | None:
    """ "3 times a day"."""
    last = at + 1
    if not scan.is_(at, "total"):
        counted = scan.at(at).kind is Kind.NUMBER or scan.is_(at, "number")
        if not counted or not scan.is_(last, "attempt", "retry"):
            return None
        last += 1
    if not scan.is_(last, "on", "every", "filler", "for") or not scan.is_(last + 1, "unit"):
        return None
    if scan.is_(last + 1, "number") and not scan.is_(last, "on"):
        return None
    return Strange(at, last + 2, note=_NOTES[Note.TIMES_A_DAY])
