"""How an answer goes out: whole, or as a scripted fault wants it."""

import asyncio
from dataclasses import dataclass
from typing import Final

from starlette.types import Receive, Scope, Send

from bot.sandbox.answers import Answer
from bot.sandbox.documents import write_json
from bot.sandbox.faults import Fault, Kind

# Where the server on loopback leaves the means to drop the connection.
CUT: Final = "sandbox.cut"

_JSON: Final = (b"content-type", b"application/json")
_HTML: Final = (b"content-type", b"text/html; charset=utf-8")
_PROXY_PAGE: Final = b"<html><body><h1>sandbox fault</h1></body></html>"

Header = tuple[bytes, bytes]


class ConnectionCut(ConnectionResetError):
    """The connection was to be cut, but the application runs with no server around it."""


@dataclass(frozen=True, slots=True)
class Wire:
    """The two ends of one ASGI request."""

    scope: Scope
    receive: Receive
    send: Send


async def deliver(wire: Wire, answer: Answer, fault: Fault | None) -> None:
    """Send the answer, or let the fault befall it."""
    content = b"" if answer.body is None else write_json(answer.body)
    if fault is None:
        more = [(name.lower().encode(), value.encode()) for name, value in answer.headers]
        await _send_whole(wire, answer.status, content, [_JSON, *more])
        return
    match fault.kind:
        case Kind.STATUS | Kind.STATUS_AFTER:
            await _send_whole(wire, fault.status or 500, _PROXY_PAGE, _fault_headers(fault))
        case Kind.HANG | Kind.HANG_AFTER:
            await _client_left(wire)
        case Kind.CUT_BEFORE | Kind.CUT_AFTER:
            await _cut(wire)
        case Kind.HALF_BODY:
            await _send_half(wire, answer.status, content)
        case Kind.SLOW:
            await _drip(wire, answer.status, content, fault.pause_ms / 1000)


async def _send_whole(wire: Wire, status: int, content: bytes, headers: list[Header]) -> None:
    await _start(wire, status, len(content), headers)
    await wire.send({"type": "http.response.body", "body": content})


async def _send_half(wire: Wire, status: int, content: bytes) -> None:
    promised = content or b"{}"
    await _start(wire, status, len(promised), [_JSON])
    half = promised[: len(promised) // 2]
    await wire.send({"type": "http.response.body", "body": half, "more_body": True})
    await _cut(wire)


async def _drip(wire: Wire, status: int, content: bytes, pause_s: float) -> None:
    await _start(wire, status, len(content), [_JSON])
    for at in range(len(content)):
        byte = content[at : at + 1]
        await wire.send({"type": "http.response.body", "body": byte, "more_body": True})
        if await _client_left(wire, pause_s):
            return
    await wire.send({"type": "http.response.body", "body": b""})


async def _start(wire: Wire, status: int, length: int, headers: list[Header]) -> None:
    lengths = [(b"content-length", b"%d" % length)]
    await wire.send(
        {"type": "http.response.start", "status": status, "headers": [*headers, *lengths]}
    )


async def _cut(wire: Wire) -> None:
    cut = wire.scope.get(CUT)
    if cut is None:
        raise ConnectionCut("a scripted fault cut the connection")
    cut()
    await _client_left(wire)


async def _client_left(wire: Wire, within_s: float | None = None) -> bool:
    """Wait until the client is gone; return False when the time is over first."""
    try:
        async with asyncio.timeout(within_s):
            while (await wire.receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return False
    return True


def _fault_headers(fault: Fault) -> list[Header]:
    if fault.retry_after is None:
        return [_HTML]
    return [_HTML, (b"retry-after", b"%d" % fault.retry_after)]
