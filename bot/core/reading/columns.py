"""The first row of a table: which words name the columns of phones and their data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.reading.lexicon import Lexicon
from bot.core.reading.scan import scanned
from bot.core.reading.tokens import tokenise

# The longest header that is read, in words.
_LONGEST = 12

# A column that says when to call is a schedule of its own, which no payload may swallow.
_SCHEDULE = frozenset(
    {
        *("time", "day", "days", "each", "part", "unit", "zone", "utc", "local", "interval"),
        *("retry", "attempt", "break", "lunch", "closed", "not", "except", "from", "to"),
    }
)
# Headers of such columns: their cells say when to call.
_WHEN = frozenset({"schedule", "zone"})


def phone_column(cells: Sequence[str], lexicon: Lexicon) -> int | None:
    """Which cell names the phones; None where none does or another names days or hours."""
    kinds = [{kind for item in scanned(cell, lexicon, ()) for kind in item.sense} for cell in cells]
    if any(_SCHEDULE & kind for kind in kinds):
        return None
    known = [column_meaning(cell, lexicon) for cell in cells]
    if _WHEN.intersection(filter(None, known)):
        return None
    if "phone" in known:
        return known.index("phone")
    unknown = (at for at, kind in enumerate(kinds) if "phone" in kind and not known[at])
    return next(unknown, None)


def column_meaning(header: str, lexicon: Lexicon) -> str | None:
    """The key of `[column]` that a header stands for: all its words, else the longest known run."""
    words = _words(header, lexicon)[:_LONGEST]
    return next(filter(None, map(lexicon.columns.get, _runs(words))), None)


def is_reference(words: str, lexicon: Lexicon) -> bool:
    """Whether the words right before digits name a number that is no phone: a contract's, a tax
    number. The longest known name at their end counts.
    """
    last = _words(words, lexicon)[-_LONGEST:]
    ends = (tuple(last[at:]) for at in range(len(last)))
    return next(filter(None, map(lexicon.columns.get, ends)), None) == "reference"


def _words(text: str, lexicon: Lexicon) -> list[str]:
    return [token.text for token in tokenise(text, lexicon.folds) if token.text[0].isalnum()]


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All runs of words, the longest first."""
    for size in range(len(words), 0, -1):
        for first in range(len(words) - size + 1):
            yield tuple(words[first : first + size])
