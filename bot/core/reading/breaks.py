"""Hours and days without calls: breaks, closed days, exclusions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.fields import clock as spelt
from bot.core.policy import DAY_END
from bot.core.reading.atoms import DAY
from bot.core.reading.clock import HOUR, clock, said_minute
from bot.core.reading.days import days
from bot.core.reading.hours import hours, lunch_range
from bot.core.reading.lengths import length
from bot.core.reading.meanings import EVERY_DAY, Note
from bot.core.reading.nodes import (
    JOINT,
    Break,
    Days,
    Exclusion,
    Hours,
    Node,
    Separator,
    Span,
    Strange,
)
from bot.core.reading.open_ends import refused
from bot.core.reading.scan import FEW, Scan
from bot.core.reading.tokens import Kind
from bot.core.texts import text

_DAYS = ("days", "day", "each")
# What is longer than this is working hours and no break in them.
LONGEST = 4 * HOUR
_EVENING = 18 * HOUR
# Nobody has lunch before this.
_EARLIEST_LUNCH = 8 * HOUR
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
    minutes, at = _lasting(scan, at)
    at = scan.skip(at, "on", "from", "except", unless=("lunch", "break"))
    if not scan.is_(at, "lunch", "break"):
        return None
    inner = scan.skip(at + 1, "lunch", "break")
    found = _ranged(scan, first, inner)
    if found:
        return found
    point = _pointed(scan, first, inner, minutes)
    if point and (scan.is_(at, "lunch") or not point.asked):
        return point
    if minutes or not scan.is_(at, "lunch"):
        return None
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


def _lasting(scan: Scan, at: int) -> tuple[int, int]:
    """ "An hour for lunch", "a 30-minute break": its length; the item behind it."""
    item = scan.at(at)
    if item.kind != Kind.NUMBER and not scan.is_(at, "duration", "number"):
        return 0, at
    found = length(scan, at, bare=False)
    behind = scan.skip(found[1], "for", "of", "on", unless=("lunch", "break")) if found else at
    return (found[0], behind) if found and scan.is_(behind, "lunch", "break") else (0, at)


def _pointed(scan: Scan, first: int, inner: int, minutes: int) -> Break | None:
    """A break that says when it begins, and perhaps how long it is: "lunch at 1 for an hour"."""
    if lunch_range(scan, scan.skip_marks(inner, ":-(")):
        return None
    inner = scan.skip(scan.skip_marks(inner, ":"), "on", "from")
    found = clock(scan, inner, loose=False)
    if found is None or scan.is_(found[1], "attempt", "month", "unit"):
        return None
    if inner == first + 1 and not (found[0].timed or found[0].half is not None):
        return None
    minute = said_minute(found[0])
    if minute is None or minute > DAY_END - HOUR:
        return None
    more = length(scan, scan.skip(found[1], "for", "on"), bare=False)
    last = more[1] if more else found[1]
    minutes = more[0] if more else minutes
    if not 0 < minutes <= LONGEST:
        return Break(first, found[1], asked=text("asked-break-end"))
    if found[0].bare and minute < _EARLIEST_LUNCH:
        minute += DAY_END // 2
    span = Span(minute, minute + minutes)
    said = text("assumed-hours", start=spelt(span.start or 0), end=spelt(span.end or 0))
    return Break(first, _repeated(scan, last, span), (said,), span=span)


def _repeated(scan: Scan, at: int, span: Span) -> int:
    """Step over the same hours in brackets: "an hour for lunch at 1 (13:00 to 14:00)"."""
    again = lunch_range(scan, at + 1) if scan.mark(at, "(") else None
    return again[1] + scan.mark(again[1], ")") if again and again[0].span == span else at


def as_break(scan: Scan, node: Hours) -> Break | None:
    """Hours with the word for a break behind them: "13-14 lunch"."""
    at = scan.skip(scan.skip_marks(node.last, "-("), "for")
    if not scan.is_(at, "lunch", "break") or len(node.spans) != 1 or not short(node.spans[0]):
        return None
    after = scan.skip_marks(at + 1, ":-")
    if scan.is_(at, "days") or lunch_range(scan, after):
        return None
    return Break(node.first, at + 1, node.said, span=node.spans[0])


def exclusion(scan: Scan, at: int) -> Sequence[Node]:
    """ "Except Wednesday", "no calls on Sundays and after 18"; nothing where none follows."""
    first = at
    if not scan.is_(at, "not", "except"):
        return ()
    if scan.is_(at, "but") and not _but_days(scan, at):
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
        if not scan.is_(at, "except") and scan.is_(scan.skip_marks(found.last, ","), "but"):
            break
        inner = _listed(scan, found.last)
    return _excluded(scan, first, nodes, firm=not scan.is_(at, "except"))


def _but_days(scan: Scan, at: int) -> bool:
    """ "Every day but Sunday"; but "not Friday but Saturday" contrasts."""
    negated = any(scan.is_(i, "not") for i in range(max(0, at - FEW), at))
    return scan.is_(at - 1, *_DAYS) and scan.is_(at + 1, *_DAYS) and not negated


def _element(scan: Scan, at: int) -> Node | None:
    item = scan.at(at)
    if not item.sense and item.kind != Kind.NUMBER:
        return None
    return strange(scan, at) or break_(scan, at) or hours(scan, at) or days(scan, at)


def _listed(scan: Scan, at: int) -> int:
    """Step over what joins the parts of an exclusion."""
    at = scan.skip(scan.skip_marks(at, ",/"), "and")
    return at + 1 if scan.is_(at, "not", "except") else at


def _begins_anew(scan: Scan, at: int, nodes: Sequence[Node], found: Node) -> bool:
    """Whether days or hours after a comma are no more of the exclusion, but a new statement."""
    if scan.is_(at, "not_before", "not_after"):
        return True
    if scan.is_(at - 1, "and") or scan.is_(at - 1, "not", "except"):
        return False
    if type(found) is not type(nodes[-1]) or isinstance(found, Hours):
        return True
    if isinstance(found, Days) and any(isinstance(n, Days) and n.mask & found.mask for n in nodes):
        return True
    after = scan.skip_marks(found.last, ":-")
    return hours(scan, after) is not None or scan.is_(after, "closed", "on")


def _excluded(scan: Scan, first: int, nodes: Sequence[Node], *, firm: bool) -> Sequence[Node]:
    """The parts of one exclusion, the first of them with the word that excludes."""
    out: list[Node] = []
    for node in nodes:
        start = first if node is nodes[0] else (out[-1].last if out else node.first)
        last = node.last
        if isinstance(node, Days):
            out.append(Exclusion(start, last, mask=node.mask, firm=firm))
        elif isinstance(node, Hours):
            node = refused(scan, node)  # noqa: PLW2901
            night = _night(node)
            asked, spans = (None, (night,)) if night else (node.asked, node.spans)
            out.append(Exclusion(start, last, node.said, asked, spans=spans))
        elif isinstance(node, Break):
            out.append(replace(node, first=start, last=last, unsure=False))
        elif isinstance(node, Strange):
            out.append(Strange(start, last, note=node.note))
    if out and scan.is_(out[-1].last, "not_before", "not_after"):
        # What has a "not" of its own is no more of the exclusion.
        out.append(Separator(out[-1].last, out[-1].last, strength=JOINT))
    return out


def _night(node: Hours) -> Span | None:
    """ "No calls from 21 to 9": what runs backwards is a night, where it takes no calls."""
    spans = [span for option in node.options for span in option.spans if node.asked]
    nights = (s for s in spans if s.start is not None and s.end is not None and s.end > DAY_END)
    night = next(nights, None)
    if night is None or night.start is None or night.end is None:
        return None
    sure = night.start >= _EVENING and night.end - DAY_END <= DAY_END // 2
    return night if sure else None


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
    return _nth(scan, at) or _times_a_day(scan, at) or _so_many_each(scan, at)


def _nth(scan: Scan, at: int) -> Strange | None:
    """ "First Tuesday of the month"."""
    first = at
    at = scan.skip(at, "on", "every", "filler", unless=("ordinal", "last"))
    digits = scan.at(at).kind == Kind.NUMBER and scan.is_(at + 1, "ordinal_mark")
    if digits and not scan.at(at + 1).spaced:
        at += 1
    elif not scan.is_(at, "ordinal", "last"):
        return None
    if not scan.is_(at + 1, "day", "each"):
        return None
    last = scan.skip(at + 2, "of", "filler", "unit", "every", unless=("not", "except"))
    return Strange(first, last, note=_NOTES[Note.NTH_DAY])


def _times_a_day(scan: Scan, at: int) -> Strange | None:
    """ "3 times a day", "attempts: at most 3 a day"."""
    first = at
    if scan.is_(at, "attempt") and not scan.is_(at, "number"):
        at = scan.skip(scan.skip_marks(at + 1, ":-"), "most")
        if scan.is_(at, "number") or scan.at(at).kind == Kind.NUMBER:
            return _per_day(scan, first, at + 1)
        return None
    last = at + 1
    if not scan.is_(at, "total"):
        counted = scan.at(at).kind == Kind.NUMBER or scan.is_(at, "number")
        if not counted or not scan.is_(last, "attempt", "retry"):
            return None
        last += 1
    return _per_day(scan, first, last)


def _so_many_each(scan: Scan, at: int) -> Strange | None:
    """ "Every day 2 calls each", "2 calls each every day", where the words for "each" say so."""
    if scan.at(at).kind == Kind.NUMBER or scan.is_(at, "number"):
        ends = scan.at(at + 3).kind in (Kind.END, Kind.NEWLINE, Kind.MARK)
        daily = scan.is_(at + 1, "attempt") and scan.value(at + 2, "days") == EVERY_DAY and ends
        return Strange(at, at + 3, note=_NOTES[Note.TIMES_A_DAY]) if daily else None
    ahead = scan.value(at, "days") == EVERY_DAY
    share = at + ahead
    if not (scan.is_(share, "most") and scan.is_(share, "on")):
        return None
    counted = scan.at(share + 1).kind == Kind.NUMBER or scan.is_(share + 1, "number")
    last = share + 3
    if not counted or not scan.is_(share + 2, "attempt"):
        return None
    behind = scan.value(last, "days") == EVERY_DAY
    note = _NOTES[Note.TIMES_A_DAY]
    return Strange(at, last + behind, note=note) if ahead or behind else None


def _per_day(scan: Scan, first: int, last: int) -> Strange | None:
    if scan.value(last, "unit") == DAY and scan.is_(last - 1, "attempt"):
        return Strange(first, last + 1, note=_NOTES[Note.TIMES_A_DAY])
    if not scan.is_(last, "on", "every", "filler", "for"):
        return None
    last += scan.is_(last, "on") and scan.is_(last + 1, "filler") and scan.is_(last + 2, "unit")
    if not scan.is_(last + 1, "unit"):
        return None
    if scan.is_(last + 1, "number") and not scan.is_(last, "on"):
        return None
    if scan.is_(last, "for") and not scan.is_(last, "on") and scan.value(last + 1, "unit") != DAY:
        # "5 times in the course of a week": until when, and no number of calls a week.
        return None
    return Strange(first, last + 2, note=_NOTES[Note.TIMES_A_DAY])
