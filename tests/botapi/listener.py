"""Runs an ASGI application in a thread of its own, on a port that stays ours while it is down."""

import asyncio
import socket
import threading
import time
from typing import cast

import uvicorn
from starlette.requests import Request
from starlette.types import ASGIApp
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

START_TIMEOUT = 10.0
LAST_ANSWERS = 1.0


class _Server(uvicorn.Server):
    """Ends at once when it is told to: a suite starts and stops hundreds of these."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.told = asyncio.Event()

    @override
    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.told.wait()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        answering = set(self.server_state.tasks)
        if answering:
            await asyncio.wait(answering, timeout=LAST_ANSWERS)


class Listener:
    """Starts, stops and starts again at the same address, and cuts single connections."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        # Bound but never listening: it keeps the port, and callers are refused while we are down.
        self._reserved = _bound(host, port)
        self.host, self.port = self._reserved.getsockname()[:2]
        self._transports: dict[tuple[str, int], asyncio.Transport] = {}
        self._server: _Server | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def start(self, app: ASGIApp) -> None:
        """Listen, and return when requests are answered."""
        config = uvicorn.Config(
            app,
            http=_protocol(self._transports),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
        )
        server = _Server(config)
        thread = threading.Thread(target=self._serve, args=(server,), name="botapi", daemon=True)
        thread.start()
        deadline = time.monotonic() + START_TIMEOUT
        while not server.started:
            if not thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the fake of the Bot API did not start")
            time.sleep(0.002)
        self._server, self._thread = server, thread

    def _serve(self, server: _Server) -> None:
        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            await server.serve(sockets=[_bound(self.host, self.port)])

        asyncio.run(serve())

    @property
    def is_up(self) -> bool:
        """Tell whether it listens."""
        return self._thread is not None

    def stop(self) -> None:
        """Stop listening and drop every connection; callers are refused from now on."""
        if self._server is None or self._thread is None or self._loop is None:
            return
        self._loop.call_soon_threadsafe(self._cut_all)
        self._loop.call_soon_threadsafe(self._server.told.set)
        self._thread.join()
        self._server = self._thread = None

    def close(self) -> None:
        """Stop, and give the port back."""
        self.stop()
        self._reserved.close()

    def cut(self, request: Request) -> None:
        """Drop the connection of a request at once. Call it on the server's loop."""
        if request.client:
            transport = self._transports.get((request.client.host, request.client.port))
            if transport:
                transport.abort()

    def _cut_all(self) -> None:
        for transport in list(self._transports.values()):
            transport.abort()


def _bound(host: str, port: int) -> socket.socket:
    # Only a socket that is TCP by name gets TCP_NODELAY from asyncio; without, answers take 40 ms.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host, port))
    return bound


def _protocol(transports: dict[tuple[str, int], asyncio.Transport]) -> type[asyncio.Protocol]:
    """Make uvicorn's protocol write down its transports, by the address of the client."""

    class Protocol(H11Protocol):
        @override
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            self.peer = cast(tuple[str, int], transport.get_extra_info("peername"))
            transports[self.peer] = transport
            super().connection_made(transport)

        @override
        def connection_lost(self, exc: Exception | None) -> None:
            transports.pop(self.peer, None)
            super().connection_lost(exc)

    return Protocol
