"""What was understood of a message: facts, assumptions, questions, and words not known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.core.files import FileChoice
from bot.core.phones.columns import ColumnKind
from bot.core.phones.number import Number, RefusedNumber
from bot.core.policy import Policy
from bot.core.texts import Text


class Role(StrEnum):
    """What a piece of the message became."""

    FACT = "fact"
    ASSUMPTION = "assumption"
    FILLER = "filler"
    UNKNOWN = "unknown"


class Piece(NamedTuple):
    """A stretch of the message, `text[start:end]`, and what it became.

    `meaning` is a word of the grammar (days, hours, zone, number …), for `bot parse --explain`.
    """

    start: int
    end: int
    role: Role
    meaning: str = ""


@dataclass(frozen=True)
class Assumption:
    """Something the words did not say; `words` are those it came from, as they were written.

    `about` is the part of the policy it touches: week, zone, dates, attempts; or numbers, or
    nothing.
    """

    said: Text
    words: str = ""
    about: str = ""


@dataclass(frozen=True)
class Answer:
    """One possible reading of a question, ready to be taken by a tap.

    The answer to a question about a file says nothing of the policy, but how to read the `file`.
    """

    label: Text
    policy: Policy = Policy()
    file: FileChoice | None = None


@dataclass(frozen=True)
class Question:
    """Two sensible readings, or none: the person decides. There may be no ready answers."""

    said: Text
    words: str = ""
    answers: tuple[Answer, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class Unknown:
    """Words that were not understood, as they were written; `note` says why where that is known.

    A person understands "except holidays", but no field of the API can carry it.
    """

    words: str
    start: int
    end: int
    note: Text | None = None


@dataclass(frozen=True)
class ColumnSaid:
    """What a column of a table is; `column` is its letter, or its header as it was written."""

    column: str
    kind: ColumnKind


@dataclass(frozen=True)
class Reading:
    """One message read. `policy` holds what was said; an empty one means no schedule.

    `removed` are the phones that the words take off the list, `columns` what they say of a table.
    """

    text: str
    policy: Policy = Policy()
    numbers: tuple[Number, ...] = ()
    removed: tuple[str, ...] = ()
    refused: tuple[RefusedNumber, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    questions: tuple[Question, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    pieces: tuple[Piece, ...] = ()
    columns: tuple[ColumnSaid, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether nothing is left open: no question and no word that was not understood."""
        return not self.questions and not self.unknown
