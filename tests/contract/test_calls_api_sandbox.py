"""The client against the sandbox over real HTTP: two readings of one contract must agree."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from bot.calls_api.client import CallsClient, Endpoint
from bot.calls_api.token import CampaignToken
from bot.core.delivery import Delivery, Span
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
from bot.core.policy import Attempts, Day, Policy, Week, Window
from bot.logs import redactor
from bot.sandbox.rules import Sandbox
from bot.sandbox.server import create_app, serve

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = "3b241101-e2bb-4255-8caf-4136c566a962"
NUMBERS = (Number("79123456789", {"name": "Anna"}), Number("79123456780"))
TOKENS = {"default": CampaignToken("1.1.sandbox"), "dead": CampaignToken("9.9.nobody")}
BUSY_WEEK = Policy(
    week=Week.of(
        {
            Day.MON: (Window(600, 780), Window(840, 1080)),
            Day.TUE: (Window(600, 1080),),
            Day.WED: (Window(600, 1080),),
            Day.SUN: (Window(0, 1440),),
        }
    ),
    zone="Europe/Moscow",
    start=datetime(2026, 3, 3),
    finish=datetime(2026, 3, 31, 23, 59, 59),
    attempts=Attempts(most=3, every=60),
)
DELIVERY = Delivery(KEY, "d", 1, 0, "default", Span(0, 1, 2, 2), BUSY_WEEK, NOW, NOW)


def a_client(endpoint: Endpoint) -> CallsClient:
    return CallsClient(endpoint, TOKENS, clock=lambda: NOW, redact=redactor())


class Practice:
    """The sandbox on a port, its controls, a client, and one that soon loses patience."""

    def __init__(self, url: str) -> None:
        self.controls = httpx.AsyncClient(base_url=url, trust_env=False)
        self.client = a_client(Endpoint(url))
        self.hasty_client = a_client(Endpoint(url, read=0.3, whole=0.6))

    async def script(self, **fault: object) -> None:
        (await self.controls.post("/_sandbox/faults", json=fault)).raise_for_status()

    async def phones_held(self) -> list[str]:
        held = (await self.controls.get("/_sandbox/jobs")).json()
        return [job["phone"] for job in held["jobs"]]

    async def aclose(self) -> None:
        await self.client.aclose()
        await self.hasty_client.aclose()
        await self.controls.aclose()


@asynccontextmanager
async def practising() -> AsyncIterator[Practice]:
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    server = asyncio.create_task(serve(Sandbox(lambda: NOW), "127.0.0.1", 0, ready.set_result))
    practice = Practice(f"http://127.0.0.1:{await asyncio.wait_for(ready, 10)}")
    try:
        yield practice
    finally:
        await practice.aclose()
        server.cancel()
        await asyncio.wait([server])


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    async with practising() as started:
        yield started


async def test_one_job_per_number_in_their_order(practice: Practice) -> None:
    jobs = await practice.client.add_phones(DELIVERY, NUMBERS)
    held = (await practice.controls.get("/_sandbox/jobs")).json()["jobs"]
    assert [(job["id"], job["phone"]) for job in held] == [
        (job, number.phone) for job, number in zip(jobs, NUMBERS, strict=True)
    ]
    assert [job["payload"] for job in held] == [{"name": "Anna"}, {}]
    assert {job["idempotence_key"] for job in held} == {KEY}
    assert held[0]["policy"]["gmtZone"] == "Europe/Moscow"


async def test_the_same_key_brings_the_same_jobs(practice: Practice) -> None:
    first = await practice.client.add_phones(DELIVERY, NUMBERS)
    assert await practice.client.add_phones(DELIVERY, NUMBERS) == first
    assert len(await practice.phones_held()) == 2


async def test_rows_with_a_zone_and_a_schedule_of_their_own(practice: Practice) -> None:
    """In one request each number is held with what its own row says, the others as was said."""
    own = Policy(week=Week.of(dict.fromkeys(Day, (Window(720, 840),)), named=False))
    dated = Policy(start=datetime(2026, 3, 4), attempts=Attempts(most=1))
    numbers = (
        NUMBERS[0],
        replace(NUMBERS[1], zone="Asia/Omsk"),
        Number("79123456781", schedule=own, city_zone="Asia/Tomsk"),
        Number("79123456782", zone="+10:00", schedule=dated),
    )
    await practice.client.add_phones(replace(DELIVERY, span=Span(0, 1, 4, 4)), numbers)
    held = (await practice.controls.get("/_sandbox/jobs")).json()["jobs"]
    said, zoned, hours, dates = [job["policy"] for job in held]
    assert zoned == {
        **said,
        "gmtZone": "Asia/Omsk",
        "startDateTime": "2026-03-02T18:00:00Z",
        "finishDateTime": "2026-03-31T17:59:59Z",
    }
    assert hours == {
        **said,
        "allowedTime": {"default": [{"localTimeFrom": "12:00", "localTimeTo": "14:00"}]},
    }
    assert dates["gmtZone"] == "+10:00"
    assert dates["startDateTime"] == "2026-03-03T14:00:00Z"
    assert (dates["maxAttempts"], dates["retryIntervalInMinutes"]) == (1, 60)


async def test_five_hundred_numbers_in_one_request(practice: Practice) -> None:
    numbers = tuple(Number(str(79120000000 + n)) for n in range(500))
    jobs = await practice.client.add_phones(DELIVERY, numbers)
    assert len(set(jobs)) == 500


FAULTS: dict[str, tuple[dict[str, object], type[Outside]]] = {
    "500": ({"status": 500}, ApiBroken),
    "502": ({"status": 502}, ApiBroken),
    "503": ({"status": 503}, ApiBroken),
    "503 with a wait": ({"status": 503, "retry_after": 2}, ApiBusy),
    "429 with a wait": ({"status": 429, "retry_after": 2}, ApiBusy),
    "429": ({"status": 429}, ApiBusy),
    "404 of a proxy": ({"status": 404}, ApiUnknown),
    "401": ({"status": 401}, ApiUnknown),
    "500 after the jobs were made": ({"kind": "status_after", "status": 500}, ApiBroken),
    "429 after the jobs were made": ({"kind": "status_after", "status": 429}, ApiBusy),
    "a hang": ({"kind": "hang"}, ApiUnclear),
    "a hang after the jobs were made": ({"kind": "hang_after"}, ApiUnclear),
    "a cut": ({"kind": "cut_before"}, ApiUnclear),
    "a cut after the jobs were made": ({"kind": "cut_after"}, ApiUnclear),
    "half a body": ({"kind": "half_body"}, ApiUnclear),
    "a slow drip": ({"kind": "slow", "pause_ms": 100}, ApiUnclear),
}


@pytest.mark.parametrize("case", FAULTS)
async def test_after_every_fault_the_same_key_makes_each_job_once(
    case: str, practice: Practice
) -> None:
    fault, named = FAULTS[case]
    await practice.script(**fault)
    waits = fault.get("kind") in {"hang", "hang_after", "slow"}
    with pytest.raises(Outside) as caught:
        await (practice.hasty_client if waits else practice.client).add_phones(DELIVERY, NUMBERS)
    assert type(caught.value) is named
    jobs = await practice.client.add_phones(DELIVERY, NUMBERS)
    held = (await practice.controls.get("/_sandbox/jobs")).json()["jobs"]
    assert [job["id"] for job in held] == list(jobs)
    assert await practice.phones_held() == [number.phone for number in NUMBERS]


async def test_the_wait_that_the_service_asks_for_is_told(practice: Practice) -> None:
    await practice.script(status=429, retry_after=17)
    with pytest.raises(ApiBusy) as caught:
        await practice.client.add_phones(DELIVERY, NUMBERS)
    assert caught.value.retry_after == 17


async def test_a_number_that_no_country_has_is_named(practice: Practice) -> None:
    with pytest.raises(ApiRejected) as caught:
        await practice.client.add_phones(DELIVERY, (*NUMBERS, Number("70000")))
    assert (caught.value.kind, caught.value.phones) == ("phone.bad.format", ("70000",))
    assert await practice.phones_held() == []


async def test_a_number_called_today_under_another_key_is_named(practice: Practice) -> None:
    await practice.client.add_phones(DELIVERY, NUMBERS)
    again = replace(DELIVERY, key=f"{KEY}-2")
    with pytest.raises(ApiRejected) as caught:
        await practice.client.add_phones(again, NUMBERS[1:])
    assert caught.value.kind == "phone.duplicated"
    assert "79123456780" in caught.value.phones
    assert len(await practice.phones_held()) == 2


async def test_a_stopped_campaign_is_closed(practice: Practice) -> None:
    stopped = await practice.controls.post("/api/calls/campaign/1.1.sandbox/control/stop")
    stopped.raise_for_status()
    with pytest.raises(CampaignClosed) as caught:
        await practice.client.add_phones(DELIVERY, NUMBERS)
    assert caught.value.state == "finished"
    assert await practice.client.campaign_status("default") == "finished"


async def test_a_dead_token_is_told_by_every_method(practice: Practice) -> None:
    with pytest.raises(TokenInvalid):
        await practice.client.add_phones(replace(DELIVERY, campaign="dead"), NUMBERS)
    with pytest.raises(TokenInvalid):
        await practice.client.campaign("dead")
    with pytest.raises(TokenInvalid):
        await practice.client.campaign_status("dead")


async def test_a_campaign_tells_how_far_it_is(practice: Practice) -> None:
    await practice.client.add_phones(DELIVERY, NUMBERS)
    info = await practice.client.campaign("default")
    assert info.status == await practice.client.campaign_status("default") == "inProgress"
    assert info.creation_date == NOW
    assert info.short_report is not None
    assert info.short_report.total_numbers == 2
    assert not info.model_extra


async def test_the_sandbox_in_this_process_needs_no_port() -> None:
    transport = httpx.ASGITransport(create_app(Sandbox(lambda: NOW)))
    endpoint = Endpoint("http://localhost", transport=transport)
    async with a_client(endpoint) as client:
        jobs = await client.add_phones(DELIVERY, NUMBERS)
        assert await client.add_phones(DELIVERY, NUMBERS) == jobs
        assert await client.campaign_status("default") == "inProgress"
