"""Whatever bytes or JSON are sent, the sandbox answers with a documented kind of status."""

import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.sandbox.documents import read_json
from bot.sandbox.rules import Sandbox
from bot.sandbox.server import create_app

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CAMPAIGN = "/api/calls/campaign/1.1.sandbox"
MOMENTS = [
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "2026-04-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59",
]
STRUCTURED: dict[str, list[Any]] = {
    "startDateTime": MOMENTS,
    "finishDateTime": MOMENTS,
    "gmtZone": ["+03:00", "Europe/Moscow", "/etc/passwd", "\x00"],
    "allowedDays": [["mon"], ["mon", []]],
    "allowedTime": [{"mon": [{"localTimeFrom": "10:00", "localTimeTo": "11:00"}]}, {"mon": [[]]}],
}

METHODS = (
    "addPhones", "callJob/cancel", "callJob/getReport", "callJob/getReportByDate",
    "callJob/getUnfinished", "callAttempt/getReport", "callAttempt/getReportByDate",
)  # fmt: skip

plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
anything: st.SearchStrategy[Any] = st.recursive(
    plain | st.characters(categories=["Cs"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
orders = st.lists(
    st.fixed_dictionaries(
        {"phone": st.sampled_from(["79123456789", "14155552671", "0000000"]) | anything},
        optional={
            "payload": anything,
            "dialerPriority": anything,
            "maxAttempts": anything,
            "retryIntervalInMinutes": anything,
            "externalCheck": anything | st.dictionaries(st.just("externalCheckUrl"), anything),
            **{name: st.sampled_from(each) | anything for name, each in STRUCTURED.items()},
        },
    ),
    max_size=3,
)


async def post(path: str, body: bytes) -> httpx.Response:
    transport = httpx.ASGITransport(app=create_app(Sandbox(lambda: NOW)))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        return await client.post(path, content=body, headers={"Content-Type": "application/json"})


@settings(max_examples=200, deadline=None)
@given(body=anything | orders)
@example(body=[{"phone": "79123456789", "payload": {"\ud800": "\udfff"}}])
async def test_any_json_is_added_or_refused(body: Any) -> None:
    response = await post(f"{CAMPAIGN}/addPhones", json.dumps(body).encode())
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        assert len(response.json()) == len(body)
    else:
        assert isinstance(response.json()["type"], str)


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False


@settings(max_examples=50, deadline=None)
@given(body=st.binary(max_size=200))
async def test_any_bytes_are_refused_with_an_explanation(body: bytes) -> None:
    """But for the empty body of a control, and an object, which may ask for a page."""
    for method in (*METHODS, "control/pause"):
        response = await post(f"{CAMPAIGN}/{method}", body)
        taken = body == b"" if method == "control/pause" else _is_object(body)
        assert response.status_code in ((200, 400) if taken else (400,))


@settings(max_examples=50, deadline=None)
@given(body=anything)
async def test_any_json_is_answered_by_the_practice_controls(body: Any) -> None:
    for control in ("clock", "faults", "campaign", "reset"):
        response = await post(f"/_sandbox/{control}", json.dumps(body).encode())
        assert response.status_code in (200, 400)


@pytest.mark.parametrize(
    "text",
    ["", "[1,]", "NaN", "[Infinity]", "1e999", '{"a":1,"a":2}', "[" * 100_000, "[" * 40 + "]" * 40,
     "9" * 5000, "\ufeff[]", "[1] 2"],
)  # fmt: skip
def test_what_is_not_plain_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_json(text.encode())


def test_bytes_that_are_not_utf_8_are_refused() -> None:
    with pytest.raises(ValueError, match="utf-8"):
        read_json(b'["\xff"]')
