"""Which rules may begin at an item, by the meanings of the words there and near behind it.

Nothing is decided here: a rule that this lets through still reads the words for itself. It only
spares the reader rules that cannot succeed, which is most of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from bot.core.reading.scan import Item
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
REMARK: Final = 512
DISTANCE: Final = 1024
_WEEKDAY_DATES: Final = 2048

# Meanings that begin a rule by themselves; that begin it with one of the third near them.
_RULES: Final = {
    ZONE: (
        "zone utc local person elsewhere plus minus",
        "on for through time from and",
        f"zone utc local person plain number {UNKNOWN}",
    ),
    STRANGE: (
        "note total ordinal last",
        "number on every attempt days",
        "ordinal last ordinal_mark attempt retry",
    ),
    ATTEMPTS: (
        "total extra repeat duration interval gap",
        "most retry for on number attempt every unit if missed break ordinal",
        "attempt retry unit duration repeat interval apart total extra",
    ),
    EXCLUSION: ("not except", "", ""),
    BREAK: ("lunch break", "on from except duration number", "lunch break"),
    DATES: (
        "start_of this next ordinal month in end date",
        "from after not_before between to through before not_after for number on day unit",
        "date month ordinal ordinal_mark day_number this next end start_of in unit"
        f" {UNKNOWN} {DATED}",
    ),
    CLOSED: ("closed", "not", "call"),
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
    REMARK: ("now remark no_zone", "", ""),
    DISTANCE: ("", "on number", "plus minus"),
    _WEEKDAY_DATES: ("", "from after not_before between to through before not_after", "day"),
}


class _Bits(NamedTuple):
    """The rules that some meanings begin, those they may lead, and those they allow from afar."""

    sure: int = 0
    led: int = 0
    needed: int = 0


@lru_cache(maxsize=4096)
def _bits(kinds: tuple[str, ...]) -> _Bits:
    """Which rules have one of the meanings in their first, second and third column."""

    def rules(column: int) -> int:
        return sum(rule for rule, of in _RULES.items() if not own.isdisjoint(of[column].split()))

    own = frozenset(kinds)
    return _Bits(rules(0), rules(1), rules(2))


def openings(items: Sequence[Item]) -> list[int]:
    """Add up the rules that may begin at each of the items."""
    bits = [_bits(tuple(item.sense)) if item.sense else _plain(item) for item in items]
    out: list[int] = []
    # A limit alone may stand behind words of attempts: "3 attempts every hour, max 4".
    tried = 0
    for at, own in enumerate(bits):
        rules = own.sure
        if own.led & ~rules:
            near = own.needed | tried
            for other in bits[at + 1 : at + _FAR]:
                near |= other.needed
            rules |= own.led & near
        tried |= (own.sure | own.needed) & ATTEMPTS
        out.append(rules | DATES if rules & _WEEKDAY_DATES else rules)
    return out


def _plain(item: Item) -> _Bits:
    """What an item without a meaning counts as."""
    if item.kind == Kind.NUMBER:
        return _YEARS if len(item.text) == _YEAR else _NUMBERS
    if item.kind == Kind.WORD:
        return _WORDS
    return _SIGNS if item.text in (".", "/") else _NONE


_YEARS: Final = _bits(("number", DATED))
_NUMBERS: Final = _bits(("number",))
_WORDS: Final = _bits((UNKNOWN,))
_SIGNS: Final = _bits((DATED,))
_NONE: Final = _bits(())
