"""How long to wait after a failure, where nobody said how long."""

from __future__ import annotations

from datetime import timedelta

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=5)


def backoff(failures: int, jitter: float) -> timedelta:
    """Double the wait with each failure (1, 2 …); `jitter`, a chance in 0..1, spreads the tries."""
    doubled: int = 1 << min(failures - 1, 16)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT) * (0.5 + jitter / 2)
