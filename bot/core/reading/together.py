"""What nodes mean beside each other: hours that cut, breaks in a row, the other days.

Each pass takes the row of nodes and gives a new one; the pieces of the message stay those that
were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from bot.core.reading import moments
from bot.core.reading.bounds import left_between, met, turned
from bot.core.reading.breaks import short
from bot.core.reading.meanings import EVERY_DAY
from bot.core.reading.narrowing import all_named, closed_hours, listed_cuts, narrowed
from bot.core.reading.nodes import (
    COMMA,
    Break,
    Closed,
    Dates,
    Days,
    Exclusion,
    Hours,
    Node,
    Separator,
    Span,
)

# Hours behind excluded days that are no longer than this are rather a break in them.
_BREAK = 180


def settled(nodes: Sequence[Node]) -> list[Node]:
    """Apply every pass; hours that wait for an answer are left out."""
    kinds = {type(n) for n in nodes}
    found = list(nodes)
    if Closed in kinds and Hours in kinds:
        found = closed_hours(found)
        kinds = {type(n) for n in found}
    if Days in kinds:
        found = _needless_rest(narrowed(all_named(found)))
    if Break in kinds:
        found = _more_breaks(found)
    if Hours in kinds:
        found = met(listed_cuts(found) if Exclusion in kinds else found)
    if Exclusion in kinds:
        found = left_between(_rebound(turned(found)))
    if Days in kinds and kinds & {Break, Exclusion}:
        found = _own_breaks(found)
    if Dates in kinds:
        found = list(_dated(found))
    return [n for n in found if not (n.asked and isinstance(n, Hours | Exclusion))]


def lone(nodes: Sequence[Node]) -> list[Dates]:
    """The dates that stand for themselves, without from or until."""
    return [n for n in nodes if isinstance(n, Dates) and n.lone and not n.asked]


def adjacent(days: Sequence[Dates]) -> bool:
    """Whether the dates follow each other day by day."""
    found = sorted(n.finish for n in days if n.finish)
    return all(b - a <= moments.DAY for a, b in pairwise(found))


def _needless_rest(nodes: Sequence[Node]) -> list[Node]:
    """ "Otherwise 9-18 Mon-Fri": the other days are named after all."""
    if not any(isinstance(n, Days) and n.rest for n in nodes):
        return list(nodes)
    units = [n for n in nodes if not (isinstance(n, Separator) and n.strength < COMMA)]
    needless = set()
    for at, node in enumerate(units):
        if isinstance(node, Days) and node.rest:
            after = units[at + 1 : at + 3]
            after = after[1:] if after and isinstance(after[0], Hours) else after[:1]
            behind = (n for n in units[at + 1 :] if not isinstance(n, Separator))
            last = list(islice(behind, 3))
            if len(last) == 2 and isinstance(last[0], Hours):
                after = last[1:]
            if any(isinstance(n, Days) and not n.rest for n in after):
                needless.add(id(node))
    return [n for n in nodes if id(n) not in needless]


def _more_breaks(nodes: Sequence[Node]) -> list[Node]:
    """ "Breaks 13-14 and 17-17:30": hours in a list behind a break, inside the hours it breaks."""
    whole = [n for n in nodes if isinstance(n, Hours) and n.spans and n.spans[0].whole]
    out: list[Node] = []
    joined: Break | None = None
    own: Days | None = None
    for node, after in zip(nodes, [*nodes[1:], None], strict=True):
        if isinstance(node, Hours) and joined and _breaks(node, whole):
            first, mask = (own.first, own.mask) if own else (node.first, joined.mask)
            joined = Break(first, node.last, node.said, node.asked, node.spans[0], mask)
            own = None
            out.append(joined)
            continue
        if isinstance(node, Days) and joined and _of_others(node, joined, after):
            own = node
            continue
        if not (isinstance(node, Separator) and node.strength <= COMMA):
            joined = node if isinstance(node, Break) and not node.unsure else None
        out.append(node)
    return out


def _of_others(days: Days, joined: Break, after: Node | None) -> bool:
    """ "Break Mon-Fri 15-15:15, Sat 13-13:15": other days behind a break that named its own."""
    other = bool(joined.mask) and not (days.rest or days.mask & (joined.mask or 0))
    return other and isinstance(after, Hours) and len(after.spans) == 1 and short(after.spans[0])


def _breaks(node: Hours, whole: Sequence[Hours]) -> bool:
    span = node.spans[0] if len(node.spans) == 1 else Span(None, None)
    return short(span) and any(
        _inside(span, other.spans[0]) for other in whole if other is not node
    )


def _inside(span: Span, other: Span) -> bool:
    return (other.start or 0) < (span.start or 0) and (span.end or 0) < (other.end or 0)


def _rebound(nodes: Sequence[Node]) -> list[Node]:
    """Hours right behind excluded days: a cut in their hours, where they have some already.

    "Weekdays 10-18 except Wed 12-14" cuts; "every day except Wed 10-18" says when to call.
    """
    out: list[Node] = []
    for node in nodes:
        before = out[-1] if out else None
        if (
            isinstance(node, Hours)
            and isinstance(before, Exclusion)
            and not before.spans
            and not node.asked
            and (_cuts_days(out, node) or _bounds_days(nodes, node))
        ):
            out[-1] = replace(before, last=node.last, said=node.said, spans=node.spans)
            continue
        out.append(node)
    return out


def _bounds_days(nodes: Sequence[Node], node: Hours) -> bool:
    """ "Except Friday after 16, 9-18": a bound, where whole hours are named elsewhere."""
    whole = any(isinstance(n, Hours) and n.spans and n.spans[0].whole for n in nodes)
    return whole and not any(span.whole for span in node.spans)


def _cuts_days(before: Sequence[Node], node: Hours) -> bool:
    exclusion = before[-1]
    if node.part or (isinstance(exclusion, Exclusion) and exclusion.firm):
        return True
    if any(isinstance(n, Hours) for n in before):
        return True
    if any(isinstance(n, Days) for n in before):
        return False
    span = node.spans[0]
    return span.start is not None and span.end is not None and span.end - span.start <= _BREAK


def _days_behind(nodes: Sequence[Node]) -> list[Node]:
    """ "Mon-Fri 9-18, Sat 9-14, lunch 12-13 on weekdays": the days of the break stand behind it."""
    out: list[Node] = []
    for at, node in enumerate(nodes):
        before = out[-1] if out else None
        closes = not any(isinstance(n, Hours | Days) for n in nodes[at + 1 :])
        if isinstance(node, Days) and before and _of_any_day(before) and closes and not node.rest:
            named = any(isinstance(n, Days) for n in out)
            timed = any(isinstance(n, Hours) for n in out)
            if named and timed:
                out[-1] = _of_days(before, node, before.first, node.last)
                continue
        out.append(node)
    return out


def _of_any_day(node: Node) -> bool:
    """Whether hours without calls are said of no day in particular."""
    if isinstance(node, Exclusion):
        return bool(node.spans) and not node.mask
    return isinstance(node, Break) and node.mask is None


def _of_days(node: Node, days: Days, first: int, last: int) -> Node:
    """The same hours without calls, on these days only."""
    if isinstance(node, Exclusion | Break):
        return replace(node, first=first, last=last, mask=days.mask)
    return node


def _own_breaks(nodes: Sequence[Node]) -> list[Node]:
    """Days right before a break, when other words give them hours, are the days of the break."""
    nodes = _days_behind(nodes)
    out = list(nodes)
    for at, (days, rest) in enumerate(pairwise(nodes)):
        if not (isinstance(days, Days) and _of_any_day(rest)):
            continue
        after = next((n for n in nodes[at + 2 :] if not isinstance(n, Separator)), None)
        if not _given_hours(nodes[:at]) or isinstance(after, Hours):
            continue
        others = _masks(n for n in nodes if n is not days)
        if others and days.mask == EVERY_DAY:
            # "Every day" beside days that are named are all of these.
            out[at] = replace(days, mask=0)
            continue
        if others and days.mask & ~others:
            # Nobody gives these days hours: they stay, to be asked about.
            out[at + 1] = _of_days(rest, days, rest.first, rest.last)
            continue
        out[at + 1] = _of_days(rest, days, days.first, rest.last)
        out[at] = replace(days, mask=0)
    return [n for n in out if not (isinstance(n, Days) and not n.mask and not n.rest)]


def _masks(nodes: Iterable[Node]) -> int:
    """All days that are named."""
    found = 0
    for node in nodes:
        found |= node.mask if isinstance(node, Days) else 0
    return found


def _given_hours(before: Sequence[Node]) -> bool:
    """Whether the days behind these nodes have hours from other words: "10-18, Mon lunch 12-13".

    In "10-18 weekdays, no lunch" they are the days of these very hours.
    """
    last = max((at for at, n in enumerate(before) if isinstance(n, Hours)), default=None)
    if last is None:
        return False
    parted = any(isinstance(n, Separator) and n.strength >= COMMA for n in before[last:])
    return parted or any(isinstance(n, Days) for n in before)


def _dated(nodes: Sequence[Node]) -> Iterator[Node]:
    """Give several single dates with hours between them their weekdays."""
    single = lone(nodes)
    split = len(single) > 1 and _must_split(nodes, single)
    for node in nodes:
        if split and isinstance(node, Dates) and node.lone and not node.asked and node.finish:
            yield Days(node.first, node.last, mask=1 << node.finish.weekday())
        else:
            yield node


def _must_split(nodes: Sequence[Node], single: Sequence[Dates]) -> bool:
    """Whether the dates have hours of their own or days between them that are not meant."""
    start, end = single[0].last, single[-1].first
    return any(isinstance(n, Hours) and start <= n.first < end for n in nodes) or not adjacent(
        single
    )
