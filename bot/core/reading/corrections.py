"""What takes back something said before: "not until 18 but until 19", "Saturday, and not Friday".

With the week of the draft at hand it changes exactly what it names; where that is not one thing,
or there is no draft, it is a question: the new words alone will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.core.policy import DAY_END, Week, Window
from bot.core.reading.changes import Value, changed
from bot.core.reading.clock import clock
from bot.core.reading.days import days
from bot.core.reading.nodes import (
    LINE,
    Changed,
    Doubt,
    Exclusion,
    Node,
    Separator,
    Strange,
    Tries,
    Zone,
)
from bot.core.reading.ranges import counts_other, opened, time_range
from bot.core.reading.retractions import retracted
from bot.core.reading.scan import Scan
from bot.core.texts import text

_STARTS = ("from", "after", "not_before")
_ENDS = ("to", "before", "not_after")
_TAKEN = (Zone, Tries)
# What is corrected stands so many items before its correction.
_NEAR = 8
# Whoever says "not" more often corrects nothing.
_MOST = 12


class Correction(NamedTuple):
    """Items `first..last` (last outside) that put `new` in the place of `old`.

    `sure` where the words can be nothing else: "not … but …", "…, and not …".
    """

    first: int
    last: int
    old: Value
    new: Value
    sure: bool = True


class Corrected(NamedTuple):
    """The nodes with the correction as one of them, and the week of the draft after it."""

    nodes: list[Node]
    week: Week | None = None


def corrected(scan: Scan, nodes: list[Node]) -> Corrected:
    """Apply a correction to the week of the draft; ask where that cannot be done."""
    if not any("not" in item.sense for item in scan.items[: scan.size]):
        return Corrected(nodes)
    nodes = retracted(scan, nodes)
    found = next(_found(scan), None)
    if found is None or any(type(n) in _TAKEN and _over(n, found) for n in nodes):
        return Corrected(nodes)
    base = scan.context.base
    other = changed(base, found.old, found.new) if base else None
    if other and other[0] != base:
        place = Changed(found.first, found.last, (other[1],))
        return Corrected(_replaced(nodes, place), other[0])
    if not found.sure or (found.old.mask and base is None and found.first < found.new.last):
        return Corrected(_contrasted(nodes, found))
    asked = text("asked-correction")
    doubt = Doubt(found.first, found.last, asked=asked, about="words")
    return Corrected(_replaced(nodes, doubt))


def _over(node: Node, found: Correction) -> bool:
    """Whether the words of a correction are those of a zone or of attempts."""
    return node.first <= found.first < node.last or node.first < found.last <= node.last


def _contrasted(nodes: list[Node], found: Correction) -> list[Node]:
    """ "Not Mon-Fri but Mon-Sat" without a draft: the new days are meant, all of them."""
    if not found.sure:
        return nodes
    return [
        replace(n, mask=n.mask & ~found.new.mask) if isinstance(n, Exclusion) else n for n in nodes
    ]


def _replaced(nodes: Sequence[Node], place: Node) -> list[Node]:
    """The row of nodes with this one over its items; what reached beyond it is not understood."""
    out: list[Node] = []
    for node in nodes:
        if node.last <= place.first or node.first >= place.last:
            if node.first >= place.last and place not in out:
                out += [place, Separator(place.last, place.last, strength=LINE)]
            out.append(node)
        elif node.first < place.first:
            out.append(Strange(node.first, place.first))
        elif node.last > place.last:
            out += [place, Strange(place.last, node.last)]
    return out if place in out else [*out, place]


def _found(scan: Scan) -> Iterator[Correction]:
    denied = [at for at, item in enumerate(scan.items[: scan.size]) if "not" in item.sense]
    for at in denied[:_MOST]:
        old = _value(scan, at + 1)
        if old is None:
            continue
        turned = scan.is_(at - 1, "but") and not scan.is_(at - 1, "except")
        new = _behind(scan, old.last)
        if new and _agree(old, new):
            yield Correction(at, new.last, old, new)
        else:
            yield from _before(scan, at - turned, old, sure=turned)


def _agree(old: Value, new: Value) -> bool:
    return old.kind == new.kind and not set(old.sides).isdisjoint(new.sides)


def _behind(scan: Scan, at: int) -> Value | None:
    """The new value: behind a comma and "but"."""
    at = scan.skip_marks(at, ",")
    return _value(scan, at + 1) if scan.is_(at, "but") else None


def _before(scan: Scan, at: int, old: Value, *, sure: bool) -> Iterator[Correction]:
    """The new value stands first: "Saturday, and not Friday"."""
    end = at - 1 if scan.mark(at - 1, ",") else at
    for first in range(max(0, end - _NEAR), end):
        new = _value(scan, first)
        if new and new.last == end:
            if _agree(old, new) and not _is_cut(old, new):
                yield Correction(first, old.last, old, new, sure)
            return


def _is_cut(old: Value, new: Value) -> bool:
    """ "9-18, but not 13-14", "weekdays, but not Friday": that leaves out, and corrects nothing."""
    if old.window and new.window:
        whole, part = new.window, old.window
        inside = whole.start <= part.start and part.end <= whole.end
        return inside and 2 * (part.end - part.start) <= whole.end - whole.start
    inside = bool(old.mask) and not old.mask & ~new.mask
    return inside and 2 * old.mask.bit_count() <= new.mask.bit_count()


def _value(scan: Scan, at: int) -> Value | None:
    """Read what a correction may name."""
    ranged = time_range(scan, opened(scan, at))
    if ranged:
        settled, last = ranged
        start, end = settled.span
        if start is None or end is None or settled.asked or end > DAY_END:
            return None
        return Value(last, window=Window(start, end))
    found = days(scan, at)
    if found:
        return None if found.rest else Value(found.last, mask=found.mask)
    return _time(scan, at)


def _time(scan: Scan, at: int) -> Value | None:
    sides = (*("start",) * scan.is_(at, *_STARTS), *("end",) * scan.is_(at, *_ENDS))
    inner = scan.skip(at, "on", *_STARTS, *_ENDS, unless=("clock",))
    found = clock(scan, inner, loose=False)
    if found is None or found[0].wrong or counts_other(scan, found[1]):
        return None
    if scan.is_(found[1], "unit", "retry", "interval"):
        return None
    return Value(found[1], time=found[0], sides=sides or ("start", "end"))
