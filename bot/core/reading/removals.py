"""Numbers that the words take off the list: "remove 8 903 …", "except +7 903 …"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.phones.spelling import spelt
from bot.core.reading.nodes import Node, Person, Strange, Tries
from bot.core.reading.reading import Assumption, Question
from bot.core.reading.scan import Item, Scan
from bot.core.reading.tokens import Kind
from bot.core.texts import text

_REMOVING = frozenset({"except", "not"})
# What may stand between such a word and the number it speaks of.
_BETWEEN = frozenset({"filler", "phone", "on", "call", "and", "of", "for", "plain", "greeting"})
_ENDS = frozenset(".;!?")


def removals(scan: Scan) -> tuple[frozenset[int], frozenset[int]]:
    """The phones that are taken off (their places among the found), and the words that say so."""
    if not any(item.kind == Kind.PHONE for item in scan.items[: scan.size]):
        return frozenset(), frozenset()
    phones: set[int] = set()
    words: set[int] = set()
    waiting: list[int] = []
    removed = False
    for at, item in enumerate(scan.items[: scan.size]):
        if item.kind == Kind.PHONE:
            if waiting or removed:
                phones.add(item.value)
                words.update(waiting)
                waiting, removed = [], True
        elif _REMOVING & set(item.sense):
            waiting.append(at)
        elif not _passes(item):
            waiting, removed = [], False
    return frozenset(phones), frozenset(words)


def _passes(item: Item) -> bool:
    if item.kind == Kind.WORD:
        return bool(_BETWEEN & set(item.sense))
    return item.kind == Kind.MARK and item.text not in _ENDS


def claimed(nodes: Sequence[Node], words: frozenset[int]) -> list[Node]:
    """The words of a removal are understood."""
    return [
        Person(n.first, n.last) if isinstance(n, Strange) and _within(n, words) else n
        for n in nodes
    ]


def taken_off(phones: Sequence[str]) -> list[Assumption]:
    """Say which numbers are not called."""
    return [Assumption(text("assumed-removed", phone=spelt(p)), about="numbers") for p in phones]


def negations(scan: Scan, nodes: Sequence[Node]) -> list[Question]:
    """A "not" that no rule could use may turn everything round: nothing is sent without it."""
    return [
        Question(text("asked-negation"), scan.words(n.first, n.last), about="words")
        for n in nodes
        if isinstance(n, Strange) and negates(scan, n)
    ]


def soon(scan: Scan, nodes: Sequence[Node]) -> list[Question]:
    """A number and "in an hour": when to call, or how often? Beside attempts it is how often."""
    tries = [n for n in nodes if isinstance(n, Tries)]
    if len(tries) != 1 or tries[0].most or not scan.is_(tries[0].first, "in"):
        return []
    if not any(item.kind == Kind.PHONE for item in scan.items[: scan.size]):
        return []
    words = scan.words(tries[0].first, tries[0].last)
    return [Question(text("asked-soon"), words, about="attempts")]


def negates(scan: Scan, node: Strange) -> bool:
    """Whether words that were not understood hold a "not" of some kind."""
    items = scan.items[node.first : node.last]
    return node.note is None and any(_REMOVING & set(item.sense) for item in items)


def _within(node: Node, words: frozenset[int]) -> bool:
    return all(at in words for at in range(node.first, node.last))
