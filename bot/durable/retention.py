"""Deletes what was kept for long enough, a little at a time between other work."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.core.errors import StoreFailed
from bot.flows.ports import Clock, Database

log = structlog.stdlib.get_logger(__name__)

EVERY = timedelta(hours=1)
# Between two portions: a million numbers go in a minute, and nobody waits for long.
PAUSE_S = 0.1


class Retention:
    """Sweeps the tables, and with `forget` the engine's own, every hour."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        kept: timedelta,
        forget: Callable[[datetime], Awaitable[int]],
    ) -> None:
        self._forget = forget
        self._database = database
        self._clock = clock
        self._kept = kept

    async def run(self) -> None:
        """Sweep for ever."""
        while True:
            try:
                await self.sweep()
            except StoreFailed as failed:
                log.warning("database_unreachable", reason=str(failed))
            except Exception:  # nothing depends on it: it is tried again in an hour
                log.exception("retention_failed")
            await asyncio.sleep(EVERY.total_seconds())

    async def sweep(self) -> int:
        """Delete all that is over; how many rows."""
        before = self._clock() - self._kept
        total = 0
        while gone := await self._database.run(lambda store: store.retention.sweep(before)):
            total += gone
            await asyncio.sleep(PAUSE_S)
        orders = await self._forget(before)
        if total or orders:
            log.info("swept", rows=total, orders=orders)
        return total
