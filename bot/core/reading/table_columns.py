"""What a message says of the columns of a table: "column B is the name", "ignore column E".

A column is named by its letter, its number or its header; a lone letter only where the draft has a
table, as anywhere else it is no column.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.core.phones.columns import ColumnKind, letter, place
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.reading import ColumnSaid
from bot.core.reading.tokens import Kind, Token, tokenise

_COLUMN: Final = frozenset({"column"})
_MEANS: Final = frozenset({"means", "filler", "this", "on"})
_LINKS: Final = _MEANS | {"from", "of"}
_OMITS: Final = frozenset({"ignored", "except"})
_AND: Final = frozenset({"and"})
_DASHES: Final = "-:="
_REFERENCE: Final = "reference"
_MOST_LINKS: Final = 3
_LONGEST: Final = 4
_LAST_COLUMN: Final = 702


class Statement(NamedTuple):
    """A stretch `text[start:end]` that speaks of columns, and what it says of them."""

    start: int
    end: int
    said: tuple[ColumnSaid, ...]


def statements(text: str, lexicon: Lexicon, *, table: bool = False) -> list[Statement]:
    """Find all that is said of columns; `table` where the draft has one."""
    words = _Words(text, tokenise(text, lexicon.folds), lexicon)
    return list(words.statements(table=table))


def place_of(said: ColumnSaid, header: Sequence[str]) -> int | None:
    """Which column of a table is meant: one of this header, else the one of this letter."""
    wanted = said.column.strip().casefold()
    for at, name in enumerate(header):
        if name.strip().casefold() == wanted:
            return at
    at_letter = place(said.column)
    return at_letter if at_letter is not None and at_letter < len(header) else None


# The columns that some words name, or what they are; with the token behind these words.
_Names = tuple[list[str], int]
_Kind = tuple[ColumnKind, int]
_Said = tuple[list[ColumnSaid], int]


@dataclass(frozen=True)
class _Words:
    """The tokens of one message; each method reads from a token on and gives the one behind."""

    text: str
    tokens: Sequence[Token]
    lexicon: Lexicon

    def statements(self, *, table: bool) -> Iterator[Statement]:
        at = 0
        while at < len(self.tokens):
            read = self._omitting(at) or self._placed(at) or self._named(at)
            read = read or (self._lone(at) if table else None)
            if read is None:
                at += 1
                continue
            said, last = read
            last = self._continued(last, said)
            yield Statement(self.tokens[at].start, self.tokens[last - 1].end, tuple(said))
            at = last

    def _omitting(self, at: int) -> _Said | None:
        """ "Ignore column E", "without columns E and F", "do not pass column E"."""
        kind = self._passing(at) or self._omits(at)
        if kind is None:
            return None
        names = self._columns(self._over(kind[1], {"filler"}, ""))
        return ([ColumnSaid(name, kind[0]) for name in names[0]], names[1]) if names else None

    def _placed(self, at: int) -> _Said | None:
        """ "The phone is in column C"."""
        kind = self._kind(at)
        names = kind and self._columns(self._over(kind[1], _MEANS, _DASHES))
        if kind is None or names is None or len(names[0]) != 1 or self._kind_behind(names[1]):
            return None
        return [ColumnSaid(names[0][0], kind[0])], names[1]

    def _named(self, at: int) -> _Said | None:
        """ "Column B is the name", "in column D is the zone", "do not pass" behind its columns."""
        first = at + 1 if self._is(at, {"on"}) else at
        names = self._columns(first) or self._headed(first)
        return self._what(*names) if names else None

    def _lone(self, at: int) -> _Said | None:
        """ "B - name", where the letter stands by itself."""
        name = self._letter(at)
        apart = at == 0 or self._separates(at - 1)
        if not name or not apart or not self._links(at + 1):
            return None
        return self._what([name], at + 1)

    def _continued(self, at: int, said: list[ColumnSaid]) -> int:
        """ "…, C is the phone": more of the same without the word "column"."""
        while True:
            first = at
            while first < len(self.tokens) and self._separates(first):
                first += 1
            name = self._letter(first) if first > at else None
            told = self._links(first + 1) or self._told(first + 1)
            read = self._what([name], first + 1) if name and told else None
            if read is None:
                return at
            said += read[0]
            at = read[1]

    def _what(self, names: list[str], at: int) -> _Said | None:
        """What is said of the columns that were named before."""
        kind = self._kind_behind(at)
        return ([ColumnSaid(name, kind[0]) for name in names], kind[1]) if kind else None

    def _kind_behind(self, at: int) -> _Kind | None:
        for first in range(at, min(at + _MOST_LINKS, len(self.tokens)) + 1):
            found = self._told(first)
            if found or not (self._is(first, _LINKS) or self._is_mark(first, _DASHES)):
                return found
        return None

    def _told(self, at: int) -> _Kind | None:
        return self._passing(at) or self._omits(at) or self._kind(at)

    def _columns(self, at: int) -> _Names | None:
        """The word for columns and their names: "column B", "columns E, F", "2nd column"."""
        ending = self._is_mark(at + 1, "-") and self._is(at + 2, {"ordinal_mark"})
        counted = at + 3 if ending else at + 1
        if self._is(counted, _COLUMN) and (number := self._number(at)):
            return [number], counted + 1
        if not self._is(at, _COLUMN):
            return None
        names: list[str] = []
        last = first = at + 2 if self._is_mark(at + 1, ":") else at + 1
        while found := self._name(first):
            names.append(found[0])
            last = first = found[1]
            while self._is_mark(first, ",") or self._is(first, _AND):
                first += 1
            if first == last or self._links(first + 1, only_marks=True):
                break
        return (names, last) if names else None

    def _headed(self, at: int) -> _Names | None:
        """A header without quotes, up to the word or mark behind it: "column City is the city"."""
        if not self._is(at, _COLUMN):
            return None
        for last in range(at + 2, min(at + 2 + _LONGEST, len(self.tokens))):
            if self.tokens[last - 1].kind != Kind.WORD:
                return None
            if self._links(last) or self._passing(last) or self._omits(last):
                return [self.text[self.tokens[at + 1].start : self.tokens[last - 1].end]], last
        return None

    def _name(self, at: int) -> tuple[str, int] | None:
        name = self._letter(at) or self._number(at)
        if name:
            return name, at + 1
        if not self._is_mark(at, "\"'"):
            return None
        for last in range(at + 2, min(at + 16, len(self.tokens))):
            if self._is_mark(last, "\"'"):
                return self.text[self.tokens[at].end : self.tokens[last].start], last + 1
        return None

    def _letter(self, at: int) -> str | None:
        """A Latin letter, or a capital that looks like one; two capitals as well."""
        if at >= len(self.tokens) or self.tokens[at].kind != Kind.WORD:
            return None
        written = self.text[self.tokens[at].start : self.tokens[at].end]
        if len(written) == 2:
            return written if written.isascii() and written.isupper() else None
        if len(written) != 1:
            return None
        if written.isascii():
            return written.upper()
        twins = (table.get(ord(written.lower()), "") for table in self.lexicon.lookalikes)
        latin = next((twin for twin in twins if twin.isascii() and twin), None)
        return latin.upper() if latin and written.isupper() else None

    def _number(self, at: int) -> str | None:
        """The letter of a column that is counted: 2, second."""
        if at >= len(self.tokens):
            return None
        word = self.tokens[at].text
        counted = int(word) if word.isdecimal() and len(word) < 4 else 0
        number = counted or self.lexicon.sense(word).get("ordinal", 0)
        return letter(number - 1) if 1 <= number <= _LAST_COLUMN else None

    def _kind(self, at: int) -> _Kind | None:
        """The longest words that say what a column is."""
        for size in range(_LONGEST, 0, -1):
            words = tuple(token.text for token in self.tokens[at : at + size])
            meaning = self.lexicon.columns.get(words) if len(words) == size else None
            if meaning:
                kind = ColumnKind.DATA if meaning == _REFERENCE else ColumnKind(meaning)
                return kind, at + size
        return None

    def _passing(self, at: int) -> _Kind | None:
        """ "Pass" and "do not pass"."""
        first = at
        while self._is(first, {"not"}) or (first > at and self._is(first, {"means"})):
            first += 1
        if not self._is(first, {"passed"}):
            return None
        return ColumnKind.NOTHING if first > at else ColumnKind.DATA, first + 1

    def _omits(self, at: int) -> _Kind | None:
        omits = self._is(at, _OMITS) and not self._is(at, {"but"})
        return (ColumnKind.NOTHING, at + 1) if omits else None

    def _over(self, at: int, kinds: Collection[str], marks: str) -> int:
        """Step over a few words that join."""
        for _ in range(_MOST_LINKS):
            if self._is(at, _COLUMN) or not (self._is(at, kinds) or self._is_mark(at, marks)):
                break
            at += 1
        return at

    def _links(self, at: int, *, only_marks: bool = False) -> bool:
        return self._is_mark(at, _DASHES) or (not only_marks and self._is(at, {"means"}))

    def _separates(self, at: int) -> bool:
        token = self.tokens[at]
        return token.kind == Kind.NEWLINE or token.text in ",;." or self._is(at, {"and", "but"})

    def _is(self, at: int, kinds: Collection[str]) -> bool:
        if at >= len(self.tokens):
            return False
        return not self.lexicon.sense(self.tokens[at].text).keys().isdisjoint(kinds)

    def _is_mark(self, at: int, marks: str) -> bool:
        if at >= len(self.tokens) or self.tokens[at].kind != Kind.MARK:
            return False
        return bool(marks) and self.tokens[at].text[0] in marks
