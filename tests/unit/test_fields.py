"""A policy as the API's fields."""

from datetime import datetime

import pytest

from bot.core.clocks import tzinfo
from bot.core.fields import entry, fields, on_its_clock
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


WEEKDAYS = Policy(week=Week.of(dict.fromkeys(tuple(Day)[:5], TEN_TO_SIX)), zone="Europe/Moscow")
LOCAL = Policy(week=WEEKDAYS.week, zone_per_number=True)
NOON = (Window(720, 840),)
MOBILE, SAMARA = "79123456789", "78461234567"


@pytest.mark.parametrize(
    ("number", "policy", "zone"),
    [
        (Number(MOBILE), WEEKDAYS, "Europe/Moscow"),
        (Number(MOBILE, zone="Asia/Omsk"), WEEKDAYS, "Asia/Omsk"),
        (Number(MOBILE, zone="Asia/Omsk", city_zone="Asia/Tomsk"), LOCAL, "Asia/Omsk"),
        (Number(MOBILE, city_zone="Asia/Tomsk"), WEEKDAYS, "Europe/Moscow"),
        (Number(MOBILE, city_zone="Asia/Tomsk"), Policy(), "Asia/Tomsk"),
        (Number(SAMARA, city_zone="Asia/Tomsk"), LOCAL, "Asia/Tomsk"),
        (Number(SAMARA), LOCAL, "Europe/Samara"),
        (Number(SAMARA), Policy(), None),
        (Number(MOBILE), LOCAL, None),
        (Number(MOBILE), Policy(zone="Asia/Omsk", zone_per_number=True), "Asia/Omsk"),
        (Number(SAMARA, schedule=Policy(zone_per_number=True)), WEEKDAYS, "Europe/Samara"),
        (Number(MOBILE, schedule=Policy(zone_per_number=True)), WEEKDAYS, "Europe/Moscow"),
    ],
)
def test_the_clock_of_a_number(number: Number, policy: Policy, zone: str | None) -> None:
    """Its own, its city where no zone was said, on local time its area too; else what was said."""
    of_it = on_its_clock(policy, number)
    assert (of_it.zone, of_it.zone_per_number) == (zone, False)


def test_hours_of_a_row_keep_the_days_that_were_said() -> None:
    own = Policy(week=Week.of(dict.fromkeys(Day, NOON), named=False))
    sent = entry(Number(MOBILE, schedule=own), WEEKDAYS)
    assert sent["allowedDays"] == ["mon", "tue", "wed", "thu", "fri"]
    assert sent["allowedTime"] == {
        "default": [{"localTimeFrom": "12:00", "localTimeTo": "14:00"}],
    }


def test_days_of_a_row_keep_the_hours_that_were_said() -> None:
    own = Policy(week=Week.of({Day.FRI: (), Day.SAT: ()}))
    sent = entry(Number(MOBILE, schedule=own), WEEKDAYS)
    assert sent["allowedDays"] == ["fri", "sat"]
    assert sent["allowedTime"] == {"default": TEN_TO_SIX_SENT}


def test_a_whole_schedule_of_a_row_goes_before_what_was_said() -> None:
    own = Policy(week=Week.of({Day.SAT: NOON}), attempts=Attempts(1))
    policy = Policy(week=WEEKDAYS.week, zone="Europe/Moscow", attempts=Attempts(3, 60))
    assert on_its_clock(policy, Number(MOBILE, schedule=own)) == Policy(
        week=own.week, zone="Europe/Moscow", attempts=Attempts(1, 60)
    )


def test_dates_are_on_the_clock_of_the_row() -> None:
    own = Policy(start=datetime(2026, 12, 1, 10))
    sent = entry(Number(MOBILE, zone="Asia/Omsk", schedule=own), WEEKDAYS)
    assert (sent["gmtZone"], sent["startDateTime"]) == ("Asia/Omsk", "2026-12-01T04:00:00Z")
