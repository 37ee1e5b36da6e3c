"""One campaign: its state, its jobs, its idempotence keys, and the rule of duplicates."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.sandbox.answers import Answer, invalid_state, key_reused, phone_duplicated
from bot.sandbox.chance import ANSWERED_PERCENT
from bot.sandbox.documents import Json, canonical
from bot.sandbox.job import CANCELLED, IN_PROCESS, NOT_DONE, Job
from bot.sandbox.orders import Order

MEMORY: Final = timedelta(hours=24)

NEW: Final = "new"
PLANNED: Final = "planned"
IN_PROGRESS: Final = "inProgress"
PAUSED: Final = "paused"
FINISHED: Final = "finished"
DELETED: Final = "deleted"
STATES: Final = (NEW, PLANNED, IN_PROGRESS, FINISHED, PAUSED, DELETED)

LINES: Final = 2  # as on the free plan


@dataclass(frozen=True, slots=True)
class _Remembered:
    request: str
    at: datetime
    answer: Answer | None  # None: the request was refused, which binds the key to it all the same


@dataclass(slots=True)
class Campaign:
    """The state of one campaign; every change takes the moment at which it happens.

    `balance_s` is how many seconds of talk are paid for (None: any number); a campaign that
    `ends_itself` is finished when its last job is.
    """

    token: str = field(repr=False)
    alias: str
    number: int
    created_at: datetime
    status: str = IN_PROGRESS
    finished_at: datetime | None = None
    lines: int = LINES
    answered_percent: int = ANSWERED_PERCENT
    balance_s: int | None = None
    ends_itself: bool = False
    jobs: dict[str, Job] = field(default_factory=dict)
    by_phone: dict[str, list[Job]] = field(default_factory=dict)
    _open: int = 0
    _keys: dict[str, _Remembered] = field(default_factory=dict)
    _last_added: dict[str, datetime] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether it calls nobody any more."""
        return self.status in (FINISHED, DELETED)

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
        if self.is_over:
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
            self.by_phone.setdefault(job.order.phone, []).append(job)
            self._last_added[job.order.identity] = job.created_at
        self._open += len(jobs)

    def cancel(self, jobs: Iterable[Job], now: datetime) -> list[str]:
        """Start no new attempt of these jobs; return the ids of those that this changes."""
        changed = []
        for job in jobs:
            if job.is_waiting:
                self.end(job, CANCELLED, now)
            elif job.status != IN_PROCESS or job.cancelled:
                continue
            job.cancelled = True
            changed.append(job.id)
        return changed

    def stop(self, now: datetime, status: str = FINISHED) -> None:
        """End the campaign; what waits for a call is not done, calls that go on may end."""
        self.status = status
        self.finished_at = now
        for job in self.jobs.values():
            if job.is_waiting:
                self.end(job, NOT_DONE, now)

    def end(self, job: Job, status: str, now: datetime) -> None:
        """Give a job its final status."""
        job.close(status, now)
        self._open -= 1
        if self.ends_itself and not self._open and not self.is_over:
            self.status = FINISHED
            self.finished_at = now

    def spend(self, talk_s: int) -> None:
        """Take a talk off the balance; without balance the campaign pauses itself."""
        if self.balance_s is not None:
            self.balance_s = max(0, self.balance_s - talk_s)
            if not self.balance_s and self.status == IN_PROGRESS:
                self.status = PAUSED

    def _is_recent(self, identity: str, now: datetime) -> bool:
        added = self._last_added.get(identity)
        return added is not None and now - added < MEMORY
