"""Which hours belong to which days: the reading of a row of both that its punctuation favours.

Days and hours of one segment are cut into statements ("days hours", "hours days", hours for every
day, closed days). Cuts at a comma are cheap, cuts between neighbours dear; two different readings
of the same price are a question for the person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from bot.core.policy import DAY_END
from bot.core.reading.narrowing import inside
from bot.core.reading.nodes import (
    COMMA,
    JOINT,
    LINE,
    SENTENCE,
    Break,
    Closed,
    Days,
    Exclusion,
    Hours,
    Node,
    Separator,
    Span,
)

# Prices, by the strength of what stands there: nothing, "and", comma, full stop, line break.
_CUT: Final = (4, 3, 1, 0, 0)
_TURN: Final = (0, 2, 2, 4, 3)
_DAYS_ALONE: Final = 5
_HOURS_FIRST: Final = 2
_HOURS_LATER: Final = 5
_CLOSED_ALONE: Final = 9
_TRIMMED: Final = 7
_LETTERS: Final[Mapping[type[Node], str]] = {Days: "D", Hours: "H", Closed: "C"}
# Longer rows of days or hours in one statement do not occur.
_LONGEST: Final = 12
_MOST_CLOSED: Final = 4


class Unit(NamedTuple):
    """Days, hours or "closed", with what stands between it and the unit before."""

    kind: str
    node: Node
    gap: int


class Statement(NamedTuple):
    """Some days and their hours; `mask` None is for every day that has none of its own.

    `rest` are days that it takes as far as no other statement names them.

    `order` is the place of its last item, `segment` the part of the message between line breaks
    it stands in, `apart` whether a comma or more follows it; its first days stand at
    `days_at`, its first hours at `hours_at`.
    """

    mask: int | None
    spans: tuple[Span, ...] = ()
    rest: int = 0
    closed: bool = False
    order: int = 0
    segment: int = 0
    apart: bool = False
    days_at: int = 0
    hours_at: int = 0


def statements(nodes: Sequence[Node]) -> list[list[Statement]]:
    """The best reading of the nodes; two where neither is better."""
    readings: list[list[Statement]] = [[]]
    for number, units in enumerate(_segments(nodes)):
        first, *others = _ways(units) if len(units) > 1 else [[1]]
        if others and len(readings) == 1:
            readings.append([*readings[0], *_stated(units, others[0], number)])
            readings[0].extend(_stated(units, first, number))
            continue
        for reading in readings:
            reading.extend(_stated(units, first, number))
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
            while at < len(rows) and kinds[at] == kinds[at - 1] == "H" and not turned:
                out[-1] += [rows[at][0]._replace(gap=JOINT), *rows[at][1:]]
                at += 1
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
        if gap == LINE and kind and row:
            yield row
            row = []
        if kind:
            row.append(Unit(kind, node, gap))
            gap = 0
    if row:
        yield row


def kind_of(node: Node) -> str:
    """The letter of a node that takes part in statements; none for the others."""
    return _LETTERS.get(type(node), "")


def _ways(units: Sequence[Unit]) -> list[list[int]]:
    """The cheapest ways to cut the units into statements, as the ends of these; two at the most."""
    kinds = [unit.kind for unit in units]
    cuts = [_CUT[unit.gap] for unit in units]
    trims = _trims(units)
    prices = [0]
    before: list[list[int]] = [[]]
    for end in range(1, len(units) + 1):
        price, starts = 10**6, list[int]()
        turn = 0
        for start in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
            if start < end - 1 and kinds[start] != kinds[start + 1]:
                if turn:
                    break
                turn = start + 1
            own = _price(units, start, end, turn)
            if own is None:
                continue
            total = prices[start] + own + (cuts[start] if start else 0)
            total += _TRIMMED * bool(trims and _inside(trims, start, end))
            if total < price:
                price, starts = total, [start]
            elif total == price:
                starts.append(start)
        prices.append(price)
        before.append(starts)
    return _paths(before, len(units))


def _inside(places: Sequence[int], start: int, end: int) -> bool:
    return any(start < at < end for at in places)


def _trims(units: Sequence[Unit]) -> list[int]:
    """Lone bounds behind whole hours, with no "and": "9-18, until 16 on Friday"."""
    open_ends = [
        isinstance(unit.node, Hours) and any(not span.whole for span in unit.node.spans)
        for unit in units
    ]
    return [
        at
        for at in range(1, len(units))
        if open_ends[at]
        and not open_ends[at - 1]
        and units[at - 1].kind == "H"
        and units[at].gap != JOINT
    ]


def _paths(before: Sequence[Sequence[int]], end: int) -> list[list[int]]:
    """Walk back along the cheapest cuts; at the first fork there are two ways."""
    path = _path(before, end)
    fork = next((cut for cut in reversed(path) if len(before[cut]) > 1), None)
    if fork is None:
        return [path]
    return [path, [*_path(before, before[fork][1]), *path[path.index(fork) :]]]


def _path(before: Sequence[Sequence[int]], end: int) -> list[int]:
    path: list[int] = []
    while end:
        path.append(end)
        end = before[end][0]
    return path[::-1]


def _price(units: Sequence[Unit], start: int, end: int, turn: int) -> int | None:
    """What it costs to read these units as one statement; None where that makes no sense.

    `turn` is where days change to hours or to "closed", or the reverse; 0 where all are of a kind.
    """
    if not turn:
        return _alone(units[start].kind, start, end - start)
    first, last = units[start].kind, units[end - 1].kind
    if end - start > 2 and _nested(units[start:end]):
        return None
    if "C" not in (first, last):
        return _TURN[units[turn].gap] + _continued(units, start, turn)
    closed = turn - start if first == "C" else end - turn
    if "H" in (first, last) or closed > 1 or _closes_most(units[start:end]):
        return None
    # A list of days with one "closed" behind it belongs together more than hours to a list.
    return _TURN[units[turn].gap] - (end - start > 2)


def _closes_most(units: Sequence[Unit]) -> bool:
    """ "9-18, Mon-Sat, Sunday closed": nobody lists nearly all days as closed."""
    named = [unit.node.mask for unit in units if isinstance(unit.node, Days)]
    every = 0
    for mask in named:
        every |= mask
    return len(named) > 1 and every.bit_count() > _MOST_CLOSED


def _nested(units: Sequence[Unit]) -> bool:
    """ "Daily, on Saturday 11-15": days inside those listed before are no more of the list."""
    return any(
        unit.gap >= COMMA
        and isinstance(before.node, Days)
        and isinstance(unit.node, Days)
        and inside(unit.node, before.node)
        for before, unit in pairwise(units)
    )


def _continued(units: Sequence[Unit], start: int, turn: int) -> bool:
    """ "10-18, Mon-Thu, Fri until 17": nobody lists a range and the day after it: it is apart."""
    hours = units[turn].node
    if turn - start < 2 or not isinstance(hours, Hours) or all(s.whole for s in hours.spans):
        return False
    wide, last = (u.node.mask if isinstance(u.node, Days) else 0 for u in units[turn - 2 : turn])
    return last.bit_count() == 1 < wide.bit_count() and bool(wide & (last >> 1 or 1 << 6))


def _alone(kind: str, start: int, size: int) -> int | None:
    if kind == "D":
        return _DAYS_ALONE
    if kind == "C":
        return _CLOSED_ALONE if size == 1 else None
    return _HOURS_LATER if start else _HOURS_FIRST


def _to_the_end(span: Span) -> Span:
    """Until 23:59 is until the end of the day."""
    return Span(span.start, DAY_END) if span.end == DAY_END - 1 else span


def _stated(units: Sequence[Unit], cuts: Sequence[int], segment: int) -> Iterator[Statement]:
    start = 0
    for end in cuts:
        part = units[start:end]
        days = [unit.node for unit in part if isinstance(unit.node, Days)]
        timed = [unit.node for unit in part if isinstance(unit.node, Hours)]
        mask = 0
        rest = 0
        for day in days:
            mask |= 0 if day.rest else day.mask
            rest |= day.mask if day.rest else 0
        yield Statement(
            mask=mask if days else None,
            spans=tuple(_to_the_end(span) for hours in timed for span in hours.spans),
            rest=rest,
            closed=any(unit.kind == "C" for unit in part),
            order=part[-1].node.last,
            segment=segment,
            apart=end == len(units) or units[end].gap >= COMMA,
            days_at=days[0].first if days else 0,
            hours_at=timed[0].first if timed else 0,
        )
        start = end


class Cut(NamedTuple):
    """Hours without calls: of these days (None: all), of the statements up to `order` in `segment`.

    `order` None is for every statement; hours before `since` have had a break of their own.
    """

    span: Span
    mask: int | None
    order: int | None
    segment: int
    since: int = 0


def cuts(nodes: Sequence[Node]) -> list[Cut]:
    """Breaks and excluded hours, each with what was named so far in its part of the message."""
    if not any(isinstance(node, Break | Exclusion) for node in nodes):
        return []
    out: list[Cut] = []
    segment, seen, gap, begun = 0, False, 0, False
    since, last, own = 0, 0, False
    for node in nodes:
        if isinstance(node, Separator):
            gap = max(gap, node.strength)
        if kind_of(node):
            if gap == LINE and begun:
                segment, seen = segment + 1, False
            begun = True
            seen = seen or isinstance(node, Hours)
            own = own or isinstance(node, Hours)
            gap = 0
        elif isinstance(node, Break | Exclusion):
            if isinstance(node, Break) and gap < SENTENCE:
                since, last, own = (last if own else since), node.first, False
            scope = node.first if seen and gap < SENTENCE else None
            spans = (node.span,) if isinstance(node, Break) else node.spans
            mask = node.mask if isinstance(node, Break) else (node.mask or None)
            begins = since if isinstance(node, Break) and scope is not None else 0
            out.extend(
                Cut(span, mask, scope, segment, begins) for span in spans if span != (None, None)
            )
    return out
