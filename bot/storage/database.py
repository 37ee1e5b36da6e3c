"""The door to the database for the flows: a unit of work is one function in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Engine

from bot.flows.ports import Clock, Store
from bot.storage.engine import POSTGRES_THREADS, Collided, make_engine, outside
from bot.storage.store import SqlStore

T = TypeVar("T")

# With 30 people at once and all threads busy the unluckiest unit needed 9.
TRIES = 50


class SqlDatabase:
    """Runs units of work on threads of its own: one for SQLite, which has one writer anyway."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self._clock = clock
        threads = 1 if engine.dialect.name == "sqlite" else POSTGRES_THREADS
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")

    async def run(self, work: Callable[[Store], T]) -> T:
        """Run the work and commit; on an exception roll back and raise it.

        On PostgreSQL the work is begun again when it collides with another, so it must change
        nothing but the store. Raises StoreFailed when the database fails.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, work)

    def close(self) -> None:
        """Wait for the units of work under way, then let the database go."""
        self._threads.shutdown()
        self.engine.dispose()

    def _run(self, work: Callable[[Store], T]) -> T:
        for _ in range(TRIES - 1):
            with suppress(Collided):
                return self._transaction(work)
        return self._transaction(work)

    def _transaction(self, work: Callable[[Store], T]) -> T:
        with outside(), self.engine.begin() as connection:
            return work(SqlStore(connection, self._clock))


def open_database(url: str, clock: Clock) -> SqlDatabase:
    """Open `sqlite:///path`, `sqlite://` (in memory) or `postgresql://…`; the tables come apart."""
    return SqlDatabase(make_engine(url), clock)
