"""Which hours belong to which days: the reading of a row of both that its punctuation favours.

Days and hours of one segment are cut into statements ("days hours", "hours days", hours for every
day, closed days). Cuts at a comma are cheap, cuts between neighbours dear; two different readings
of the same price are a question for the person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.core.reading.nodes import Break, Closed, Days, Exclusion, Hours, Node, Separator, Span

# Prices, by the strength of what stands there: nothing, "and", comma, line break.
_CUT: Final = (4, 3, 1, 0)
_TURN: Final = (0, 2, 2, 3)
_DAYS_ALONE: Final = 5
_HOURS_FIRST: Final = 2
_HOURS_LATER: Final = 5
_CLOSED_ALONE: Final = 9
# Longer rows of days or hours in one statement do not occur.
_LONGEST: Final = 24


class Unit(NamedTuple):
    """Days, hours or "closed", with what stands between it and the unit before."""

    kind: str
    node: Node
    gap: int


@dataclass(frozen=True)
class Statement:
    """Some days and their hours; `mask` None is for every day that has none of its own.

    `order` is the place of its last item, `segment` the part of the message between line breaks
    it stands in, `apart` whether a comma or more follows it.
    """

    mask: int | None
    spans: tuple[Span, ...] = ()
    rest: bool = False
    closed: bool = False
    order: int = 0
    segment: int = 0
    apart: bool = False


def statements(nodes: Sequence[Node]) -> list[list[Statement]]:
    """The best reading of the nodes; two where neither is better."""
    readings: list[list[Statement]] = [[]]
    for number, units in enumerate(_segments(nodes)):
        ways = _ways(units)
        readings = [
            [*reading, *_stated(units, cuts, number)] for reading in readings for cuts in ways
        ][:2]
    return readings


def _segments(nodes: Sequence[Node]) -> list[list[Unit]]:
    """The units between line breaks; lines of days alone are joined to lines of hours alone."""
    rows = list(_rows(nodes))
    kinds = ["".join(sorted({unit.kind for unit in row})) for row in rows]
    turned = kinds[:1] == ["H"] and kinds[-1:] == ["D"] and len(rows) > 2
    pair = ("H", "D") if turned else ("D", "H")
    out: list[list[Unit]] = []
    at = 0
    while at < len(rows):
        if (
            at + 1 < len(rows)
            and kinds[at] == pair[0]
            and (kinds[at + 1] == pair[1] or (kinds[at + 1] == "C" and not turned))
        ):
            out.append(rows[at] + rows[at + 1])
            at += 2
        else:
            out.append(rows[at])
            at += 1
    return out


def _rows(nodes: Sequence[Node]) -> Iterator[list[Unit]]:
    row: list[Unit] = []
    gap = 0
    for node in nodes:
        if isinstance(node, Separator):
            gap = max(gap, node.strength)
        kind = kind_of(node)
        if gap == 3 and kind and row:
            yield row
            row = []
        if kind:
            row.append(Unit(kind, node, gap))
            gap = 0
    if row:
        yield row


def kind_of(node: Node) -> str:
    """The letter of a node that takes part in statements; none for the others."""
    if isinstance(node, Days):
        return "D"
    if isinstance(node, Hours):
        return "H"
    return "C" if isinstance(node, Closed) else ""


def _ways(units: Sequence[Unit]) -> list[list[int]]:
    """The cheapest ways to cut the units into statements, as the ends of these; two at the most."""
    best: list[tuple[int, list[list[int]]]] = [(0, [[]])]
    for end in range(1, len(units) + 1):
        price, ways = 10**6, list[list[int]]()
        for start in range(max(0, end - _LONGEST), end):
            own = _price(units, start, end)
            if own is None or not best[start][1]:
                continue
            total = best[start][0] + own + (_CUT[units[start].gap] if start else 0)
            if total < price:
                price, ways = total, []
            if total == price:
                ways = [*ways, *([*way, end] for way in best[start][1])][:2]
        best.append((price, ways))
    return best[-1][1] or [[len(units)]]


def _price(units: Sequence[Unit], start: int, end: int) -> int | None:
    """What it costs to read these units as one statement; None where that makes no sense."""
    kinds = [unit.kind for unit in units[start:end]]
    turns = [i for i in range(1, len(kinds)) if kinds[i] != kinds[i - 1]]
    if not turns:
        return _alone(kinds, start)
    closed = "C" in kinds
    if len(turns) > 1 or (closed and ("H" in kinds or kinds.count("C") > 1)):
        return None
    return _TURN[units[start + turns[0]].gap]


def _alone(kinds: Sequence[str], start: int) -> int | None:
    if kinds[0] == "D":
        return _DAYS_ALONE
    if kinds[0] == "C":
        return _CLOSED_ALONE if len(kinds) == 1 else None
    return _HOURS_LATER if start else _HOURS_FIRST


def _stated(units: Sequence[Unit], cuts: Sequence[int], segment: int) -> Iterator[Statement]:
    start = 0
    for end in cuts:
        part = units[start:end]
        days = [unit.node for unit in part if isinstance(unit.node, Days)]
        spans = tuple(s for unit in part if isinstance(unit.node, Hours) for s in unit.node.spans)
        mask = 0
        for day in days:
            mask |= day.mask
        yield Statement(
            mask=mask if days else None,
            spans=spans,
            rest=any(day.rest for day in days),
            closed=any(unit.kind == "C" for unit in part),
            order=part[-1].node.last,
            segment=segment,
            apart=end == len(units) or units[end].gap >= 2,
        )
        start = end


class Cut(NamedTuple):
    """Hours without calls: of these days (None: all), of the statements up to `order` in `segment`.

    `order` None is for every statement.
    """

    span: Span
    mask: int | None
    order: int | None
    segment: int


def cuts(nodes: Sequence[Node]) -> list[Cut]:
    """Breaks and excluded hours, each with what was named so far in its part of the message."""
    out: list[Cut] = []
    segment, seen, gap = 0, False, 0
    for node in nodes:
        if isinstance(node, Separator):
            gap = max(gap, node.strength)
        if kind_of(node):
            if gap == 3 and _any_units(nodes, node):
                segment, seen = segment + 1, False
            seen = seen or isinstance(node, Hours)
            gap = 0
        elif isinstance(node, Break | Exclusion):
            scope = node.first if seen and gap < 3 else None
            spans = (node.span,) if isinstance(node, Break) else node.spans
            mask = node.mask if isinstance(node, Break) else (node.mask or None)
            out.extend(Cut(span, mask, scope, segment) for span in spans if span != (None, None))
    return out


def _any_units(nodes: Sequence[Node], until: Node) -> bool:
    return any(kind_of(node) for node in nodes if node.first < until.first)
