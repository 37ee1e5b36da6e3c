"""The first moment at which a policy lets a call happen."""

from datetime import UTC, datetime

from bot.core.moments import first_call
from bot.core.policy import Day, Policy, Week, Window
from bot.core.schedule import never_calls

MONDAY_NOON = datetime(2026, 11, 23, 9, tzinfo=UTC)  # 12:00 in Moscow
MOSCOW = "Europe/Moscow"
WEEKDAYS = Week.of(dict.fromkeys(tuple(Day)[:5], (Window(600, 780), Window(840, 1080))))


def test_inside_a_window_it_is_now() -> None:
    assert first_call(Policy(week=WEEKDAYS), MOSCOW, MONDAY_NOON) == datetime(2026, 11, 23, 12)


def test_in_a_break_it_is_the_end_of_the_break() -> None:
    at_lunch = MONDAY_NOON.replace(hour=10, minute=30)
    assert first_call(Policy(week=WEEKDAYS), MOSCOW, at_lunch) == datetime(2026, 11, 23, 14)


def test_after_the_last_window_it_is_the_next_allowed_day() -> None:
    friday_evening = datetime(2026, 11, 27, 18, tzinfo=UTC)
    assert first_call(Policy(week=WEEKDAYS), MOSCOW, friday_evening) == datetime(2026, 11, 30, 10)


def test_a_start_date_moves_it() -> None:
    policy = Policy(week=WEEKDAYS, start=datetime(2026, 12, 5))
    assert first_call(policy, MOSCOW, MONDAY_NOON) == datetime(2026, 12, 7, 10)


def test_windows_and_dates_that_never_meet_give_none() -> None:
    weekend = Policy(
        week=WEEKDAYS, start=datetime(2026, 11, 28), finish=datetime(2026, 11, 29, 23, 59, 59)
    )
    assert first_call(weekend, MOSCOW, MONDAY_NOON) is None
    assert never_calls(weekend, None, MONDAY_NOON)


def test_without_a_zone_it_never_meets_only_if_it_meets_nowhere_on_earth() -> None:
    until_today = Policy(week=WEEKDAYS, finish=datetime(2026, 11, 23, 23, 59, 59))
    late = datetime(2026, 11, 23, 22, tzinfo=UTC)
    assert not never_calls(until_today, None, late)
    assert never_calls(until_today, MOSCOW, late)


def test_a_policy_without_limits_may_call_now() -> None:
    assert first_call(Policy(), "Z", MONDAY_NOON) == datetime(2026, 11, 23, 9)
