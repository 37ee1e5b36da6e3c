"""Nodes to a policy: statements, dates, zone, attempts, with all that was assumed or is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from bot.core.policy import Attempts, Day, Policy, Week
from bot.core.reading import moments
from bot.core.reading.binding import Statement, cuts, kind_of, statements
from bot.core.reading.nodes import (
    Break,
    Dates,
    Days,
    Exclusion,
    Hours,
    Node,
    Option,
    Separator,
    Span,
    Tries,
    Zone,
)
from bot.core.reading.reading import Answer, Assumption, Question
from bot.core.reading.scan import Scan
from bot.core.reading.week import Outcome, Plan, week
from bot.core.texts import Text, text


@dataclass
class Combined:
    """A policy with its assumptions and questions; `ways` to give the hours to the days."""

    policy: Policy = Policy()
    ways: int = 1
    assumptions: list[Assumption] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def combined(scan: Scan, nodes: Sequence[Node]) -> Combined:
    """Work out what the nodes say together."""
    nodes = _sure(nodes)
    out = _built(scan, nodes, 0)
    asked = [n for n in nodes if n.asked]
    if asked:
        _ask_nodes(scan, nodes, asked, out)
    elif out.ways > 1:
        _ask_binding(scan, nodes, out)
    return out


def _sure(nodes: Sequence[Node]) -> list[Node]:
    """The word for a break alone, and nothing to break: are these the hours to call?"""
    if any(isinstance(n, Hours) for n in nodes):
        return list(nodes)
    return [
        Hours(n.first, n.last, asked=text("asked-when"), options=_lunch_options(n.span))
        if isinstance(n, Break) and n.unsure
        else n
        for n in nodes
    ]


def _lunch_options(span: Span) -> tuple[Option, ...]:
    label = text("answer-hours", start=_hhmm(span.start or 0), end=_hhmm(span.end or 0))
    return (Option(label, (span,)),)


def _settled(nodes: Sequence[Node]) -> list[Node]:
    """Hours dated by several single days become hours of these weekdays; open questions wait."""
    return [
        n for n in _dated(_rebound(nodes)) if not (n.asked and isinstance(n, Hours | Exclusion))
    ]


def _ask_nodes(scan: Scan, nodes: Sequence[Node], asked: Sequence[Node], out: Combined) -> None:
    """A question for each node that has one, with ready answers when it is the only one."""
    for node in asked:
        answers: tuple[Answer, ...] = ()
        if len(asked) == 1 and isinstance(node, Hours):
            answers = tuple(_answers(scan, nodes, node))
        if len(asked) == 1 and isinstance(node, Zone):
            answers = tuple(
                Answer(text("answer-zone", zone=zone), replace(out.policy, zone=zone))
                for zone in node.others
            )
        words = scan.words(node.first, node.last)
        out.questions.append(Question(node.asked or text("asked-when"), words, answers))


def _answers(scan: Scan, nodes: Sequence[Node], node: Hours) -> list[Answer]:
    found = []
    for option in node.options:
        plain = Hours(node.first, node.last, spans=option.spans)
        other = _built(scan, [plain if n is node else n for n in nodes], 0)
        if not other.questions:
            found.append(Answer(option.label, other.policy))
    return found


def _ask_binding(scan: Scan, nodes: Sequence[Node], out: Combined) -> None:
    """Two ways to give the hours to the days; none when both come to the same."""
    other = _built(scan, nodes, 1)
    if other.policy == out.policy and not other.questions:
        return
    answers = [
        Answer(text("answer-week", week=spelt_week(way.policy.week)), way.policy)
        for way in (out, other)
        if way.policy.week and not way.questions
    ]
    units = [node for node in nodes if kind_of(node)]
    words = scan.words(units[0].first, units[-1].last)
    out.questions.insert(0, Question(text("asked-binding"), words, tuple(answers)))


def spelt_week(found: Week | None) -> tuple[Text, ...]:
    """A week as texts, one for each group of days."""
    if found is None:
        return ()
    return tuple(
        text(
            "answer-days",
            days=tuple(text("day", day=Day(d).name.lower()) for d in days),
            hours=tuple(
                text("answer-hours", start=_hhmm(w.start), end=_hhmm(w.end)) for w in hours
            ),
        )
        for days, hours in found.groups()
    )


def _hhmm(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _built(scan: Scan, nodes: Sequence[Node], way: int) -> Combined:
    out = Combined()
    for node in nodes:
        if node.said:
            words = scan.words(node.first, node.last)
            out.assumptions.extend(Assumption(said, words) for said in node.said)
    settled = _settled(nodes)
    ways = statements(settled)
    out.ways = len(ways)
    found = _week(scan, settled, ways[min(way, len(ways) - 1)])
    start, finish = _dates(scan, nodes, out)
    zone, local = _zone(scan, nodes, out)
    out.policy = Policy(
        week=found.week,
        zone=zone,
        zone_per_number=local,
        start=start,
        finish=finish,
        attempts=_attempts(scan, nodes, out),
    )
    _week_said(scan, nodes, found, out)
    return out


def _week(scan: Scan, nodes: Sequence[Node], found: Sequence[Statement]) -> Outcome:
    excluded = 0
    for node in nodes:
        if isinstance(node, Exclusion) and not node.spans:
            excluded |= node.mask & ~_named_again(found, node)
    return week(Plan(found, cuts(nodes), excluded, scan.context.defaults))


def _named_again(found: Sequence[Statement], node: Exclusion) -> int:
    """Excluded days that get hours of their own later: "except Friday: 10-18; Friday: 10-14"."""
    again = 0
    for statement in found:
        mask = statement.mask or 0
        if statement.spans and statement.order > node.last and mask & ~node.mask == 0:
            again |= mask
    return again


def _week_said(scan: Scan, nodes: Sequence[Node], found: Outcome, out: Combined) -> None:
    if not (found.said or found.asked):
        return
    units = [n for n in nodes if kind_of(n) or isinstance(n, Exclusion | Break)]
    words = scan.words(units[0].first, units[-1].last) if units else ""
    out.assumptions.extend(Assumption(said, words) for said in found.said)
    for asked in found.asked:
        answers = (
            _fill_missing(found, out.policy) if found.missing and len(found.asked) == 1 else ()
        )
        out.questions.append(Question(asked, words, answers))


def _fill_missing(found: Outcome, policy: Policy) -> tuple[Answer, ...]:
    """Days without hours take those of the others, or are left out."""
    given = {day: hours for day, hours in found.hours.items() if hours}
    shared = Week.of(given).shared
    full = Week.of({day: hours or shared for day, hours in found.hours.items()})
    return (
        Answer(text("answer-same-hours"), replace(policy, week=full)),
        Answer(text("answer-without-days"), replace(policy, week=Week.of(given))),
    )


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
            and _cuts_days(out, node)
        ):
            out[-1] = replace(before, last=node.last, said=node.said, spans=node.spans)
            continue
        out.append(node)
    return _own_breaks(out)


def _cuts_days(before: Sequence[Node], node: Hours) -> bool:
    exclusion = before[-1]
    if node.part or (isinstance(exclusion, Exclusion) and exclusion.firm):
        return True
    if any(isinstance(n, Hours) for n in before):
        return True
    if any(isinstance(n, Days) for n in before):
        return False
    span = node.spans[0]
    return span.start is not None and span.end is not None and span.end - span.start <= 180


def _own_breaks(nodes: Sequence[Node]) -> list[Node]:
    """Days right before a break, when other words give them hours, are the days of the break."""
    out = list(nodes)
    for at, (days, rest) in enumerate(pairwise(nodes)):
        if not (isinstance(days, Days) and isinstance(rest, Break)) or rest.mask is not None:
            continue
        after = next((n for n in nodes[at + 2 :] if not isinstance(n, Separator)), None)
        others = [n for n in nodes[:at] if isinstance(n, Hours)]
        if others and not isinstance(after, Hours):
            out[at + 1] = replace(rest, first=days.first, mask=days.mask)
            out[at] = replace(days, mask=0)
    return [n for n in out if not (isinstance(n, Days) and not n.mask and not n.rest)]


def _lone(nodes: Sequence[Node]) -> list[Dates]:
    return [n for n in nodes if isinstance(n, Dates) and n.lone and not n.asked]


def _dated(nodes: Sequence[Node]) -> list[Node]:
    """Give several single dates with hours between them their weekdays."""
    lone = _lone(nodes)
    if len(lone) < 2 or not _must_split(nodes, lone):
        return list(nodes)
    return [
        Days(n.first, n.last, mask=1 << n.finish.weekday())
        if isinstance(n, Dates) and n in lone and n.finish
        else n
        for n in nodes
    ]


def _must_split(nodes: Sequence[Node], lone: Sequence[Dates]) -> bool:
    """Whether the dates have hours of their own or days between them that are not meant."""
    inside = [n for n in nodes if isinstance(n, Hours) and lone[0].last <= n.first < lone[-1].first]
    return bool(inside) or not _adjacent(lone)


def _adjacent(lone: Sequence[Dates]) -> bool:
    """Whether the dates follow each other day by day."""
    found = sorted((n.finish for n in lone if n.finish), key=lambda day: day)
    return all(b - a <= moments.DAY for a, b in pairwise(found))


def _dates(
    scan: Scan, nodes: Sequence[Node], out: Combined
) -> tuple[datetime | None, datetime | None]:
    found = [n for n in nodes if isinstance(n, Dates) and not n.asked]
    if not found:
        return None, None
    words = scan.words(found[0].first, found[-1].last)
    lone = _lone(found)
    starts = {n.start for n in found if n.start and n not in lone}
    ends = {n.finish for n in found if n.finish and n not in lone}
    if len(starts) > 1 or len(ends) > 1:
        out.questions.append(Question(text("asked-two-dates"), words))
        return None, None
    start = next(iter(starts), None)
    finish = next(iter(ends), None)
    if lone:
        first = [n.start for n in lone]
        start = start or (None if None in first else min(day for day in first if day))
        finish = finish or max(n.finish for n in lone if n.finish)
        if _too_far(lone):
            out.questions.append(Question(text("asked-dates-apart"), words))
            return None, None
    if start and finish and finish < start:
        out.questions.append(Question(text("asked-dates-backward"), words))
        return None, None
    return start, finish


def _too_far(lone: Sequence[Dates]) -> bool:
    """Whether single days lie more than a week apart, so that weekdays cannot tell them."""
    if len(lone) < 2 or _adjacent(lone):
        return False
    days = [n.finish for n in lone if n.finish]
    long = any(n.start and n.finish and n.finish - n.start > moments.DAY for n in lone)
    return long or max(days) - min(days) >= moments.DAY * 7


def _zone(scan: Scan, nodes: Sequence[Node], out: Combined) -> tuple[str | None, bool]:
    found = [n for n in nodes if isinstance(n, Zone)]
    named = list(dict.fromkeys(n.zone for n in found if n.zone))
    local = any(n.local for n in found)
    if len(named) + local > 1:
        words = scan.words(found[0].first, found[-1].last)
        out.questions.append(Question(text("asked-one-zone"), words))
        return None, False
    return (named[0] if named else None), local


def _attempts(scan: Scan, nodes: Sequence[Node], out: Combined) -> Attempts:
    found = [n for n in nodes if isinstance(n, Tries)]
    most = {n.most for n in found if n.most is not None}
    every = {n.every for n in found if n.every is not None}
    if len(most) > 1 or len(every) > 1:
        words = scan.words(found[0].first, found[-1].last)
        out.questions.append(Question(text("asked-two-attempts"), words))
        return Attempts()
    return Attempts(next(iter(most), None), next(iter(every), None))
