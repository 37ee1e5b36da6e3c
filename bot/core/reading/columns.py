"""The first row of a table: which words name the columns of phones and their data."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.reading.lexicon import Lexicon
from bot.core.reading.scan import scanned

# A column that says when to call is a schedule of its own, which no payload may swallow.
_SCHEDULE = frozenset(
    {
        *("time", "day", "days", "each", "part", "unit", "zone", "utc", "local", "interval"),
        *("retry", "attempt", "break", "lunch", "closed", "not", "except", "from", "to"),
    }
)


def phone_column(cells: Sequence[str], lexicon: Lexicon) -> int | None:
    """Which cell names the phones; None where none does or another names days or hours."""
    kinds = [{kind for item in scanned(cell, lexicon, ()) for kind in item.sense} for cell in cells]
    if any(_SCHEDULE & kind for kind in kinds):
        return None
    return next((at for at, kind in enumerate(kinds) if "phone" in kind), None)
