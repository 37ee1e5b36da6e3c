"""Which rules may begin at an item, by the meanings of the words there and near behind it.

Nothing is decided here: a rule that this lets through still reads the words for itself. It only
spares the reader rules that cannot succeed, which is most of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.core.reading.scan import Item, Scan
from bot.core.reading.tokens import Kind

# Digits count as "number"; words nobody knows, and signs that dates are written with, as these.
UNKNOWN: Final = "?"
DATED: Final = "."
_FAR: Final = 11
_YEAR: Final = 4

# The rules, a bit each.
ZONE: Final = 1
STRANGE: Final = 2
ATTEMPTS: Final = 4
EXCLUSION: Final = 8
BREAK: Final = 16
DATES: Final = 32
CLOSED: Final = 64
HOURS: Final = 128
DAYS: Final = 256
_WEEKDAY_DATES: Final = 512

# Meanings that begin a rule by themselves; that begin it with one of the third near them.
_RULES: Final = {
    ZONE: (
        "zone utc local person elsewhere",
        "on for through time from and",
        f"zone utc local person plain number {UNKNOWN}",
    ),
    STRANGE: (
        "note total ordinal last",
        "number on every",
        "ordinal last ordinal_mark attempt retry",
    ),
    ATTEMPTS: (
        "total extra repeat duration interval gap",
        "most retry for on number attempt every unit",
        "attempt retry unit duration repeat interval apart total extra",
    ),
    EXCLUSION: ("not except", "", ""),
    BREAK: ("lunch break", "on from except", "lunch break"),
    DATES: (
        "start_of this next ordinal month in end date",
        "from after not_before between to through before not_after for number on day unit",
        "date month ordinal ordinal_mark day_number this next end start_of in unit"
        f" {UNKNOWN} {DATED}",
    ),
    CLOSED: ("closed", "", ""),
    HOURS: (
        "part clock past less toward",
        "from between on not_before for to before not_after after number",
        "number clock past less toward part",
    ),
    DAYS: (
        "rest days day each letter",
        "on every from between this",
        "rest days day each letter",
    ),
    _WEEKDAY_DATES: ("", "from after not_before between to through before not_after", "day"),
}


def _bits(column: int) -> dict[str, int]:
    out: dict[str, int] = {}
    for rule, columns in _RULES.items():
        for kind in columns[column].split():
            out[kind] = out.get(kind, 0) | rule
    return out


_SURE, _LED, _NEEDED = (_bits(column) for column in range(3))


def openings(scan: Scan, at: int) -> int:
    """Add up the rules that may begin at an item."""
    item = scan.items[at]
    own = _own(item)
    sure = led = 0
    for kind in own:
        sure |= _SURE.get(kind, 0)
        led |= _LED.get(kind, 0)
    led &= ~sure
    for other in scan.items[at : at + _FAR]:
        if not led:
            break
        for kind in _own(other):
            found = led & _NEEDED.get(kind, 0)
            sure |= found
            led ^= found
    return sure | DATES if sure & _WEEKDAY_DATES else sure


def _own(item: Item) -> Iterable[str]:
    """The meanings of an item, or what it counts as."""
    if item.sense:
        return item.sense
    if item.kind is Kind.NUMBER:
        return ("number", DATED) if len(item.text) == _YEAR else ("number",)
    if item.kind is Kind.WORD:
        return (UNKNOWN,)
    return (DATED,) if item.text in (".", "/") else ()
