"""How a text is cut into cells: the delimiter that its lines agree on, and what to clean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from bot.files.encoding import decoded, encoding_of

NO_DELIMITER: Final = "\x1f"
"""For a text of one column: a character that no text has."""

SPACES: Final = "  "
"""For columns that are kept apart by two spaces or more, or by tabs among them."""

_DELIMITERS: Final = "\t;|,^~"
# A rule between the rows of a table that is drawn with signs.
RULE: Final = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*|[\s|:+=-]*={3,}[\s|:+=-]*")
_GAP: Final = re.compile(r"(?: {2,}|\t)\s*")
_DIGITS_APART: Final = re.compile(r"\d(?: {2,}|\t)\s*[(+]?\d")
# Hours are written with colons as well.
_TIME: Final = re.compile(r"\d:\d")
# A number as Russian spreadsheets write it when a column is narrow: its comma parts nothing.
_DECIMAL: Final = re.compile(r"(?<!\d)\d,\d+[eE]\+\d\d?(?!\d)")
_SEP: Final = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_QUOTED: Final = re.compile(r'"[^"\n]*"')
_LINE: Final = re.compile(r"[^\r\n]+")
_LINES: Final = 200
_AGREE: Final = 0.6
_FEWEST: Final = 2
_DIRT: Final = ("\0", "\x1a", "\ufeff", '="', "'", "=HYPERLINK(", "=hyperlink(")
_BREAK: Final = re.compile(r"[\r\n]\s*\S")
_PIECE: Final = re.compile(r"[^\t;|,^~]+")
_PHONE_DIGITS: Final = 7


@dataclass(frozen=True)
class Layout:
    """The codec and the delimiter of a text, and which of the slower roads it needs.

    `drawn` is a table with rules of signs between its rows, `boxed` one with a line at its left.
    """

    codec: str
    delimiter: str
    skip: bool = False
    quoted: bool = False
    dirty: bool = False
    listed: bool = False
    drawn: bool = False
    boxed: bool = False


def layout_of(path: Path) -> Layout:
    """Look through the whole text once."""
    codec = encoding_of(path)
    quotes = False
    dirty = False
    broken = False
    sample = last = ""
    for chunk in decoded(path, codec):
        sample = sample or chunk
        quotes = quotes or '"' in chunk
        dirty = dirty or any(mark in chunk for mark in _DIRT)
        broken = broken or bool(_BREAK.search(last + chunk))
        last = chunk[-1:]
    named = _SEP.fullmatch(first_line(sample))
    lines = [found.group() for found in islice(_LINE.finditer(sample), _LINES)]
    drawn = any(map(RULE.fullmatch, lines))
    bare = [line for line in lines if not RULE.fullmatch(line)] if drawn else lines
    delimiter = named.group(1) if named else delimiter_of(bare)
    listed = not broken and not named and _is_list(sample)
    boxed = delimiter == "|" and all(line.lstrip().startswith("|") for line in bare)
    return Layout(codec, delimiter, bool(named), quotes, dirty, listed, drawn, boxed)


def first_line(sample: str) -> str:
    """The first line that is not empty, without its end."""
    found = _LINE.search(sample)
    return found.group().strip("\0\ufeff") if found else ""


def delimiter_of(lines: Sequence[str]) -> str:
    """Find the delimiter that most lines have equally often; NO_DELIMITER for one column.

    Where there is none of the usual ones, a colon or wide gaps may be it, in all lines equally.

    A comma also stands inside names and sentences, so it has to be in nearly every line; the
    others need the first line or a part of the rest. Of two that fit, the rarer in words wins.
    """
    bare = [_DECIMAL.sub("0", _QUOTED.sub('""', line)) for line in lines if line.strip()]
    best = max(_DELIMITERS, key=lambda mark: (_agreement(bare, mark), -_DELIMITERS.index(mark)))
    if _agreement(bare, best):
        return best
    if _is_spaced(bare):
        return SPACES
    return ":" if _is_parted_by_colons(bare) else NO_DELIMITER


def cells_of_spaced(line: str) -> list[str]:
    """Cut a line where its gaps are."""
    return _GAP.split(line.strip())


def _is_spaced(lines: Sequence[str]) -> bool:
    """Whether gaps cut every line into as many cells, and none of them cuts a phone."""
    counts = {len(cells_of_spaced(line)) for line in lines}
    if len(lines) < _FEWEST or len(counts) > 1 or counts == {1}:
        return False
    titled = not any(map(str.isdigit, lines[0]))
    return titled or not any(map(_DIGITS_APART.search, lines))


def _is_parted_by_colons(lines: Sequence[str]) -> bool:
    """Whether a header without digits has as many colons as each line below, and none is a clock's.

    Without such a header they are lines that somebody typed.
    """
    counts = {line.count(":") for line in lines}
    if len(lines) < _FEWEST or len(counts) > 1 or counts == {0}:
        return False
    return not any(map(str.isdigit, lines[0])) and not any(map(_TIME.search, lines))


def _agreement(lines: Sequence[str], mark: str) -> float:
    """The share of lines with the usual count of this mark; 0 where it is no delimiter."""
    counts = Counter(line.count(mark) for line in lines)
    with_mark = len(lines) - counts.pop(0, 0)
    if not with_mark:
        return 0.0
    share = with_mark / len(lines)
    if mark == "," and share < _AGREE:
        return 0.0
    if mark not in lines[0] and share < 1 - _AGREE:
        return 0.0
    return max(counts.values()) / len(lines)


def _is_list(line: str) -> bool:
    """Whether one line holds nothing but numbers, three or more: each is a row of its own then."""
    pieces = [piece.group() for piece in islice(_PIECE.finditer(line), _LINES)]
    pieces = [piece for piece in pieces[: _LINES - 1] if piece.strip()]
    return len(pieces) > 2 and all(
        sum(map(str.isdigit, piece)) >= _PHONE_DIGITS and not any(map(str.isalpha, piece))
        for piece in pieces
    )
