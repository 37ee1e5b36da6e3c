"""The sandbox on a port: uvicorn, with a way to drop a connection in the middle of an answer."""

import asyncio
import contextlib
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.wire import CUT

_GRACE_S = 2


async def listen(app: ASGIApp, host: str, port: int, on_ready: Callable[[int], None]) -> None:
    """Serve the application until cancelled or interrupted."""
    config = uvicorn.Config(
        app,
        http=_Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,  # the token is in the path
        timeout_graceful_shutdown=_GRACE_S,
    )
    with _bind(host, port) as listener:
        server = _Server(config, lambda: on_ready(listener.getsockname()[1]))
        await server.serve(sockets=[listener])
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's delay of 40 ms off only where the protocol is named.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    """Says when it is ready, and shuts down in good order when its task is cancelled."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    @override
    async def main_loop(self) -> None:
        self._on_ready()
        with contextlib.suppress(asyncio.CancelledError):
            await super().main_loop()


class _Protocol(H11Protocol):
    """Lets the application close the transport, for the faults that cut a connection."""

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        inner = self.app

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            scope[CUT] = transport.close
            await inner(scope, receive, send)

        self.app = app

    @override
    def shutdown(self) -> None:
        """Close at once: a hang or a slow answer would keep the server from ending."""
        super().shutdown()
        self.transport.close()
