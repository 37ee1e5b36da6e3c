"""Words about a draft: what is not mentioned stays as it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.policy import Day, Week, Window
from bot.core.reading.parse import Context, parse
from bot.words import load

LEXICON = load()
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAYS = {day.name.lower(): day for day in Day}


def week(said: str, *, named: bool = True) -> Week:
    """A week from `mon-fri 10-13,14-18; sat 11-15`; hours may be left out."""
    hours = {}
    for group in said.split(";"):
        days, _, windows = group.strip().partition(" ")
        first, _, last = days.partition("-")
        for day in range(DAYS[first], DAYS[last or first] + 1):
            hours[Day(day)] = tuple(
                Window(int(a) * 60, int(b) * 60)
                for a, b in (window.split("-") for window in windows.split(",") if window)
            )
    return Week.of(hours, named=named)


BROKEN = "mon-fri 10-13,14-18"


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        (BROKEN, "с 11", "mon-fri 11-13,14-18"),
        (BROKEN, "from 11", "mon-fri 11-13,14-18"),
        (BROKEN, "до 17", "mon-fri 10-13,14-17"),
        (BROKEN, "until 8pm", "mon-fri 10-13,14-20"),
        (BROKEN, "с 9 до 19", "mon-fri 9-19"),
        (BROKEN, "добавь субботу", "mon-sat 10-13,14-18"),
        (BROKEN, "add Saturday", "mon-sat 10-13,14-18"),
        (BROKEN, "ещё в субботу 11-15", "mon-fri 10-13,14-18; sat 11-15"),
        (BROKEN, "сб 11-15", "mon-fri 10-13,14-18; sat 11-15"),
        (BROKEN, "Saturday 11-15", "mon-fri 10-13,14-18; sat 11-15"),
        (BROKEN, "добавь 19-20", "mon-fri 10-13,14-18,19-20"),
        (BROKEN, "убери среду", "mon-tue 10-13,14-18; thu-fri 10-13,14-18"),
        (BROKEN, "remove Wednesday", "mon-tue 10-13,14-18; thu-fri 10-13,14-18"),
        (BROKEN, "кроме среды", "mon-tue 10-13,14-18; thu-fri 10-13,14-18"),
        (BROKEN, "no calls on Wednesdays", "mon-tue 10-13,14-18; thu-fri 10-13,14-18"),
        (BROKEN, "в пятницу до 16", "mon-thu 10-13,14-18; fri 10-13,14-16"),
        (BROKEN, "Friday 10-12", "mon-thu 10-13,14-18; fri 10-12"),
        (BROKEN, "только понедельник", "mon 10-13,14-18"),
        (BROKEN, "выходные", "sat-sun 10-13,14-18"),
        (BROKEN, "по Самаре", BROKEN),
        (BROKEN, "3 попытки", BROKEN),
        ("mon-fri 10-18", "без обеда", BROKEN),
        ("mon-fri 10-18", "обед 13-14", BROKEN),
        ("mon-fri 10-18", "lunch 1-2", BROKEN),
        ("mon-fri", "с 10 до 18", "mon-fri 10-18"),
        ("mon-fri", "добавь субботу", "mon-sat"),
        ("mon-fri", "убери пятницу", "mon-thu"),
        ("mon-sun 10-20", "будни 9-18", "mon-fri 9-18; sat-sun 10-20"),
    ],
)
def test_a_message_changes_what_it_mentions(before: str, said: str, after: str) -> None:
    reading = parse(said, LEXICON, Context(now=NOW, base=week(before)))
    assert reading.ready, (reading.questions, reading.unknown)
    assert (reading.policy.week or week(before)) == week(after)


def test_hours_of_no_day_in_particular_stay_so() -> None:
    base = week("mon-sun 10-18", named=False)
    reading = parse("с 11", LEXICON, Context(now=NOW, base=base))
    assert reading.policy.week == week("mon-sun 11-18", named=False)


@pytest.mark.parametrize("said", ["с 19", "кроме будней", "убери пн-пт", "before 9am"])
def test_what_would_leave_nothing_is_a_question(said: str) -> None:
    assert parse(said, LEXICON, Context(now=NOW, base=week(BROKEN))).questions
