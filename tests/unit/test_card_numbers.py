"""What the card says of numbers whose rows say more than the message did."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.card import blocked, card, summary
from bot.core.draft import Draft, Missing, apply
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.tally import Own, RefusedTally, Tally
from bot.core.policy import Day, Policy, Week, Window
from bot.core.reading.reading import Reading
from bot.core.texts import Text, text

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEEK = Week.of(dict.fromkeys(tuple(Day)[:5], (Window(600, 1080),)))
MOSCOW = Policy(week=WEEK, zone="Europe/Moscow")
LOCAL = Policy(week=WEEK, zone_per_number=True)
HELD = Tally(10, (Number("79123456789"),))


def draft(policy: Policy | None, **tally: Any) -> Draft:
    return Draft("d", 1, 1, "en", numbers=replace(HELD, **tally), policy=policy)


def said(policy: Policy | None, **tally: Any) -> dict[str, Text]:
    """The lines behind those of the numbers, by their keys."""
    lines = summary(draft(policy, **tally), None, NOW)[3:]
    return {line.key: line for line in lines}


def test_without_rows_of_their_own_nothing_is_added() -> None:
    assert list(said(MOSCOW)) == ["week-line", "zone-named", "first-calls"]


def test_some_numbers_have_a_schedule_or_a_zone_of_their_own() -> None:
    lines = said(MOSCOW, own=Own(numbers=7, zones=5, schedules=3, weeks=3))
    assert list(lines) == [
        "week-line",
        "zone-named",
        "own-schedules",
        "own-zones",
        "first-calls-others",
    ]
    assert (lines["own-schedules"].params, lines["own-zones"].params) == (
        {"count": 3},
        {"count": 5},
    )


def test_no_zone_and_no_first_calls_are_promised_that_hold_for_nobody() -> None:
    lines = said(MOSCOW, own=Own(numbers=10, zones=10))
    assert list(lines) == ["week-line", "own-zones"]


def test_cities_count_where_no_zone_was_said() -> None:
    some = said(Policy(week=WEEK), own=Own(cities=4))
    assert list(some) == ["week-line", "zone-of-number", "city-zones"]
    assert list(said(Policy(week=WEEK), own=Own(cities=10))) == ["week-line", "city-zones"]
    assert list(said(MOSCOW, own=Own(cities=4))) == [
        "week-line",
        "zone-named",
        "city-zones-unused",
        "first-calls",
    ]


def test_a_schedule_in_every_row_needs_no_other() -> None:
    every = draft(None, own=Own(numbers=10, schedules=10, weeks=10))
    assert (every.missing, every.ready) == ((), True)
    assert [line.key for line in summary(every, None, NOW)[3:]] == [
        "zone-of-number",
        "own-schedules",
    ]


def test_a_schedule_in_some_rows_leaves_the_question_for_the_others() -> None:
    some = draft(None, own=Own(numbers=9, schedules=10, weeks=9))
    assert some.missing == (Missing.SCHEDULE,)
    assert list(said(None, own=some.numbers.own)) == ["own-schedules"]


def test_days_that_never_come_block_only_those_who_go_by_them() -> None:
    never = Policy(week=Week.of({Day.SUN: ()}), finish=datetime(2026, 11, 24), zone="Z")
    assert blocked(draft(never), None, NOW)
    assert not blocked(draft(never, own=Own(numbers=10, schedules=10, weeks=10)), None, NOW)
    over = replace(never, finish=datetime(2026, 11, 20))
    assert blocked(draft(over, own=Own(numbers=10, schedules=10, weeks=10)), None, NOW)


ZONES = (
    ("Europe/Moscow", 5),
    (None, 4),
    *((f"Asia/{name}", 1) for name in ("Omsk", "Tomsk", "Chita", "Tokyo", "Almaty")),
)


def test_local_time_is_told_zone_by_zone() -> None:
    lines = said(replace(LOCAL, zone="Europe/Samara"), zones=ZONES)
    assert list(lines) == [
        "week-line",
        "zone-per-number-else",
        "local-zones",
        "first-calls-zones",
    ]
    zones = lines["local-zones"].params["zones"]
    assert isinstance(zones, tuple)
    assert zones[0] == text("local-zone", zone=text("zone-city", zone="Europe/Moscow"), count=5)
    assert zones[5:] == (text("local-zones-more", count=1), text("local-zone-unknown", count=4))


def test_offsets_have_names_too() -> None:
    (line,) = [
        one for key, one in said(LOCAL, zones=(("+03:00", 1), ("Z", 1))).items() if "local" in key
    ]
    assert line.params["zones"] == (
        text("local-zone", zone=text("zone-utc", offset="+03:00"), count=1),
        text("local-zone", zone=text("zone-utc", offset=""), count=1),
    )


def test_one_zone_is_asked_for_all_that_tell_none() -> None:
    """With the zones that the others have as ready answers."""
    asked = apply(draft(None), Reading("", LOCAL), replace(HELD, zones=ZONES))
    (question,) = asked.questions
    assert question.said == text("asked-local-zones", count=4)
    assert [answer.policy.zone for answer in question.answers] == [
        "Europe/Moscow",
        "Asia/Omsk",
        "Asia/Tomsk",
    ]


@pytest.mark.parametrize(
    ("refused", "keys"),
    [
        (RefusedTally(), []),
        (
            RefusedTally(1, (RefusedNumber("12", text("refused-too-short")),)),
            ["refused-title", "refused-line"],
        ),
        (
            RefusedTally(1, (RefusedNumber("12", text("refused-too-short"), 7),)),
            ["refused-title", "refused-line-row"],
        ),
        (
            RefusedTally(
                9,
                (RefusedNumber("12", text("refused-too-short"), 7),),
                (("refused-row-zone", 2), ("refused-too-short", 4), ("unheard-of", 3)),
            ),
            ["refused-title", "refused-reason", "refused-reason", "refused-reason"],
        ),
    ],
)
def test_refused_numbers_are_shown_if_few_and_counted_if_many(
    refused: RefusedTally, keys: list[str]
) -> None:
    lines = card(replace(draft(MOSCOW), refused=refused), None, NOW)
    assert [line.key for line in lines if line.key.startswith("refused")] == keys


def test_reasons_are_counted_without_the_cells_they_quote() -> None:
    reasons = (("refused-row-zone", 2), ("refused-too-short", 4), ("unheard-of", 3))
    lines = card(replace(draft(MOSCOW), refused=RefusedTally(9, (), reasons)), None, NOW)
    counted = [line.params["reason"] for line in lines if line.key == "refused-reason"]
    assert counted == [
        text("refused-too-short"),
        text("refused-otherwise"),
        text("refused-zones"),
    ]
