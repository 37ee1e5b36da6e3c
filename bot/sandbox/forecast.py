"""The next moments at which a job would be called, if nobody answers and a line is free."""

from datetime import datetime
from itertools import islice
from typing import Final

from bot.sandbox.dialler import PICK_UP
from bot.sandbox.hours import Opening
from bot.sandbox.job import IN_PROCESS, Job

SHOWN: Final = 20


def coming_calls(job: Job, now: datetime) -> tuple[Opening, ...]:
    """Return when each attempt that is left would begin, and the end of the window it has then."""
    if job.cancelled or not (job.is_waiting or job.status == IN_PROCESS):
        return ()
    earliest = job.created_at + PICK_UP
    if job.attempts:
        earliest = job.attempts[-1].finished_at + job.hours.retry
    earliest = max(earliest, now)
    calls: list[Opening] = []
    for _ in islice(range(len(job.attempts), job.hours.max_attempts), SHOWN):
        opening = job.hours.opening(earliest)
        if opening is None:
            break
        calls.append(opening)
        earliest = opening.at + job.hours.retry
    return tuple(calls)
