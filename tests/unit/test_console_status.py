"""The console in a pipe, inside this process: what it answers, and whether all was done."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app.practice import run_console
from bot.config import Config

REQUEST = "79123456789 weekdays 10-18 Moscow"

Talk = Callable[..., tuple[bool, str]]


@pytest.fixture
def talk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Talk:
    """Say these lines to the console; whether all was done, and what it answered."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.app.practice.configure", lambda *_: None)

    def talk(*lines: str, language: str = "en") -> tuple[bool, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        done = run_console(Config(default_language=language, data_dir=tmp_path))
        said, complained = capsys.readouterr()
        assert complained == ""
        return done, said

    return talk


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["", " "],
        [REQUEST],
        [REQUEST, "yes"],
        [REQUEST, "YES!"],
        [REQUEST, "да"],
        [REQUEST, "1"],
        [REQUEST, "no"],
        [REQUEST, "cancel"],
        [REQUEST, "json", "/cancel"],
        ["79123456789", "weekdays 10-18 Moscow", "yes", "/Sandbox"],
        ["/help", "/sandbox", "/QUIT", "yes"],
        [f"{REQUEST} qwertyuiop", "1"],
    ],
    ids=repr,
)
def test_all_that_was_asked_was_done(talk: Talk, lines: list[str]) -> None:
    done, _ = talk(*lines)
    assert done


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["qwertyuiop"], "Not understood: “qwertyuiop”"),
        (["yes"], "nothing to answer"),
        (["/frobnicate"], "/frobnicate"),
        ([REQUEST, "no", "yes"], "nothing to answer"),
        ([REQUEST, "yes", "yes"], "nothing to answer"),
        ([f"{REQUEST} qwertyuiop", "yes"], "still open"),
        ([f"{REQUEST} qwertyuiop"], "Not understood: “qwertyuiop”"),
        (["79123456789"], "When to call?"),
        (["weekdays 10-18 Moscow"], "Whom to call?"),
        ([REQUEST, "yes", REQUEST, "yes"], "did not take +7 912 345-67-89"),
    ],
    ids=repr,
)
def test_something_that_was_asked_was_not_done(talk: Talk, lines: list[str], said: str) -> None:
    done, answered = talk(*lines)
    assert not done
    assert said in answered


def test_every_word_of_the_help_works(talk: Talk) -> None:
    _, said = talk("/help")
    assert "yes sends the draft, cancel throws it away, json shows the request" in said
    for word, answer in (("yes", "Added 1"), ("cancel", "nothing was sent"), ("json", '"phone"')):
        assert answer in talk(REQUEST, word)[1]


def test_every_word_of_the_help_works_in_russian(talk: Talk) -> None:
    _, said = talk("/help", language="ru")
    assert "да — отправить черновик, отмена — выбросить, json — показать запрос" in said
    for word, answer in (("да", "Добавлен 1"), ("отмена", "не отправлено"), ("json", '"phone"')):
        assert answer in talk("79123456789 будни 10-18 мск", word, language="ru")[1]


def test_a_card_is_answered_by_number(talk: Talk) -> None:
    done, said = talk("79123456789", "1", "1", "/sandbox")
    assert done
    assert "1 – As in the campaign" in said
    assert "79123456789  planned  {}" in said


def test_a_number_that_no_button_has_is_words(talk: Talk) -> None:
    done, said = talk(REQUEST, "9")
    assert not done
    assert "Added" not in said


def test_a_draft_that_waits_for_more_is_not_sent_by_yes(talk: Talk) -> None:
    done, said = talk("79123456789", "yes", "/sandbox")
    assert not done
    assert "still open" in said
    assert "no call jobs" in said
