"""The message as a row of nodes: at each item the first rule that knows it, in a visible order."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.reading.attempts import attempts
from bot.core.reading.breaks import as_break, break_, closed, exclusion, strange
from bot.core.reading.dates import dates
from bot.core.reading.days import days
from bot.core.reading.hours import hours
from bot.core.reading.nodes import Filler, Node, Person, Separator, Strange
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind
from bot.core.reading.zones import zone

_STRENGTHS = {";": 3, ",": 2, ".": 2, "!": 2, "?": 2, "|": 2, "/": 1, "&": 1, "+": 1}
# Words that only hold a sentence together; anything else left over is not understood.
_HARMLESS = ("filler", "on", "for", "time", "of", "inclusive", "unbroken", "year", "call")


def clauses(scan: Scan) -> list[Node]:
    """Read the whole message; the nodes cover every item exactly once, in order."""
    nodes: list[Node] = []
    at = 0
    while at < len(scan.items):
        before = next((node for node in reversed(nodes) if not isinstance(node, Filler)), None)
        found = _read(scan, at, before)
        nodes.extend(found)
        at = found[-1].last
    return nodes


def _read(scan: Scan, at: int, before: Node | None) -> Sequence[Node]:
    item = scan.items[at]
    if item.kind >= Kind.PHONE:
        return [Person(at, at + 1)]
    if item.kind is Kind.NEWLINE:
        return [Separator(at, at + 1, strength=3)]
    if item.sense or item.kind is Kind.NUMBER:
        return _meant(scan, at, before) or [_left(scan, at)]
    found = zone(scan, at)
    if found:
        return [found]
    if item.kind is Kind.MARK:
        return [_mark(scan, at)]
    return [Strange(at, at + 1)]


def _meant(scan: Scan, at: int, before: Node | None) -> Sequence[Node]:
    """The rules for what has a meaning, the most special first."""
    node: Node | None = zone(scan, at) or strange(scan, at) or attempts(scan, at)
    if node:
        return [node]
    excluded = exclusion(scan, at)
    if excluded:
        return excluded
    node = break_(scan, at) or dates(scan, at) or closed(scan, at, before)
    node = node or _hours(scan, at) or days(scan, at)
    return [node] if node else ()


def _hours(scan: Scan, at: int) -> Node | None:
    found = hours(scan, at)
    return (as_break(scan, found) or found) if found else None


def _left(scan: Scan, at: int) -> Node:
    """A word with a meaning that no rule could use here."""
    item = scan.items[at]
    if scan.is_(at, "and", "but"):
        return Separator(at, at + 1, strength=2 if scan.is_(at, "but") else 1)
    if _enumerates(scan, at):
        return Filler(at, at + 2)
    if any(kind in item.sense for kind in _HARMLESS):
        return Filler(at, at + 1)
    if "from" in item.sense and scan.is_(at + 1, "filler"):
        return Filler(at, at + 1)
    return Strange(at, at + 1)


def _enumerates(scan: Scan, at: int) -> bool:
    """Whether a number with a dot or a bracket begins a line of a list."""
    if scan.at(at).kind is not Kind.NUMBER or len(scan.at(at).text) > 2:
        return False
    begins = at == 0 or scan.at(at - 1).kind is Kind.NEWLINE
    return begins and scan.mark(at + 1, ".)") and scan.at(at + 2).spaced


def _mark(scan: Scan, at: int) -> Node:
    """Punctuation parts statements more or less; the dot of an abbreviation does not."""
    item = scan.items[at]
    before = scan.at(at - 1)
    abbreviates = before.kind is Kind.WORD and len(before.text) <= 4 and not item.spaced
    strength = _STRENGTHS.get(item.text, 0)
    if item.text == "." and abbreviates and before.sense:
        strength = 0
    return Separator(at, at + 1, strength=strength)


def joined(nodes: Sequence[Node]) -> str:
    """The kinds of the nodes, for a trace in a failing test."""
    return " ".join(type(node).__name__ for node in nodes)
