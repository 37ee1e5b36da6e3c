"""The durable-execution engine, DBOS, behind one door: what was ordered is run at its time.

What it keeps survives a crash: what was under way is run again after it. So all that is run has to
be idempotent, and only ids travel: what they mean stands in our own tables, and code that changes
finds old orders still readable.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID
from sqlalchemy import Engine as SqlEngine
from sqlalchemy import create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

NAME = "bot"
QUEUE = "calls"
WORKFLOW = "deliver_v1"
# Orders of another version are never run. A change that old orders cannot bear is a new workflow.
VERSION = "1"
# One process works at a time (see storage/lease.py), so the next one recovers what it left.
EXECUTOR = "worker"
AT_ONCE = 20
POLL_S = 0.25
BUSY_SECONDS = 30
GRACE_S = 3
# The first SQLite that knows unixepoch(… 'subsec'), which the engine's tables ask for.
WITH_SUBSECONDS = (3, 42)
FORGOTTEN_AT_ONCE = 500

Work = Callable[[str], Awaitable[None]]
"""Does what an order asks for. Done again it changes nothing more; it raises nothing."""


class Engine:
    """Runs orders, each at least once. There is one in a process."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url = make_url(url)
        self._folder = folder
        self._sqlite: SqlEngine | None = None
        self._running: _Running | None = None

    async def start(self, work: Work) -> None:
        """Launch it in the running loop, on which all orders run; what was under way begins."""

        running = self._running = _Running(work)

        @DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
        async def deliver(what: str) -> None:
            await running.do(what)

        self._workflow = deliver
        DBOS(config=self._config())
        DBOS.launch()
        await DBOS.register_queue_async(
            QUEUE, worker_concurrency=AT_ONCE, polling_interval_sec=POLL_S
        )

    async def order(self, name: str, what: str, delay_s: float = 0) -> None:
        """Have `what` done, once for each name: at once, or after a delay."""
        with SetWorkflowID(name):
            if delay_s <= 0:
                await DBOS.start_workflow_async(self._workflow, what)
                return
            with SetEnqueueOptions(delay_seconds=delay_s):
                await DBOS.enqueue_workflow_async(QUEUE, self._workflow, what)

    async def forget(self, before: datetime) -> int:
        """Delete what was done before that moment; how many orders."""
        total = 0
        while True:
            done = await DBOS.list_workflows_async(
                status=["SUCCESS", "ERROR", "CANCELLED"],
                end_time=before.isoformat(),
                limit=FORGOTTEN_AT_ONCE,
                load_input=False,
                load_output=False,
            )
            if not done:
                return total
            await DBOS.delete_workflows_async([one.workflow_id for one in done])
            total += len(done)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """End it behind all that uses threads of the loop, for it takes them with it."""
        if self._running is not None:
            await self._running.idle()
            await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        if self._sqlite is not None:
            self._sqlite.dispose()

    def _config(self) -> DBOSConfig:
        config = DBOSConfig(
            name=NAME,
            application_version=VERSION,
            executor_id=EXECUTOR,
            log_level="ERROR",
            enable_otlp=False,
        )
        if self._url.get_backend_name() == "sqlite":
            self._sqlite = _sqlite(self._folder / "engine.db")
            config["system_database_engine"] = self._sqlite
        else:
            url = self._url.set(drivername="postgresql")
            config["system_database_url"] = url.render_as_string(hide_password=False)
        return config


class _Running:
    """Counts the orders under way, so that an end in good order can wait for them."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def do(self, what: str) -> None:
        self._under_way += 1
        self._idle.clear()
        try:
            await self._work(what)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def idle(self) -> None:
        """Wait until nothing is under way, for a while: a key bears a second try."""
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE_S):
                await self._idle.wait()


def _sqlite(path: Path) -> SqlEngine:
    """A file beside the bot's own: one writer each."""
    path.touch(mode=0o600)
    patient = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(f"sqlite:///{path}", connect_args=patient)
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    if sqlite3.sqlite_version_info < WITH_SUBSECONDS:
        connection.create_function(
            "unixepoch",
            1,
            lambda _modifier: datetime.now(UTC).timestamp(),  # noqa: TID251 - SQL's own clock
        )
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
