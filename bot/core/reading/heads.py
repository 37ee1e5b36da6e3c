"""Schedules of several people or places in one message: "companies Mon-Fri 9-17, private 9-20"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.core.reading.nodes import COMMA, Days, Filler, Hours, Node, Separator
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind


class Headed(NamedTuple):
    """The words at the head of a schedule, and its nodes, these words among them."""

    words: frozenset[str]
    nodes: tuple[Node, ...]


def headed(scan: Scan, nodes: Sequence[Node]) -> list[Headed]:
    """The schedules with heads of their own; none where there are not several different heads."""
    if [type(n) for n in nodes].count(Hours) < 2:
        return []
    found = list(_headed(scan, nodes))
    timed = [one for one in found if any(isinstance(n, Hours) for n in one.nodes)]
    different = all(
        one.words.isdisjoint(other.words) for one in timed for other in timed if one is not other
    )
    return timed if len(timed) > 1 and different else []


def _headed(scan: Scan, nodes: Sequence[Node]) -> Iterator[Headed]:
    starts = [(at, words) for at in range(len(nodes)) if (words := _head(scan, nodes, at))]
    ends = [*starts[1:], (len(nodes), frozenset())]
    for (start, words), (end, _) in zip(starts, ends, strict=False):
        yield Headed(words, tuple(nodes[start:end]))


def _head(scan: Scan, nodes: Sequence[Node], at: int) -> frozenset[str]:
    """The words of a head that begins here: behind a comma or more, before days or hours."""
    before = nodes[at - 1] if at else None
    opens = before is None or (isinstance(before, Separator) and before.strength >= COMMA)
    if not opens or not isinstance(nodes[at], Filler):
        return frozenset()
    words: set[str] = set()
    for node in nodes[at:]:
        if isinstance(node, Days | Hours):
            return frozenset(words)
        if not (isinstance(node, Filler) or (isinstance(node, Separator) and not node.strength)):
            break
        words.update(_names(scan, node))
    return frozenset()


def _names(scan: Scan, node: Node) -> Iterator[str]:
    for at in range(node.first, node.last):
        item = scan.at(at)
        if item.kind == Kind.WORD and "whom" in item.sense:
            yield item.text
