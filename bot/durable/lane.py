"""A lane keeps draining its work: at once when woken, else when the next piece is due."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.core.errors import StoreFailed
from bot.flows.ports import Clock, Database, Store

log = structlog.stdlib.get_logger(__name__)

SHORTEST_SLEEP_S = 0.05
LONGEST_SLEEP_S = 5.0
# Other processes may bring work, and cannot wake the lanes of this one.
AMONG_OTHERS_S = 0.3
AFTER_FAILURE_S = 1.0


Drain = Callable[[], Awaitable[None]]
NextDue = Callable[[Store], datetime | None]


class Lane:
    """Runs one kind of work for ever; nothing that fails in it ends it or goes unheard."""

    def __init__(
        self,
        drain: Drain,
        next_due: NextDue,
        database: Database,
        clock: Clock,
        longest_s: float = LONGEST_SLEEP_S,
    ) -> None:
        self._longest_s = longest_s
        self._drain = drain
        self._next_due = next_due
        self._database = database
        self._clock = clock
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There may be new work."""
        self._woken.set()

    async def run(self) -> None:
        """Drain, sleep until woken or until something is due, and again."""
        while True:
            self._woken.clear()
            seconds = await self._round()
            try:
                async with asyncio.timeout(seconds):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def _round(self) -> float:
        """Drain once; give the seconds to the next round."""
        try:
            await self._drain()
            due = await self._database.run(self._next_due)
        except StoreFailed as failed:
            log.warning("database_unreachable", reason=str(failed))
            await asyncio.sleep(AFTER_FAILURE_S)
            return 0
        except Exception:  # the last resort: the work stays in its row, and is tried again
            log.exception("lane_failed")
            await asyncio.sleep(AFTER_FAILURE_S)
            return 0
        return self._until(due)

    def _until(self, due: datetime | None) -> float:
        seconds = (due - self._clock()).total_seconds() if due else self._longest_s
        return min(max(seconds, SHORTEST_SLEEP_S), self._longest_s)


async def all_settled(work: list[Awaitable[None]]) -> None:
    """Run the pieces side by side; a failing one lets the others end before it is raised."""
    for result in await asyncio.gather(*work, return_exceptions=True):
        if isinstance(result, BaseException):
            raise result
