"""Numbers taken off the list by words, and negations that must not be passed over."""

import pytest

from bot.core.reading.parse import Context, parse
from bot.core.reading.reading import Reading
from tests.unit.test_reading_amend import LEXICON, NOW

CALLED, OFF = "79990001122", "79031112233"


def read(said: str) -> Reading:
    return parse(said, LEXICON, Context(now=NOW))


@pytest.mark.parametrize(
    "said",
    [
        "убери 8 903 111-22-33",
        "удали номер 89031112233",
        "без +7 903 111-22-33",
        "remove 79031112233",
        "79990001122 будни 10-18, не звони 89031112233",
        "79990001122 будни 10-18 кроме 89031112233",
    ],
)
def test_a_number_after_such_a_word_is_off_the_list(said: str) -> None:
    reading = read(said)
    assert reading.removed == (OFF,)
    assert [n.phone for n in reading.numbers] == ([CALLED] if CALLED in said else [])
    assert reading.ready


def test_a_day_between_keeps_the_number() -> None:
    reading = read("кроме среды 89031112233")
    assert (reading.removed, [n.phone for n in reading.numbers]) == ((), [OFF])


@pytest.mark.parametrize("said", ["будни 10-18, не вот так", "10-18 до 1 декабря, кроме 25 ноября"])
def test_a_negation_that_is_not_understood_is_a_question_and_no_word_to_send_without(
    said: str,
) -> None:
    assert "words" in {question.about for question in read(said).questions}


@pytest.mark.parametrize("said", ["89031112233 отказался", "89031112233 убери"])
def test_a_lower_case_word_beside_one_number_is_no_name(said: str) -> None:
    assert [n.payload for n in read(said).numbers] in ([{}], [])
    assert not read(said).ready


@pytest.mark.parametrize(
    "said", ["не 18, а 19", "не до 18, а до 19", "not from 10 but from 11", "не с 10, а с 11"]
)
def test_a_correction_is_asked_about_and_changes_no_hours(said: str) -> None:
    """The reader does not guess what it takes back."""
    reading = read(said)
    assert reading.policy.week is None
    assert "words" in {question.about for question in reading.questions}


def test_a_bound_from_both_sides_is_no_correction() -> None:
    assert read("не раньше 11 и не позже 17").ready


@pytest.mark.parametrize("said", ["89031112233 через час", "call 89031112233 in 2 hours"])
def test_a_number_and_a_while_is_asked_about(said: str) -> None:
    """When to call, or how often to repeat? A guess would call now."""
    reading = read(said)
    assert reading.policy.attempts.every is None
    assert [question.about for question in reading.questions] == ["attempts"]


@pytest.mark.parametrize("said", ["89031112233 3 попытки через час", "через полчаса"])
def test_beside_attempts_it_is_the_interval(said: str) -> None:
    assert read(said).policy.attempts.every
