"""Which rules may begin at an item, by the meanings of the words there and near behind it.

Nothing is decided here: a rule that this lets through still reads the words for itself. It only
spares the reader rules that cannot succeed, which is most of them.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind

# Digits count as "number"; words nobody knows, and signs that dates are written with, as these.
UNKNOWN: Final = "?"
DATED: Final = "."
_FAR: Final = 7
_DIGITS: Final = frozenset({"number"})
_YEAR: Final = 4


class Near(NamedTuple):
    """The meanings of an item, and those of it and the items behind it together."""

    own: AbstractSet[str]
    all: AbstractSet[str]


def nearby(scan: Scan, at: int) -> Near:
    """Gather the meanings at an item."""
    item = scan.items[at]
    own = item.sense.keys() if item.sense else _DIGITS
    ahead = set(own)
    for other in scan.items[at + 1 : at + _FAR]:
        if other.sense:
            ahead.update(other.sense)
        elif other.kind is Kind.NUMBER:
            ahead.add("number")
            if len(other.text) == _YEAR:
                ahead.add(DATED)
        elif other.kind is Kind.WORD:
            ahead.add(UNKNOWN)
        elif other.text in {".", "/"}:
            ahead.add(DATED)
    if item.kind is Kind.NUMBER and len(item.text) == _YEAR:
        ahead.add(DATED)
    return Near(own, ahead)


@dataclass(frozen=True, slots=True)
class Rule:
    """`sure` kinds may begin it by themselves; `led` ones only with one of `needs` near them."""

    sure: frozenset[str]
    led: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()

    def may_begin(self, near: Near) -> bool:
        """Whether it is worth a try."""
        if not self.sure.isdisjoint(near.own):
            return True
        return not self.led.isdisjoint(near.own) and not self.needs.isdisjoint(near.all)


def _kinds(*lines: str) -> frozenset[str]:
    return frozenset(kind for line in lines for kind in line.split())


ZONE: Final = Rule(
    _kinds("zone utc local person elsewhere"),
    _kinds("on for through time from and"),
    _kinds("zone utc local person plain number", UNKNOWN),
)
STRANGE: Final = Rule(
    _kinds("note total ordinal last"),
    _kinds("number on every"),
    _kinds("ordinal last ordinal_mark attempt retry"),
)
ATTEMPTS: Final = Rule(
    _kinds("total extra repeat duration interval gap"),
    _kinds("most retry for on number attempt every unit"),
    _kinds("attempt retry unit duration repeat interval apart total extra"),
)
EXCLUSION: Final = Rule(_kinds("not except"))
BREAK: Final = Rule(_kinds("lunch break"), _kinds("on from except"), _kinds("lunch break"))
DATES: Final = Rule(
    _kinds("start_of this next ordinal month in end date"),
    _kinds(
        "from after not_before between to through before not_after for number on day unit",
    ),
    _kinds(
        "date month ordinal ordinal_mark day_number this next end start_of in unit",
        UNKNOWN,
        DATED,
    ),
)
WEEKDAY_DATES: Final = Rule(
    frozenset(),
    _kinds("from after not_before between to through before not_after"),
    _kinds("day"),
)
HOURS: Final = Rule(
    _kinds("part clock past less toward"),
    _kinds("from between on not_before for to before not_after after number"),
    _kinds("number clock past less toward part"),
)
DAYS: Final = Rule(
    _kinds("rest days day each letter"),
    _kinds("on every from between this"),
    _kinds("rest days day each letter"),
)
