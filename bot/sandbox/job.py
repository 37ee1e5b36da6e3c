"""One call job: the order, what its request was, its attempts and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.sandbox.hours import Hours
from bot.sandbox.orders import Order

PLANNED: Final = "planned"
IN_PROCESS: Final = "inProcess"
ON_RETRY: Final = "onRetry"
NO_ANSWER: Final = "noAnswer"
NOT_DONE: Final = "notDone"
WITH_RESULT: Final = "longCallWithResult"
NO_RESULT: Final = "longCallWithNoResult"
CANCELLED: Final = "cancelledByUser"
TECHNICAL_ERROR: Final = "technicalError"
NONEXISTENT: Final = "nonexistentNumber"

STATUSES: Final = (
    PLANNED, IN_PROCESS, ON_RETRY, NO_ANSWER, NOT_DONE, WITH_RESULT, NO_RESULT, CANCELLED,
    TECHNICAL_ERROR, NONEXISTENT, "unknown",
)  # fmt: skip
WAITING: Final = frozenset({PLANNED, ON_RETRY})


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call attempt ends: the status it leads to, seconds of ringing and of talk, a result."""

    status: str
    ring_s: int
    talk_s: int = 0
    result: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call attempt; it goes on until `finished_at`, and only then is its outcome known."""

    number: int
    started_at: datetime
    finished_at: datetime
    outcome: Outcome


@dataclass(slots=True, eq=False)
class Job:
    """One call job; `cancelled` is asked for while a call goes on, and holds when it ends."""

    id: str
    order: Order
    hours: Hours
    operation: str
    key: str | None
    created_at: datetime
    status: str = PLANNED
    finished_at: datetime | None = None
    cancelled: bool = False
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a call, the first or another."""
        return self.status in WAITING

    @property
    def is_own(self) -> bool:
        """Whether the order has call parameters of its own."""
        return bool(self.order.policy)

    def close(self, status: str, at: datetime) -> None:
        """Give the final status."""
        self.status = status
        self.finished_at = at
