"""What the words of a table mean: its headers, and the cells that name a city, a zone, a schedule.

A cell is read as a message is; one that leaves anything open is not understood.
"""

from __future__ import annotations

import re
from typing import Final

from bot.core.phones.columns import ColumnKind
from bot.core.policy import Policy
from bot.core.reading.columns import column_meaning
from bot.core.reading.context import Context
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.parse import parse
from bot.core.reading.reading import Reading
from bot.core.schedule import never_calls

_REFERENCE: Final = "reference"
_OFFSET: Final = re.compile(r"\s*([+-]?)(\d{1,2}(?::\d\d)?)\s*")
_LONGEST: Final = 200
_MOST_REMEMBERED: Final = 4096


class CellWords:
    """Reads the words of tables with a lexicon; `readings` are those of the cells, by wording."""

    def __init__(self, lexicon: Lexicon, context: Context) -> None:
        self._lexicon = lexicon
        self._context = context
        self.readings: dict[str, Reading] = {}

    def column(self, header: str) -> ColumnKind | None:
        """What a header says of its column; None where its words are not known."""
        meaning = column_meaning(header, self._lexicon)
        if meaning is None:
            return None
        return ColumnKind.DATA if meaning == _REFERENCE else ColumnKind(meaning)

    def city(self, cell: str) -> str | None:
        """The zone of the city that a cell names; None where it names none or several."""
        return self._zone(cell) if not any(map(str.isdigit, cell)) else None

    def zone(self, cell: str) -> str | None:
        """The zone that a cell names; a bare number is the hours before or behind UTC."""
        offset = _OFFSET.fullmatch(cell)
        return self._zone(f"UTC{offset[1] or '+'}{offset[2]}" if offset else cell)

    def schedule(self, cell: str) -> Policy | None:
        """When to call, as a cell says it; None where anything of it is not understood."""
        reading = self._read(cell)
        if reading is None or reading.numbers or reading.refused or reading.removed:
            return None
        return reading.policy if reading.ready and reading.policy != Policy() else None

    def is_schedule(self, cell: str) -> bool:
        """Whether a cell says on which days or at what hours to call, and nothing else."""
        policy = self.schedule(cell)
        return policy is not None and policy.week is not None

    def is_reference(self, header: str) -> bool:
        """Whether a header names numbers that are no phones: contracts, codes."""
        return column_meaning(header, self._lexicon) == _REFERENCE

    def is_over(self, policy: Policy, zone: str | None) -> bool:
        """Whether the days and hours of a row never come any more."""
        return never_calls(policy, zone, self._context.now)

    def _zone(self, cell: str) -> str | None:
        policy = self.schedule(cell)
        zone = policy.zone if policy else None
        return zone if zone and policy == Policy(zone=zone) else None

    def _read(self, cell: str) -> Reading | None:
        if len(cell) > _LONGEST:
            return None
        if cell not in self.readings:
            if len(self.readings) >= _MOST_REMEMBERED:
                self.readings.clear()
            self.readings[cell] = parse(cell, self._lexicon, self._context)
        return self.readings[cell]
