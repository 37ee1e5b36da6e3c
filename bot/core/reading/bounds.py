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


def met(nodes: Sequence[Node]) -> list[Node]:
    """ "Not before 10, Tue-Fri, 4 attempts, not after 19": two halves of the only window."""
    timed = [n for n in nodes if type(n) is Hours]
    if len(timed) != 2 or any(n.asked or len(n.spans) != 1 for n in timed):
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


def turned(nodes: Sequence[Node]) -> list[Node]:
    """ "On Sunday no calls until 12, the other days 9-21": the days are those of the exclusion.

    Where "the other days" cannot be these, too, an open end is turned round: from 12 on Sunday.
    """
    rest = next((n for n in nodes if isinstance(n, Days) and n.rest), None)
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
