"""Nodes to a policy: statements, dates, zone, attempts, with all that was assumed or is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.core.fields import clock as spelt
from bot.core.policy import Day, Policy, Week, without
from bot.core.reading.amend import amended
from bot.core.reading.binding import Cut, Statement, cuts, kind_of, statements
from bot.core.reading.doubts import break_way, sure
from bot.core.reading.halves import ASSUMED
from bot.core.reading.heads import Headed, headed
from bot.core.reading.nodes import (
    Break,
    Dates,
    Days,
    Doubt,
    Exclusion,
    Filler,
    Hours,
    Node,
    Person,
    Separator,
    Span,
    Tries,
    Way,
    Zone,
)
from bot.core.reading.reading import Answer, Assumption, Question
from bot.core.reading.rivals import ways_apart
from bot.core.reading.scan import Scan
from bot.core.reading.stretches import Outcome, Plan, closed_cut
from bot.core.reading.terms import Conflict, never_meet, terms
from bot.core.reading.together import settled
from bot.core.reading.week import week
from bot.core.texts import Text, text

_ABOUT: dict[type[Node], str] = {
    Zone: "zone",
    Dates: "dates",
    Tries: "attempts",
    Person: "numbers",
}


@dataclass
class Combined:
    """A policy with its assumptions and questions; `ways` to give the hours to the days."""

    policy: Policy = Policy()
    ways: int = 1
    assumptions: list[Assumption] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    conflicts: tuple[Conflict, ...] = ()


def about(node: Node) -> str:
    """The part of the policy that a node touches; none for filler."""
    if isinstance(node, Filler | Separator):
        return ""
    if isinstance(node, Doubt):
        return node.about
    return _ABOUT.get(type(node), "week")


def combined(scan: Scan, nodes: Sequence[Node]) -> Combined:
    """Work out what the nodes say together."""
    nodes = sure(nodes)
    out = _built(scan, nodes, 0)
    asked = [n for n in nodes if n.asked]
    _ask_included(scan, nodes, out)
    several = headed(scan, nodes)
    if several and not asked:
        out.questions[:] = [_several(scan, nodes, several)]
    elif asked:
        _ask_nodes(scan, nodes, asked, out)
    elif out.ways > 1:
        _ask_binding(scan, nodes, out)
    elif len(out.questions) == 1:
        out.questions[:] = [_answered(scan, nodes, out)]
    return out


def _ask_included(scan: Scan, nodes: Sequence[Node], out: Combined) -> None:
    """ "9-18 including Saturday": among which days?"""
    named = [n for n in nodes if type(n) is Days]
    said = [n for n in named if n.more and scan.is_(n.first - 1, "inclusive")]
    if not said or len(said) < len(named) or scan.context.base is not None:
        return
    dated = [n for n in nodes if isinstance(n, Dates)]
    lonely = [n for n in said if not any(d.first < n.first <= d.last for d in dated)]
    if lonely:
        words = scan.words(lonely[0].first - 1, lonely[0].last)
        out.questions.append(Question(text("asked-whose-hours"), words, (), "week"))


def _several(scan: Scan, nodes: Sequence[Node], several: Sequence[Headed]) -> Question:
    """One policy has one schedule: whose is it?"""
    answers = []
    for one in several:
        others = {id(n) for other in several if other is not one for n in other.nodes}
        found = _built(scan, [n for n in nodes if id(n) not in others], 0)
        words = scan.words(one.nodes[0].first, one.nodes[-1].last).rstrip(" ,;\n")
        if not found.questions:
            answers.append(Answer(text("answer-words", words=words), found.policy))
    first, last = several[0].nodes[0].first, several[-1].nodes[-1].last
    return Question(text("asked-when"), scan.words(first, last), tuple(answers), "week")


def _answered(scan: Scan, nodes: Sequence[Node], out: Combined) -> Question:
    """The one question that is open, with answers where what made it can be told."""
    asked = out.questions[0]
    if out.conflicts:
        return _settling(scan, nodes, out.conflicts[0])
    breaks = [n for n in nodes if isinstance(n, Break)]
    if asked.said.key == "asked-nothing-left" and len(breaks) == 1:
        return replace(asked, answers=tuple(_doubted(scan, nodes, _whole_day(scan, breaks[0]))))
    return asked


def _whole_day(scan: Scan, node: Break) -> Doubt:
    """A break that leaves nothing: it is none, or the usual one."""
    lunch = scan.context.defaults.lunch
    usual = replace(node, span=Span(lunch.start, lunch.end))
    ways = (Way(text("answer-no-break"), ()), break_way(usual))
    return Doubt(node.first, node.last, ways=ways)


def _settling(scan: Scan, nodes: Sequence[Node], conflict: Conflict) -> Question:
    """The question with an answer for each of the rivals, as if the others had not been said."""
    answers = []
    for way, kept in zip(ways_apart(nodes, conflict.rivals), conflict.rivals, strict=True):
        found = _built(scan, way, 0)
        if not found.questions:
            answers.append(Answer(_said_as(scan, kept), found.policy))
    return replace(conflict.question, answers=tuple(answers))


def _said_as(scan: Scan, kept: Sequence[Node]) -> Text:
    zone = next((n.zone for n in kept if isinstance(n, Zone) and n.zone), None)
    if zone and "/" in zone:
        return text("answer-zone", zone=zone)
    return text("answer-words", words=scan.words(kept[0].first, kept[-1].last))


def _ask_nodes(scan: Scan, nodes: Sequence[Node], asked: Sequence[Node], out: Combined) -> None:
    """A question for each node that has one, with ready answers when it is the only one."""
    for node in asked:
        answers: tuple[Answer, ...] = ()
        if len(asked) == 1 and isinstance(node, Hours):
            answers = tuple(_answers(scan, nodes, node))
        if len(asked) == 1 and isinstance(node, Doubt | Dates):
            answers = tuple(_doubted(scan, nodes, node))
        if len(asked) == 1 and isinstance(node, Zone):
            answers = tuple(
                Answer(text("answer-zone", zone=zone), replace(out.policy, zone=zone))
                for zone in node.others
            )
        words = scan.words(node.first, node.last)
        said = node.asked or text("asked-when")
        out.questions.append(Question(said, words, answers, about(node)))


def _doubted(scan: Scan, nodes: Sequence[Node], node: Doubt | Dates) -> Iterator[Answer]:
    place = node.first, node.last
    told: list[Policy] = []
    for way in node.ways:
        other = [new for n in nodes for new in (way.nodes if (n.first, n.last) == place else (n,))]
        found = _built(scan, other, 0)
        if not found.questions and found.policy not in told:
            told.append(found.policy)
            yield Answer(way.label, found.policy)


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
    answers = tuple(
        Answer(text("answer-week", week=spelt_week(way.policy.week)), way.policy)
        for way in (out, other)
        if way.policy.week and not way.questions
    )
    units = [node for node in settled(nodes) if kind_of(node)]
    words = scan.words(units[0].first, units[-1].last)
    out.questions.insert(0, Question(text("asked-binding"), words, answers, "week"))


def spelt_week(found: Week | None) -> tuple[Text, ...]:
    """A week as texts, one for each group of days."""
    if found is None:
        return ()
    return tuple(
        text(
            "answer-days",
            days=tuple(text("day", day=Day(d).name.lower()) for d in days),
            hours=tuple(
                text("answer-hours", start=spelt(w.start), end=spelt(w.end)) for w in hours
            ),
        )
        for days, hours in found.groups()
    )


def _built(scan: Scan, nodes: Sequence[Node], way: int) -> Combined:
    out = Combined()
    meant = settled(nodes)
    ways = statements(meant)
    out.ways = len(ways)
    found = _week(scan, meant, ways[min(way, len(ways) - 1)])
    out.assumptions.extend(_assumed(scan, nodes, found))
    said = terms(scan, nodes)
    out.conflicts = said.conflicts
    out.questions.extend(conflict.question for conflict in said.conflicts)
    out.policy = Policy(
        week=found.week,
        zone=said.zone,
        zone_per_number=said.local,
        start=said.start,
        finish=said.finish,
        attempts=said.attempts,
    )
    _week_said(scan, nodes, found, out)
    if never_meet(out.policy, scan.today):
        dated = [n for n in nodes if isinstance(n, Dates)]
        words = scan.words(dated[0].first, dated[-1].last)
        out.questions.append(Question(text("asked-weekday-differs"), words, about="dates"))
    return out


def _assumed(scan: Scan, nodes: Sequence[Node], found: Outcome) -> Iterator[Assumption]:
    """What the nodes assumed; a bound whose whole hours are told needs no line of its own."""
    told = any(said.key == "assumed-hours" for said in found.said)
    for node in nodes:
        for said in node.said:
            if not (told and said.key == ASSUMED):
                yield Assumption(said, scan.words(node.first, node.last), about(node))


def _week(scan: Scan, nodes: Sequence[Node], found: Sequence[Statement]) -> Outcome:
    excluded = 0
    for node in nodes:
        if isinstance(node, Exclusion) and not node.spans:
            excluded |= node.mask & ~_named_again(found, node)
    plan = Plan(found, cuts(nodes), excluded, scan.context.defaults)
    base = scan.context.base
    if base is None:
        return week(plan)
    adding = any("add" in item.sense for item in scan.items[: scan.size])
    return amended(plan, base, adding=adding)


def _named_again(found: Sequence[Statement], node: Exclusion) -> int:
    """Excluded days that get hours of their own later: "except Friday: 10-18; Friday: 10-14"."""
    again = 0
    for statement in found:
        mask = statement.mask or 0
        if statement.spans and statement.days_at >= node.last and mask & ~node.mask == 0:
            again |= mask
    return again


def _week_said(scan: Scan, nodes: Sequence[Node], found: Outcome, out: Combined) -> None:
    if not (found.said or found.asked):
        return
    units = [n for n in nodes if kind_of(n) or isinstance(n, Exclusion | Break)]
    words = scan.words(units[0].first, units[-1].last) if units else ""
    out.assumptions.extend(Assumption(said, words, "week") for said in found.said)
    for asked in found.asked:
        answers = (
            _fill_missing(found, out.policy, cuts(settled(nodes)))
            if found.missing and len(found.asked) == 1
            else ()
        )
        out.questions.append(Question(asked, words, answers, "week"))


def _fill_missing(found: Outcome, policy: Policy, breaks: Sequence[Cut]) -> tuple[Answer, ...]:
    """Days without hours take those of the others, but for their own breaks, or are left out."""
    given = {day: hours for day, hours in found.hours.items() if hours}
    full = {day: hours or Week.of(given).shared for day, hours in found.hours.items()}
    for cut in breaks:
        for day in full.keys() - given.keys():
            if cut.mask and cut.mask >> day & 1:
                full[day] = without(full[day], closed_cut(cut.span))
    left_out = Answer(text("answer-without-days"), replace(policy, week=Week.of(given)))
    if not all(full.values()):
        return (left_out,)
    return Answer(text("answer-same-hours"), replace(policy, week=Week.of(full))), left_out
