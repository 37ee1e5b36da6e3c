"""Text to tokens: one folded spelling for many, every token with its place in the message."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple


class Kind:
    """What a token is made of: plain numbers, as an enumeration is slow to ask for its members."""

    NUMBER: Final = 1
    WORD: Final = 2
    NEWLINE: Final = 3
    MARK: Final = 4
    PHONE: Final = 5
    PAYLOAD: Final = 6
    END: Final = 7


class Token(NamedTuple):
    """A stretch `text[start:end]` of the message in its folded spelling."""

    kind: int
    text: str
    start: int
    end: int
    spaced: bool


_MARKS: Final = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2e3a\u30fc\uff0d", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\t\r\u2028\u2029\u000b\u000c\u0085", " "),
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u0060\u00b4\u2032", "'"),
    **dict.fromkeys("\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033", '"'),
    **dict.fromkeys("\u2192\u21d2\u27f6\u301c\uff5e\u223c\u2248", "-"),
    **dict.fromkeys("\u2022\u00b7\u25cf\u25aa\u25e6", "|"),
    **dict.fromkeys("\x1c\x1d\x1e\x1f", " "),
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2026": "~",
    "\u2044": "/",
    "\u2236": ":",
    "\ua789": ":",
}
MARKS: Final = {ord(mark): plain for mark, plain in _MARKS.items()}
# What only case and the languages' own letters change.
_PLAIN: Final = re.compile(r"[\n -~\u0400-\u04ff]*")
# Characters that fold one to one, so that places in the text stay what they are.
_SIMPLE: Final = re.compile(r"[\n\r\t -~\u00a0\u00ab\u00bb\u0400-\u04ff\u2010-\u2026\u2212]*")
_TOKEN: Final = re.compile(r"(\d+)|([^\W\d_]+(?:'[^\W\d_]+)*)|(\n)|(\.\.+|--+|[^\s])")
_KINDS: Final = (Kind.END, Kind.NUMBER, Kind.WORD, Kind.NEWLINE, Kind.MARK)


def fold(text: str, folds: Mapping[int, str]) -> tuple[str, Sequence[int] | None]:
    """Fold case, widths, dashes, quotes, spaces and accents typed apart.

    Returns the folded text and, when its length differs, the place in `text` of each character
    (one more at the end).
    """
    if _PLAIN.fullmatch(text):
        return unified(text.lower().replace("`", "'"), folds), None
    if _SIMPLE.fullmatch(text):
        return unified(text.lower().translate(MARKS), folds), None
    pieces: list[str] = []
    places: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        piece = _folded(text[start:end])
        pieces.append(piece)
        places.extend([start] * len(piece))
        start = end
    return unified("".join(pieces), folds), [*places, len(text)]


def unified(text: str, folds: Mapping[int, str]) -> str:
    """Put the plain letter in the place of each that the languages read as another."""
    for letter, plain in folds.items():
        text = text.replace(chr(letter), plain)
    return text


@lru_cache(maxsize=4096)
def _folded(cluster: str) -> str:
    if cluster == "\n":
        return cluster
    if cluster[0] not in _MARKS and unicodedata.category(cluster[0]) in _NO_TEXT:
        return NO_TEXT
    plain = unicodedata.normalize("NFKC", cluster.translate(MARKS)).lower().translate(MARKS)
    kept = "".join(_unaccented(c) for c in plain if unicodedata.category(c) not in _SILENT)
    # What unfolds into several tokens ("1/4" in one character) stays one.
    return kept if len(kept) < 2 or kept.isalpha() or kept.isdigit() else cluster[0]


def _unaccented(letter: str) -> str:
    """A Latin letter without its accent: names of places are typed with and without."""
    base = unicodedata.decomposition(letter).partition(" ")[0]
    return chr(int(base, 16)) if base and "0041" <= base <= "007A" else letter


# Format characters (zero widths, direction marks), variation selectors and the like.
_SILENT: Final = frozenset({"Cf", "Mn", "Me"})
# Control characters, halves of surrogate pairs, private and unassigned ones: something was here
# that did not survive, as in U+FFFD itself.
_NO_TEXT: Final = frozenset({"Cc", "Cs", "Co", "Cn"})
NO_TEXT: Final = "\ufffd"


def tokenise(text: str, folds: Mapping[int, str]) -> list[Token]:
    """Split a message into tokens; spaces between them are kept as `spaced`."""
    folded, places = fold(text, folds)
    tokens: list[Token] = []
    last = -1
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        tokens.append(Token(_KINDS[match.lastindex or 0], match[0], start, end, start != last))
        last = end
    return tokens if places is None else [_placed(token, places) for token in tokens]


def _placed(token: Token, places: Sequence[int]) -> Token:
    kind, folded, start, end, spaced = token
    return Token(kind, folded, places[start], _end(places, end), spaced)


def _end(places: Sequence[int], end: int) -> int:
    """Where the character before `end` stops in the message."""
    before = places[end - 1]
    while places[end] == before:
        end += 1
    return places[end]
