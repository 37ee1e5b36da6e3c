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

_DELIMITERS: Final = "\t;|,"
# A number as Russian spreadsheets write it when a column is narrow: its comma parts nothing.
_DECIMAL: Final = re.compile(r"(?<!\d)\d,\d+[eE]\+\d\d?(?!\d)")
_SEP: Final = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_QUOTED: Final = re.compile(r'"[^"\n]*"')
_LINE: Final = re.compile(r"[^\r\n]+")
_LINES: Final = 200
_AGREE: Final = 0.6
_DIRT: Final = ("\0", "\x1a", "\ufeff", '="', "'")
_BREAK: Final = re.compile(r"[\r\n]\s*\S")
_PIECE: Final = re.compile(r"[^\t;|,]+")
_PHONE_DIGITS: Final = 7


@dataclass(frozen=True)
class Layout:
    """The codec and the delimiter of a text, and which of the slower roads it needs."""

    codec: str
    delimiter: str
    skip: bool = False
    quoted: bool = False
    dirty: bool = False
    listed: bool = False


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
    delimiter = named.group(1) if named else delimiter_of(lines)
    listed = not broken and not named and _is_list(sample)
    return Layout(codec, delimiter, bool(named), quotes, dirty, listed)


def first_line(sample: str) -> str:
    """The first line that is not empty, without its end."""
    found = _LINE.search(sample)
    return found.group().strip("\0\ufeff") if found else ""


def delimiter_of(lines: Sequence[str]) -> str:
    """Find the delimiter that most lines have equally often; NO_DELIMITER for one column.

    A comma also stands inside names and sentences, so it has to be in nearly every line; the
    others need the first line or a part of the rest. Of two that fit, the rarer in words wins.
    """
    bare = [_DECIMAL.sub("0", _QUOTED.sub('""', line)) for line in lines if line.strip()]
    best = max(_DELIMITERS, key=lambda mark: (_agreement(bare, mark), -_DELIMITERS.index(mark)))
    return best if _agreement(bare, best) else NO_DELIMITER


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
