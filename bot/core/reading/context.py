"""What a reading starts from besides the words: the moment, the chat's settings, the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from bot.core import clocks
from bot.core.policy import Week, Window
from bot.core.reading.meanings import Part


def _parts() -> Mapping[Part, Window]:
    return {
        Part.MORNING: Window(9 * 60, 12 * 60),
        Part.AFTERNOON: Window(12 * 60, 18 * 60),
        Part.EVENING: Window(18 * 60, 21 * 60),
        Part.WORKING: Window(9 * 60, 18 * 60),
        Part.BEFORE_LUNCH: Window(9 * 60, 13 * 60),
        Part.AFTER_LUNCH: Window(14 * 60, 18 * 60),
        Part.ALWAYS: Window(0, 24 * 60),
    }


@dataclass(frozen=True)
class Defaults:
    """Hours that words stand for until a chat sets its own."""

    calling_day: Window = Window(9 * 60, 21 * 60)
    lunch: Window = Window(13 * 60, 14 * 60)
    parts: Mapping[Part, Window] = field(default_factory=_parts)


@dataclass(frozen=True)
class Context:
    """The moment of reading (aware), the region of numbers without a country code, the chat's zone.

    `base` is the week of the draft that the message amends, if it does.
    `table` tells that it has a table, so that a lone letter names a column.
    `zone` is the clock of "today" and of dates when the text names none; without it, that of `now`.
    """

    now: datetime
    region: str = "RU"
    zone: str | None = None
    defaults: Defaults = Defaults()
    base: Week | None = None
    table: bool = False

    def today(self, zone: str | None) -> datetime:
        """The moment of reading, naive, on the clock of the text's zone, else the chat's."""
        named = zone or self.zone
        clock: tzinfo | None = clocks.tzinfo(named) if named else self.now.tzinfo
        return self.now.astimezone(clock).replace(tzinfo=None)
