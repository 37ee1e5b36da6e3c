"""What nodes leave open beside each other, and what others say better: before anything is built."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from bot.core.fields import clock as spelt
from bot.core.policy import DAY_END
from bot.core.reading import moments
from bot.core.reading.nodes import (
    COMMA,
    Break,
    Closed,
    Dates,
    Days,
    Doubt,
    Exclusion,
    Filler,
    Hours,
    Node,
    Option,
    Separator,
    Span,
    Way,
)
from bot.core.texts import text


def sure(nodes: Sequence[Node]) -> list[Node]:
    """Leave out headings; turn what leaves two readings into a question.

    That is a break alone, or hours that are one or the other.
    """
    kinds = {type(n) for n in nodes}
    headed = any(type(n) is Hours and n.label for n in nodes)
    found = _needless(nodes) if headed or Closed in kinds or Break in kinds else list(nodes)
    if Break in kinds and Hours in kinds:
        found = _long_breaks(found)
    if Break in kinds and Hours not in kinds:
        found = [_asked_break(n) if isinstance(n, Break) and n.unsure else n for n in found]
    if Exclusion in kinds:
        found = _listed_or_not(found)
    if any(type(n) is Dates and n.length for n in nodes):
        found = _lengths(found)
    if any(type(n) is Hours and n.loose for n in nodes):
        found = _one_end(found)
    return _alternatives(found) if any(_chooses(n) for n in nodes) else found


def _long_breaks(nodes: Sequence[Node]) -> list[Node]:
    """ "Lunch 9-18, weekdays 9-18": hours too long for a break, beside those to call."""
    out: list[Node] = []
    timed = [n for n in nodes if isinstance(n, Hours)]
    for at, node in enumerate(nodes):
        before = out[-1] if out else None
        if isinstance(node, Hours) and isinstance(before, Break) and before.default:
            others = {span for other in timed if other is not node for span in other.spans}
            if _overlap_any(others, node) and not _has_days(nodes[: at - 1], nodes[at + 1 :]):
                out[-1] = _long_break(before, node)
                continue
        if not isinstance(node, Separator) or node.strength or not isinstance(before, Break):
            out.append(node)
    return out


def _has_days(before: Sequence[Node], after: Sequence[Node]) -> bool:
    """Whether days stand right beside, so that the hours are theirs."""
    near = [next((n for n in row if type(n) is not Filler), None) for row in (before[::-1], after)]
    return any(isinstance(n, Days) for n in near)


def _overlap_any(spans: Iterable[Span], hours: Hours) -> bool:
    return any(a.whole and b.whole and _overlap(a, b) for a in spans for b in hours.spans)


def _long_break(node: Break, hours: Hours) -> Doubt:
    """Is it no break, one of the usual length, or really as long as that?"""
    breaks = [replace(node, unsure=False), *(replace(node, span=span) for span in hours.spans)]
    ways = (Way(text("answer-no-break"), ()), *(break_way(one) for one in breaks))
    return Doubt(node.first, hours.last, asked=text("asked-when"), ways=ways)


def break_way(node: Break) -> Way:
    """A break as an answer."""
    start, end = spelt(node.span.start or 0), spelt(node.span.end or 0)
    return Way(text("answer-break", start=start, end=end), (node,))


def _one_end(nodes: Sequence[Node]) -> list[Node]:
    """ "Weekdays from 9, weekends from 11, until 20": whose end is it?"""
    out: list[Node] = []
    begun = False
    for node in nodes:
        if isinstance(node, Hours) and node.loose and begun:
            out.append(Hours(node.first, node.last, asked=text("asked-whose-hours")))
            continue
        begun = begun or (isinstance(node, Hours) and any(s.end is None for s in node.spans))
        out.append(node)
    return out


def _lengths(nodes: Sequence[Node]) -> list[Node]:
    """ "From 7 December, 2 weeks": the time is counted from its first day, which is in it."""
    dated = [n for n in nodes if isinstance(n, Dates) and n.start and not (n.lone or n.length)]
    start = dated[0].start if dated else None
    return [
        _counted(n, n.length, start) if start and isinstance(n, Dates) and n.length else n
        for n in nodes
    ]


def _counted(node: Dates, length: tuple[int, int], start: datetime) -> Dates:
    last = moments.later(start, *length) - moments.DAY
    said = text("assumed-until", day=last.date().isoformat())
    return replace(node, said=(said,), finish=moments.end_of(last))


def _chooses(node: Node) -> bool:
    return isinstance(node, Separator) and node.choice


def _listed_or_not(nodes: Sequence[Node]) -> list[Node]:
    """ "Daily 9-21, except Sat, Sun 10-18": is Sunday excluded too, or has it hours of its own?"""
    out = list(nodes)
    for at, node in enumerate(nodes):
        if isinstance(node, Exclusion) and node.mask and not node.spans:
            after = nodes[at + 1 : at + 4]
            if not (after and isinstance(after[0], Separator) and after[0].strength == COMMA):
                continue
            days = next((n for n in after[1:2] if isinstance(n, Days) and not n.rest), None)
            named = sum_of(n.mask for n in nodes[:at] if isinstance(n, Days))
            timed = any(isinstance(n, Hours) for n in nodes[:at])
            if days and timed and isinstance(after[-1], Hours) and days.mask & ~named == 0:
                out[at] = replace(node, asked=text("asked-whose-hours"))
    return out


def sum_of(masks: Iterable[int]) -> int:
    """All the days of several masks."""
    out = 0
    for mask in masks:
        out |= mask
    return out


def _needless(nodes: Sequence[Node]) -> list[Node]:
    """Leave out what other words say better: headings of hours, "closed" beside what is."""
    timed = any(isinstance(n, Hours) and not n.label for n in nodes)
    known = any(isinstance(n, Break) and not n.default for n in nodes)
    units = [n for n in nodes if not isinstance(n, Filler | Separator)]
    apart = _apart(nodes)
    needless = {
        id(node)
        for before, node, after in zip([None, *units], units, [*units[1:], None], strict=False)
        if (isinstance(node, Hours) and node.label and timed)
        or (isinstance(node, Closed) and _says_again(before, None if id(after) in apart else after))
        or (isinstance(node, Break) and node.default and known)
    }
    return [n for n in nodes if id(n) not in needless]


def _apart(nodes: Sequence[Node]) -> set[int]:
    """The days that a comma or more stands before: they are of the next clause."""
    return {
        id(node)
        for before, node in pairwise(nodes)
        if isinstance(node, Days) and isinstance(before, Separator) and before.strength >= COMMA
    }


def _says_again(before: Node | None, after: Node | None) -> bool:
    """ "Except Monday, it is closed"; "closed: lunch 13-14"; "lunch 13-14: closed"."""
    if isinstance(after, Break):
        return not isinstance(before, Days)
    if isinstance(before, Break):
        return not isinstance(after, Days)
    return isinstance(before, Exclusion) and not before.spans and not isinstance(after, Days)


def _asked_break(node: Break) -> Hours:
    """The word for a break alone, and nothing to break: are these the hours to call?"""
    return Hours(node.first, node.last, asked=text("asked-when"), options=(_option(node.span),))


def _option(span: Span) -> Option:
    start, end = spelt(span.start or 0), spelt(span.end or 0)
    if span.whole:
        return Option(text("answer-hours", start=start, end=end), (span,))
    label = text("answer-from", start=start) if span.end is None else text("answer-until", end=end)
    return Option(label, (span,))


def _alternatives(nodes: Sequence[Node]) -> list[Node]:
    """ "10-18 or 11-19": hours that overlap cannot both be meant."""
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, Hours) and _either(out, node):
            first = out[-2]
            spans = [*(first.spans if isinstance(first, Hours) else ()), *node.spans]
            options = tuple(_option(span) for span in spans)
            asked = text("asked-when")
            out[-2:] = [Hours(first.first, node.last, asked=asked, options=options)]
            continue
        out.append(node)
    return out


def _either(before: Sequence[Node], node: Hours) -> bool:
    if len(before) < 2 or node.asked:
        return False
    first, between = before[-2:]
    if not (isinstance(between, Separator) and between.choice and isinstance(first, Hours)):
        return False
    return any(_overlap(one, other) for one in first.spans for other in node.spans)


def _overlap(one: Span, other: Span) -> bool:
    def ends(span: Span) -> tuple[int, int]:
        return span.start or 0, 2 * DAY_END if span.end is None else span.end

    (a, b), (c, d) = ends(one), ends(other)
    return a < d and c < b
