"""Messages with numbers: each number and its data are found, and nothing else is taken for one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot import words
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.parse import Context, parse
from tests.corpus.messages import Message, differences, messages
from tests.corpus.phrases import NOW

FILES = sorted((Path(__file__).parent / "numbers").glob("*.txt"))
MESSAGES = [(file.stem, message) for file in FILES for message in messages(file)]


@cache
def lexicon() -> Lexicon:
    return words.load()


@pytest.mark.parametrize(
    "message", [pytest.param(m, id=f"{stem}: {m.text[:60]!r}") for stem, m in MESSAGES]
)
def test_message(message: Message) -> None:
    reading = parse(message.text, lexicon(), Context(NOW))
    assert list(differences(message, reading)) == [], reading.pieces


def test_there_are_enough_messages() -> None:
    assert len(MESSAGES) > 200
