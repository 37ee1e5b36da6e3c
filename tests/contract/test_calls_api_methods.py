"""The client's other methods against the sandbox over real HTTP, its clock moved by request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.calls_api import orders
from bot.calls_api.models import JOB_STATUSES, JobReport
from bot.calls_api.reports import Between
from bot.core.errors import ApiRejected, ApiUnknown, CampaignClosed, TokenInvalid
from bot.core.phones.number import Number
from tests.contract.test_calls_api_sandbox import (
    DELIVERY,
    KEY,
    NOW,
    NUMBERS,
    TOKENS,
    Practice,
    practising,
)

PHONE = "79123456789"
OTHER = "9c1f8f3e-7f0b-4a6c-9b58-08b2b9a3a001"


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    async with practising() as started:
        yield started


async def advance(practice: Practice, seconds: float) -> None:
    moved = await practice.controls.post("/_sandbox/clock", json={"advance_s": seconds})
    moved.raise_for_status()


@pytest.mark.parametrize("by", ["GET", "POST"])
async def test_one_call_with_its_payload_and_zone(practice: Practice, by: str) -> None:
    payload = {"name": "Анна & Co", "sum": "1+1=2"}
    asked = orders.add_phone(
        PHONE, KEY, payload=payload, zone="+05:00", by="GET" if by == "GET" else "POST"
    )
    job = await practice.client.add_phone("default", asked)
    held = (await practice.controls.get("/_sandbox/jobs")).json()["jobs"]
    assert [(one["id"], one["phone"], one["payload"]) for one in held] == [(job, PHONE, payload)]
    assert held[0]["idempotence_key"] == KEY
    assert held[0]["policy"]["gmtZone"] == "+05:00"


async def test_one_call_asked_twice_under_its_key_is_one_job(practice: Practice) -> None:
    asked = orders.add_phone(PHONE, KEY)
    first = await practice.client.add_phone("default", asked)
    assert await practice.client.add_phone("default", asked) == first
    assert await practice.phones_held() == [PHONE]


async def test_the_same_number_under_another_key_is_a_duplicate(practice: Practice) -> None:
    await practice.client.add_phone("default", orders.add_phone(PHONE, KEY))
    with pytest.raises(ApiRejected) as refused:
        await practice.client.add_phone("default", orders.add_phone(PHONE, OTHER))
    assert refused.value.kind == "phone.duplicated"


async def test_a_test_call_may_be_made_again(practice: Practice) -> None:
    for key in (KEY, OTHER):
        await practice.client.add_phone("default", orders.add_test_phone(PHONE, key))
    assert await practice.phones_held() == [PHONE, PHONE]


async def test_calls_are_taken_back_by_id(practice: Practice) -> None:
    first, second = await practice.client.add_phones(DELIVERY, NUMBERS)
    taken = await practice.client.cancel("default", orders.cancel(OTHER, ids=[first]))
    assert taken == (first,)
    reports = await practice.client.jobs("default", ids=[first, second])
    assert {one.call_job_id: one.job_status for one in reports} == {
        first: "cancelledByUser",
        second: "planned",
    }


async def test_calls_are_taken_back_by_phone(practice: Practice) -> None:
    jobs = await practice.client.add_phones(DELIVERY, NUMBERS)
    asked = orders.cancel(OTHER, phones=[one.phone for one in NUMBERS])
    assert await practice.client.cancel("default", asked) == jobs


async def test_an_id_nobody_knows_is_named(practice: Practice) -> None:
    with pytest.raises(ApiRejected) as refused:
        await practice.client.cancel("default", orders.cancel(KEY, ids=["123"]))
    assert refused.value.kind == "id.not.found"
    with pytest.raises(ApiRejected) as unknown:
        await practice.client.jobs("default", phones=[PHONE])
    assert unknown.value.kind == "phone.not.found"
    assert unknown.value.phones == (PHONE,)


async def test_a_campaign_is_paused_resumed_and_stopped_for_good(practice: Practice) -> None:
    client = practice.client
    await client.control("default", "pause", "first")
    assert await client.campaign_status("default") == "paused"
    await client.control("default", "resume", OTHER)
    assert await client.campaign_status("default") == "inProgress"
    await client.control("default", "stop", "third")
    assert await client.campaign_status("default") == "finished"
    with pytest.raises(CampaignClosed):
        await client.add_phones(DELIVERY, NUMBERS)


async def test_resuming_what_runs_shows_what_the_campaign_said(practice: Practice) -> None:
    with pytest.raises(ApiUnknown) as refused:
        await practice.client.control("default", "resume", KEY)
    assert refused.value.status == 400
    assert refused.value.raw


async def test_days_later_the_reports_tell_what_became_of_the_calls(practice: Practice) -> None:
    jobs = await practice.client.add_phones(DELIVERY, NUMBERS)
    await advance(practice, timedelta(days=14).total_seconds())
    reports = await practice.client.jobs("default", ids=jobs)
    assert [one.phone for one in reports] == [one.phone for one in NUMBERS]
    assert all(one.job_status in JOB_STATUSES and one.attempts_count for one in reports)
    assert all(
        one.created_at and abs(one.created_at - NOW) < timedelta(minutes=1) for one in reports
    )
    attempts = await practice.client.attempts("default", ids=jobs)
    assert len(attempts) == sum(one.attempts_count or 0 for one in reports)
    assert all(one.started_at and one.started_at > NOW for one in attempts)


async def test_reports_of_a_time_are_read_page_by_page(practice: Practice) -> None:
    phones = [str(79120000000 + n) for n in range(450)]
    await practice.client.add_phones(DELIVERY, tuple(map(Number, phones)))
    around = Between(began_from=NOW - timedelta(hours=1), began_to=NOW + timedelta(hours=1))
    found = [one async for one in practice.client.jobs_by_date("default", around)]
    assert sorted(one.phone or "" for one in found) == phones
    late = Between(began_from=NOW + timedelta(hours=1))
    assert [one async for one in practice.client.jobs_by_date("default", late)] == []
    open_jobs = [one async for one in practice.client.unfinished("default")]
    assert sorted(one.phone or "" for one in open_jobs) == phones


async def test_calls_of_a_time_are_read_page_by_page(practice: Practice) -> None:
    await practice.client.add_phones(DELIVERY, NUMBERS)
    await advance(practice, timedelta(days=14).total_seconds())
    around = Between(began_from=NOW, finished_to=NOW + timedelta(days=15))
    found = [one async for one in practice.client.attempts_by_date("default", around)]
    assert {one.phone for one in found} == {one.phone for one in NUMBERS}


async def test_a_dead_token_is_told_by_every_other_method(practice: Practice) -> None:
    client = practice.client
    assert "dead" in TOKENS
    with pytest.raises(TokenInvalid):
        await client.add_phone("dead", orders.add_phone(PHONE, KEY))
    with pytest.raises(TokenInvalid):
        await client.cancel("dead", orders.cancel(KEY, ids=["1"]))
    with pytest.raises(TokenInvalid):
        await client.control("dead", "pause", KEY)
    with pytest.raises(TokenInvalid):
        await client.jobs("dead", ids=["1"])
    with pytest.raises(TokenInvalid):
        await client.attempts("dead", ids=["1"])
    with pytest.raises(TokenInvalid):
        [one async for one in client.unfinished("dead")]


@pytest.mark.parametrize(
    ("wire", "told"),
    [
        ("inProcess", "inProcess"),
        ("INPROGRESS", "inProcess"),
        ("canceled", "cancelledByUser"),
        ("cancelledByUser", "cancelledByUser"),
        ("brandNew", "brandNew"),
    ],
)
def test_both_spellings_of_a_state_are_one(wire: str, told: str) -> None:
    body = {"callJobId": 5, "jobStatus": wire, "createdAt": 1772442000000, "surprise": [1]}
    report = JobReport.model_validate(body)
    assert (report.job_status, report.call_job_id) == (told, "5")
    assert report.created_at == NOW
    assert report.model_extra == {"surprise": [1]}
