"""The webhook, health and figures, as Telegram, a load balancer and Prometheus see them."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import structlog

from bot.core.errors import StoreFailed
from bot.web.app import create_app
from bot.web.metrics import Metrics
from bot.web.serving import serve
from bot.web.webhook import LARGEST_BODY, SECRET_HEADER, webhook_route

SECRET = "a-secret-of-this-test"
UPDATE = {"update_id": 7, "message": {"text": "79123456789"}}
PATH = "/telegram"


@dataclass
class Kept:
    """An inbox that may fail, and figures that may too."""

    updates: list[dict[str, Any]] = field(default_factory=list)
    missing: str = ""
    failing: bool = False

    async def put(self, updates: list[dict[str, Any]]) -> None:
        if self.failing:
            raise StoreFailed("away")
        self.updates += updates

    async def ready(self) -> str:
        return self.missing

    async def waiting(self) -> Mapping[str, float]:
        if self.failing:
            raise StoreFailed("away")
        return {"update": 3, "oldest_update_seconds": 1.5}


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def metrics(kept: Kept) -> Metrics:
    return Metrics(kept.waiting)


@pytest.fixture
async def web(kept: Kept, metrics: Metrics) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(kept.ready, metrics, webhook_route(PATH, SECRET, kept.put))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client


async def post(web: httpx.AsyncClient, body: bytes, secret: str | None = SECRET) -> httpx.Response:
    headers = {"Content-Type": "application/json"}
    if secret is not None:
        headers[SECRET_HEADER] = secret
    return await web.post(PATH, content=body, headers=headers)


async def test_an_update_is_kept_before_it_is_answered(web: httpx.AsyncClient, kept: Kept) -> None:
    answer = await post(web, json.dumps(UPDATE).encode())
    assert (answer.status_code, kept.updates) == (200, [UPDATE])


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "секрет"])
async def test_nothing_is_taken_without_the_secret(
    web: httpx.AsyncClient, kept: Kept, secret: str | None
) -> None:
    headers = {} if secret is None else {SECRET_HEADER.encode(): secret.encode()}
    answer = await web.post(PATH, content=json.dumps(UPDATE), headers=headers)
    assert (answer.status_code, kept.updates) == (403, [])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[1]", 400),
        (b'{"update_id": "7"}', 400),
        (b'{"update_id": true}', 400),
        (b"[" * 100_000, 400),
        (b'"' + b"x" * LARGEST_BODY + b'"', 413),
        (b'{"update_id": 8, "a_thing_of_the_future": {}}', 200),
    ],
    ids=["empty", "cut", "list", "words", "yes", "deep", "large", "unknown"],
)
async def test_only_what_no_telegram_sends_is_refused(
    web: httpx.AsyncClient, kept: Kept, body: bytes, status: int
) -> None:
    answer = await post(web, body)
    assert (answer.status_code, len(kept.updates)) == (status, int(status == 200))


async def test_without_the_database_telegram_is_asked_to_come_again(
    web: httpx.AsyncClient, kept: Kept
) -> None:
    kept.failing = True
    answer = await post(web, json.dumps(UPDATE).encode())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")


async def test_only_a_post_is_an_update(web: httpx.AsyncClient, kept: Kept) -> None:
    answer = await web.get(PATH, headers={SECRET_HEADER: SECRET})
    assert (answer.status_code, kept.updates) == (405, [])


async def test_health_and_readiness_are_two_questions(web: httpx.AsyncClient, kept: Kept) -> None:
    assert (await web.get("/healthz")).status_code == 200
    assert (await web.get("/readyz")).status_code == 200
    kept.missing = "database"
    answer = await web.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "database\n")
    assert (await web.get("/healthz")).status_code == 200


async def test_figures_count_the_events_of_the_log_and_what_waits(
    web: httpx.AsyncClient, metrics: Metrics, kept: Kept
) -> None:
    with structlog.testing.capture_logs(processors=[metrics.heard]):
        structlog.get_logger().info("delivered", key="x")
        structlog.get_logger().info("delivered", key="y")
    figures = (await web.get("/metrics")).text
    assert 'bot_events_total{event="delivered",level="info"} 2.0' in figures
    assert 'bot_waiting{kind="update"} 3.0' in figures
    assert "bot_database_up 1.0" in figures
    assert "process_resident_memory_bytes" in figures
    kept.failing = True
    assert "bot_database_up 0.0" in (await web.get("/metrics")).text


async def test_it_is_served_on_a_port_until_it_is_cancelled(kept: Kept, metrics: Metrics) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    app = create_app(kept.ready, metrics)
    serving = asyncio.create_task(serve(app, "127.0.0.1", port))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        answered = None
        while answered is None and not serving.done():
            with suppress(httpx.ConnectError):
                answered = (await client.get("/healthz")).text
            await asyncio.sleep(0.01)
        assert answered == "ok\n"
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving


async def test_a_port_that_is_taken_is_said(kept: Kept, metrics: Metrics) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        app = create_app(kept.ready, metrics)
        with pytest.raises(OSError, match="cannot listen"):
            await serve(app, "127.0.0.1", taken.getsockname()[1])
