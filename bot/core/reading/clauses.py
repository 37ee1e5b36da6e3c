"""The message as a row of nodes: at each item the first rule that knows it, in a visible order."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.reading.address import addressed
from bot.core.reading.attempts import attempts
from bot.core.reading.breaks import as_break, break_, closed, exclusion, strange
from bot.core.reading.dates import dates
from bot.core.reading.days import days, ends_sentence
from bot.core.reading.hours import hours
from bot.core.reading.nearby import (
    ATTEMPTS,
    BREAK,
    CLOSED,
    DATES,
    DAYS,
    EXCLUSION,
    HOURS,
    STRANGE,
    ZONE,
    openings,
)
from bot.core.reading.nodes import (
    COMMA,
    JOINT,
    LINE,
    SENTENCE,
    Filler,
    Node,
    Person,
    Separator,
    Strange,
)
from bot.core.reading.remarks import remarked
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import NO_TEXT, Kind
from bot.core.reading.zones import zone

_STRENGTHS = {
    ";": LINE,
    ",": COMMA,
    ".": SENTENCE,
    "!": SENTENCE,
    "?": SENTENCE,
    "|": COMMA,
    "/": JOINT,
    "&": JOINT,
    "+": JOINT,
    "(": COMMA,
    ")": COMMA,
}
# Signs that compare, negate or blur; what was lost on the way here. Other signs decorate.
_MEANT = frozenset("<>=~\u00ac\u00b1\u2260\u2264\u2265") | {NO_TEXT}
# Words that only hold a sentence together; anything else left over is not understood.
_HARMLESS = (
    *("filler", "greeting", "phone", "on", "for", "time", "of", "inclusive", "unbroken", "year"),
    "call",
)


def clauses(scan: Scan) -> list[Node]:
    """Read the whole message; the nodes cover every item exactly once, in order."""
    nodes: list[Node] = []
    before: Node | None = None
    at = 0
    while at < scan.size:
        found = _read(scan, at, before)
        nodes.extend(found)
        at = found[-1].last
        # What stands right before, unless a comma or more stands after it.
        last = found[-1]
        passing = isinstance(last, Filler) or (isinstance(last, Separator) and not last.strength)
        before = before if passing else last
    return nodes


def _read(scan: Scan, at: int, before: Node | None) -> Sequence[Node]:
    item = scan.items[at]
    if item.kind >= Kind.PHONE:
        return [Person(at, at + 1)]
    if item.kind is Kind.NEWLINE:
        return [Separator(at, at + 1, strength=LINE)]
    if item.sense or item.kind is Kind.NUMBER:
        found = () if _stutters(scan, at) else _meant(scan, at, before)
        return found or [_left(scan, at)]
    place = zone(scan, at)
    if place:
        return [place]
    if item.kind is Kind.MARK:
        return [_mark(scan, at)]
    return [Strange(at, at + 1)]


def _stutters(scan: Scan, at: int) -> bool:
    """Whether the same word stands here three times: nobody means anything by that."""
    item = scan.items[at]
    same = item.text == scan.items[at + 1].text == scan.items[at + 2].text
    return same and item.kind is Kind.WORD


def _meant(scan: Scan, at: int, before: Node | None) -> Sequence[Node]:
    """The rules for what has a meaning, the most special first, each where it may begin."""
    remark = remarked(scan, at)
    if remark:
        return [Filler(at, remark)]
    rules = openings(scan, at)
    node: Node | None = None
    if rules & ZONE:
        node = zone(scan, at)
    if node is None and rules & STRANGE:
        node = strange(scan, at)
    if node is None and rules & ATTEMPTS:
        node = attempts(scan, at)
    if node is None and rules & EXCLUSION:
        excluded = exclusion(scan, at)
        if excluded:
            return excluded
    node = node or _time(scan, at, rules, before)
    return [node] if node else ()


def _time(scan: Scan, at: int, rules: int, before: Node | None) -> Node | None:
    node: Node | None = None
    if rules & BREAK:
        node = break_(scan, at)
    if node is None and rules & DATES:
        node = dates(scan, at)
    if node is None and rules & CLOSED:
        node = closed(scan, at, before)
    if node is None and rules & HOURS:
        node = _hours(scan, at)
    if node is None and rules & DAYS:
        node = days(scan, at)
    return node


def _hours(scan: Scan, at: int) -> Node | None:
    found = hours(scan, at)
    return (as_break(scan, found) or found) if found else None


def _left(scan: Scan, at: int) -> Node:
    """A word with a meaning that no rule could use here."""
    item = scan.items[at]
    if scan.is_(at, "and", "but"):
        strength = COMMA if scan.is_(at, "but") else JOINT
        return Separator(at, at + 1, strength=strength, choice=scan.is_(at, "or"))
    if _enumerates(scan, at):
        return Filler(at, at + 2)
    if any(kind in item.sense for kind in _HARMLESS):
        return Filler(at, at + 1)
    if "from" in item.sense and scan.is_(at + 1, "filler"):
        return Filler(at, at + 1)
    return Filler(at, at + 1) if addressed(scan, at) else Strange(at, at + 1)


def _enumerates(scan: Scan, at: int) -> bool:
    """Whether a number with a dot or a bracket begins a line of a list."""
    if scan.at(at).kind is not Kind.NUMBER or len(scan.at(at).text) > 2:
        return False
    begins = at == 0 or scan.at(at - 1).kind is Kind.NEWLINE
    return begins and scan.mark(at + 1, ".)") and scan.at(at + 2).spaced


def _mark(scan: Scan, at: int) -> Node:
    """Punctuation parts statements more or less; the dot of an abbreviation does not."""
    item = scan.items[at]
    if item.text[0] in _MEANT and _compares(scan, at):
        return Strange(at, at + 1)
    before = scan.at(at - 1)
    abbreviates = before.kind is Kind.WORD and len(before.text) <= 4 and not item.spaced
    strength = _STRENGTHS.get(item.text, 0)
    if item.text == "." and abbreviates and before.sense and not ends_sentence(scan, at):
        strength = 0
    return Separator(at, at + 1, strength=strength)


def _compares(scan: Scan, at: int) -> bool:
    """Whether the sign belongs to the number behind it ("~10", ">18"), or was lost on its way."""
    return scan.at(at).text == NO_TEXT or scan.at(at + 1).kind is Kind.NUMBER


def joined(nodes: Sequence[Node]) -> str:
    """The kinds of the nodes, for a trace in a failing test."""
    return " ".join(type(node).__name__ for node in nodes)
