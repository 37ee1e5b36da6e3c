"""What is sent for a delivery, and what is refused before it is sent."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from bot.calls_api import requests
from bot.calls_api.requests import Request
from bot.calls_api.schedule import Schedule
from bot.core.delivery import Delivery, Span
from bot.core.phones.number import Number
from bot.core.policy import Attempts, Day, Policy, Week, Window

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PHONE = "79123456789"
KEY = "3b241101-e2bb-4255-8caf-4136c566a962"

ANY_TIME = Policy()
WEEKDAYS = Policy(
    week=Week.of({day: (Window(600, 1080),) for day in tuple(Day)[:5]}),
    zone="Europe/Moscow",
    start=datetime(2026, 3, 3),
    finish=datetime(2026, 3, 31, 23, 59, 59),
    attempts=Attempts(most=3, every=60),
)


Asked = tuple[Delivery, tuple[Number, ...]]


def delivery(*numbers: Number, policy: Policy = ANY_TIME) -> Asked:
    """A delivery and its numbers; the rest does not matter to a request."""
    span = Span(0, 1, len(numbers), len(numbers))
    return Delivery(KEY, "d", 1, 0, "default", span, policy, NOW, NOW), numbers


def request_of(*numbers: Number, policy: Policy = ANY_TIME, zone: str | None = None) -> Request:
    return requests.add_phones(*delivery(*numbers, policy=policy), zone)


def test_one_number_without_a_schedule_is_the_phone_alone() -> None:
    request = request_of(Number(PHONE))
    assert request.method == "POST"
    assert request.path == "/api/calls/campaign/{token}/addPhones"
    assert request.headers == {"Idempotence-Key": KEY}
    assert request.json == [{"phone": PHONE}]


def test_every_number_carries_the_schedule_and_its_own_payload() -> None:
    numbers = (Number(PHONE, {"name": "Anna"}), Number("79123456780"))
    request = request_of(*numbers, policy=WEEKDAYS)
    schedule = {
        "allowedDays": ["mon", "tue", "wed", "thu", "fri"],
        "allowedTime": {"default": [{"localTimeFrom": "10:00", "localTimeTo": "18:00"}]},
        "gmtZone": "Europe/Moscow",
        "startDateTime": "2026-03-02T21:00:00Z",
        "finishDateTime": "2026-03-31T20:59:59Z",
        "retryIntervalInMinutes": 60,
        "maxAttempts": 3,
    }
    assert request.json == [
        {"phone": PHONE, "payload": {"name": "Anna"}, **schedule},
        {"phone": "79123456780", **schedule},
    ]


def test_dates_without_a_zone_take_the_default_clock() -> None:
    policy = Policy(start=datetime(2026, 3, 3))
    request = request_of(Number(PHONE), policy=policy, zone="+05:00")
    assert request.json == [{"phone": PHONE, "startDateTime": "2026-03-02T19:00:00Z"}]


def test_the_clock_of_utc_is_sent_as_an_offset() -> None:
    """The vendor documents offsets and names of places, and `Z` is neither."""
    request = request_of(Number(PHONE), Number("79123456780", zone="Z"), policy=Policy(zone="Z"))
    assert request.json == [
        {"phone": PHONE, "gmtZone": "+00:00"},
        {"phone": "79123456780", "gmtZone": "+00:00"},
    ]


def test_a_request_prints_neither_numbers_nor_a_token() -> None:
    shown = repr(request_of(Number(PHONE)))
    assert PHONE not in shown
    assert "{token}" in shown


def test_reading_requests_carry_no_key() -> None:
    info, state = requests.campaign(), requests.campaign_status()
    assert (info.method, info.path) == ("GET", "/api/calls/campaign/{token}")
    assert (state.method, state.path) == ("GET", "/api/calls/campaign/{token}/status")
    assert info.headers == state.headers == {}


def phones(count: int) -> tuple[Number, ...]:
    return tuple(Number(str(79120000000 + n)) for n in range(count))


def test_five_hundred_numbers_are_one_request() -> None:
    body = request_of(*phones(500)).json
    assert isinstance(body, list)
    assert len(body) == 500


DAY = {"localTimeFrom": "10:00", "localTimeTo": "18:00"}

WRONG_SCHEDULES: dict[str, dict[str, object]] = {
    "allowedDays": {"allowedDays": []},
    "allowedDays.0": {"allowedDays": ["monday"]},
    "a day stands twice": {"allowedDays": ["mon", "mon"]},
    "allowedTime": {"allowedTime": {}},
    "allowedTime.mon": {"allowedTime": {"mon": []}},
    "allowedTime.holiday": {"allowedTime": {"holiday": [DAY]}},
    "localTimeTo": {"allowedTime": {"default": [{"localTimeFrom": "10:00"}]}},
    "localTimeTo\n": {"allowedTime": {"default": [DAY | {"localTimeTo": "24:00"}]}},
    "localTimeFrom": {"allowedTime": {"default": [DAY | {"localTimeFrom": "9:00"}]}},
    "ends before it begins": {"allowedTime": {"default": [DAY | {"localTimeTo": "09:00"}]}},
    "overlap": {
        "allowedTime": {"fri": [DAY | {"localTimeFrom": "17:59", "localTimeTo": "20:00"}, DAY]}
    },
    "touch": {"allowedTime": {"fri": [DAY, {"localTimeFrom": "18:00", "localTimeTo": "20:00"}]}},
    "18 hours": {"gmtZone": "+18:01"},
    "+HH:MM": {"gmtZone": "+3"},
    "gmtZone": {"gmtZone": ""},
    "IANA": {"gmtZone": "../etc/passwd"},
    "startDateTime": {"startDateTime": "2026-03-02T00:00:00"},
    "finishDateTime": {"finishDateTime": "tomorrow"},
    "retryIntervalInMinutes": {"retryIntervalInMinutes": 0},
    "less than or equal to 2880": {"retryIntervalInMinutes": 2881},
    "maxAttempts": {"maxAttempts": 51},
    "valid integer": {"maxAttempts": "3"},
    "dialerPriority": {"dialerPriority": 6},
    "localTimeFrom\n": {"localTimeFrom": "10:00"},
}


@pytest.mark.parametrize("reason", WRONG_SCHEDULES)
def test_a_schedule_out_of_bounds_is_named(reason: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Schedule.model_validate(WRONG_SCHEDULES[reason])
    assert reason in str(caught.value)


@pytest.mark.parametrize("zone", ["+18:00", "-18:00", "+03:30", "UTC", "Asia/Tashkent"])
def test_zones_of_both_kinds_are_sent(zone: str) -> None:
    assert Schedule.model_validate({"gmtZone": zone}).gmt_zone == zone


def test_the_widest_documented_values_are_sent() -> None:
    wide = {
        "allowedDays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        "allowedTime": {
            "default": [{"localTimeFrom": "00:00", "localTimeTo": "23:59"}],
            "sun": [DAY, {"localTimeFrom": "18:01", "localTimeTo": "20:00"}],
        },
        "retryIntervalInMinutes": 2880,
        "maxAttempts": 50,
        "dialerPriority": 1,
    }
    dumped = Schedule.model_validate(wide).model_dump(by_alias=True, exclude_none=True)
    assert dumped == wide
