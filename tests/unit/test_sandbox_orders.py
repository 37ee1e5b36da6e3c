"""The sandbox's addPhones refuses every malformed order, with the documented body where one is."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox.answers import Refused
from bot.sandbox.rules import Sandbox

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOKEN = "1.1.sandbox"
PHONE = "79123456789"


def refusal(body: Any) -> tuple[int, dict[str, Any]]:
    """Add the body to a fresh campaign that must refuse it, holding nothing afterwards."""
    sandbox = Sandbox(lambda: NOW)
    with pytest.raises(Refused) as refused:
        sandbox.add_phones(TOKEN, body)
    assert not sandbox.campaign(TOKEN).jobs
    answer = refused.value.answer
    assert isinstance(answer.body, dict)
    return answer.status, answer.body


def window(start: str, end: str) -> dict[str, str]:
    return {"localTimeFrom": start, "localTimeTo": end}


def test_an_order_with_every_documented_field_is_added() -> None:
    sandbox = Sandbox(lambda: NOW)
    order: dict[str, Any] = {
        "phone": PHONE,
        "payload": {"name": "Anna", "nested": {"a": [1, None]}},
        "startDateTime": "2026-03-02T00:00:00Z",
        "finishDateTime": "2026-03-09T18:30:00.5+03:00",
        "allowedDays": ["mon", "tue"],
        "allowedTime": {
            "mon": [window("14:00", "18:00"), window("09:30", "12:00")],
            "default": [window("00:00", "23:59")],
        },
        "retryIntervalInMinutes": 2880,
        "maxAttempts": 50,
        "gmtZone": "Europe/Moscow",
        "dialerPriority": 1,
        "externalCheck": {"externalCheckUrl": "https://a.example/", "externalCheckMaxRetries": 0},
    }
    answer = sandbox.add_phones(TOKEN, [order])
    [job] = sandbox.campaign(TOKEN).jobs.values()
    assert (answer.status, answer.body) == (200, [job.id])
    assert job.order.phone == PHONE
    assert job.order.payload == order["payload"]
    assert job.order.policy == {k: v for k, v in order.items() if k not in ("phone", "payload")}
    assert (job.status, job.created_at) == ("planned", NOW)


def test_ids_have_ten_digits_and_come_in_the_order_of_the_request() -> None:
    sandbox = Sandbox(lambda: NOW)
    phones = ["79123456789", "79123456788", "14155552671"]
    ids = sandbox.add_phones(TOKEN, [{"phone": phone} for phone in phones]).body
    assert isinstance(ids, list)
    assert all(isinstance(each, str) and len(each) == 10 and each.isdigit() for each in ids)
    assert [sandbox.campaign(TOKEN).jobs[str(each)].order.phone for each in ids] == phones


def test_the_deprecated_pair_of_bounds_is_taken() -> None:
    answer = Sandbox(lambda: NOW).add_phones(TOKEN, [{"phone": PHONE, **window("09:00", "18:00")}])
    assert answer.status == 200


@pytest.mark.parametrize("zone", ["+03:00", "-18:00", "+18:00", "+03:30", "Asia/Yekaterinburg"])
def test_a_zone_by_offset_or_name_is_taken(zone: str) -> None:
    answer = Sandbox(lambda: NOW).add_phones(TOKEN, [{"phone": PHONE, "gmtZone": zone}])
    assert answer.status == 200


@pytest.mark.parametrize(
    "phone",
    ["", "+79123456789", "89123456789", "7912345678", "7 912 345 67 89", "7912345678901234",
     "123456", "٧٩١٢٣٤٥٦٧٨٩", "79123456789\n", "\ud800"],
)  # fmt: skip
def test_a_phone_of_bad_format_is_named(phone: str) -> None:
    status, body = refusal([{"phone": "14155552671"}, {"phone": phone}])
    assert (status, body["type"], body["phone"]) == (400, "phone.bad.format", phone)
    assert set(body) == {"type", "phone", "message"}


def test_a_phone_twice_in_one_array_is_named_even_with_different_payloads() -> None:
    other = "79123456788"
    orders = [{"phone": p, "payload": {"n": n}} for n, p in enumerate([other, PHONE, PHONE, other])]
    status, body = refusal(orders)
    assert body == {
        "type": "phone.duplicated",
        "phone": other,
        "phonesDuplicates": [other, PHONE],
        "message": body["message"],
    }
    assert status == 400


@pytest.mark.parametrize(
    "zone",
    ["+18:01", "+19:00", "+3:00", "03:00", "+03:60", "UTC+3", "Europe/Mosco", "europe/moscow",
     "localtime", "", "../etc/passwd", "+03:00:00"],
)  # fmt: skip
def test_a_zone_of_bad_format_is_named_with_its_phone(zone: str) -> None:
    status, body = refusal([{"phone": PHONE, "gmtZone": zone}])
    assert status == 400
    assert body == {
        "type": "phone.gmtZone.bad.format",
        "phone": PHONE,
        "gmtZone": zone,
        "message": body["message"],
    }


@pytest.mark.parametrize("priority", [0, 6, 1.0, "1", True, None])
def test_a_priority_is_an_integer_from_1_to_5(priority: object) -> None:
    status, body = refusal([{"phone": PHONE, "dialerPriority": priority}])
    assert (status, body["type"], set(body)) == (
        400,
        "invalid.dialer_priority",
        {"type", "message"},
    )


@pytest.mark.parametrize(
    "windows",
    [
        [window("10:00", "12:00"), window("11:00", "13:00")],
        [window("11:00", "13:00"), window("10:00", "12:00")],
        [window("10:00", "12:00"), window("12:00", "14:00")],
        [window("10:00", "18:00"), window("11:00", "12:00"), window("14:00", "15:00")],
        [window("10:00", "10:00")],
        [window("22:00", "06:00")],
    ],
    ids=["overlap", "unordered overlap", "touch", "inside", "empty", "over midnight"],
)
def test_windows_that_do_not_stand_apart_are_refused(windows: object) -> None:
    status, body = refusal([{"phone": PHONE, "allowedTime": {"default": windows}}])
    assert (status, body["type"]) == (400, "invalid.call.allowed.time")
    assert set(body) == {"type", "message"}


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"allowedDays": []}, "[0].allowedDays"),
        ({"allowedDays": ["Mon"]}, "[0].allowedDays"),
        ({"allowedDays": ["monday"]}, "[0].allowedDays"),
        ({"allowedDays": ["mon", "mon"]}, "[0].allowedDays"),
        ({"allowedDays": "mon"}, "[0].allowedDays"),
        ({"allowedTime": {}}, "[0].allowedTime"),
        ({"allowedTime": []}, "[0].allowedTime"),
        ({"allowedTime": {"weekdays": []}}, "[0].allowedTime.weekdays"),
        ({"allowedTime": {"mon": []}}, "[0].allowedTime.mon"),
        ({"allowedTime": {"mon": window("9:00", "10:00")}}, "[0].allowedTime.mon"),
        ({"allowedTime": {"mon": [window("9:00", "10:00")]}}, "[0].allowedTime.mon.localTimeFrom"),
        ({"allowedTime": {"mon": [window("10:00", "24:00")]}}, "[0].allowedTime.mon.localTimeTo"),
        ({"allowedTime": {"mon": [window("10:00", "11:60")]}}, "[0].allowedTime.mon.localTimeTo"),
        ({"allowedTime": {"mon": [window("10:00:00", "11:00")]}},
         "[0].allowedTime.mon.localTimeFrom"),
        ({"allowedTime": {"mon": [{"localTimeFrom": "10:00"}]}}, "[0].allowedTime.mon.localTimeTo"),
        ({"localTimeFrom": "10:00"}, "[0].localTimeFrom.localTimeTo"),
        ({**window("10:00", "11:00"), "allowedTime": {"mon": [window("10:00", "11:00")]}},
         "[0].localTimeFrom"),
        ({"retryIntervalInMinutes": 0}, "[0].retryIntervalInMinutes"),
        ({"retryIntervalInMinutes": 2881}, "[0].retryIntervalInMinutes"),
        ({"maxAttempts": 0}, "[0].maxAttempts"),
        ({"maxAttempts": 51}, "[0].maxAttempts"),
        ({"maxAttempts": True}, "[0].maxAttempts"),
        ({"maxAttempts": 3.0}, "[0].maxAttempts"),
        ({"maxAttempts": None}, "[0].maxAttempts"),
        ({"startDateTime": "2026-03-03"}, "[0].startDateTime"),
        ({"startDateTime": "2026-03-03T10:00:00"}, "[0].startDateTime"),
        ({"startDateTime": "2026-03-03T10:00Z"}, "[0].startDateTime"),
        ({"startDateTime": "2026-03-03 10:00:00Z"}, "[0].startDateTime"),
        ({"startDateTime": "2026-02-30T10:00:00Z"}, "[0].startDateTime"),
        ({"startDateTime": "2026-03-03T10:00:60Z"}, "[0].startDateTime"),
        ({"startDateTime": 1772359200000}, "[0].startDateTime"),
        ({"finishDateTime": "2026-03-02T09:00:00Z"}, "[0].finishDateTime"),
        ({"startDateTime": "2026-03-05T00:00:00Z", "finishDateTime": "2026-03-05T03:00:00+03:00"},
         "[0].startDateTime"),
        ({"payload": None}, "[0].payload"),
        ({"payload": ["a"]}, "[0].payload"),
        ({"externalCheck": {}}, "[0].externalCheck.externalCheckUrl"),
        ({"externalCheck": {"externalCheckUrl": "nowhere"}}, "[0].externalCheck.externalCheckUrl"),
        ({"externalCheck": {"externalCheckUrl": "http://["}}, "[0].externalCheck.externalCheckUrl"),
        ({"externalCheck": {"externalCheckUrl": "http://a", "externalCheckMaxRetries": -1}},
         "[0].externalCheck.externalCheckMaxRetries"),
        ({"maxAttempt": 3}, "[0].maxAttempt"),
        ({"phone": 79123456789}, "[0].phone"),
    ],
)  # fmt: skip
def test_a_malformed_field_is_named(fields: dict[str, object], named: str) -> None:
    status, body = refusal([{"phone": PHONE, **fields}])
    assert (status, body["type"], body["field"]) == (400, "sandbox.bad.request", named)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"phone": PHONE}, "body"),
        ([], "body"),
        ([{"phone": PHONE}] * 501, "body"),
        (None, "body"),
        ([PHONE], "[0]"),
        ([{}], "[0].phone"),
    ],
)
def test_a_body_that_is_no_array_of_orders_is_refused(body: object, named: str) -> None:
    status, answer = refusal(body)
    assert (status, answer["type"], answer["field"]) == (400, "sandbox.bad.request", named)
