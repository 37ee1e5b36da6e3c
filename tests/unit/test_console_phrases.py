"""The lines of `bot parse --jsonl`: what is asked, what is answered, and what is no question."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bot.console.phrases import BadLine, Phrases
from bot.core.policy import Policy
from bot.core.reading.reading import Assumption, Piece, Question, Reading, Role
from bot.core.texts import Text, text


def read(said: str) -> Reading:
    """A reader that has a question about everything."""
    assumed = Assumption(text("assumed"), words="10")
    return Reading(said, Policy(), assumptions=(assumed,), questions=(Question(text("asked")),))


def say(said: Text) -> str:
    """A language of one word for each text."""
    return said.key.upper()


@pytest.mark.parametrize("key", [1, "a", None, 0, "", [1], {"a": 1}, "я"], ids=repr)
def test_the_id_comes_back_as_it_was(key: object) -> None:
    asked = json.dumps({"id": key, "text": "10-18", "more": True}).encode()
    (answer,) = Phrases(read).lines([b"\n", b"  \n", asked])
    assert json.loads(answer)["id"] == key
    assert json.loads(answer)["status"] == "ask"


@pytest.mark.parametrize(
    "bad",
    [
        b"weekdays",
        b'"text"',
        b"[]",
        b'{"id": 1}',
        b'{"text": "10-18"}',
        b'{"id": 1, "text": 5}',
        b'{"id": 1, "te',
        b'{"id": 1, "text": "\xff"}',
        b"[" * 100_000,
        b'{"text": "", "id": ' + b"1" * 5000 + b"}",
    ],
    ids=lambda bad: repr(bad[:20]),
)
def test_a_bad_line_stops_the_stream_at_its_number(bad: bytes) -> None:
    answers = Phrases(read).lines([b'{"id": 1, "text": ""}', b"", bad])
    assert json.loads(next(answers))["id"] == 1
    with pytest.raises(BadLine, match=r"^line 3: "):
        next(answers)


def test_an_answer_comes_before_the_next_line_is_asked_for() -> None:
    def lines() -> Iterator[bytes]:
        yield b'{"id": 1, "text": ""}'
        raise AssertionError("asked for the second line before the first was answered")

    assert next(Phrases(read).lines(lines()))


def test_what_is_assumed_and_asked_is_said_in_the_language_too() -> None:
    assert "said" not in json.loads(Phrases(read).one("10-18"))
    assert json.loads(Phrases(read, say=say).one("10-18"))["said"] == ["10: ASSUMED", "ASKED"]


def test_a_phrase_is_explained_a_row_a_piece() -> None:
    pieces = (
        Piece(0, 5, Role.FACT, "days"),
        Piece(6, 11, Role.UNKNOWN),
    )
    phrases = Phrases(lambda said: Reading(said, pieces=pieces))
    assert list(phrases.explained("будни вчера")) == [
        "0-5   будни  fact     days",
        "6-11  вчера  unknown",
    ]
    assert list(Phrases(Reading).explained("")) == []
