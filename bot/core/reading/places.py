"""Cities and their zones: the sorted lines of one table, cheap to load, found by bisection."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bot.core.reading.slips import slip

_LONG = 5
# No name of one word is longer, nor any slip of it.
_LONGEST = 30
_VERY_BIG = 900


class Place(NamedTuple):
    """One city that a name may mean: IANA zone, thousands of people.

    `plain` tells that this is the name itself and not one of its case forms.
    """

    zone: str
    thousands: int
    plain: bool


@dataclass(frozen=True)
class Places:
    """Lines `name TAB zone:thousands:form[,zone:thousands:form]`, sorted; zones are indexes."""

    zones: tuple[str, ...] = ()
    lines: Sequence[str] = ()

    def find(self, name: str) -> tuple[Place, ...]:
        """The cities of this name (lower case, words parted by single spaces), biggest first."""
        key = name + "\t"
        at = bisect_left(self.lines, key)
        if at == len(self.lines) or not self.lines[at].startswith(key):
            return ()
        return tuple(self._place(entry) for entry in self.lines[at][len(key) :].split(","))

    def begins(self, word: str) -> bool:
        """Whether any name is this word or begins with it."""
        at = bisect_left(self.lines, word)
        line = self.lines[at] if at < len(self.lines) else ""
        return line.startswith(word) and line[len(word) : len(word) + 1] in {"\t", " "}

    def mended(self, word: str) -> tuple[str, Place] | None:
        """The one very big city whose name is a single slip away from the word, if any."""
        if not _LONG <= len(word) <= _LONGEST:
            return None
        near: dict[str, Place] = {}
        for shorter in (word, *(word[:i] + word[i + 1 :] for i in range(len(word)))):
            for known in self._neighbours.get(shorter, ()):
                if abs(len(known) - len(word)) + (shorter != word) <= 2 and slip(word, known):
                    near[known] = self.find(known)[0]
        zones = {place.zone for place in near.values()}
        return min(near.items()) if len(zones) == 1 else None

    @cached_property
    def _neighbours(self) -> Mapping[str, Sequence[str]]:
        """Long names of very big cities, by themselves and by each spelling a letter short."""
        out: dict[str, list[str]] = {}
        for line in self.lines:
            name, _, entry = line.partition("\t")
            if len(name) >= _LONG and name.isalpha() and int(entry.split(":")[1]) >= _VERY_BIG:
                for shorter in {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}:
                    out.setdefault(shorter, []).append(name)
        return out

    def _place(self, entry: str) -> Place:
        zone, thousands, form = entry.split(":")
        return Place(self.zones[int(zone)], int(thousands), form == "n")
