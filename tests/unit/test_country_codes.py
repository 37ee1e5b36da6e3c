"""A country code that nobody wrote is an assumption, and is spoken once."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from bot import words
from bot.core.draft import Draft, apply
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.parse import Context, parse
from bot.core.reading.reading import Reading

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@cache
def lexicon() -> Lexicon:
    return words.load()


def read(text: str, region: str = "RU") -> Reading:
    return parse(text, lexicon(), Context(NOW, region))


def codes(reading: Reading) -> list[tuple[object, str]]:
    return [
        (one.said.params["code"], one.words)
        for one in reading.assumptions
        if one.said.key == "assumed-country-code"
    ]


@pytest.mark.parametrize(
    ("text", "region", "code"),
    [
        ("912 345 67 89", "RU", "7"),
        ("(495) 123-45-67", "RU", "7"),
        ("(212) 555-0123", "US", "1"),
        ("29 123 45 67", "BY", "375"),
    ],
)
def test_a_number_without_a_code(text: str, region: str, code: str) -> None:
    assert codes(read(text, region)) == [(code, text)]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("+7 912 345 67 89", "RU"),
        ("8 912 345 67 89", "RU"),
        ("79123456789", "RU"),
        ("+1 212 555 0123", "RU"),
        ("020 7946 0958", "GB"),
        ("8912345", "RU"),
        ("будни 10-18", "RU"),
    ],
)
def test_a_code_that_was_written_or_a_prefix_needs_no_word(text: str, region: str) -> None:
    assert codes(read(text, region)) == []


def test_one_line_for_all_such_numbers() -> None:
    first = read("9123456789, 912 345 67 80, 8 912 345 67 81")
    assert codes(first) == [("7", "9123456789")]
    draft = apply(apply(Draft("d", 1, 1, "en"), first), read("9123456782"))
    assert [(one.said.key, one.words) for one in draft.assumptions] == [
        ("assumed-country-code", "9123456789")
    ]


def test_a_number_that_is_taken_off_is_not_called_with_any_code() -> None:
    assert codes(read("убери 912 345 67 89")) == []
