"""One campaign: its jobs, its idempotence keys, and the rule of duplicates."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from bot.sandbox.answers import Answer, invalid_state, key_reused, phone_duplicated
from bot.sandbox.documents import Json, canonical
from bot.sandbox.orders import Order

MEMORY: Final = timedelta(hours=24)

IN_PROGRESS: Final = "inProgress"
PAUSED: Final = "paused"
FINISHED: Final = "finished"

PLANNED: Final = "planned"
CANCELLED: Final = "cancelledByUser"
NOT_DONE: Final = "notDone"


@dataclass(frozen=True, slots=True)
class Job:
    """One call job: the order, the request that made it, and what became of it."""

    id: str
    order: Order
    operation: str
    key: str | None
    created_at: datetime
    status: str = PLANNED
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Remembered:
    request: str
    at: datetime
    answer: Answer | None  # None: the request was refused, which binds the key to it all the same


@dataclass(slots=True)
class Campaign:
    """The state of one campaign; every change takes the moment at which it happens."""

    token: str = field(repr=False)
    alias: str
    number: int
    created_at: datetime
    status: str = IN_PROGRESS
    finished_at: datetime | None = None
    jobs: dict[str, Job] = field(default_factory=dict)
    _keys: dict[str, _Remembered] = field(default_factory=dict)
    _last_added: dict[str, datetime] = field(default_factory=dict)

    def once(self, key: str, request: Json, act: Callable[[], Answer], now: datetime) -> Answer:
        """Act, or return the earlier answer to the same request with this key in 24 hours."""
        text = canonical(request)
        earlier = self._keys.get(key)
        if earlier is not None and now - earlier.at < MEMORY:
            if earlier.request != text:
                raise key_reused()
            if earlier.answer is not None:
                return earlier.answer
        self._keys[key] = _Remembered(text, now, None)
        answer = act()
        self._keys[key] = _Remembered(text, now, answer)
        return answer

    def require_open(self) -> None:
        """Refuse new jobs when the campaign is over."""
        if self.status == FINISHED:
            raise invalid_state(self.status.upper())

    def refuse_duplicates(self, orders: Iterable[Order], now: datetime) -> None:
        """Refuse orders of which one was added less than 24 hours ago."""
        repeated = [order.phone for order in orders if self._is_recent(order.identity, now)]
        if repeated:
            raise phone_duplicated(repeated)

    def add(self, jobs: Sequence[Job]) -> None:
        """Hold new jobs."""
        for job in jobs:
            self.jobs[job.id] = job
            self._last_added[job.order.identity] = job.created_at

    def close_jobs(self, jobs: Iterable[Job], status: str, now: datetime) -> list[str]:
        """Give a final status to those of the jobs that wait for their call; return their ids."""
        waiting = [job for job in jobs if job.status == PLANNED]
        for job in waiting:
            self.jobs[job.id] = replace(job, status=status, finished_at=now)
        return [job.id for job in waiting]

    def _is_recent(self, identity: str, now: datetime) -> bool:
        added = self._last_added.get(identity)
        return added is not None and now - added < MEMORY
