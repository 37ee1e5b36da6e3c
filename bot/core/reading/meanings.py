"""The closed list of meanings: what a word of any language may say to the grammar.

A meaning is a kind and a number, for example `day` 4 (Friday) or `unit` 60 (an hour). The word
files of `locales/` map the forms of a language to these; the grammar knows nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from enum import IntEnum
from typing import Final

from bot.core.policy import Day

Sense = Mapping[str, int]
NOTHING: Final[Sense] = {}
WEEKDAYS: Final = 0b0011111
WEEKEND: Final = 0b1100000
EVERY_DAY: Final = 0b1111111


class Half(IntEnum):
    """Which half or part of the day a clock hour belongs to: "6 pm", "9 in the morning"."""

    AM = 0
    PM = 1
    MORNING = 2
    NOON = 3
    EVENING = 4
    NIGHT = 5


class Part(IntEnum):
    """A stretch of the day that has a name and default hours."""

    MORNING = 0
    AFTERNOON = 1
    EVENING = 2
    WORKING = 3
    BEFORE_LUNCH = 4
    AFTER_LUNCH = 5
    ALWAYS = 6
    DAYTIME = 7


class Note(IntEnum):
    """What a person understands and the API has no field for."""

    HOLIDAYS = 0
    ALTERNATE = 1
    NTH_DAY = 2
    TIMES_A_DAY = 3
    CONDITION = 4


_DAYS = {day.name.lower(): int(day) for day in Day}

# Words of the grammar that carry no number: each is a kind of its own, with the number 1.
WORDS: Final = frozenset(
    {
        "from",
        "to",
        "through",
        "before",
        "after",
        "not_before",
        "not_after",
        "on",
        "and",
        "or",
        "but",
        "between",
        "onward",
        "every",
        "in",
        "gap",
        "for",
        "within",
        "this",
        "next",
        "last",
        "end",
        "most",
        "apart",
        "interval",
        "time",
        "zoned",
        "local",
        "utc",
        "attempt",
        "retry",
        "again",
        "lunch",
        "break",
        "unbroken",
        "closed",
        "not",
        "except",
        "add",
        "rest",
        "inclusive",
        "exclusive",
        "half_more",
        "day_number",
        "ordinal_mark",
        "count_mark",
        "year",
        "start_of",
        "of",
        "call",
        "filler",
        "whom",
        "plain",
        "person",
        "greeting",
        "now",
        "remark",
        "elsewhere",
        "no_zone",
        "if",
        "nothing_else",
        "missed",
        "plus",
        "minus",
        "phone",
        "column",
        "means",
        "passed",
        "ignored",
    }
)

# What the header of a table may say of its column. A reference is a number that is no phone.
COLUMNS: Final = frozenset(
    {"phone", "phone_code", "name", "city", "zone", "schedule", "data", "reference", "nothing"}
)

# Kinds whose keys are names from a closed list.
NAMED: Final[Mapping[str, Mapping[str, int]]] = {
    "day": _DAYS,
    "each": _DAYS,
    "letter": _DAYS,
    "days": {"weekdays": WEEKDAYS, "weekend": WEEKEND, "every": EVERY_DAY},
    "half": {half.name.lower(): int(half) for half in Half},
    "part": {part.name.lower(): int(part) for part in Part},
    "unit": {
        "minute": 1,
        "hour": 60,
        "day": 1440,
        "week": 10080,
        "month": 43200,
    },
    "note": {note.name.lower(): int(note) for note in Note},
}

# Kinds whose keys are whole numbers: from, to (inclusive).
NUMBERED: Final[Mapping[str, tuple[int, int]]] = {
    "month": (1, 12),
    "number": (0, 1000),
    "ordinal": (1, 31),
    "minutes": (0, 9),
    "past": (1, 59),
    "less": (0, 59),
    "toward": (1, 59),
    "duration": (1, 2880),
    "repeat": (1, 2880),
    "total": (1, 50),
    "extra": (1, 49),
    "date": (-7, 60),
    "week_date": (0, 8),
}


class Wrong(ValueError):
    """A key of a word file that is no meaning; the message says what is allowed."""


def meaning(kind: str, key: str) -> int:
    """Turn a key of a word file into the number the grammar works with; raise Wrong."""
    if kind == "word":
        return _word(key)
    if kind in NAMED:
        return _named(kind, key)
    if kind == "list":
        return _mask(key)
    if kind == "clock":
        return _minute(key)
    if kind in NUMBERED:
        return _number(kind, key)
    raise Wrong(f"no such section: {kind}")


def _word(key: str) -> int:
    if key not in WORDS:
        raise Wrong(f"no such meaning: {key}; allowed: {', '.join(sorted(WORDS))}")
    return 1


def _named(kind: str, key: str) -> int:
    if key not in NAMED[kind]:
        raise Wrong(f"no such meaning: {key}; allowed: {', '.join(NAMED[kind])}")
    return NAMED[kind][key]


def _mask(key: str) -> int:
    try:
        return sum({1 << _DAYS[day] for day in key.split()})
    except KeyError as error:
        raise Wrong(f"not a list of days: {key}; for example: mon wed fri") from error


def _minute(key: str) -> int:
    try:
        clock = time.fromisoformat(key)
    except ValueError as error:
        raise Wrong(f"not a time of the day: {key}; for example: 12:00") from error
    return clock.hour * 60 + clock.minute


def _number(kind: str, key: str) -> int:
    low, high = NUMBERED[kind]
    try:
        value = int(key)
    except ValueError as error:
        raise Wrong(f"not a whole number: {key}") from error
    if not low <= value <= high:
        raise Wrong(f"{key} is not within {low}..{high}")
    return value
