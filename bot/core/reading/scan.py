"""Tokens to items: the longest known phrases with their meanings, slips of the hand mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.core.reading.context import Context
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.meanings import NOTHING, Sense
from bot.core.reading.tokens import Kind, Token, tokenise

# A message is a sentence or a page, not a book of misspelt words.
MOST_MENDED = 40
# More digits are no number that anybody calculates with.
_LONGEST_NUMBER = 19


class Item(NamedTuple):
    """A number, a mark, or one or more words that mean something together.

    `value` is the number itself or the place of what was claimed beforehand (a phone, a payload);
    `mended` tells that a misspelt word was taken for a known one.
    """

    kind: int
    text: str
    start: int
    end: int
    spaced: bool
    sense: Sense = NOTHING
    value: int = -1
    mended: bool = False


END = Item(Kind.END, "", 0, 0, spaced=True)
# Rules look no farther than a few words ahead: a message of prepositions is read in linear time.
FEW = 4
_MARGIN = (END,) * 64


def padded(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with empty ones behind them."""
    return (*items, *_MARGIN)


class Claim(NamedTuple):
    """A stretch of the message that is settled before the grammar reads it."""

    start: int
    end: int
    kind: int
    number: int


@dataclass(frozen=True)
class Scan:
    """One message ready to be read: its items, and what the grammar needs to know around them.

    Empty items stand behind the last one (and so before the first), so that rules may look ahead
    without a thought for the end. `size` is the number of real ones.
    """

    text: str
    items: Sequence[Item]
    size: int
    lexicon: Lexicon
    context: Context
    today: datetime

    def at(self, index: int) -> Item:
        """The item there; an empty one around the message."""
        return self.items[index]

    def is_(self, index: int, *kinds: str) -> bool:
        """Whether the word there has one of these kinds of meaning."""
        sense = self.items[index].sense
        if sense:
            for kind in kinds:
                if kind in sense:
                    return True
        return False

    def value(self, index: int, kind: str) -> int | None:
        """The number that the word there stands for in this kind of meaning."""
        return self.items[index].sense.get(kind)

    def mark(self, index: int, marks: str) -> bool:
        """Whether there is one of these punctuation marks."""
        item = self.items[index]
        return item.kind == Kind.MARK and item.text[0] in marks

    def skip(self, index: int, *kinds: str, unless: tuple[str, ...] = ()) -> int:
        """Step over a few words of these kinds; the item behind them."""
        for _ in range(FEW):
            sense = self.items[index].sense
            if not sense or sense.keys().isdisjoint(kinds):
                break
            if unless and not sense.keys().isdisjoint(unless):
                break
            index += 1
        return index

    def skip_marks(self, index: int, marks: str) -> int:
        """Step over a few punctuation marks of these; the item behind them."""
        for _ in range(FEW):
            if not self.mark(index, marks):
                break
            index += 1
        return index

    def words(self, first: int, last: int) -> str:
        """The words of the items `first..last` (last outside) as they were written."""
        if first >= last:
            return ""
        return self.text[self.items[first].start : self.items[last - 1].end]


def scanned(text: str, lexicon: Lexicon, claims: Sequence[Claim]) -> list[Item]:
    """Find what each word may mean; `claims` are stretches the words stay out of."""
    tokens = _unclaimed(tokenise(text, lexicon.folds), claims)
    mended = _mended(tokens, lexicon)
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        kind, word, start, end, spaced = tokens[at]
        size, sense, value = 1, NOTHING, -1
        if kind < Kind.PHONE:
            size, sense = _longest(tokens, at, lexicon)
        if kind >= Kind.PHONE or (kind == Kind.NUMBER and len(word) < _LONGEST_NUMBER):
            value = int(word)
        if size > 1:
            kind, end = Kind.WORD, tokens[at + size - 1].end
        slipped = bool(mended) and not mended.isdisjoint(range(at, at + size))
        if slipped:
            spelt = (" " * token.spaced + token.text for token in tokens[at : at + size])
            word = "".join(spelt).strip()
        items.append(Item(kind, word, start, end, spaced, sense, value, slipped))
        at += size
    return items


def _mended(tokens: list[Token], lexicon: Lexicon) -> set[int]:
    """Put known words in the place of misspelt ones; which tokens those were.

    Letters that only look like those of another script are put right without a word.
    """
    mended: set[int] = set()
    unknown = [
        (at, token)
        for at, token in enumerate(tokens)
        if token.kind == Kind.WORD and token.text not in lexicon.vocabulary
    ]
    for tried, (at, token) in enumerate(unknown):
        twin = lexicon.lookalike(token.text)
        fixed = twin or (_known(token, lexicon, tokens) if tried < MOST_MENDED else None)
        if fixed:
            tokens[at] = token._replace(text=fixed)
        if fixed and not twin:
            mended.add(at)
    return mended


def _known(token: Token, lexicon: Lexicon, tokens: Sequence[Token]) -> str | None:
    if lexicon.places.begins(token.text):
        return None
    return lexicon.mended(token.text, [other.text for other in tokens])


def _longest(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, Sense]:
    """How many tokens the longest known form takes here, and what it means."""
    word = tokens[at].text
    seconds = lexicon.phrases.get(word)
    if seconds and at + 1 < len(tokens):
        for rest, sense in seconds.get(tokens[at + 1].text, ()):
            end = at + 2 + len(rest)
            if not rest or tuple(t.text for t in tokens[at + 2 : end]) == rest:
                return end - at, sense
    return 1, lexicon.words.get(word, NOTHING)


def _unclaimed(tokens: list[Token], claims: Sequence[Claim]) -> list[Token]:
    """Put one token in the place of each claimed stretch."""
    if not claims:
        return tokens
    out: list[Token] = []
    waiting = sorted(claims)
    at = 0
    for token in tokens:
        while at < len(waiting) and waiting[at].end <= token.start:
            out.append(_claimed(waiting[at]))
            at += 1
        if at == len(waiting) or token.end <= waiting[at].start:
            out.append(token)
    out.extend(_claimed(claim) for claim in waiting[at:])
    return out


def _claimed(claim: Claim) -> Token:
    return Token(claim.kind, str(claim.number), claim.start, claim.end, spaced=True)
