"""The client on a real wire: addresses, broken connections, and what may never leak.

The other end is a plain TCP server on loopback that says exactly what a test gives it.
"""

from __future__ import annotations

import asyncio
import gzip
import logging
import pickle
import socket
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import httpx
import pytest
from typing_extensions import override

from bot import logs
from bot.calls_api.client import CallsClient, Endpoint
from bot.calls_api.token import CampaignToken
from bot.core.delivery import Delivery, Span
from bot.core.errors import (
    ApiBroken,
    ApiBusy,
    ApiRejected,
    ApiUnclear,
    ApiUnknown,
    ApiUnreachable,
    CampaignClosed,
    Outside,
    TokenInvalid,
)
from bot.core.phones.number import Number
from bot.core.policy import Policy

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = "8231.7056.1b131df1marker"
PHONE = "79123456789"
KEY = "3b241101-e2bb-4255-8caf-4136c566a962"
NUMBERS = (Number(PHONE),)
DELIVERY = Delivery(KEY, "d", 1, 0, "default", Span(0, 1, 1, 1), Policy(), NOW, NOW)
TOKENS = {"default": CampaignToken(SECRET)}


def a_client(
    url: str, transport: httpx.AsyncBaseTransport | None = None, *, hasty: bool = False
) -> CallsClient:
    """A client; a hasty one loses patience soon."""
    read, whole = (0.2, 0.6) if hasty else (30, 60)
    endpoint = Endpoint(url, read=read, whole=whole, transport=transport)
    return CallsClient(endpoint, TOKENS, clock=lambda: NOW, redact=logs.redactor())


class Wire:
    """A server that answers every request with the same bytes, in pieces, and then hangs up."""

    def __init__(self, *pieces: bytes, pause: float = 0, hang: bool = False) -> None:
        self.received: list[bytes] = []
        self._pieces = pieces
        self._pause = pause
        self._hang = hang
        self.is_slow = hang or pause > 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self.received.append(await _request(reader))
            for piece in self._pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(self._pause)
            if self._hang:
                await reader.read()
        except ConnectionError:
            pass
        finally:
            writer.close()


async def _request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
    length = int(lengths[0].split(b":")[1]) if lengths else 0
    return head + await reader.readexactly(length)


@asynccontextmanager
async def speaking_with(wire: Wire) -> AsyncIterator[CallsClient]:
    server = await asyncio.start_server(wire, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}/behind/a/proxy"
    async with server, a_client(url, hasty=wire.is_slow) as client:
        yield client


def http(status: int, body: bytes = b"", *headers: bytes, length: int | None = None) -> bytes:
    """One whole HTTP answer; `length` makes its Content-Length lie."""
    lines = (
        b"HTTP/1.1 %d Said" % status,
        b"Content-Length: %d" % (len(body) if length is None else length),
        *headers,
    )
    return b"\r\n".join((*lines, b"", body))


async def test_a_request_goes_out_as_documented() -> None:
    wire = Wire(http(200, b'["5665334669"]'))
    async with speaking_with(wire) as client:
        assert await client.add_phones(DELIVERY, NUMBERS) == ("5665334669",)
    head, body = wire.received[0].split(b"\r\n\r\n")
    request, *headers = head.decode().split("\r\n")
    assert request == f"POST /behind/a/proxy/api/calls/campaign/{SECRET}/addPhones HTTP/1.1"
    assert f"Idempotence-Key: {KEY}" in headers
    assert "Content-Type: application/json" in headers
    assert body == b'[{"phone":"79123456789"}]'


async def test_a_question_goes_out_without_a_key() -> None:
    wire = Wire(http(200, b'"paused"'))
    async with speaking_with(wire) as client:
        assert await client.campaign_status("default") == "paused"
    assert wire.received[0].startswith(f"GET /behind/a/proxy/api/calls/campaign/{SECRET}/".encode())
    assert b"idempotence-key" not in wire.received[0].lower()


async def test_a_campaign_without_a_token_sends_nothing() -> None:
    wire = Wire(http(200, b'"paused"'))
    async with speaking_with(wire) as client:
        with pytest.raises(TokenInvalid):
            await client.campaign_status("another")
    assert wire.received == []


async def test_redirects_are_not_followed() -> None:
    """The token and the numbers go to the configured host and nowhere else."""
    wire = Wire(http(307, b"", b"Location: /api/elsewhere"))
    async with speaking_with(wire) as client:
        with pytest.raises(ApiUnknown) as caught:
            await client.add_phones(DELIVERY, NUMBERS)
    assert caught.value.status == 307
    assert len(wire.received) == 1


