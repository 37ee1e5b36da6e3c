"""The message as a row of nodes: at each item the first rule that knows it, in a visible order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.reading.address import addressed
from bot.core.reading.attempts import attempts
from bot.core.reading.breaks import as_break, break_, exclusion, strange
from bot.core.reading.closed import closed
from bot.core.reading.dates import dates, day_of
from bot.core.reading.days import days, ends_sentence
from bot.core.reading.hours import hours
from bot.core.reading.nearby import (
    ATTEMPTS,
    BREAK,
    CLOSED,
    DATES,
    DAYS,
    DISTANCE,
    EXCLUSION,
    HOURS,
    REMARK,
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
    Hours,
    Node,
    Person,
    Separator,
    Strange,
)
from bot.core.reading.remarks import remarked
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import NO_TEXT, Kind
from bot.core.reading.zones import distance, zone

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
# A message is a sentence or a page: what stands behind so many words and numbers is not read.
_MOST = 400
_SAID = (Kind.NUMBER, Kind.WORD)
# Words that only hold a sentence together; anything else left over is not understood.
_HARMLESS = (
    "whom",
    *("filler", "greeting", "phone", "on", "for", "time", "of", "inclusive", "unbroken", "year"),
    "call",
)


# A clause of a sentence and the one before it are rarely longer.
_CLAUSE = 10


def clauses(scan: Scan) -> list[Node]:
    """Read the whole message; the nodes cover every item exactly once, in order."""
    nodes: list[Node] = []
    before: Node | None = None
    end = _readable(scan)
    rules = openings(scan.items[:end])
    at = 0
    while at < end:
        found = _read(scan, at, rules[at], before)
        nodes.extend(found)
        at = found[-1].last
        # What stands right before, unless a comma or more stands after it.
        last = found[-1]
        passing = isinstance(last, Filler) or (isinstance(last, Separator) and not last.strength)
        before = before if passing else last
    nodes.extend(_unread(scan, at))
    return nodes


def _readable(scan: Scan) -> int:
    """Where the words and numbers end that are read; there may be any number of phones."""
    if scan.size <= _MOST:
        return scan.size
    said = [at for at, item in enumerate(scan.items[: scan.size]) if item.kind in _SAID]
    return said[_MOST] if len(said) > _MOST else scan.size


def _unread(scan: Scan, first: int) -> Iterator[Node]:
    """What is left of an endless message: phones, and words that count as not understood."""
    for at in range(first, scan.size):
        if scan.items[at].kind >= Kind.PHONE:
            if first < at:
                yield Strange(first, at)
            yield Person(at, at + 1)
            first = at + 1
    if first < scan.size:
        yield Strange(first, scan.size)


def _read(scan: Scan, at: int, rules: int, before: Node | None) -> Sequence[Node]:
    item = scan.items[at]
    if item.sense or item.kind == Kind.NUMBER:
        found = () if _stutters(scan, at) else _meant(scan, at, rules, before)
        return found or [_left(scan, at)]
    if item.kind == Kind.MARK:
        return [(item.text == "+" and zone(scan, at)) or _mark(scan, at)]
    if item.kind == Kind.NEWLINE:
        return [Separator(at, at + 1, strength=LINE)]
    if item.kind >= Kind.PHONE:
        return [Person(at, at + 1)]
    return [zone(scan, at) or Strange(at, at + 1)]


def _stutters(scan: Scan, at: int) -> bool:
    """Whether the same word stands here three times: nobody means anything by that."""
    item = scan.items[at]
    if item.kind != Kind.WORD or item.text != scan.items[at + 1].text:
        return False
    return item.text == scan.items[at + 2].text


def _meant(scan: Scan, at: int, rules: int, before: Node | None) -> Sequence[Node]:
    """The rules for what has a meaning, the most special first, each where it may begin."""
    remark = remarked(scan, at) if rules & REMARK else None
    if remark:
        return [Filler(at, remark)]
    node: Node | None = None
    if rules & ZONE:
        node = zone(scan, at)
    if node is None and rules & DISTANCE:
        node = distance(scan, at)
    if node is None and rules & STRANGE:
        node = strange(scan, at)
    if node is None and rules & ATTEMPTS:
        node = attempts(scan, at)
    if node is None and rules & EXCLUSION:
        excluded = exclusion(scan, at)
        if excluded:
            return excluded
    node = node or _time(scan, at, rules, before)
    day = day_of(scan, node) if isinstance(node, Hours) else None
    return [day, node] if day and node else [node] if node else ()


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
    if "add" in item.sense and _refers_to_not(scan, at):
        return Strange(at, at + 1)
    if "nothing_else" in item.sense and _stands_apart(scan, at):
        return Filler(at, at + 1)
    if any(kind in item.sense for kind in _HARMLESS):
        return Filler(at, at + 1)
    heads = "from" in item.sense and scan.is_(at + 1, "filler")
    return Filler(at, at + 1) if heads or addressed(scan, at) else Strange(at, at + 1)


def _refers_to_not(scan: Scan, at: int) -> bool:
    """ "Not before 11, nor after 19": "too" at the end of a clause repeats a "not" before it."""
    ends = scan.at(at + 1).kind in (Kind.MARK, Kind.NEWLINE, Kind.END)
    before = range(max(0, at - _CLAUSE), at)
    return ends and any(scan.is_(near, "not", "closed", "except") for near in before)


def _stands_apart(scan: Scan, at: int) -> bool:
    """Whether a word makes a clause of its own: "…, and never else"."""
    before, after = scan.at(at - 1), scan.at(at + 1)
    opened = before.kind in (Kind.MARK, Kind.NEWLINE) or scan.is_(at - 1, "and", "but")
    return opened and after.kind in (Kind.MARK, Kind.NEWLINE, Kind.END)


def _enumerates(scan: Scan, at: int) -> bool:
    """Whether a number with a dot or a bracket begins a line of a list."""
    if scan.at(at).kind != Kind.NUMBER or len(scan.at(at).text) > 2:
        return False
    begins = at == 0 or scan.at(at - 1).kind == Kind.NEWLINE
    return begins and scan.mark(at + 1, ".)") and scan.at(at + 2).spaced


def _mark(scan: Scan, at: int) -> Node:
    """Punctuation parts statements more or less; the dot of an abbreviation does not."""
    item = scan.items[at]
    if item.text[0] in _MEANT and _compares(scan, at):
        return Strange(at, at + 1)
    before = scan.at(at - 1)
    abbreviates = before.kind == Kind.WORD and len(before.text) <= 4 and not item.spaced
    strength = _STRENGTHS.get(item.text, 0)
    if item.text == "." and abbreviates and before.sense and not ends_sentence(scan, at):
        strength = 0
    return Separator(at, at + 1, strength=strength)


def _compares(scan: Scan, at: int) -> bool:
    """Whether the sign belongs to the number behind it ("~10", ">18"), or was lost on its way."""
    if scan.at(at).text == "=" and scan.at(at - 1).kind == Kind.WORD:
        return False
    return scan.at(at).text == NO_TEXT or scan.at(at + 1).kind == Kind.NUMBER


def joined(nodes: Sequence[Node]) -> str:
    """The kinds of the nodes, for a trace in a failing test."""
    return " ".join(type(node).__name__ for node in nodes)
