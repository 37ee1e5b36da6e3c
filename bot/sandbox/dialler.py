"""The dialler of one campaign: calls its jobs one event after another, never tick by tick.

What it does by a moment follows from the orders, the requests and the seed alone: however the
clock was moved there, the calls are the same.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import IntEnum
from heapq import heappop, heappush
from typing import Final

from bot.sandbox.campaign import IN_PROGRESS, Campaign
from bot.sandbox.chance import outcome
from bot.sandbox.hours import DOOM
from bot.sandbox.job import (
    CANCELLED,
    IN_PROCESS,
    NO_ANSWER,
    NO_RESULT,
    NONEXISTENT,
    NOT_DONE,
    ON_RETRY,
    TECHNICAL_ERROR,
    WITH_RESULT,
    Attempt,
    Job,
)

# A new job is in the queue for so long before its first call.
PICK_UP: Final = timedelta(minutes=2)
_LAST: Final = frozenset({WITH_RESULT, NO_RESULT, NONEXISTENT})


class _Kind(IntEnum):
    """What happens, in the order in which it happens at one moment."""

    EXPIRE = 0
    HANG_UP = 1
    OPEN = 2


class Dialler:
    """Calls the jobs of a campaign that is in progress, on so many lines as it has."""

    def __init__(self, campaign: Campaign, seed: int) -> None:
        self._campaign = campaign
        self._seed = seed
        self._coming: list[tuple[datetime, _Kind, int]] = []
        # Jobs that may be called now, the first to be called first: priority, others after those
        # with parameters of their own, end of the opening, since when, id.
        self._ready: list[tuple[int, bool, datetime, datetime, int]] = []
        self._talking = 0

    def take(self, jobs: Iterable[Job]) -> None:
        """Plan the first call of new jobs."""
        for job in jobs:
            self._plan(job, job.created_at + PICK_UP)
            if job.hours.finish < DOOM:
                heappush(self._coming, (job.hours.finish, _Kind.EXPIRE, int(job.id)))

    def run(self, until: datetime) -> None:
        """Play out everything up to the moment and at it."""
        while self._coming and self._coming[0][0] <= until:
            at = self._coming[0][0]
            while self._coming and self._coming[0][0] == at:
                _, kind, number = heappop(self._coming)
                self._happen(kind, self._campaign.jobs[str(number)], at)
            self.dial(at)

    def dial(self, at: datetime) -> None:
        """Call those who may be called, as long as a line is free."""
        while self._ready and self._is_free():
            *_, until, _, number = heappop(self._ready)
            job = self._campaign.jobs[str(number)]
            if not job.is_waiting:
                continue
            if until <= at:
                self._plan(job, at)
            else:
                self._call(job, at)

    def _is_free(self) -> bool:
        campaign = self._campaign
        return campaign.status == IN_PROGRESS and self._talking < campaign.lines

    def _happen(self, kind: _Kind, job: Job, at: datetime) -> None:
        if kind is _Kind.HANG_UP:
            self._hang_up(job, at)
        elif job.is_waiting:
            if kind is _Kind.EXPIRE:
                self._campaign.end(job, NO_ANSWER if job.attempts else NOT_DONE, at)
            else:
                self._queue(job, at)

    def _plan(self, job: Job, earliest: datetime) -> None:
        opening = job.hours.opening(earliest)
        if opening is not None:
            heappush(self._coming, (opening.at, _Kind.OPEN, int(job.id)))

    def _queue(self, job: Job, at: datetime) -> None:
        opening = job.hours.opening(at)
        if opening is not None:
            place = (job.hours.priority, not job.is_own, opening.until, at, int(job.id))
            heappush(self._ready, place)

    def _call(self, job: Job, at: datetime) -> None:
        number = len(job.attempts) + 1
        drawn = outcome(
            self._seed, job.id, job.order.phone, number, self._campaign.answered_percent
        )
        ends = at + timedelta(seconds=drawn.ring_s + drawn.talk_s)
        job.attempts.append(Attempt(number, at, ends, drawn))
        job.status = IN_PROCESS
        self._talking += 1
        heappush(self._coming, (ends, _Kind.HANG_UP, int(job.id)))

    def _hang_up(self, job: Job, at: datetime) -> None:
        self._talking -= 1
        self._campaign.spend(job.attempts[-1].outcome.talk_s)
        status = self._follows(job, at)
        if status != ON_RETRY:
            self._campaign.end(job, status, at)
            return
        job.status = ON_RETRY
        self._plan(job, at + job.hours.retry)

    def _follows(self, job: Job, at: datetime) -> str:
        """Return the status that a job has after its call."""
        ended = job.attempts[-1].outcome.status
        if ended in _LAST:
            return ended
        if job.cancelled:
            return CANCELLED
        if len(job.attempts) >= job.hours.max_attempts or at >= job.hours.finish:
            return ended if ended == TECHNICAL_ERROR else NO_ANSWER
        return NOT_DONE if self._campaign.is_over else ON_RETRY
