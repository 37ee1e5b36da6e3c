"""When the sandbox may call: windows, days, zones, dates, and clocks that change."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.hours import Opening
from bot.sandbox.orders import Order
from bot.sandbox.policy import hours_of
from bot.sandbox.schedule import DAYS

PHONE = "79123456789"
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
ZONES = (
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
    "Asia/Kathmandu", "America/Santiago", "Pacific/Apia", "Atlantic/Azores", "+03:30", "-18:00",
    "+18:00",
)  # fmt: skip


def window(start: str, end: str) -> dict[str, str]:
    return {"localTimeFrom": start, "localTimeTo": end}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def openings(moment: datetime, times: int, **policy: Any) -> list[tuple[str, str]]:
    """The next openings, each from the end of the last one, as UTC texts."""
    hours = hours_of(Order(PHONE, {}, policy))
    found = []
    for _ in range(times):
        opening = hours.opening(moment)
        if opening is None:
            break
        found.append((f"{opening.at:%m-%d %H:%M}", f"{opening.until:%m-%d %H:%M}"))
        moment = opening.until
    return found


def test_each_day_has_its_own_windows_and_default_is_for_the_others() -> None:
    allowed = {
        "mon": [window("14:00", "15:00"), window("10:00", "11:00")],
        "default": [window("12:00", "13:00")],
        "sun": [window("01:00", "02:00")],
    }
    found = openings(MONDAY, 4, gmtZone="+03:00", allowedDays=["mon", "wed"], allowedTime=allowed)
    assert found == [
        ("03-02 07:00", "03-02 08:00"),
        ("03-02 11:00", "03-02 12:00"),
        ("03-04 09:00", "03-04 10:00"),
        ("03-09 07:00", "03-09 08:00"),
    ]


def test_a_moment_within_a_window_is_an_opening_itself() -> None:
    noon = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    hours = hours_of(Order(PHONE, {}, {"gmtZone": "+00:00"}))
    assert hours.opening(noon) == Opening(noon, noon.replace(hour=18))
    evening = noon.replace(hour=18)
    assert hours.opening(evening) == Opening(
        noon.replace(day=3, hour=9), noon.replace(day=3, hour=18)
    )


def test_what_the_order_leaves_open_is_as_in_the_campaign() -> None:
    friday = MONDAY + timedelta(days=4)
    assert openings(friday, 2, gmtZone="+00:00") == [
        ("03-06 09:00", "03-06 18:00"),
        ("03-09 09:00", "03-09 18:00"),
    ]
    days_only = openings(friday, 1, gmtZone="+00:00", allowedDays=["sun"])
    assert days_only == [("03-08 09:00", "03-08 18:00")]
    pair = openings(friday, 1, gmtZone="+00:00", **window("20:00", "21:00"))
    assert pair == [("03-06 20:00", "03-06 21:00")]


def test_a_day_that_the_hours_leave_out_has_no_calls() -> None:
    allowed = {"sat": [window("10:00", "11:00")]}
    assert openings(MONDAY, 1, gmtZone="+00:00", allowedTime=allowed) == []
    both = openings(MONDAY, 2, gmtZone="+00:00", allowedTime=allowed, allowedDays=["mon", "sat"])
    assert both == [("03-07 10:00", "03-07 11:00"), ("03-14 10:00", "03-14 11:00")]


def test_dates_cut_the_openings() -> None:
    found = openings(
        MONDAY,
        9,
        gmtZone="+00:00",
        startDateTime="2026-03-03T12:30:00+02:00",
        finishDateTime="2026-03-04T09:00:30Z",
    )
    assert found == [("03-03 10:30", "03-03 18:00"), ("03-04 09:00", "03-04 09:00")]


@pytest.mark.parametrize(
    "bounds",
    [
        {"startDateTime": "9999-12-31T23:59:59-23:59"},
        {"finishDateTime": "0001-01-01T00:00:00+23:59"},
    ],
)
def test_dates_at_the_ends_of_the_calendar_leave_nothing(bounds: dict[str, str]) -> None:
    assert openings(MONDAY, 1, gmtZone="+00:00", **bounds) == []


def test_dates_beyond_the_calendar_bind_nothing() -> None:
    bounds = {
        "startDateTime": "0001-01-01T00:00:00+23:59",
        "finishDateTime": "9999-12-31T23:59:59-23:59",
    }
    assert openings(MONDAY, 1, gmtZone="+00:00", **bounds) == [("03-02 09:00", "03-02 18:00")]


NIGHT = {"allowedDays": ["sun"], "allowedTime": {"sun": [window("02:30", "03:30")]}}


def test_a_window_within_the_hour_that_spring_skips_begins_after_it() -> None:
    """Berlin, 29 March 2026: 02:00 is 03:00; of the window, 03:00 to 03:30 is left."""
    found = openings(utc("2026-03-28T12:00Z"), 2, gmtZone="Europe/Berlin", **NIGHT)
    assert found == [("03-29 01:00", "03-29 01:30"), ("04-05 00:30", "04-05 01:30")]


def test_a_window_that_spring_skips_whole_waits_a_week() -> None:
    hours = {"allowedDays": ["sun"], "allowedTime": {"sun": [window("02:00", "03:00")]}}
    found = openings(utc("2026-03-28T12:00Z"), 1, gmtZone="Europe/Berlin", **hours)
    assert found == [("04-05 00:00", "04-05 01:00")]


def test_a_window_in_the_hour_that_autumn_repeats_comes_twice() -> None:
    """Berlin, 25 October 2026: 02:00 to 03:00 comes twice, and 02:30 with it."""
    found = openings(utc("2026-10-24T12:00Z"), 2, gmtZone="Europe/Berlin", **NIGHT)
    assert found == [("10-25 00:30", "10-25 01:00"), ("10-25 01:30", "10-25 02:30")]


def test_hours_of_the_day_stay_when_the_clock_changes() -> None:
    found = openings(utc("2026-03-27T12:00Z"), 2, gmtZone="Europe/Berlin")
    assert found == [("03-27 12:00", "03-27 17:00"), ("03-30 07:00", "03-30 16:00")]


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    day=st.sampled_from(
        [(2026, 3, 28), (2026, 4, 4), (2026, 10, 3), (2026, 10, 24), (2011, 12, 29)]
    ),
    shift=st.integers(0, 72 * 60),
    start=st.integers(0, 1438),
    length=st.integers(1, 120),
)
def test_every_minute_is_open_exactly_when_the_local_clock_is_in_the_window(
    zone: str, day: tuple[int, int, int], shift: int, start: int, length: int
) -> None:
    """An independent reading: ask the local clock, minute by minute."""
    end = min(start + length, 1439)
    texts = [f"{minute // 60:02}:{minute % 60:02}" for minute in (start, end)]
    policy: dict[str, Any] = {"gmtZone": zone, "allowedDays": ["sat", "sun", "mon"],
              "allowedTime": {"default": [window(*texts)]}}  # fmt: skip
    hours = hours_of(Order(PHONE, {}, policy))
    begin = datetime(*day, tzinfo=UTC) + timedelta(minutes=shift)
    opening = hours.opening(begin)
    assert opening is not None
    clock = ZoneInfo(zone) if zone[0] not in "+-" else hours.zone
    for minute in range(24 * 60):
        moment = begin + timedelta(minutes=minute)
        local = moment.astimezone(clock)
        inside = DAYS[local.weekday()] in policy["allowedDays"]
        inside = inside and start <= local.hour * 60 + local.minute < end
        if moment >= opening.at:
            assert inside
            break
        assert not inside


@pytest.mark.parametrize(
    ("phone", "zone"),
    [
        ("74951234567", "Europe/Moscow"),
        ("14155552671", "America/Los_Angeles"),
        ("442079460958", "Europe/London"),
        ("870773111632", "UTC"),
    ],
)
def test_without_a_zone_the_clock_is_the_number_s_own(phone: str, zone: str) -> None:
    assert str(hours_of(Order(phone, {}, {})).zone) == zone


def test_a_number_of_no_certain_place_has_the_middle_clock_of_its_country() -> None:
    zone = hours_of(Order(PHONE, {}, {})).zone
    assert zone.utcoffset(MONDAY) == timedelta(hours=7)


def test_orders_of_one_policy_share_their_hours() -> None:
    first, second = (
        hours_of(Order(phone, {"n": phone}, {"gmtZone": "+03:00", "maxAttempts": 2}))
        for phone in (PHONE, "14155552671")
    )
    assert first is second
