"""Questions carry their possible readings as ready policies, so that one tap settles them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from bot import words
from bot.core.policy import Policy, Week
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.parse import Context, parse
from bot.core.reading.reading import Reading, Role

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@cache
def lexicon() -> Lexicon:
    return words.load()


def read(text: str, base: Week | None = None) -> Reading:
    return parse(text, lexicon(), Context(NOW, base=base))


def policy(text: str) -> Policy:
    reading = read(text)
    assert reading.ready, text
    return reading.policy


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("до 15 или 16 декабря", ["до 15 декабря", "до 16 декабря"]),
        ("10 or 11 to 18", ["10 to 18", "11 to 18"]),
        ("until 5 or 6pm", ["until 5pm", "until 6pm"]),
        ("будни 10-17 или 18, обед 13-14", ["будни 10-17, обед 13-14", "будни 10-18, обед 13-14"]),
        ("3 или 4 попытки", ["3 попытки", "4 попытки"]),
        ("every 2 or 3 hours", ["every 2 hours", "every 3 hours"]),
        ("until Friday or Saturday", ["until Friday", "until Saturday"]),
        ("до 17 или до 18", ["до 17", "до 18"]),
        ("обед 9-18, будни 9-18", ["будни 9-18", "будни 9-18, обед 13-14"]),
        ("weekdays 9-5, lunch 9-5", ["weekdays 9-5", "weekdays 9-5, lunch 1-2"]),
        ("10-18 мск, 9-17 по Лондону", ["10-18 мск", "9-17 по Лондону"]),
        (
            "пн-пт 10-18 мск, сб 9-17 Лондон",
            ["пн-пт 10-18, сб 9-17 мск", "пн-пт 10-18, сб 9-17 Лондон"],
        ),
        ("10-18 +3 or +4", ["10-18 +3", "10-18 +4"]),
        ("10-18 Moscow and New York", ["10-18 Moscow", "10-18 New York"]),
        ("3 попытки, 5 попыток", ["3 попытки", "5 попыток"]),
        ("с 1 декабря, с 2 декабря", ["с 1 декабря", "с 2 декабря"]),
        ("10-18, until December", ["10-18, through 30 November", "10-18, through 31 December"]),
        ("пятница 26 ноября 10-18", ["26 ноября 10-18", "27 ноября 10-18"]),
        ("пн-пт 10-18, сб обед 13-14", ["пн-пт 10-18, сб 10-13, 14-18", "пн-пт 10-18"]),
        ("18-10", ["10-18", "18:00-10:00"]),
    ],
)
def test_each_sensible_reading_is_an_answer(said: str, meant: list[str]) -> None:
    (question,) = read(said).questions
    found = [answer.policy for answer in question.answers]
    assert found == [policy(one) for one in meant if one != "18:00-10:00"] + (
        found[1:] if "18:00-10:00" in meant else []
    )
    assert len(found) == len(meant)


@pytest.mark.parametrize("said", ["10 or 11 to 18", "будни до 15 или 16 декабря, 10-18 📞"])
def test_a_choice_is_one_piece_and_nothing_in_it_is_unknown(said: str) -> None:
    reading = read(said)
    assert not reading.unknown
    start = said.index(reading.questions[0].words)
    piece = next(p for p in reading.pieces if p.start <= start < p.end)
    assert piece.role is Role.ASSUMPTION
    assert piece.end >= start + len(reading.questions[0].words)


BASE = "пн-пт 10-18"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("не 18, а 19", "пн-пт 10-19"),
        ("19, а не 18", "пн-пт 10-19"),
        ("не с 10, а с 11", "пн-пт 11-18"),
        ("not until 6pm but 7pm", ""),
        ("not 18 but 19", "пн-пт 10-19"),
        ("не 6, а 7", "пн-пт 10-19"),
        ("не 10-18, а 11-19", "пн-пт 11-19"),
        ("11-19, а не 10-18", "пн-пт 11-19"),
        ("не в пятницу, а в субботу", "пн-чт,сб 10-18"),
        ("not Friday but Saturday", "пн-чт,сб 10-18"),
        ("не пн-пт, а пн-сб", "пн-сб 10-18"),
        ("не 18, а 19, обед 13-14", "пн-пт 10-13, 14-19"),
        ("не с 9, а с 11", ""),
        ("не 14, а 15", ""),
        ("не вторник, а среда", ""),
    ],
)
def test_a_correction_changes_the_one_thing_it_names(said: str, left: str) -> None:
    """Where it is not exactly one thing of the draft's week, it is asked about."""
    reading = read(said, base=policy(BASE).week)
    if left:
        assert reading.ready, reading.questions
        assert reading.policy.week == policy(left).week
    else:
        assert not reading.ready


def test_hours_that_begin_and_end_at_one_time_are_not_guessed_at() -> None:
    assert not read("не 14, а 15", base=policy("10-14, 14:00-14:30, 16-18").week).ready
    assert not read("не 14, а 13", base=policy("пн 10-14; вт 14-18").week).ready


def test_hours_without_days_leave_days_that_were_closed_closed() -> None:
    base = policy("пн-сб 10-18").week
    assert read("11-19, сб выходной", base=base).policy.week == policy("пн-пт 11-19").week
    assert read("11-19 кроме среды", base=base).policy.week == policy("пн,вт,чт-сб 11-19").week


@pytest.mark.parametrize(
    ("said", "word"), [("3 попытик", "попытки"), ("понидельник 10-18", "понедельник")]
)
def test_a_near_miss_is_told_in_the_language_and_letters_of_the_message(
    said: str, word: str
) -> None:
    (mended,) = [a for a in read(said).assumptions if a.said.key == "assumed-word"]
    assert mended.said.params["word"] == word


def test_of_two_candidates_with_one_meaning_the_language_of_the_message_decides() -> None:
    """ "Latin" is a word of two made-up languages with one meaning and two spellings."""
    two = Lexicon(
        words={"fridag": {"day": 4}, "fridai": {"day": 4}, "og": {"and": 1}, "i": {"and": 1}},
        spoken=(frozenset({"fridag", "og"}), frozenset({"fridai", "i"})),
    )
    assert two.mended("fridax", ["og"]) == "fridag"
    assert two.mended("fridax", ["i"]) == "fridai"


def test_two_candidates_of_different_meanings_are_not_understood() -> None:
    two = Lexicon(words={"marta": {"month": 3}, "marka": {"filler": 1}})
    assert two.mended("marsa") is None


@pytest.mark.parametrize("text", ["10\u200b-18\u200b мск", "1️⃣0️⃣-1️⃣8️⃣ мск"])
def test_signs_without_width_do_not_change_numbers(text: str) -> None:
    assert read(text).policy == policy("10-18 мск")
