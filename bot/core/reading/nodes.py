"""What the grammar finds in a message, one node a meaning, each over a run of items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.core.texts import Text

# How much a separator parts what stands around it.
JOINT, COMMA, SENTENCE, LINE = 1, 2, 3, 4


class Span(NamedTuple):
    """Minutes of a day; None is an open end, an end beyond 1440 reaches into the next day."""

    start: int | None
    end: int | None

    @property
    def whole(self) -> bool:
        """Whether both ends are known."""
        return self.start is not None and self.end is not None


class Way(NamedTuple):
    """One way to read a doubt: the nodes that then stand in its place."""

    label: Text
    nodes: tuple[Node, ...]


class Option(NamedTuple):
    """One way to read hours that can be read in several."""

    label: Text
    spans: tuple[Span, ...]


# Made by the dozen for every phrase, and never changed: not frozen, which would cost a third of the
# reader's time.
@dataclass(slots=True)
class Node:
    """Items `first..last` (last outside); `said` are the assumptions, `asked` a question."""

    first: int
    last: int
    said: tuple[Text, ...] = ()
    asked: Text | None = None


@dataclass(slots=True)
class Days(Node):
    """Days of the week as a mask; `rest` are those of the mask that no other words name.

    `more` for days that are said to be among others: "daily, including Sunday".
    """

    mask: int = 0
    rest: bool = False
    more: bool = False


@dataclass(slots=True)
class Hours(Node):
    """Windows and open ends; with a question, the ways to read them.

    `part` for hours that are a named part of the day, `label` where they may only be the heading
    of others ("working hours: …"), `loose` where a comma stands between the two ends.
    """

    spans: tuple[Span, ...] = ()
    options: tuple[Option, ...] = ()
    part: bool = False
    label: bool = False
    loose: bool = False


@dataclass(slots=True)
class Break(Node):
    """Hours without calls inside the day's windows; on `mask` days only, if it names any.

    `unsure` marks the mere word for a break: where nothing else has hours it may be those to call.
    `default` tells that the words gave it no hours.
    """

    span: Span = Span(None, None)
    mask: int | None = None
    unsure: bool = False
    default: bool = False


@dataclass(slots=True)
class Closed(Node):
    """ "Closed", "day off": the days beside it take no calls."""


@dataclass(slots=True)
class Exclusion(Node):
    """Days, and hours, that take no calls.

    `firm` for "no calls …", where hours behind the days are surely excluded as well.
    """

    mask: int = 0
    spans: tuple[Span, ...] = ()
    firm: bool = False


@dataclass(slots=True)
class Zone(Node):
    """The clock: an IANA name or an offset, or each number's own; `elsewhere` for the others."""

    zone: str = ""
    local: bool = False
    elsewhere: bool = False
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class Dates(Node):
    """A first and a last moment; `lone` for days named by themselves, without from or until.

    `length` for a time from now on: how many units of so many minutes, as in "2 weeks"; `ways` to
    read what is asked about.
    """

    start: datetime | None = None
    finish: datetime | None = None
    lone: bool = False
    length: tuple[int, int] | None = None
    ways: tuple[Way, ...] = ()


@dataclass(slots=True)
class Tries(Node):
    """Attempts in all, minutes between them."""

    most: int | None = None
    every: int | None = None


@dataclass(slots=True)
class Separator(Node):
    """What stands between statements, from nothing (0) to a line break (4).

    `choice` marks an "or".
    """

    strength: int = 0
    choice: bool = False


@dataclass(slots=True)
class Doubt(Node):
    """What can be read in several ways and so is asked about; `about` as in a Question."""

    ways: tuple[Way, ...] = ()
    about: str = "week"


@dataclass(slots=True)
class Changed(Node):
    """A correction that was applied to the week of the draft."""


@dataclass(slots=True)
class Filler(Node):
    """Polite words, structure, punctuation."""


@dataclass(slots=True)
class Person(Node):
    """A phone, or what is said of the person behind it."""


@dataclass(slots=True)
class Strange(Node):
    """What is not understood; `note` says why, where that is known."""

    note: Text | None = None
