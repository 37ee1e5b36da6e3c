"""A campaign as its people see it: its state, how far it is, and what is asked of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.delivery import wait
from bot.core.errors import ApiBroken, ApiBusy, ApiUnclear, ApiUnreachable, Outside

# Who asks waits for the answer: later than this it would come as a surprise.
ERRAND_LIFE = timedelta(minutes=2)
ANSWERED = frozenset({"longCallWithResult", "longCallWithNoResult"})
# In these states a campaign takes numbers, and calls them sooner or later by itself.
PAUSED = "paused"
CALLING = frozenset({"inProgress", "planned", "new"})


class ErrandKind(StrEnum):
    """What a person asks of a campaign; the values are kept in the database."""

    STATUS = "status"
    REPORT = "report"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    CANCEL = "cancel"
    TEST = "test"
    CARD = "card"

    @property
    def writes(self) -> bool:
        """Whether it changes something, so that it may be tried again with its own key only."""
        return self not in {ErrandKind.STATUS, ErrandKind.REPORT, ErrandKind.CARD}


@dataclass(frozen=True)
class Errand:
    """One question or order to a campaign. `key` names it and is its key for all tries.

    `by` is the person who asks. `about` are the call jobs to cancel, the phone to test, or the
    draft whose card is to tell the campaign's state. `unsure` means that a try may have reached
    the campaign without its answer reaching us.
    """

    key: str
    chat: int
    by: int
    language: str
    campaign: str
    kind: ErrandKind
    asked_at: datetime
    about: tuple[str, ...] = ()
    attempt: int = 0
    unsure: bool = False


def tried(errand: Errand, failure: Outside) -> Errand:
    """Note a try that failed, and whether it may have arrived all the same."""
    unsure = errand.unsure or isinstance(failure, ApiUnclear | ApiBroken | ApiBusy)
    return replace(errand, attempt=errand.attempt + 1, unsure=unsure)


def again_at(errand: Errand, failure: Outside, now: datetime, jitter: float) -> datetime | None:
    """When to try again under the same key; None when it makes no sense, or comes too late."""
    if not isinstance(failure, ApiUnreachable | ApiUnclear | ApiBroken | ApiBusy):
        return None
    at = now + wait(errand.attempt, failure, jitter)
    return at if at - errand.asked_at <= ERRAND_LIFE else None


@dataclass(frozen=True)
class Campaign:
    """What the platform tells: None where it said nothing. Its own schedule is not among it.

    `talk` is the talking time used, whose unit the vendor's documents give differently.
    """

    name: str | None
    state: str
    total: int | None = None
    processed: int | None = None
    calling: int | None = None
    on_retry: int | None = None
    talk: int | None = None

    @property
    def queued(self) -> int | None:
        """How many numbers have not been dealt with, as far as it is known."""
        if self.total is None or self.processed is None:
            return None
        return max(self.total - self.processed - (self.calling or 0), 0)


@dataclass(frozen=True)
class Outcome:
    """What became of one call job: its state, and the seconds talked."""

    state: str
    seconds: int = 0


@dataclass(frozen=True)
class Outcomes:
    """What became of many call jobs: how many by state, and the seconds talked in all."""

    states: dict[str, int] = field(default_factory=dict)
    seconds: int = 0

    @property
    def total(self) -> int:
        """How many call jobs these are."""
        return sum(self.states.values())

    @property
    def answered(self) -> int:
        """How many were answered."""
        return sum(self.states.get(state, 0) for state in ANSWERED)


def counted(outcomes: Iterable[Outcome]) -> Outcomes:
    """Count call jobs by state, the most first."""
    states: Counter[str] = Counter()
    seconds = 0
    for one in outcomes:
        states[one.state] += 1
        seconds += one.seconds
    return Outcomes(dict(states.most_common()), seconds)