ZIPPED = gzip.compress(b'["5665334669"]')
GZIP = b"Content-Encoding: gzip"

SAID: dict[str, tuple[Wire, type[Outside]]] = {
    "nothing at all": (Wire(), ApiUnclear),
    "not HTTP": (Wire(b"SSH-2.0-OpenSSH_9.2\r\n"), ApiUnclear),
    "half a status line": (Wire(b"HTTP/1.1 2"), ApiUnclear),
    "half the headers": (Wire(b"HTTP/1.1 200 OK\r\nContent-Le"), ApiUnclear),
    "half a body": (Wire(http(200, b'["56653', length=14)), ApiUnclear),
    "half a body that calls itself whole": (Wire(http(200, b'["56653')), ApiUnclear),
    "half a refusal": (Wire(http(404, b'{"type": "invalid.to', length=40)), ApiUnclear),
    "half a zipped body": (Wire(http(200, ZIPPED[:-16], GZIP)), ApiUnclear),
    "bytes that are not gzip": (Wire(http(200, b'["5665334669"]', GZIP)), ApiUnclear),
    "bytes that are not text": (Wire(http(200, b'["\xff\xfe')), ApiUnclear),
    "silence": (Wire(hang=True), ApiUnclear),
    "silence after the headers": (Wire(http(200, length=9), hang=True), ApiUnclear),
    "a slow drip": (
        Wire(http(200, length=99), *(b"[" for _ in range(99)), pause=0.05),
        ApiUnclear,
    ),
    "an endless early answer": (
        Wire(*(b"HTTP/1.1 103 Early\r\n\r\n" for _ in range(99)), pause=0.05),
        ApiUnclear,
    ),
    "500": (Wire(http(500, b"<html>")), ApiBroken),
    "503 with a wait": (Wire(http(503, b"", b"Retry-After: 3")), ApiBusy),
    "429": (Wire(http(429, b"", b"RETRY-AFTER: 3")), ApiBusy),
    "a page that echoes the address": (
        Wire(http(404, f"no /campaign/{SECRET}/ here, nor {SECRET} for {PHONE}".encode())),
        ApiUnknown,
    ),
    "a dead token": (Wire(http(404, b'{"type": "invalid.token"}')), TokenInvalid),
    "a closed campaign": (
        Wire(http(400, b'{"type": "invalid.call.task.state", "state": "FINISHED"}')),
        CampaignClosed,
    ),
    "a refused number": (
        Wire(http(400, b'{"type": "phone.bad.format", "phone": "79123456789"}')),
        ApiRejected,
    ),
    "too few jobs": (Wire(http(200, b"[]")), ApiUnknown),
}


@pytest.mark.parametrize("said", SAID)
async def test_what_the_wire_says_has_one_name(said: str) -> None:
    wire, named = SAID[said]
    async with speaking_with(wire) as client:
        error = await failure_of(client)
    assert type(error) is named
    assert_sealed(error)


async def failure_of(client: CallsClient) -> Outside:
    with pytest.raises(Outside) as caught:
        await client.add_phones(DELIVERY, NUMBERS)
    return caught.value


def assert_sealed(error: Outside) -> None:
    """Neither the error, nor what it was raised from, nor any local variable tells the token."""
    assert error.__cause__ is None
    assert error.__context__ is None
    lines = traceback.TracebackException.from_exception(error, capture_locals=True).format()
    for shown in ("".join(lines), repr(error), str(error), repr(error.args), repr(vars(error))):
        assert SECRET not in shown
    assert SECRET.encode() not in pickle.dumps(error)
    assert PHONE not in "".join(traceback.format_exception(error))
    assert "/campaign/default" not in repr(vars(error))


async def test_a_token_of_any_form_is_hidden_in_an_echo() -> None:
    """Even one that looks like no token, where the redaction knows nothing of it."""
    token = "odd-token-marker"

    async def said() -> AsyncIterator[bytes]:
        yield f"not {token}".encode()

    transport = httpx.MockTransport(lambda _: httpx.Response(418, content=said()))
    endpoint = Endpoint("http://localhost", transport=transport)
    tokens = {"default": CampaignToken(token)}
    async with CallsClient(endpoint, tokens, clock=lambda: NOW, redact=str) as client:
        with pytest.raises(ApiUnknown) as caught:
            await client.campaign_status("default")
    assert caught.value.raw == "not ***"


