"""The next calls in plain words: clocks, days, summer time, nights and breaks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.next_calls import never_meets, next_calls
from bot.core.phones.number import Number
from bot.core.phones.tally import Own, Tally
from bot.core.policy import Day, Policy, Week, Window
from bot.locales import catalogue

NOON = datetime(2026, 11, 23, 9, tzinfo=UTC)  # Monday, 12:00 in Moscow
MOSCOW, URALS, FAR_EAST = "Europe/Moscow", "Asia/Yekaterinburg", "Asia/Vladivostok"
WORKDAYS = tuple(Day)[:5]
BREAK = (Window(600, 780), Window(840, 1080))


def week(*windows: Window, days: tuple[Day, ...] = WORKDAYS) -> Week:
    return Week.of(dict.fromkeys(days, windows))


TEN_TO_SIX = week(Window(600, 1080))
ON_MOSCOW = Policy(week=TEN_TO_SIX, zone=MOSCOW)
LOCAL = Policy(week=TEN_TO_SIX, zone_per_number=True)


def tally(*zones: tuple[str | None, int], own: Own | None = None) -> Tally:
    count = sum(many for _, many in zones) or 1
    return Tally(count, (Number("79123456789"),), zones=zones, own=own or Own())


def said(
    policy: Policy, now: datetime = NOON, numbers: Tally | None = None, yours: str | None = None
) -> list[str]:
    say = catalogue("en").say
    return [say(line) for line in next_calls(policy, yours, now, numbers or tally())]


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (6, "First calls: today, 10:00"),
        (9, "First calls: at once, until 13:00"),
        (10, "First calls: today, 14:00"),
        (11, "First calls: at once, until 18:00"),
        (15, "First calls: tomorrow, 10:00"),
    ],
)
def test_one_clock_says_now_today_or_tomorrow(hour: int, words: str) -> None:
    policy = Policy(week=week(*BREAK), zone=MOSCOW)
    assert said(policy, NOON.replace(hour=hour)) == [words]


def test_farther_days_have_their_weekday_and_date() -> None:
    assert said(ON_MOSCOW, NOON.replace(day=27, hour=16)) == ["First calls: Mon 30 November, 10:00"]


def test_dates_with_an_end_say_when_the_last_window_closes() -> None:
    until_friday = Policy(week=week(*BREAK), zone=MOSCOW, finish=datetime(2026, 11, 28, 12))
    assert said(until_friday)[1:] == ["Last call no later than: Fri 27 November, 18:00"]


def test_the_end_of_the_dates_cuts_the_last_window() -> None:
    policy = Policy(week=TEN_TO_SIX, zone=MOSCOW, finish=datetime(2026, 11, 24, 15, 30))
    assert said(policy)[1:] == ["Last call no later than: tomorrow, 15:30"]


def test_one_window_in_all_is_said_once() -> None:
    policy = Policy(week=TEN_TO_SIX, zone=MOSCOW, finish=datetime(2026, 11, 23, 23, 59, 59))
    assert said(policy) == ["First calls: at once, until 18:00"]


def test_a_night_is_one_window() -> None:
    night = week(Window(0, 120), Window(1320, 1440), days=tuple(Day))
    policy = Policy(week=night, zone=MOSCOW)
    assert said(policy, NOON.replace(hour=20)) == ["First calls: at once, until 02:00"]
    assert said(policy, NOON.replace(hour=9)) == ["First calls: today, 22:00"]


def test_the_end_of_a_day_is_its_last_minute() -> None:
    policy = Policy(week=week(Window(600, 1440)), zone=MOSCOW, finish=datetime(2026, 11, 28, 12))
    assert said(policy) == [
        "First calls: at once, until 23:59",
        "Last call no later than: Fri 27 November, 23:59",
    ]


def test_around_the_clock_never_closes() -> None:
    policy = Policy(week=week(Window(0, 1440), days=tuple(Day)), zone=MOSCOW)
    assert said(policy) == ["First calls: at once"]


def test_the_clocks_of_the_numbers_are_told_where_they_differ() -> None:
    numbers = tally((URALS, 31), (MOSCOW, 8), (None, 3))
    early = NOON.replace(hour=6)
    assert said(ON_MOSCOW, early, numbers)[1:] == ["Local time then: Yekaterinburg 12:00 (31)"]
    assert said(ON_MOSCOW, NOON, numbers)[1:] == ["Local time now: Yekaterinburg 14:00 (31)"]


def test_at_most_three_clocks_are_told_and_another_day_is_named() -> None:
    zones = ((FAR_EAST, 5), (URALS, 4), ("Asia/Omsk", 3), ("Asia/Chita", 2), ("Asia/Tokyo", 1))
    late = Policy(week=week(Window(1080, 1200)), zone=MOSCOW)
    assert said(late, NOON, tally(*zones))[1:] == [
        "Local time then: Vladivostok Tue 24 November, 01:00 (5), Yekaterinburg 20:00 (4), "
        "Omsk 21:00 (3), 2 more zones"
    ]


def test_numbers_with_a_zone_in_their_row_are_not_told_of_as_called_by_the_common_clock() -> None:
    numbers = Tally(
        3, zones=((URALS, 2), (None, 1)), own=Own(numbers=2, zones=2), row_zones=((URALS, 2),)
    )
    assert said(ON_MOSCOW, NOON, numbers) == ["First calls to the others: at once, until 18:00"]


def test_summer_time_between_now_and_the_first_call() -> None:
    """Paris goes back on 25 October 2026: ten o'clock there is an hour later in Moscow."""
    friday = datetime(2026, 10, 23, 17, tzinfo=UTC)
    paris = Policy(week=TEN_TO_SIX, zone="Europe/Paris")
    numbers = tally((MOSCOW, 2))
    assert said(paris, friday, numbers)[1:] == ["Local time then: Moscow 12:00 (2)"]
    assert said(paris, datetime(2026, 10, 22, 17, tzinfo=UTC), numbers)[1:] == [
        "Local time then: Moscow 11:00 (2)"
    ]


