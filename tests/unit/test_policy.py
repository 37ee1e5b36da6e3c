"""Policies: canonical weeks, breaks, amendments."""

from datetime import datetime

import pytest

from bot.core.policy import Attempts, Day, Policy, Week, Window, merged, without

NINE_TO_SIX = (Window(540, 1080),)
WEEKDAYS = tuple(Day)[:5]


def week(*days: Day, hours: tuple[Window, ...] = NINE_TO_SIX, named: bool = True) -> Week:
    return Week.of(dict.fromkeys(days, hours), named=named)


def test_touching_and_overlapping_windows_become_one() -> None:
    assert merged([Window(720, 800), Window(600, 720), Window(780, 840)]) == (Window(600, 840),)


def test_a_break_splits_a_window() -> None:
    assert without(NINE_TO_SIX, Window(780, 840)) == (Window(540, 780), Window(840, 1080))


def test_a_break_over_the_whole_window_leaves_nothing() -> None:
    assert without([Window(600, 700)], Window(0, 1440)) == ()


@pytest.mark.parametrize(("start", "end"), [(600, 600), (700, 600), (-1, 60), (0, 1441)])
def test_what_is_no_window_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a window"):
        Window(start, end)


def test_a_week_without_an_allowed_day_is_refused() -> None:
    with pytest.raises(ValueError, match="not a week"):
        Week.of({})


def test_a_week_where_only_some_days_have_hours_is_refused() -> None:
    with pytest.raises(ValueError, match="not a week"):
        Week.of({Day.MON: NINE_TO_SIX, Day.TUE: ()})


def test_the_shared_hours_are_those_of_most_days_and_the_earliest_on_a_tie() -> None:
    short = (Window(660, 900),)
    assert Week.of({Day.MON: NINE_TO_SIX, Day.SAT: short, Day.SUN: short}).shared == short
    assert Week.of({Day.MON: NINE_TO_SIX, Day.SAT: short}).shared == NINE_TO_SIX


def test_days_of_equal_hours_are_one_group_wherever_they_stand() -> None:
    short = (Window(660, 900),)
    mixed = Week.of({Day.MON: NINE_TO_SIX, Day.TUE: short, Day.FRI: NINE_TO_SIX})
    assert mixed.groups() == (((Day.MON, Day.FRI), NINE_TO_SIX), ((Day.TUE,), short))


def test_what_later_words_do_not_mention_stays() -> None:
    before = Policy(
        week=week(*WEEKDAYS),
        zone="Europe/Moscow",
        start=datetime(2026, 12, 1),
        attempts=Attempts(3, 120),
    )
    assert before.merged_with(Policy()) == before
    assert before.merged_with(Policy(attempts=Attempts(5))).attempts == Attempts(5, 120)


def test_a_zone_replaces_the_local_time_and_the_reverse() -> None:
    local, named = Policy(zone_per_number=True), Policy(zone="Europe/Moscow")
    assert local.merged_with(named) == named
    assert named.merged_with(local) == local
