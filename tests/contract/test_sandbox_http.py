"""The sandbox over real HTTP on loopback: addresses, headers, forms, faults, practice controls."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from typing_extensions import override

from bot.sandbox.commands import Command
from bot.sandbox.rules import Sandbox
from bot.sandbox.server import create_app, serve
from bot.sandbox.state import StateFailed, Unkept
from bot.sandbox.wire import ConnectionCut

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOKEN = "1.1.sandbox"
CALLS = f"/api/calls/campaign/{TOKEN}"
CRM = f"/api/crmCalls/campaign/{TOKEN}"
PHONE = "79123456789"
BODY = [{"phone": PHONE}]
KEY = {"Idempotence-Key": "d5f41bd4-0000-4000-8000-000000000001"}


@contextmanager
def serving(sandbox: Sandbox) -> Iterator[str]:
    """Serve on a free port from a thread of its own; give the address."""
    ready = threading.Event()
    ports: list[int] = []
    loop = asyncio.new_event_loop()

    def on_ready(port: int) -> None:
        ports.append(port)
        ready.set()

    task = loop.create_task(serve(sandbox, "127.0.0.1", 0, on_ready))
    task.add_done_callback(lambda _: loop.stop())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        assert ready.wait(10)
        yield f"http://127.0.0.1:{ports[0]}"
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(10)
        loop.close()
    assert task.cancelled()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(Sandbox(lambda: NOW)) as url:
        yield url


@pytest.fixture
def api(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=10) as client:
        client.post("/_sandbox/reset").raise_for_status()
        yield client


def phones_held(api: httpx.Client) -> list[str]:
    return [job["phone"] for job in api.get("/_sandbox/jobs").json()["jobs"]]


def last_request(api: httpx.Client) -> dict[str, Any]:
    entry = api.get("/_sandbox/requests").json()["requests"][-1]
    assert isinstance(entry, dict)
    return entry


def script(api: httpx.Client, **fault: object) -> None:
    api.post("/_sandbox/faults", json=fault).raise_for_status()


def test_phones_are_added_once_per_key(api: httpx.Client) -> None:
    first = api.post(f"{CALLS}/addPhones", json=BODY, headers=KEY)
    again = api.post(f"{CALLS}/addPhones", json=BODY, headers=KEY)
    assert (first.status_code, first.headers["content-type"]) == (200, "application/json")
    assert first.json() == again.json() == ["5000000001"]
    assert phones_held(api) == [PHONE]


def test_a_moved_clock_forgets_key_and_duplicate(api: httpx.Client) -> None:
    first = api.post(f"{CALLS}/addPhones", json=BODY, headers=KEY)
    moved = api.post("/_sandbox/clock", json={"advance_s": 86_400})
    assert moved.json() == {"now": "2026-03-03T09:00:00+00:00"}
    again = api.post(f"{CALLS}/addPhones", json=BODY, headers=KEY)
    assert again.json() != first.json()
    assert phones_held(api) == [PHONE, PHONE]


def test_the_methods_of_a_campaign_answer_over_http(api: httpx.Client) -> None:
    [job_id] = api.post(f"{CALLS}/addPhones", json=BODY).json()
    assert api.get(f"{CALLS}/status").json() == "inProgress"
    assert api.get(CALLS).json()["shortReport"]["totalNumbers"] == 1
    report = api.post(f"{CALLS}/callJob/getReport", json={"phones": [PHONE]})
    assert [row["callJobId"] for row in report.json()] == [job_id]
    assert api.post(f"{CALLS}/callJob/cancel", json={"ids": [job_id]}).json() == [job_id]
    for action, state in [("pause", "paused"), ("resume", "inProgress"), ("stop", "finished")]:
        answer = api.post(f"{CALLS}/control/{action}")
        assert (answer.status_code, answer.content) == (200, b"")
        assert api.get(f"{CALLS}/status").json() == state


def test_the_reports_of_played_out_calls_answer_over_http(api: httpx.Client) -> None:
    order = {"phone": PHONE, "gmtZone": "+00:00", "maxAttempts": 1}
    [job_id] = api.post(f"{CALLS}/addPhones", json=[order]).json()
    page = {"pagination": {"page": 0, "pageSize": 5}}
    waiting = api.post(f"{CALLS}/callJob/getUnfinished", json={"page": 0, "pageSize": 5}).json()
    assert [row["callJobId"] for row in waiting["items"]] == [job_id]
    api.post("/_sandbox/clock", json={"advance_s": 3600}).raise_for_status()
    assert api.post(f"{CALLS}/callJob/getUnfinished", json={}).json()["items"] == []
    [attempt] = api.post(f"{CALLS}/callAttempt/getReport", json={"ids": [job_id]}).json()
    for report in ("callJob", "callAttempt"):
        answer = api.post(f"{CALLS}/{report}/getReportByDate", json=page).json()
        assert answer["pagination"] == {"page": 0, "pageSize": 5}
        [row] = answer["items"]
        assert (row["callJobId"], row["finishedAt"]) == (job_id, attempt["finishedAt"])
    assert api.get(CALLS).json()["shortReport"]["processedNumbers"] == 1


def test_the_practice_controls_tell_the_time_and_set_a_campaign_up(api: httpx.Client) -> None:
    assert api.get("/_sandbox/clock").json() == {"now": "2026-03-02T09:00:00+00:00"}
    given = {"campaign": "default", "status": "paused", "lines": 7, "minutes": 0}
    assert api.post("/_sandbox/campaign", json=given).json() == {}
    told = api.get(CALLS).json()
    assert (told["status"], told["maxSimultaneousCalls"]) == ("paused", 7)
    for wrong, field in (({"campaign": "other"}, "campaign"), ({"lines": 0}, "lines")):
        refused = api.post("/_sandbox/campaign", json=wrong)
        assert (refused.status_code, refused.json()["field"]) == (400, field)


def test_a_method_that_an_address_does_not_take_names_those_it_does(api: httpx.Client) -> None:
    assert api.put(f"{CRM}/addPhone").headers["allow"] == "GET, POST"
    assert api.get(f"{CALLS}/addPhones").headers["allow"] == "POST"


async def test_what_cannot_be_kept_is_a_503_that_did_nothing() -> None:
    class FullDisk(Unkept):
        @override
        def append(self, command: Command) -> None:
            raise StateFailed("disk full")

    transport = httpx.ASGITransport(app=create_app(Sandbox(lambda: NOW, kept=FullDisk())))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        for path, body in ((f"{CALLS}/addPhones", BODY), ("/_sandbox/clock", {"advance_s": 1})):
            failed = await client.post(path, json=body)
            assert (failed.status_code, failed.json()["type"]) == (503, "sandbox.state.failed")
        assert (await client.get("/_sandbox/jobs")).json() == {"jobs": []}


def test_crm_calls_take_the_address_and_the_form(api: httpx.Client) -> None:
    by_get = api.get(f"{CRM}/addPhone", params={"phone": PHONE, "Idempotence-Key": "d5f41bd4"})
    again = api.get(f"{CRM}/addPhone?phone={PHONE}", headers={"Idempotence-Key": "d5f41bd4"})
    by_form = api.post(f"{CRM}/addPhone", data={"phone": PHONE, "name": "Анна"}, headers=KEY)
    in_address = api.post(f"{CRM}/addPhone", params={"phone": PHONE, "name": "Eve"})
    test = api.get(f"{CRM}/test/addPhone", params={"phone": PHONE})
    assert by_get.json() == again.json()
    ids = [answer.json() for answer in (by_get, by_form, in_address, test)]
    jobs = api.get("/_sandbox/jobs").json()["jobs"]
    assert [job["id"] for job in jobs] == ids
    assert [job["payload"] for job in jobs] == [{}, {"name": "Анна"}, {"name": "Eve"}, {}]
    keys = ["d5f41bd4", KEY["Idempotence-Key"], None, None]
    assert [job["idempotence_key"] for job in jobs] == keys


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "error"),
    [
        ("POST", "/api/calls/campaign/9.9.nothing/addPhones", {"json": BODY}, 404, "invalid.token"),
        ("POST", f"{CALLS}/addPhones", {"data": {"phone": PHONE}}, 415, "sandbox.bad.request"),
        ("POST", f"{CALLS}/addPhones", {"content": b"x" * 4_200_000}, 413, "sandbox.bad.request"),
        ("POST", f"{CALLS}/addPhones?Idempotence-Key=a", {"json": BODY}, 400,
         "sandbox.bad.request"),
        ("POST", f"{CALLS}/addPhones/", {"json": BODY}, 404, "sandbox.unknown.path"),
        ("GET", f"{CALLS}/addPhones", {}, 405, "sandbox.wrong.method"),
        ("POST", f"{CALLS}/control/start", {}, 404, "sandbox.unknown.path"),
        ("POST", f"{CALLS}/control/pause", {"json": {}}, 400, "sandbox.bad.request"),
        ("POST", f"{CRM}/addPhone?phone={PHONE}", {"data": {"phone": PHONE}}, 400,
         "sandbox.bad.request"),
        ("POST", f"{CRM}/addPhone", {"data": {"phone": PHONE, "Idempotence-Key": "a"}}, 400,
         "sandbox.bad.request"),
        ("POST", f"{CRM}/addPhone", {"json": {"phone": PHONE}}, 415, "sandbox.bad.request"),
        ("GET", f"{CRM}/addPhone?phone={PHONE}&name=%ff", {}, 400, "sandbox.bad.request"),
        ("GET", f"{CRM}/addPhone?phone={PHONE}&Idempotence-Key=a",
         {"headers": {"Idempotence-Key": "b"}}, 400, "sandbox.bad.request"),
        ("POST", f"{CALLS}/addPhones",
         {"json": BODY, "headers": [("Idempotence-Key", "a"), ("Idempotence-Key", "b")]}, 400,
         "sandbox.bad.request"),
    ],
)  # fmt: skip
def test_a_request_that_breaks_the_form_is_refused(
    api: httpx.Client, method: str, path: str, sent: dict[str, Any], status: int, error: str
) -> None:
    response = api.request(method, path, **sent)
    assert (response.status_code, response.json()["type"]) == (status, error)
    assert phones_held(api) == []


def test_a_head_request_places_no_call(api: httpx.Client) -> None:
    assert api.head(f"{CRM}/addPhone?phone={PHONE}").status_code == 405
    assert phones_held(api) == []


def test_the_log_tells_each_request_without_its_token(api: httpx.Client) -> None:
    api.post(f"{CALLS}/addPhones", json=BODY, headers=KEY)
    assert last_request(api) == {
        "at": "2026-03-02T09:00:00+00:00",
        "method": "POST",
        "path": "/api/calls/campaign/***/addPhones",
        "campaign": "default",
        "operation": "addPhones",
        "idempotence_key": KEY["Idempotence-Key"],
        "parameters": [],
        "body": BODY,
        "fault": None,
        "status": 200,
    }
    api.get("/api/crmCalls/campaign/9.9.nothing/addPhone?phone=1&Idempotence-Key=k")
    api.get(f"/elsewhere/{TOKEN}")
    log = api.get("/_sandbox/requests")
    assert "nothing" not in log.text
    assert TOKEN not in log.text
    assert log.json()["total"] == 3
    _, crm, elsewhere = log.json()["requests"]
    assert (crm["campaign"], crm["status"], crm["idempotence_key"]) == (None, 404, "k")
    assert (elsewhere["operation"], elsewhere["path"]) == (None, "/elsewhere/***")


@pytest.mark.parametrize("status", [429, 500, 503, 599])
def test_a_scripted_status_does_nothing_and_is_over_after_its_times(
    api: httpx.Client, status: int
) -> None:
    script(api, next=2, status=status, retry_after=7)
    for _ in range(2):
        answer = api.post(f"{CALLS}/addPhones", json=BODY)
        assert (answer.status_code, answer.headers["retry-after"]) == (status, "7")
        assert "json" not in answer.headers["content-type"]
        assert last_request(api)["status"] == status
        assert phones_held(api) == []
    assert api.post(f"{CALLS}/addPhones", json=BODY).status_code == 200


def test_a_status_after_the_act_leaves_the_job(api: httpx.Client) -> None:
    script(api, kind="status_after", status=504)
    answer = api.post(f"{CALLS}/addPhones", json=BODY)
    assert (answer.status_code, "retry-after" in answer.headers) == (504, False)
    assert phones_held(api) == [PHONE]


@pytest.mark.parametrize(
    ("kind", "held"),
    [("cut_before", []), ("cut_after", [PHONE]), ("half_body", [PHONE])],
)
def test_a_cut_connection_is_seen_by_the_client(
    api: httpx.Client, kind: str, held: list[str]
) -> None:
    script(api, kind=kind)
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        api.post(f"{CALLS}/addPhones", json=BODY, headers=KEY)
    assert phones_held(api) == held
    entry = last_request(api)
    assert (entry["fault"], entry["status"]) == (kind, 200 if kind == "half_body" else None)
    again = api.post(f"{CALLS}/addPhones", json=BODY, headers=KEY)
    assert again.json() == ["5000000001"]
    assert phones_held(api) == [PHONE]


def test_half_a_body_starts_as_a_whole_one(api: httpx.Client) -> None:
    script(api, kind="half_body")
    received: list[bytes] = []

    def read(response: httpx.Response) -> None:
        for piece in response.iter_raw():
            received.append(piece)  # noqa: PERF402 - the pieces before the error count

    with api.stream("POST", f"{CALLS}/addPhones", json=BODY) as response:
        assert (response.status_code, response.headers["content-length"]) == (200, "14")
        with pytest.raises(httpx.RemoteProtocolError):
            read(response)
    assert b"".join(received) == b'["50000'


def test_half_of_an_empty_body_is_cut_too(api: httpx.Client) -> None:
    script(api, kind="half_body", on="pause")
    with pytest.raises(httpx.RemoteProtocolError):
        api.post(f"{CALLS}/control/pause")
    assert api.get(f"{CALLS}/status").json() == "paused"


@pytest.mark.parametrize(("kind", "held"), [("hang", []), ("hang_after", [PHONE])])
def test_a_hang_never_answers(api: httpx.Client, kind: str, held: list[str]) -> None:
    script(api, kind=kind)
    with pytest.raises(httpx.ReadTimeout):
        api.post(f"{CALLS}/addPhones", json=BODY, timeout=0.3)
    assert phones_held(api) == held
    assert last_request(api)["status"] is None


def test_a_slow_answer_comes_byte_by_byte(api: httpx.Client) -> None:
    script(api, kind="slow", pause_ms=1)
    with api.stream("POST", f"{CALLS}/addPhones", json=BODY) as response:
        pieces = list(response.iter_raw())
    assert b"".join(pieces) == b'["5000000001"]'
    assert len(pieces) > 1
    script(api, kind="slow", pause_ms=60_000, on="info")
    with pytest.raises(httpx.ReadTimeout):
        api.get(CALLS, timeout=0.3)


def test_a_fault_waits_for_the_method_it_is_meant_for(api: httpx.Client) -> None:
    script(api, status=503, on="addPhones")
    assert api.get(f"{CALLS}/status").status_code == 200
    assert api.post(f"{CALLS}/addPhones", json=BODY).status_code == 503


def test_faults_come_in_the_order_of_the_script_and_can_be_cleared(api: httpx.Client) -> None:
    script(api, next=1, status=500)
    script(api, next=3, status=429)
    assert [api.get(CALLS).status_code for _ in range(2)] == [500, 429]
    assert api.delete("/_sandbox/faults").json() == {"pending": 0}
    assert api.get(CALLS).status_code == 200


@pytest.mark.parametrize(
    ("control", "body", "field"),
    [
        ("faults", {"next": 1}, "status"),
        ("faults", {"kind": "hang", "status": 500}, "status"),
        ("faults", {"status": 200}, "status"),
        ("faults", {"kind": "flood"}, "kind"),
        ("faults", {"status": 500, "on": "elsewhere"}, "on"),
        ("faults", {"status": 500, "next": 0}, "next"),
        ("faults", {"status": 500, "times": 2}, "body.times"),
        ("clock", {"advance_s": -1}, "advance_s"),
        ("clock", {"advance_s": True}, "advance_s"),
        ("clock", {}, "advance_s"),
    ],
)
def test_a_wrong_practice_control_is_refused(
    api: httpx.Client, control: str, body: object, field: str
) -> None:
    response = api.post(f"/_sandbox/{control}", json=body)
    assert (response.status_code, response.json()["field"]) == (400, field)
    assert api.get(CALLS).status_code == 200


def test_a_server_ends_in_the_middle_of_a_hang() -> None:
    """Leaving `serving` asserts that the server's task has ended, with a client still waiting."""
    sandbox = Sandbox(lambda: NOW)
    waiting: list[Exception] = []

    def wait_for_an_answer(url: str) -> None:
        try:
            httpx.get(f"{url}{CALLS}", timeout=30)
        except httpx.RemoteProtocolError as error:
            waiting.append(error)

    with serving(sandbox) as url:
        httpx.post(f"{url}/_sandbox/faults", json={"kind": "hang"}).raise_for_status()
        client = threading.Thread(target=wait_for_an_answer, args=[url])
        client.start()
        waits = iter(range(1000))
        while httpx.get(f"{url}/_sandbox/requests").json()["total"] == 0:
            assert next(waits, None) is not None
    client.join(10)
    assert len(waiting) == 1


async def test_an_address_that_is_taken_is_an_error_of_the_system(address: str) -> None:
    with pytest.raises(OSError, match="use"):
        await serve(Sandbox(lambda: NOW), "127.0.0.1", httpx.URL(address).port or 0, print)


async def test_the_application_serves_in_the_process() -> None:
    """What the console does: no server, no port; there a cut is an exception of its own."""
    transport = httpx.ASGITransport(app=create_app(Sandbox(lambda: NOW)))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        added = await client.post(f"{CALLS}/addPhones", json=BODY)
        assert added.json() == ["5000000001"]
        await client.post("/_sandbox/faults", json={"kind": "cut_after"})
        with pytest.raises(ConnectionCut):
            await client.get(CALLS)
