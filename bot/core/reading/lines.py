"""A line of a list as a person typed it: a phone, and beside it a name, data or when to call."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.core.phones.cell import phones_in, plain_phone
from bot.core.phones.number import Number, RefusedNumber
from bot.core.policy import Policy
from bot.core.reading.context import Context
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.parse import parse
from bot.core.reading.reading import Reading, Role
from bot.core.reading.tokens import unified
from bot.core.texts import text

# One run of digits with words on one side of it at most: most lines of most lists.
_SIMPLE: Final = re.compile(r"(?P<before>\D*?)(?P<phone>\+?\d[\d\s().-]*\d)(?P<behind>\D*)")
_MARKS: Final = " \t,;:|–—-()."
_LONGEST: Final = 300
_LONGEST_NAME: Final = 60
# A month with a capital and without a day is somebody's name: May, August.
_MONTH: Final = {"month"}
_PLAIN: Final = {"plain"}

Row = tuple[Number | RefusedNumber, ...]


class Lines:
    """Reads lines; those of a phone and a name alone without the whole grammar."""

    def __init__(self, lexicon: Lexicon, context: Context) -> None:
        self._lexicon = lexicon
        self._context = context

    def row(self, number: int, line: str) -> Row:
        """The numbers of a line, or why there are none; `number` is that of the row."""
        if len(line) > _LONGEST:
            return self._bare(number, line)
        simple = self._simple(line)
        if simple is not None:
            return (simple,)
        reading = parse(line, self._lexicon, self._context)
        if not reading.numbers:
            return self._bare(number, line)
        if reading.questions or not _is_apart(reading):
            return (RefusedNumber(line, text("refused-row-schedule", cell=line), number),)
        refused = (replace(one, row=number) for one in reading.refused)
        return (*(_with_rest(one, reading) for one in reading.numbers), *refused)

    def _simple(self, line: str) -> Number | None:
        found = _SIMPLE.fullmatch(line)
        if found is None:
            return None
        phone = plain_phone(found["phone"], self._context.region)
        before, behind = found["before"].strip(_MARKS), found["behind"].strip(_MARKS)
        name = before or behind
        if not isinstance(phone, str) or (before and behind) or not self._is_name(name):
            return None
        return Number(phone, {"name": name} if name else {})

    def _is_name(self, words: str) -> bool:
        """Whether these are words that mean nothing else, each with a capital as names have."""
        if len(words) > _LONGEST_NAME:
            return False
        return all(
            word.isalpha() and word.istitle() and self._says_nothing(word) for word in words.split()
        )

    def _says_nothing(self, word: str) -> bool:
        token = unified(word.lower(), self._lexicon.folds)
        sense = set(self._lexicon.sense(token))
        if "person" in sense:
            return sense == {"person"}
        if sense - _PLAIN == _MONTH:
            return True
        return token not in self._lexicon.vocabulary and not self._lexicon.places.begins(token)

    def _bare(self, number: int, line: str) -> Row:
        return tuple(
            one if isinstance(one, Number) else replace(one, row=number)
            for one in phones_in(line, self._context.region)
        )


def _is_apart(reading: Reading) -> bool:
    """Whether words that mean nothing stand on one side of the phone and the schedule on the other.

    Beside the schedule they may be a part of it that was not understood.
    """
    if reading.policy == Policy() or not reading.unknown:
        return not any(unknown.note for unknown in reading.unknown)
    said = [piece for piece in reading.pieces if piece.role in (Role.FACT, Role.ASSUMPTION)]
    phones = [piece for piece in said if piece.meaning == "number"]
    when = [piece for piece in said if piece.meaning != "number"]
    if len(phones) != 1:
        return False
    start, end = phones[0].start, phones[0].end
    before = [unknown.end <= start for unknown in reading.unknown]
    behind = [piece.start >= end for piece in when]
    return (all(before) and all(behind)) or (not any(before) and not any(behind))


def _with_rest(number: Number, reading: Reading) -> Number:
    """What else the line says goes with its numbers: when to call, and words as they are."""
    policy = reading.policy
    rest = _rest(reading)
    data = {"data": rest} if rest else {}
    schedule = replace(policy, zone=None) if policy != Policy(zone=policy.zone) else None
    return replace(number, payload={**number.payload, **data}, zone=policy.zone, schedule=schedule)


def _rest(reading: Reading) -> str:
    """The words that mean nothing here, with those between them if no phone is."""
    if not reading.unknown:
        return ""
    first, last = reading.unknown[0].start, reading.unknown[-1].end
    whole = reading.text[first:last]
    if any(map(str.isdigit, whole)):
        return " ".join(unknown.words for unknown in reading.unknown)
    return " ".join(whole.split())
