"""A policy as the API's fields."""

from datetime import datetime

import pytest

from bot.core.clocks import tzinfo
from bot.core.fields import entry, fields
from bot.core.phones.number import Number
from bot.core.policy import Attempts, Day, Policy, Week, Window

TEN_TO_SIX = (Window(600, 1080),)
TEN_TO_SIX_SENT = [{"localTimeFrom": "10:00", "localTimeTo": "18:00"}]


def test_an_empty_policy_sends_nothing() -> None:
    assert fields(Policy()) == {}


def test_weekdays_in_moscow() -> None:
    week = Week.of(dict.fromkeys(tuple(Day)[:5], TEN_TO_SIX))
    assert fields(Policy(week=week, zone="Europe/Moscow")) == {
        "allowedDays": ["mon", "tue", "wed", "thu", "fri"],
        "allowedTime": {"default": TEN_TO_SIX_SENT},
        "gmtZone": "Europe/Moscow",
    }


def test_a_day_stands_apart_only_where_it_differs() -> None:
    week = Week.of({Day.MON: TEN_TO_SIX, Day.TUE: TEN_TO_SIX, Day.SAT: (Window(660, 900),)})
    assert fields(Policy(week=week))["allowedTime"] == {
        "default": TEN_TO_SIX_SENT,
        "sat": [{"localTimeFrom": "11:00", "localTimeTo": "15:00"}],
    }


def test_hours_without_days_send_no_days() -> None:
    week = Week.of(dict.fromkeys(Day, TEN_TO_SIX), named=False)
    assert fields(Policy(week=week)) == {"allowedTime": {"default": TEN_TO_SIX_SENT}}


def test_days_without_hours_send_no_hours() -> None:
    assert fields(Policy(week=Week.of({Day.SUN: ()}))) == {"allowedDays": ["sun"]}


def test_the_end_of_the_day_is_sent_as_a_minute_before() -> None:
    week = Week.of({Day.MON: (Window(0, 1440),)})
    assert fields(Policy(week=week))["allowedTime"] == {
        "default": [{"localTimeFrom": "00:00", "localTimeTo": "23:59"}]
    }


def test_dates_are_sent_as_instants_of_the_policys_clock() -> None:
    policy = Policy(
        zone="Asia/Yekaterinburg",
        start=datetime(2026, 12, 1),
        finish=datetime(2026, 12, 10, 23, 59, 59),
    )
    sent = fields(policy)
    assert sent["startDateTime"] == "2026-11-30T19:00:00Z"
    assert sent["finishDateTime"] == "2026-12-10T18:59:59Z"


def test_without_a_zone_dates_are_on_the_chats_clock_or_utc() -> None:
    policy = Policy(start=datetime(2026, 12, 1))
    assert fields(policy, "Europe/Moscow")["startDateTime"] == "2026-11-30T21:00:00Z"
    assert fields(policy)["startDateTime"] == "2026-12-01T00:00:00Z"


def test_the_zone_of_each_number_is_not_sent_as_one() -> None:
    assert fields(Policy(zone_per_number=True)) == {}


def test_attempts_and_payload() -> None:
    sent = entry(Number("79123456789", {"name": "A"}), Policy(attempts=Attempts(3, 120)))
    assert sent == {
        "phone": "79123456789",
        "payload": {"name": "A"},
        "maxAttempts": 3,
        "retryIntervalInMinutes": 120,
    }


@pytest.mark.parametrize(("zone", "hours"), [("Z", 0), ("+05:30", 5.5), ("-03:00", -3)])
def test_offsets_are_clocks(zone: str, hours: float) -> None:
    offset = tzinfo(zone).utcoffset(datetime(2026, 1, 1))
    assert offset is not None
    assert offset.total_seconds() == hours * 3600
