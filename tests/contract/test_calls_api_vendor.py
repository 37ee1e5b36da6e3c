"""Whatever the client sends, the vendor's own document would have it so: see vendor_schema.json."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, get_args

import httpx
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from typing_extensions import override

from bot.calls_api import orders
from bot.calls_api.checks import Unsendable
from bot.calls_api.client import CallsClient, Endpoint
from bot.calls_api.orders import Control
from bot.calls_api.reports import Between
from bot.calls_api.token import CampaignToken
from bot.core.errors import ApiRejected, ApiUnclear
from bot.core.phones.number import Number
from bot.core.policy import Attempts, Day, Policy, Week, Window, merged
from bot.logs import redactor
from tests.contract.calls_api_methods import KEY, METHODS, NOW, PHONE, delivery, first
from tests.contract.vendor_schema import VENDOR, violations, wrong_with

TOKEN = "8231.7056.1b131df1marker"

Call = Callable[[CallsClient], Awaitable[object]]


class Wiretap(httpx.AsyncBaseTransport):
    """Keeps what was sent, and never answers."""

    def __init__(self) -> None:
        self.sent: list[httpx.Request] = []

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        raise httpx.ReadError("cut")


async def sent(call: Call, zone: str | None = None) -> httpx.Request:
    """What the client sends, to the byte."""
    wiretap = Wiretap()
    endpoint = Endpoint("http://localhost", transport=wiretap)
    tokens = {"default": CampaignToken(TOKEN)}
    async with CallsClient(
        endpoint, tokens, clock=lambda: NOW, redact=redactor(), default_zone=zone
    ) as client:
        with pytest.raises(ApiUnclear):
            await call(client)
    (request,) = wiretap.sent
    return request


def test_the_client_has_every_documented_method() -> None:
    assert METHODS.keys() == VENDOR["methods"].keys()
    assert {f"control/{what}" for what in get_args(Control)} <= METHODS.keys()


@pytest.mark.parametrize("name", METHODS)
async def test_each_method_goes_where_and_how_it_is_documented(name: str) -> None:
    request = await sent(lambda client: METHODS[name](client, "5665334669"))
    documented = VENDOR["methods"][name]
    assert request.method == documented["method"]
    assert request.url.path == documented["path"].replace("{token}", TOKEN)
    assert wrong_with(request, TOKEN) == []


@st.composite
def hours(draw: st.DrawFn) -> tuple[Window, ...]:
    edges = sorted(draw(st.lists(st.integers(0, 1439), min_size=2, max_size=6, unique=True)))
    windows = [Window(a, b + (b == 1439)) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    return merged(windows)


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """Days with hours of one to three kinds, or days alone, or hours alone."""
    kinds = draw(st.lists(hours(), min_size=1, max_size=3))
    days = draw(st.lists(st.sampled_from(Day), min_size=1, unique=True))
    match draw(st.sampled_from(["both", "days", "hours"])):
        case "hours":
            return Week.of(dict.fromkeys(Day, kinds[0]), named=False)
        case "days":
            return Week.of(dict.fromkeys(days, ()))
        case _:
            return Week.of({day: draw(st.sampled_from(kinds)) for day in days})


some_zone = st.sampled_from(
    ["Europe/Moscow", "America/New_York", "Asia/Kolkata", "Z", "+05:30", "-03:00", "+14:00"]
)
early = st.datetimes(datetime(2025, 1, 1), datetime(2029, 12, 31))
late = st.datetimes(datetime(2030, 1, 2), datetime(2036, 12, 31))
policies = st.builds(
    Policy,
    week=st.none() | weeks(),
    zone=st.none() | some_zone,
    zone_per_number=st.booleans(),
    start=st.none() | early,
    finish=st.sampled_from([late] * 9 + [early, st.none()]).flatmap(lambda when: when),
    attempts=st.builds(Attempts, st.none() | st.integers(1, 50), st.none() | st.integers(1, 2880)),
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
payloads = st.dictionaries(texts.filter(bool), texts, max_size=4)
numbers = st.lists(
    st.builds(
        Number,
        st.from_regex(r"7[0-9]{10}|4420[0-9]{8}|[1-9][0-9]{6,14}", fullmatch=True),
        payloads,
        st.none() | some_zone,
        st.none() | policies,
        st.none() | some_zone,
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda number: number.phone,
)


@settings(max_examples=300, deadline=None)
@given(policies, numbers, st.none() | some_zone)
def test_every_delivery_is_as_the_vendor_documents_it(
    policy: Policy, each: list[Number], zone: str | None
) -> None:
    """Unless it ends before it begins, by what a row says of itself: then nothing is sent."""
    call: Call = lambda client: client.add_phones(delivery(len(each), policy), each)  # noqa: E731
    try:
        request = asyncio.run(sent(call, zone))
    except ApiRejected as refused:
        event(refused.kind)
        if refused.kind != "not.sent.startDateTime":
            raise
        return
    event("sent")
    assert wrong_with(request, TOKEN) == []
    body = json.loads(request.content)
    assert [one["phone"] for one in body] == [number.phone for number in each]
    assert [one.get("payload", {}) for one in body] == [number.payload for number in each]


@settings(max_examples=100, deadline=None)
@given(
    st.from_regex(r"[1-9][0-9]{6,14}", fullmatch=True),
    payloads,
    st.none() | some_zone,
    st.sampled_from(["GET", "POST", "test"]),
)
def test_every_single_call_is_as_the_vendor_documents_it(
    phone: str, payload: dict[str, str], zone: str | None, by: str
) -> None:
    if by == "test":
        asked = orders.add_test_phone(phone, KEY, payload=payload, zone=zone)
    else:
        asked = orders.add_phone(
            phone, KEY, payload=payload, zone=zone, by="GET" if by == "GET" else "POST"
        )
    request = asyncio.run(sent(lambda client: client.add_phone("default", asked)))
    assert wrong_with(request, TOKEN) == []


moments = st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(
    lambda at: at.replace(tzinfo=UTC)
)


@settings(max_examples=100, deadline=None)
@given(st.tuples(moments, moments, moments, moments).filter(any), st.booleans())
def test_every_question_about_a_time_is_as_the_vendor_documents_it(
    bounds: tuple[datetime | None, ...], of_attempts: bool
) -> None:
    between = Between(*bounds)
    try:
        request = asyncio.run(
            sent(
                lambda client: first(
                    client.attempts_by_date("default", between)
                    if of_attempts
                    else client.jobs_by_date("default", between)
                )
            )
        )
    except Unsendable as refused:
        if not refused.reason.startswith("after "):
            raise
        return
    assert wrong_with(request, TOKEN) == []


WHOLE: dict[str, Any] = {
    "phone": PHONE,
    "payload": {"name": "Анна"},
    "startDateTime": "2026-03-02T21:00:00Z",
    "finishDateTime": "2026-03-31T20:59:59Z",
    "allowedDays": ["mon", "sun"],
    "allowedTime": {
        "default": [
            {"localTimeFrom": "10:00", "localTimeTo": "13:00"},
            {"localTimeFrom": "14:00", "localTimeTo": "23:59"},
        ],
        "sun": [{"localTimeFrom": "00:00", "localTimeTo": "12:00"}],
    },
    "retryIntervalInMinutes": 60,
    "maxAttempts": 3,
    "gmtZone": "Europe/Moscow",
    "dialerPriority": 5,
}
WINDOW = {"localTimeFrom": "10:00", "localTimeTo": "18:00"}

# The field that is changed, and the values that nobody may send in it.
SPOILT: dict[str, list[Any]] = {
    "phone": ["+79123456789", "8 912", "", 79123456789, None, "7912345678x", "٧٩١٢٣٤٥٦٧٨٩"],
    "payload": [None, "name", {"age": 5}, [], {"a": {"b": "c"}}],
    "startDateTime": ["2026-03-02", "2026-03-02T00:00:00", "2026-03-31T20:59:59Z", 1772442000],
    "finishDateTime": ["2026-02-30T00:00:00Z", "2026-03-02T21:00:00Z", "2026-03-02T20:00Z", ""],
    "allowedDays": [[], ["monday"], ["mon", "mon"], "mon", ["default"], [1], ["sun", "tue", None]],
    "allowedTime": [
        {},
        [],
        {"holiday": [WINDOW]},
        {"tue": [WINDOW]},
        {"default": []},
        {"default": WINDOW},
        {"default": [{"localTimeFrom": "10:00"}]},
        {"default": [{**WINDOW, "localTimeTo": "24:00"}]},
        {"default": [{**WINDOW, "localTimeTo": "9:00"}]},
        {"default": [{**WINDOW, "localTimeTo": "18:00:00"}]},
        {"default": [{**WINDOW, "localTimeTo": "10:00"}]},
        {"default": [{**WINDOW, "localTimeTo": "02:00"}]},
        {"default": [WINDOW, {"localTimeFrom": "17:00", "localTimeTo": "19:00"}]},
        {"default": [WINDOW, {"localTimeFrom": "18:00", "localTimeTo": "19:00"}]},
        {"default": [{**WINDOW, "note": "x"}]},
    ],
    "retryIntervalInMinutes": [0, 2881, "60", 60.0, True, None],
    "maxAttempts": [0, 51, "3", -1, None],
    "gmtZone": ["Z", "+3", "+18:01", "-19:00", "Mars/Base", "МСК", "", 3, None, "localtime"],
    "dialerPriority": [0, 6, "1", None],
    "localTimeFrom": ["10:00"],
    "externalcheck": [{}],
}


@pytest.mark.parametrize("field", SPOILT)
def test_the_check_can_fail(field: str) -> None:
    """A body is spoilt in one place, and each time the check says so, there and only there."""
    schema = {"$ref": "numbers"}
    assert [*violations([WHOLE], schema)] == []
    for value in SPOILT[field]:
        spoilt = copy.deepcopy([WHOLE, {**WHOLE, "phone": "79123456780"}])
        spoilt[1][field] = value
        found = [*violations(spoilt, schema)]
        assert found, (field, value)
        assert all(one.startswith("body[1]") for one in found), found


@pytest.mark.parametrize("body", [[], {}, None, [WHOLE, WHOLE], [{"payload": {}}], [[WHOLE]]])
def test_a_spoilt_array_is_seen(body: Any) -> None:
    assert [*violations(body, {"$ref": "numbers"})]


URL = f"http://localhost/api/calls/campaign/{TOKEN}"
CRM = f"http://localhost/api/crmCalls/campaign/{TOKEN}"
WITH_KEY = {"Idempotence-Key": KEY}
WRONG_REQUESTS: dict[str, httpx.Request] = {
    "no key": httpx.Request("POST", f"{URL}/addPhones", json=[WHOLE]),
    "a key in the query": httpx.Request(
        "POST", f"{URL}/addPhones?Idempotence-Key=a", json=[WHOLE], headers=WITH_KEY
    ),
    "no key of a call by GET": httpx.Request("GET", f"{CRM}/addPhone?phone={PHONE}"),
    "a key of a question": httpx.Request("GET", f"{URL}/status", headers=WITH_KEY),
    "another content type": httpx.Request(
        "POST",
        f"{URL}/addPhones",
        content=json.dumps([WHOLE]),
        headers={**WITH_KEY, "Content-Type": "text/plain"},
    ),
    "JSON where a form belongs": httpx.Request(
        "POST", f"{CRM}/addPhone", json={"phone": PHONE}, headers=WITH_KEY
    ),
    "a body of a control": httpx.Request("POST", f"{URL}/control/stop", json={}, headers=WITH_KEY),
    "an unknown path": httpx.Request("POST", f"{URL}/control/start", headers=WITH_KEY),
    "another method": httpx.Request("GET", f"{URL}/addPhones"),
    "a page too far": httpx.Request("POST", f"{URL}/callJob/getUnfinished", json={"page": 200}),
    "no selection": httpx.Request("POST", f"{URL}/callJob/getReport", json={}),
    "ids as numbers": httpx.Request("POST", f"{URL}/callJob/getReport", json={"ids": [1]}),
    "bounds reversed": httpx.Request(
        "POST",
        f"{URL}/callJob/getReportByDate",
        json={
            "filter": {
                "createdAtFrom": "2026-03-02T00:00:01Z",
                "createdAtTo": "2026-03-02T00:00:00Z",
            },
            "pagination": {},
        },
    ),
    "another report's bound": httpx.Request(
        "POST",
        f"{URL}/callJob/getReportByDate",
        json={"filter": {"startedAtFrom": "2026-03-02T00:00:01Z"}, "pagination": {}},
    ),
}


@pytest.mark.parametrize("name", WRONG_REQUESTS)
def test_a_wrong_request_is_seen(name: str) -> None:
    assert wrong_with(WRONG_REQUESTS[name], TOKEN)
