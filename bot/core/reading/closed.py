"""Words that close: "closed", "do not call", "closed Wednesday afternoons"."""

from __future__ import annotations

from bot.core.reading.breaks import as_break, short
from bot.core.reading.days import days
from bot.core.reading.hours import hours, lunch_range
from bot.core.reading.nodes import Break, Closed, Days, Exclusion, Hours, Node
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind


def closed(scan: Scan, at: int, before: Node | None) -> Node | None:
    """ "Closed" beside days; a word that is a weekend as well is that unless a day stands by."""
    refused = _refused(scan, at)
    if refused:
        # "Do not call 8 903 …" takes a number off the list.
        behind = scan.skip(refused, "filler", "phone", "on")
        return None if scan.at(behind).kind == Kind.PHONE else Closed(at, refused)
    if not scan.is_(at, "closed"):
        return None
    if scan.is_(at, "days") and not _beside_days(scan, at, before):
        return None
    last = scan.skip(at + 1, "closed")
    if isinstance(before, Days):
        return Closed(at, last)
    settled = lunch_range(scan, last)
    if settled and settled[0].span.whole and not settled[0].asked:
        window, end = settled
        return Break(at, end, window.said, span=window.span)
    return _some_hours(scan, at, last) or Closed(at, last)


def _refused(scan: Scan, at: int) -> int | None:
    """ "Do not ring", "we can't take calls": a "not" before any word of calling or working."""
    if not scan.is_(at, "not"):
        return None
    inner = scan.skip(at + 1, "filler", unless=("call",))
    return scan.skip(inner, "call") if scan.is_(inner, "call") else None


def _some_hours(scan: Scan, at: int, last: int) -> Node | None:
    """ "Closed Wednesday afternoons", "closed daily 1-2 for lunch": some hours of those days."""
    found = days(scan, last)
    window = hours(scan, found.last) if found and not found.rest else None
    if found is None or window is None:
        return None
    lunch = as_break(scan, window)
    if lunch:
        return Break(at, lunch.last, lunch.said, span=lunch.span, mask=found.mask)
    if not (window.part or _open(window) or _ends(scan, window)):
        return None
    return Exclusion(
        at, window.last, window.said, window.asked, mask=found.mask, spans=window.spans, firm=True
    )


def _open(window: Hours) -> bool:
    return any(not span.whole for span in window.spans)


def _ends(scan: Scan, window: Hours) -> bool:
    """Whether hours short enough for a break end the clause, and so are of the days before."""
    item = scan.at(window.last)
    ends = item.kind in (Kind.END, Kind.NEWLINE) or item.text in (",", ";")
    return ends and all(short(span) for span in window.spans)


def _beside_days(scan: Scan, at: int, before: Node | None) -> bool:
    after = scan.skip_marks(at + 1, ":-")
    named = scan.is_(after, "day", "each") and (after > at + 1 or not isinstance(before, Days))
    direct = isinstance(before, Days) and before.last <= at and _only_dashes(scan, before.last, at)
    return named or direct


def _only_dashes(scan: Scan, first: int, last: int) -> bool:
    return all(scan.mark(at, "-:(") for at in range(first, last))
