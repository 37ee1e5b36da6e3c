"""What takes back a zone or a number of attempts: "not Moscow but Samara", "5, not 3"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.reading.attempts import attempts
from bot.core.reading.nodes import Node, Strange, Tries, Zone
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind
from bot.core.reading.zones import zone

# Whoever says "not" more often takes nothing back.
_MOST = 12


def retracted(scan: Scan, nodes: list[Node]) -> list[Node]:
    """Put the new value in the place of both."""
    denied = [at for at, item in enumerate(scan.items[: scan.size]) if "not" in item.sense]
    for at in denied[:_MOST]:
        place = _behind(scan, at) or _before(scan, at, nodes)
        if place:
            nodes = list(_replaced(nodes, place))
    return nodes


def _behind(scan: Scan, at: int) -> Node | None:
    """ "Not Moscow but Samara", "not 3 attempts but 5", "not 3 but 5 attempts"."""
    old = _value(scan, at + 1) or _number(scan, at + 1)
    turn = scan.skip_marks(old.last, ",") if old else at
    if old is None or not scan.is_(turn, "but"):
        return None
    new = _value(scan, turn + 1) or _number(scan, turn + 1)
    return _meant(old, new, at, new.last) if new else None


def _before(scan: Scan, at: int, nodes: Sequence[Node]) -> Node | None:
    """ "Samara, not Moscow", "5 attempts and not 3"."""
    old = _value(scan, at + 1) or _number(scan, at + 1)
    end = at - scan.is_(at - 1, "but")
    parted = scan.mark(end - 1, ",")
    new = next((n for n in nodes if n.last == end - parted and isinstance(n, Zone | Tries)), None)
    if old is None or new is None or end - parted == at:
        return None
    return _meant(new, old, new.first, old.last, kept=new)


def _meant(one: Node, other: Node, first: int, last: int, kept: Node | None = None) -> Node | None:
    """The value that is left, over all the words; none where the two are of different kinds."""
    if type(one) is not type(other) or (_bare(one) and _bare(other)):
        return None
    left = kept or other
    return replace(left, first=first, last=last) if _says(one) and _says(other) else None


def _bare(node: Node) -> bool:
    return isinstance(node, Tries) and node.last - node.first == 1


def _says(node: Node) -> bool:
    """Whether it is one zone, or one number of attempts."""
    if isinstance(node, Zone):
        return bool(node.zone or node.local)
    return isinstance(node, Tries) and node.most is not None and node.every is None


def _value(scan: Scan, at: int) -> Node | None:
    return zone(scan, at) or attempts(scan, at)


def _number(scan: Scan, at: int) -> Tries | None:
    """A number alone: that it is of attempts, the other value tells."""
    item = scan.at(at)
    counted = item.value if item.kind == Kind.NUMBER else scan.value(at, "number")
    ends = scan.at(at + 1).kind in (Kind.MARK, Kind.NEWLINE, Kind.END) or scan.is_(at + 1, "but")
    return Tries(at, at + 1, most=counted) if counted and ends else None


def _replaced(nodes: Sequence[Node], place: Node) -> Iterator[Node]:
    """The row of nodes with this one over its items; what reached beyond it is not understood."""
    put = False
    for node in nodes:
        if node.last <= place.first:
            yield node
            continue
        if node.first < place.first:
            yield Strange(node.first, place.first)
        if not put:
            yield place
            put = True
        if node.first >= place.last:
            yield node
        elif node.last > place.last:
            yield Strange(place.last, node.last)
    if not put:
        yield place
