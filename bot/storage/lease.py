"""One of several processes does the work, the others stand by: a lock that a session holds.

PostgreSQL frees it the moment the session ends, so whoever stands by takes over within seconds,
and nothing has to be said of who does what. All of them may keep what comes in meanwhile.
"""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DBAPIError

log = structlog.stdlib.get_logger(__name__)

LOOK_S = 1.0
# Later than this the server may have given the lock to another process.
ANSWER_S = 5.0
# Any number will do, if nobody else who uses the database takes the same.
_LOCK = 0x6C6561


class LeaseLost(Exception):
    """The session that held the lock ended, so another process may work already."""


class Lease:
    """The lock, on a session of its own."""

    def __init__(self, engine: Engine, every_s: float = LOOK_S) -> None:
        # A session inside a transaction would keep old rows from being cleaned up.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._every_s = every_s
        self._session: Connection | None = None

    async def gained(self) -> None:
        """Wait until this process is the one; whatever fails meanwhile is tried again."""
        waiting = False
        while not await asyncio.to_thread(self._try):
            if not waiting:
                log.info("standing_by")
            waiting = True
            await asyncio.sleep(self._every_s)
        log.info("working")

    async def kept(self) -> None:
        """Watch the session for ever. Raises LeaseLost when it ended."""
        while True:
            await asyncio.sleep(self._every_s)
            try:
                async with asyncio.timeout(ANSWER_S):
                    await asyncio.to_thread(self._look)
            except TimeoutError:
                raise LeaseLost("no answer") from None

    def release(self) -> None:
        """Let another process work."""
        if self._session is not None:
            self._session.invalidate()
            self._session.close()
            self._session = None

    def _try(self) -> bool:
        try:
            session = self._session or self._engine.connect()
            self._session = session
            return bool(session.scalar(select(func.pg_try_advisory_lock(_LOCK))))
        except DBAPIError as error:
            log.warning("database_unreachable", reason=str(error.orig).partition("\n")[0])
            self.release()
            return False

    def _look(self) -> None:
        if self._session is None:
            raise LeaseLost("released")
        try:
            self._session.scalar(select(1))
        except DBAPIError as error:
            raise LeaseLost(type(error).__name__) from None
