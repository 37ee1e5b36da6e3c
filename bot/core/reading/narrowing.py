"""What narrows the words before it: hours that take no calls, days inside wider ones."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.reading.breaks import short
from bot.core.reading.meanings import EVERY_DAY, WEEKDAYS
from bot.core.reading.nodes import (
    COMMA,
    JOINT,
    Closed,
    Days,
    Exclusion,
    Filler,
    Hours,
    Node,
    Separator,
    Span,
)

# Days of a range that overlap the weekdays by accident are fewer.
_MOST = 3
# All days, and two groups that are all of them.
_TWICE = 3


def closed_hours(nodes: Sequence[Node]) -> list[Node]:
    """ "Mornings and evenings, not at noon", "10-18, no calls 13-14": hours right before "closed".

    Days before these hours are theirs, where other hours tell when to call.
    """
    out: list[Node] = []
    for at, node in enumerate(nodes):
        out.append(node)
        if not isinstance(node, Closed) or _opens_days(nodes, at):
            continue
        end = len(out) - 1
        start = _hours_before(out, end)
        if start is None:
            continue
        first = out[start]
        timed = [n for n in out[start:end] if isinstance(n, Hours)]
        said = tuple(text for n in timed for text in n.said)
        spans = tuple(span for n in timed for span in n.spans)
        mask = 0
        days_at = _behind(out, start)
        days = out[days_at] if days_at is not None else None
        if isinstance(days, Days) and days_at is not None:
            rest = (*out, *nodes[at + 1 :])
            others = any(isinstance(n, Hours) and n not in timed for n in rest)
            if days.rest or not others:
                continue
            mask, start, first = days.mask, days_at, days
        closing = Exclusion(first.first, node.last, said, mask=mask, spans=spans, firm=True)
        out[start : end + 1] = [closing]
    return out


def _hours_before(nodes: Sequence[Node], end: int) -> int | None:
    """Where the hours begin that stand right before: one window, or a few joined by "and"."""
    start: int | None = None
    at = _behind(nodes, end)
    while at is not None:
        found = nodes[at]
        if not isinstance(found, Hours) or found.asked or found.label:
            break
        start = at
        joint = nodes[at - 1] if at else None
        if not (isinstance(joint, Separator) and joint.strength == JOINT):
            break
        at = _behind(nodes, at)
    return start


def _behind(nodes: Sequence[Node], at: int) -> int | None:
    """The place of the node before, over filler and what hardly parts."""
    for before in range(at - 1, -1, -1):
        node = nodes[before]
        if not (isinstance(node, Filler) or _hardly_parts(node)):
            return before
    return None


def _opens_days(nodes: Sequence[Node], at: int) -> bool:
    """Whether days follow that "closed" is rather said of: "9-18, closed Sunday"."""
    for node in nodes[at + 1 :]:
        if not (isinstance(node, Filler) or _hardly_parts(node)):
            return isinstance(node, Days)
    return False


def _hardly_parts(node: Node) -> bool:
    return isinstance(node, Separator) and node.strength <= JOINT


def listed_cuts(nodes: Sequence[Node]) -> list[Node]:
    """ "10-20 except 12-14, 18-19": short hours in a list behind excluded ones, inside others."""
    out: list[Node] = []
    wide = [n.spans[0] for n in nodes if isinstance(n, Hours) and n.spans and n.spans[0].whole]
    joined: Exclusion | None = None
    for node, after in zip(nodes, [*nodes[1:], None], strict=True):
        if isinstance(node, Hours) and joined and not isinstance(after, Days) and _cuts(node, wide):
            joined = Exclusion(node.first, node.last, node.said, None, joined.mask, node.spans)
            out.append(joined)
            continue
        if isinstance(node, Exclusion):
            joined = node if all(span.whole for span in node.spans) and node.spans else None
        elif not (isinstance(node, Separator) and node.strength <= COMMA):
            joined = None
        out.append(node)
    return out


def _cuts(node: Hours, wide: Sequence[Span]) -> bool:
    """Whether hours, short enough for a break, lie in others."""
    if len(node.spans) != 1 or not short(node.spans[0]) or node.asked:
        return False
    start, end = node.spans[0].start or 0, node.spans[0].end or 0
    return any((w.start or 0) < start and end < (w.end or 0) for w in wide if w != node.spans[0])


def all_named(nodes: Sequence[Node]) -> list[Node]:
    """ "All days, weekdays and weekends, 12-15": what tells the same days once more is needless."""
    days = [n for n in nodes if isinstance(n, Days)]
    if len(days) != _TWICE or days[0].mask != EVERY_DAY or any(n.rest for n in days):
        return list(nodes)
    first, last = nodes.index(days[0]), nodes.index(days[-1])
    union = days[1].mask | days[2].mask
    between = any(isinstance(n, Hours | Closed) for n in nodes[first:last])
    if between or union != EVERY_DAY or days[1].mask & days[2].mask:
        return list(nodes)
    return [n for n in nodes if n is not days[1] and n is not days[2]]


def narrowed(nodes: Sequence[Node]) -> list[Node]:
    """ "Daily Mon-Fri 9-18": days right behind wider ones say which of these are meant."""
    out: list[Node] = []
    wide: Days | None = None
    for node in nodes:
        if isinstance(node, Days):
            if wide and (inside(node, wide) or _named_anew(node, wide)):
                out.remove(wide)
            wide = node
        elif not isinstance(node, Filler) and not (
            isinstance(node, Separator) and not node.strength
        ):
            wide = None
        out.append(node)
    return out


def _named_anew(days: Days, wide: Days) -> bool:
    """ "Working days Tue-Sat": a range over most of these days, and beyond, takes their place."""
    both = (days.mask & wide.mask).bit_count()
    apart = days.more or days.rest or wide.rest
    return wide.mask == WEEKDAYS and both >= _MOST and bool(days.mask & ~wide.mask) and not apart


def inside(days: Days, wide: Days) -> bool:
    """Whether some days are part of others, and not named to be among them."""
    part = days.mask & wide.mask == days.mask != wide.mask
    return part and not (days.more or days.rest or wide.rest)