def test_local_time_is_said_once_where_it_is_the_same_for_all() -> None:
    assert said(LOCAL, NOON, tally((URALS, 1), (MOSCOW, 2))) == [
        "First calls: at once, until 18:00"
    ]


def test_local_time_groups_the_zones_by_what_their_clocks_allow() -> None:
    numbers = tally((URALS, 5), (FAR_EAST, 4), (MOSCOW, 3))
    assert said(LOCAL, NOON, numbers) == [
        "First calls (Yekaterinburg, Moscow): at once, until 18:00",
        "First calls (Vladivostok): tomorrow, 10:00",
    ]


def test_no_day_is_called_today_while_the_clocks_have_different_dates() -> None:
    evening = NOON.replace(hour=17)  # Tuesday in Vladivostok already
    assert said(LOCAL, evening, tally((FAR_EAST, 4), (MOSCOW, 3))) == [
        "First calls: Tue 24 November, 10:00"
    ]


def test_who_reads_it_is_told_the_time_of_their_own_clock_if_it_is_known() -> None:
    early = NOON.replace(hour=2)
    numbers = tally((URALS, 31))
    assert said(LOCAL, early, numbers, yours=MOSCOW) == [
        "First calls: today, 10:00 (your time 08:00)"
    ]
    assert said(LOCAL, early, numbers) == ["First calls: today, 10:00"]


def test_where_it_is_too_late_already_that_is_said() -> None:
    today = Policy(week=TEN_TO_SIX, zone_per_number=True, finish=datetime(2026, 11, 23, 23, 59, 59))
    numbers = tally((FAR_EAST, 4), (MOSCOW, 3))
    assert said(today, NOON, numbers) == [
        "No calls (Vladivostok): these days and hours have passed there",
        "First calls (Moscow): at once, until 18:00",
    ]
    assert not never_meets(today, None, NOON, numbers)
    assert never_meets(today, None, NOON, tally((FAR_EAST, 4)))
    assert not never_meets(today, None, NOON, tally((FAR_EAST, 4), (None, 1)))


def test_numbers_without_a_zone_go_by_the_one_that_was_said() -> None:
    some = Policy(week=TEN_TO_SIX, zone_per_number=True, zone=MOSCOW)
    assert said(some, NOON, tally((None, 5), (FAR_EAST, 1)))[0] == (
        "First calls (Moscow): at once, until 18:00"
    )


@pytest.mark.parametrize(
    "policy",
    [
        Policy(zone=MOSCOW),
        Policy(week=TEN_TO_SIX),
        Policy(week=Week.of(dict.fromkeys(WORKDAYS, ())), zone=MOSCOW),
    ],
)
def test_nothing_is_said_where_the_campaign_decides(policy: Policy) -> None:
    assert said(policy, numbers=tally((URALS, 1))) == []
