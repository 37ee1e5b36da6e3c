"""Every phrase of the corpus is read as its line says; a failure tells which way it took."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot import words
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.parse import Context, parse
from tests.corpus.phrases import NOW, Phrase, phrases, verdict

FILES = sorted(Path(__file__).parent.glob("*.txt"))
PHRASES = [(file.stem, phrase) for file in FILES for phrase in phrases(file)]


@cache
def lexicon() -> Lexicon:
    return words.load()


@pytest.mark.parametrize(
    "phrase", [pytest.param(p, id=f"{stem}: {p.text[:60]!r}") for stem, p in PHRASES]
)
def test_phrase(phrase: Phrase) -> None:
    reading = parse(phrase.text, lexicon(), Context(NOW))
    failed = verdict(phrase, reading)
    assert not failed, f"{phrase.text!r}: {failed}\n{reading.pieces}"


def test_there_are_enough_phrases() -> None:
    assert len(PHRASES) > 700


def test_no_phrase_stands_twice_with_two_readings() -> None:
    seen: dict[str, Phrase] = {}
    for _, phrase in PHRASES:
        assert seen.setdefault(phrase.text, phrase) == phrase
