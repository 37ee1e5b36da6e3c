"""The application on a port, as one of the tasks of the bot, which owns the signals."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Generator

import structlog
import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override

log = structlog.stdlib.get_logger(__name__)

GRACE_S = 3


async def serve(app: ASGIApp, host: str, port: int) -> None:
    """Serve until cancelled; OSError when the address cannot be had."""
    config = uvicorn.Config(
        app,
        host,
        port,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    server = _Server(config)
    try:
        await server.serve()
    except SystemExit:
        raise OSError(f"cannot listen on {host}:{port}") from None
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
    raise OSError(f"no longer listening on {host}:{port}")


class _Server(uvicorn.Server):
    """Leaves the signals alone, and ends what is under way when its task is cancelled."""

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    @override
    async def main_loop(self) -> None:
        listening = [s.getsockname()[1] for server in self.servers for s in server.sockets]
        log.info("listening", port=listening[0] if listening else 0)
        with contextlib.suppress(asyncio.CancelledError):
            await super().main_loop()
