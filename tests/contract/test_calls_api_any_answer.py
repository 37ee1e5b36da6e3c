"""Every method of the client, with every answer that a server or a proxy may come up with."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from bot import logs
from bot.calls_api.client import CallsClient, Endpoint
from bot.calls_api.token import CampaignToken
from bot.core.errors import (
    ApiBroken,
    ApiBusy,
    ApiRejected,
    ApiUnclear,
    ApiUnknown,
    CampaignClosed,
    Outside,
    TokenInvalid,
)
from bot.core.phones.number import Number
from tests.contract.calls_api_methods import CONTROLS, METHODS, NOW, PHONE, delivery
from tests.contract.loud_logs import loud_logs
from tests.contract.test_calls_api import Wire, assert_sealed, http

SECRET = "8231.7056.1b131df1marker"
LARGEST = 100_000


@asynccontextmanager
async def speaking_with(wire: Wire, largest: int = LARGEST) -> AsyncIterator[CallsClient]:
    server = await asyncio.start_server(wire, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    endpoint = Endpoint(url, read=30, largest=largest)
    tokens = {"default": CampaignToken(SECRET)}
    redact = logs.redactor()
    async with server, CallsClient(endpoint, tokens, clock=lambda: NOW, redact=redact) as client:
        yield client


def said(kind: str, **more: object) -> bytes:
    """A refusal in the shape of the documented ones."""
    return json.dumps({"type": kind, **more, "message": "no"}).encode()


def refused(status: int, kind: str, **more: object) -> bytes:
    return http(status, said(kind, **more), b"Content-Type: application/json")


def moved(status: int) -> bytes:
    return http(status, b"", b"Location: /api/elsewhere")


PAGE = b"<!doctype html><html><body><h1>Welcome</h1></body></html>"
HTML = b"Content-Type: text/html"
GZIP = b"Content-Encoding: gzip"
BOMB = gzip.compress(bytes(LARGEST * 100))
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
CHUNK = b"4000\r\n" + b" " * 0x4000 + b"\r\n"

DOCUMENTED: dict[str, tuple[bytes, type[Outside]]] = {
    "phone.duplicated": (
        refused(400, "phone.duplicated", phone=PHONE, phonesDuplicates=[PHONE]),
        ApiRejected,
    ),
    "phone.bad.format": (refused(400, "phone.bad.format", phone=PHONE), ApiRejected),
    "phone.gmtZone.bad.format": (
        refused(400, "phone.gmtZone.bad.format", phone=PHONE, gmtZone="+25:00"),
        ApiRejected,
    ),
    "invalid.call.allowed.time": (refused(400, "invalid.call.allowed.time"), ApiRejected),
    "invalid.dialer_priority": (refused(400, "invalid.dialer_priority"), ApiRejected),
    "id.not.found": (refused(400, "id.not.found", id="1"), ApiRejected),
    "phone.not.found": (refused(400, "phone.not.found", phone=PHONE), ApiRejected),
    "invalid.call.task.state": (
        refused(400, "invalid.call.task.state", state="FINISHED"),
        CampaignClosed,
    ),
    "invalid.token": (refused(404, "invalid.token"), TokenInvalid),
    "a control's refusal": (
        http(400, b'{"error": "call.task.is.finished", "args": {}}'),
        ApiUnknown,
    ),
}
STATUSES: dict[str, tuple[bytes, type[Outside]]] = {
    **{str(status): (http(status, PAGE, HTML), ApiBroken) for status in (500, 502, 504, 520)},
    **{
        str(status): (http(status, PAGE, HTML), ApiUnknown)
        for status in (201, 202, 206, 400, 401, 402, 403, 404, 405, 408, 409, 413, 415, 422, 451)
    },
    **{f"{status} elsewhere": (moved(status), ApiUnknown) for status in (301, 302, 303, 307, 308)},
    "204": (b"HTTP/1.1 204 No\r\n\r\n", ApiUnknown),
    "304": (b"HTTP/1.1 304 No\r\n\r\n", ApiUnknown),
    "429": (http(429, PAGE), ApiBusy),
    "429 with seconds": (http(429, PAGE, b"Retry-After: 7"), ApiBusy),
    "503 with a date": (http(503, b"", b"Retry-After: Mon, 02 Mar 2026 09:00:07 GMT"), ApiBusy),
    "503 with nonsense": (http(503, b"", b"Retry-After: soon"), ApiBroken),
}
BODIES: dict[str, tuple[bytes, type[Outside]]] = {
    "a page": (http(200, PAGE, HTML), ApiUnclear),
    "a page that calls itself JSON": (
        http(200, PAGE, b"Content-Type: application/json"),
        ApiUnclear,
    ),
    "bytes of no text": (http(200, b"\x00\xff\xfe\x00"), ApiUnclear),
    "half a body": (http(200, b'["5665334669"', length=14), ApiUnclear),
    "half a body that calls itself whole": (http(200, b'["5665334669"'), ApiUnclear),
    "two documents": (http(200, b'["1"]["2"]'), ApiUnclear),
    "an integer without end": (http(200, b"9" * 5000), ApiUnclear),
    "brackets without end": (http(200, b"[" * 90_000), ApiUnclear),
    "objects without end": (http(200, b'{"a":' * 15_000), ApiUnclear),
    "more than we hold": (http(200, b" " * (LARGEST + 1)), ApiUnclear),
    "more than we hold, in chunks": (CHUNKED + CHUNK * 7, ApiUnclear),
    "half of the chunks": (CHUNKED + CHUNK[:100], ApiUnclear),
    "a bomb": (http(200, BOMB, GZIP), ApiUnclear),
    "a bomb in a refusal": (http(400, BOMB, GZIP), ApiUnclear),
    "a bomb in a bomb": (
        http(200, gzip.compress(BOMB), b"Content-Encoding: gzip, gzip"),
        ApiUnclear,
    ),
    "half a gzip": (http(200, gzip.compress(b'["5665334669"]')[:-9], GZIP), ApiUnclear),
    "no gzip": (http(200, b'["5665334669"]', GZIP), ApiUnclear),
    "what nobody asked to be packed": (http(200, b"xx", b"Content-Encoding: br"), ApiUnclear),
}
# JSON, but none of ours. What says no more than its status may say so with it.
SHAPES: dict[str, bytes] = {
    "null": b"null",
    "true": b"true",
    "a fraction": b"5665334669.5",
    "nothing of an object": b"[{}]",
    "letters that are no text": b'["\xff\xfe"]',
    "a long integer": b"[" + b"9" * 4000 + b"]",
    "a deep array": b"[" * 400 + b"]" * 400,
    "an empty text": b'""',
    "a text of many words": b'"the campaign of +79123456789 runs"',
}


@pytest.fixture
def every_log() -> Iterator[None]:
    """All loggers talk, as at the worst moment of a search for a fault."""
    loggers = [logging.getLogger(name) for name in ("", *logs.QUIET)]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


async def failures(wire: Wire) -> dict[str, object]:
    """What each method makes of the answer: an error, or what it gives."""
    out: dict[str, object] = {}
    async with speaking_with(wire) as client:
        for method, ask in METHODS.items():
            try:
                out[method] = await ask(client, "5665334669")
            except Outside as error:
                out[method] = error
    assert len(wire.received) == len(METHODS)  # nothing was asked twice, and nowhere else
    return out


@pytest.mark.usefixtures("every_log")
@pytest.mark.parametrize("case", [*DOCUMENTED, *STATUSES, *BODIES])
async def test_every_method_gives_an_answer_the_same_name(
    case: str, caplog: pytest.LogCaptureFixture
) -> None:
    """And neither the error nor a log, even without the redaction, tells the token."""
    answer, named = (DOCUMENTED | STATUSES | BODIES)[case]
    for method, failure in (await failures(Wire(answer))).items():
        assert type(failure) is named, (method, failure)
        assert_sealed(failure)
        logging.getLogger("bot").error("failed %r", failure, exc_info=failure)
    assert "httpcore" in {record.name.partition(".")[0] for record in caplog.records}
    assert all(SECRET not in repr(vars(record)) for record in caplog.records)
    assert PHONE not in "".join(record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("case", SHAPES)
async def test_json_of_another_shape_is_for_a_person(case: str) -> None:
    for method, failure in (await failures(Wire(http(200, SHAPES[case])))).items():
        if method in CONTROLS:
            assert failure is None
        else:
            assert type(failure) is ApiUnknown, (method, failure)
            assert_sealed(failure)


async def test_a_rejection_names_the_kind_and_the_phones() -> None:
    for case in ("phone.duplicated", "phone.bad.format", "phone.gmtZone.bad.format"):
        for failure in (await failures(Wire(DOCUMENTED[case][0]))).values():
            assert isinstance(failure, ApiRejected)
            assert (failure.kind, failure.phones) == (case, (PHONE,))


@pytest.mark.parametrize(
    "answer",
    [
        http(200, b'["5665334669"]', HTML),
        http(200, b'["5665334669"]', b"Content-Type: text/plain; charset=windows-1251"),
        http(200, b'\xef\xbb\xbf["5665334669"]'),
        http(200, b" [5665334669]\r\n"),
        http(200, gzip.compress(b'["5665334669"]'), GZIP),
        http(200, gzip.compress(b'["5665334669"]'), b"Content-Encoding: GZIP"),
        http(200, b'["5665334669"]', b"Content-Encoding: identity"),
        CHUNKED + b'7\r\n["56653\r\n7\r\n34669"]\r\n0\r\n\r\n',
    ],
)
async def test_jobs_are_read_whatever_the_headers_call_them(answer: bytes) -> None:
    async with speaking_with(Wire(answer)) as client:
        assert await client.add_phones(delivery(1), [Number(PHONE)]) == ("5665334669",)


async def test_a_bomb_is_given_up_at_the_usual_limit_too() -> None:
    bomb = http(200, gzip.compress(bytes(33 * 1024 * 1024), 1), GZIP)
    async with speaking_with(Wire(bomb), Endpoint("").largest) as client:
        with pytest.raises(ApiUnclear):
            await client.campaign("default")


async def test_a_header_that_echoes_the_address_is_not_logged(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """httpcore logs all headers of an answer, and the redaction goes over what it says."""
    echo = f"Location: https://elsewhere/api/calls/campaign/{SECRET}/addPhones".encode()
    with loud_logs(SECRET):
        async with speaking_with(Wire(http(302, SECRET.encode(), echo))) as client:
            with pytest.raises(ApiUnknown) as caught:
                await client.campaign("default")
        logging.getLogger("bot").error("failed", exc_info=caught.value)
    err = capfd.readouterr().err
    assert "ApiUnknown" in err
    assert "/campaign/***/" in err
    assert SECRET not in err
    assert SECRET not in "".join(traceback.format_exception(caught.value))
