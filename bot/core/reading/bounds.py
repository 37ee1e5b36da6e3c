"""Lone bounds beside other words: two halves of one window, and a "not until" that is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.reading.nodes import (
    COMMA,
    Days,
    Exclusion,
    Filler,
    Hours,
    Node,
    Separator,
    Span,
)

_PAIR = 2


def met(nodes: Sequence[Node]) -> list[Node]:
    """ "Not before 10, Tue-Fri, 4 attempts, not after 19": two halves of the only window."""
    timed = [n for n in nodes if type(n) is Hours]
    if len(timed) != _PAIR or any(n.asked or len(n.spans) != 1 for n in timed):
        return list(nodes)
    named = [n for n in nodes if type(n) is Days]
    if len(named) > 1:
        return list(nodes)
    whole = _whole(timed[0].spans[0], timed[1].spans[0])
    if whole is None or (named and (named[0].rest or _beside(nodes, named[0], timed[1]))):
        return list(nodes)
    first, last = timed
    one = replace(first, said=(*first.said, *last.said), spans=(whole,), loose=False)
    return [one if n is first else n for n in nodes if n is not last]


def _whole(one: Span, other: Span) -> Span | None:
    """The window of a beginning and an end."""
    lower, upper = (one, other) if one.end is None else (other, one)
    if lower.start is None or lower.end is not None or upper.start is not None or not upper.end:
        return None
    return Span(lower.start, upper.end) if lower.start < upper.end else None


def _beside(nodes: Sequence[Node], days: Days, bound: Hours) -> bool:
    """Whether nothing but filler stands between."""
    start, end = sorted((nodes.index(days), nodes.index(bound)))
    return all(_hardly_parts(node) for node in nodes[start + 1 : end])


def _hardly_parts(node: Node) -> bool:
    return isinstance(node, Filler) or (isinstance(node, Separator) and node.strength < COMMA)


def left_between(nodes: Sequence[Node]) -> list[Node]:
    """ "No calls before 8 and after 21", with no hours beside it: those between are left."""
    if any(isinstance(n, Hours) for n in nodes):
        return list(nodes)
    cuts = [n for n in nodes if isinstance(n, Exclusion) and n.spans]
    spans = [span for n in cuts for span in n.spans]
    if not 0 < len(spans) <= _PAIR or any(n.mask or n.asked for n in cuts):
        return list(nodes)
    if len(spans) == 1 and not spans[0].whole:
        # "No calls before 8" is from 8 on, whenever the calling day begins.
        left = Span(spans[0].end, spans[0].start)
        one = Hours(cuts[0].first, cuts[0].last, cuts[0].said, spans=(left,))
        return [one if n is cuts[0] else n for n in nodes]
    early, late = sorted((spans[0], spans[-1]), key=lambda span: span.end is None)
    between = Span(early.end, late.start)
    opens = early.start is None and late.end is None
    if not opens or None in between or (early.end or 0) >= (late.start or 0):
        return list(nodes)
    said = tuple(text for n in cuts for text in n.said)
    one = Hours(cuts[0].first, cuts[-1].last, said, spans=(between,))
    return [one if n is cuts[0] else n for n in nodes if n not in cuts[1:]]


def turned(nodes: Sequence[Node]) -> list[Node]:
    """ "On Sunday no calls until 12, the other days 9-21": the days are those of the exclusion.

    Where "the other days" cannot be these, too, an open end is turned round: from 12 on Sunday.
    """
    named = [n for n in nodes if isinstance(n, Days)]
    rest = next((n for n in named if n.rest), None)
    if rest is None and len(named) == _PAIR and not named[0].mask & named[1].mask:
        # "Weekends not until 11, weekdays 9-20".
        timed = [at for at, n in enumerate(nodes) if isinstance(n, Hours)]
        rest = named[1] if timed and timed[0] > nodes.index(named[1]) else None
    return list(_turned(nodes, rest)) if rest else list(nodes)


def _turned(nodes: Sequence[Node], rest: Days) -> Iterator[Node]:
    held: list[Node] = []
    for node in nodes:
        days = held[0] if held else None
        if isinstance(days, Days) and isinstance(node, Exclusion) and node.spans and not node.mask:
            yield from _of_days(days, held, node, rest)
            held = []
        elif held and _hardly_parts(node):
            held.append(node)
        else:
            yield from held
            held = [node] if isinstance(node, Days) and not node.rest else []
            if not held:
                yield node
    yield from held


def _of_days(days: Days, held: Sequence[Node], node: Exclusion, rest: Days) -> Iterator[Node]:
    span = node.spans[0]
    if len(node.spans) > 1 or span.whole or not days.mask & ~rest.mask:
        yield from held[1:]
        yield replace(node, first=days.first, mask=days.mask)
        return
    yield from held
    other = Span(span.end, None) if span.start is None else Span(None, span.start)
    yield Hours(node.first, node.last, node.said, node.asked, (other,))
