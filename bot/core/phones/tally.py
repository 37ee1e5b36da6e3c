"""What a draft knows of its numbers; the numbers themselves stay in the store.

A card of a million numbers is written from this, as a card of one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bot.core.phones.number import Number, RefusedNumber

FIRST_NUMBERS = 3
FIRST_REFUSED = 5


@dataclass(frozen=True)
class Own:
    """How many numbers bring something of when to call themselves, from their rows in a table.

    `numbers` have a zone or a schedule, `weeks` a schedule with days or hours, `cities` no zone but
    a city whose zone is known.
    """

    numbers: int = 0
    zones: int = 0
    cities: int = 0
    schedules: int = 0
    weeks: int = 0


@dataclass(frozen=True)
class Tally:
    """How many numbers a draft would call, and what its card tells of them.

    `first` are the first three, `keys` the names of their data, in order of appearance. `repeats`
    were said again and merged; `second` are further requests for a phone that has one already.
    `zones` counts the numbers by the clock of their own (None: they tell none), once it was asked
    for; until then it is empty. `countries` counts them by their countries in two letters,
    `row_zones` those whose rows give a zone by that zone. `own` counts those whose rows say when to
    call.
    """

    count: int = 0
    first: tuple[Number, ...] = ()
    keys: tuple[str, ...] = ()
    repeats: int = 0
    second: int = 0
    zones: tuple[tuple[str | None, int], ...] = ()
    own: Own = Own()
    countries: tuple[tuple[str, int], ...] = ()
    row_zones: tuple[tuple[str, int], ...] = ()

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def all_scheduled(self) -> bool:
        """Whether each number brings days or hours of its own."""
        return self.own.weeks == self.count > 0

    @property
    def without_clock(self) -> int:
        """How many tell no zone of their own."""
        return sum(count for zone, count in self.zones if zone is None)

    @property
    def area_zones(self) -> dict[str, int]:
        """The clocks where the numbers live, the most first, without those whose rows say theirs:
        these are called by it whatever is said of all.
        """
        counts = Counter({zone: count for zone, count in self.zones if zone is not None})
        counts.subtract(dict(self.row_zones))
        return {zone: count for zone, count in counts.most_common() if count > 0}


@dataclass(frozen=True)
class RefusedTally:
    """How many numbers were refused, for which reasons (their text keys), and the first five."""

    count: int = 0
    first: tuple[RefusedNumber, ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()

    def __bool__(self) -> bool:
        return self.count > 0
