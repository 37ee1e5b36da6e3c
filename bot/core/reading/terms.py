"""Dates, zone and attempts out of the nodes: what a policy has one of, and must not have twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.core.policy import Attempts, Day, Policy
from bot.core.reading import moments
from bot.core.reading.nodes import Dates, Node, Tries, Zone
from bot.core.reading.offsets import same_clock
from bot.core.reading.reading import Question
from bot.core.reading.scan import Scan
from bot.core.reading.together import adjacent, lone
from bot.core.texts import text


class Conflict(NamedTuple):
    """A question about what was said twice, with the nodes of each way to mean it."""

    question: Question
    rivals: tuple[tuple[Node, ...], ...] = ()


class Terms(NamedTuple):
    """What was said once; what was said twice is a question."""

    start: datetime | None
    finish: datetime | None
    zone: str | None
    local: bool
    attempts: Attempts
    conflicts: tuple[Conflict, ...]


def terms(scan: Scan, nodes: Sequence[Node]) -> Terms:
    """Gather the terms of a policy."""
    asked: list[Conflict] = []
    start, finish = _dates(scan, nodes, asked)
    zone, local = _zone(scan, nodes, asked)
    return Terms(start, finish, zone, local, _attempts(scan, nodes, asked), tuple(asked))


def never_meet(policy: Policy, today: datetime) -> bool:
    """Whether no allowed day lies between the first and the last one."""
    if policy.week is None or policy.finish is None:
        return False
    start = moments.midnight(policy.start or today)
    days = min((policy.finish - start).days + 1, len(Day))
    return not any((start.weekday() + i) % len(Day) in policy.week.allowed for i in range(days))


def _asked(scan: Scan, found: Sequence[Node], key: str, about: str) -> Conflict:
    return Conflict(Question(text(key), scan.words(found[0].first, found[-1].last), about=about))


def _dates(
    scan: Scan, nodes: Sequence[Node], asked: list[Conflict]
) -> tuple[datetime | None, datetime | None]:
    found = [n for n in nodes if isinstance(n, Dates) and not n.asked]
    if not found:
        return None, None
    single = lone(found)
    starts = {n.start for n in found if n.start and not n.lone}
    ends = {n.finish for n in found if n.finish and not n.lone}
    start, finish = next(iter(starts), None), next(iter(ends), None)
    if single:
        first = [n.start for n in single]
        start = start or (None if None in first else min(day for day in first if day))
        finish = finish or max(n.finish for n in single if n.finish)
    key = ""
    if len(starts) > 1 or len(ends) > 1:
        key = "asked-two-dates"
    elif _too_far(single):
        key = "asked-dates-apart"
    elif start and finish and finish < start:
        key = "asked-dates-backward"
    if key:
        rivals = tuple((n,) for n in found) if key == "asked-two-dates" else ()
        asked.append(_asked(scan, found, key, "dates")._replace(rivals=rivals))
        return None, None
    return start, finish


def _too_far(single: Sequence[Dates]) -> bool:
    """Whether single days lie more than a week apart, so that weekdays cannot tell them."""
    if len(single) < 2 or adjacent(single):
        return False
    days = [n.finish for n in single if n.finish]
    long = any(n.start and n.finish and n.finish - n.start > moments.DAY for n in single)
    return long or max(days) - min(days) >= moments.DAY * 7


def _zone(scan: Scan, nodes: Sequence[Node], asked: list[Conflict]) -> tuple[str | None, bool]:
    found = [n for n in nodes if isinstance(n, Zone)]
    if not found:
        return None, False
    named = list(dict.fromkeys(n.zone for n in found if n.zone))
    local = any(n.local for n in found)
    one = same_clock(named, scan.context.now)
    if local and one and any(n.elsewhere for n in found if n.zone):
        return one, True
    if named and (local or one is None):
        rivals = [tuple(n for n in found if n.zone == zone) for zone in named]
        rivals += [tuple(n for n in found if n.local)] if local else []
        conflict = _asked(scan, found, "asked-one-zone", "zone")
        asked.append(conflict._replace(rivals=tuple(rivals)))
        return None, False
    return one, local


def _attempts(scan: Scan, nodes: Sequence[Node], asked: list[Conflict]) -> Attempts:
    found = [n for n in nodes if isinstance(n, Tries)]
    if not found:
        return Attempts()
    totals = {n.most: n for n in found if n.most is not None}
    intervals = {n.every: n for n in found if n.every is not None}
    alone = set(totals) == {1} and bool(intervals)
    if alone or len(totals) > 1 or len(intervals) > 1:
        rivals = (*totals.values(), *intervals.values()) if alone else _twice(totals, intervals)
        conflict = _asked(scan, found, "asked-two-attempts", "attempts")
        asked.append(conflict._replace(rivals=tuple((n,) for n in rivals)))
        return Attempts()
    return Attempts(next(iter(totals), None), next(iter(intervals), None))


def _twice(totals: Mapping[int, Tries], intervals: Mapping[int, Tries]) -> Iterable[Tries]:
    """What of the two was said twice; no ready answers where both were."""
    if len(totals) > 1 and len(intervals) > 1:
        return ()
    return (totals if len(totals) > 1 else intervals).values()