async def test_a_closed_port_means_nothing_was_sent() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        async with a_client(f"http://127.0.0.1:{reserved.getsockname()[1]}") as client:
            error = await failure_of(client)
    assert type(error) is ApiUnreachable
    assert_sealed(error)


class Failing(httpx.AsyncBaseTransport):
    """A network that fails in one way, with an error that tells the whole address."""

    def __init__(self, fail: Callable[[str], Exception]) -> None:
        self._fail = fail

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode()
        raise self._fail(f"cannot reach {request.url.host}{path}")


FAILURES: dict[Callable[[str], Exception], type[Outside]] = {
    httpx.ConnectError: ApiUnreachable,
    httpx.ConnectTimeout: ApiUnreachable,
    httpx.PoolTimeout: ApiUnreachable,
    httpx.ProxyError: ApiUnreachable,
    httpx.ReadTimeout: ApiUnclear,
    httpx.WriteTimeout: ApiUnclear,
    httpx.ReadError: ApiUnclear,
    httpx.WriteError: ApiUnclear,
    httpx.RemoteProtocolError: ApiUnclear,
    httpx.DecodingError: ApiUnclear,
    ConnectionResetError: ApiUnclear,
}


@pytest.mark.parametrize("fail", FAILURES)
async def test_each_failure_of_the_network_has_one_name(fail: Callable[[str], Exception]) -> None:
    """Whatever may have been sent is unclear; only what surely was not is unreachable."""
    async with a_client("http://localhost", Failing(fail)) as client:
        error = await failure_of(client)
    assert type(error) is FAILURES[fail]
    assert_sealed(error)


async def test_a_call_given_up_is_given_up() -> None:
    """Stopping the bot cancels a call under way; it must not pass for an answer."""
    async with speaking_with(Wire(hang=True)) as client:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.add_phones(DELIVERY, NUMBERS), 0.05)


@pytest.mark.parametrize(
    "url",
    [
        "https://app.aimylogic.com",
        "https://calls.example:8443/prefix/",
        "http://127.0.0.1:8090",
        "http://127.8.9.1",
        "http://[::1]:8090",
        "http://localhost:1",
    ],
)
async def test_https_and_loopback_are_spoken_with(url: str) -> None:
    async with a_client(url, Failing(httpx.ConnectError)) as client:
        assert type(await failure_of(client)) is ApiUnreachable


@pytest.mark.parametrize(
    "url",
    [
        "http://app.aimylogic.com",
        "http://127.0.0.1.example.com",
        "http://localhost@example.com",
        "https://user:word@example.com",
        "http://0.0.0.0:80",
        "http://10.0.0.1",
        "ftp://localhost",
        "//localhost",
        "localhost:8090",
        "https://",
        "https://example.com/?a=b",
        "https://example.com/#a",
        "https://example.com:port",
        "",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="API's address"):
        a_client(url)


@pytest.fixture
def every_log() -> Iterator[None]:
    """All loggers talk, as at the worst moment of a search for a fault."""
    loggers = [logging.getLogger(name) for name in ("", "httpx", "httpcore", "asyncio")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.mark.usefixtures("every_log")
@pytest.mark.parametrize("said", ["500", "a page that echoes the address", "half a body"])
async def test_no_log_tells_the_token_even_without_the_redaction(
    said: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with speaking_with(SAID[said][0]) as client:
        error = await failure_of(client)
        logging.getLogger("bot").error("failed %r %s", client, error, exc_info=error)
    assert "httpcore" in {record.name.partition(".")[0] for record in caplog.records}
    assert all(SECRET not in repr(vars(record)) for record in caplog.records)
    assert SECRET not in caplog.text


async def test_the_client_does_not_print_its_tokens() -> None:
    async with a_client("http://localhost") as client:
        assert SECRET not in repr(client)
        assert SECRET not in repr(vars(client))
        with pytest.raises(TypeError) as caught:
            pickle.dumps(client)
        assert SECRET not in "".join(traceback.format_exception(caught.value))


async def test_twenty_calls_at_once_share_one_client() -> None:
    wire = Wire(http(200, b'["5665334669"]', b"Connection: close"))
    async with speaking_with(wire) as client:
        got = await asyncio.gather(*(client.add_phones(DELIVERY, NUMBERS) for _ in range(20)))
    assert got == [("5665334669",)] * 20
    assert len(wire.received) == 20
