"""The console on real processes: in a pipe it is a command, on a terminal a conversation."""

from __future__ import annotations

import json
import re
import stat
import subprocess
from pathlib import Path

from rich.cells import cell_len

from tests.e2e.commands import bot
from tests.e2e.processes import BOT, clean_environment
from tests.e2e.terminal import COLUMNS, Terminal

REQUEST = "79123456789 weekdays 10-18 Moscow"
PROMPT = "you › "
TAB, UP, ENTER, CTRL_A, CTRL_C, CTRL_D = "\t", "\x1b[A", "\r", "\x01", "\x03", "\x04"
PASTED = "\x1b[200~{}\x1b[201~"
JOB = re.compile(r"^Call jobs: (\d{10})$", re.MULTILINE)
HELD = re.compile(r"^(\d{10})  79123456789  planned  (\{.*\})$", re.MULTILINE)


def test_in_a_pipe_a_request_is_sent_and_told_in_plain_lines(tmp_path: Path) -> None:
    """No frame, no colour, no wrapping, even where the environment asks for colours."""
    settings = {"FORCE_COLOR": "1", "COLUMNS": "20", "TERM": "xterm-256color"}
    ended = bot(tmp_path, "console", given=f"{REQUEST}\nyes\n/sandbox\n", **settings)
    assert (ended.status, ended.complained) == (0, "")
    assert "Answer: 1 (yes) – ✅ Send 1" in ended.said
    job, held = JOB.search(ended.said), HELD.search(ended.said)
    assert job
    assert held
    assert held[1] == job[1]
    assert json.loads(held[2])["gmtZone"] == "Europe/Moscow"
    assert not set("\x1b│╭╰") & set(ended.said)


def test_it_speaks_the_language_of_the_system(tmp_path: Path) -> None:
    given = "79123456789 будни 10-18 мск\nда\n/sandbox\n"
    ended = bot(tmp_path, "console", given=given, LANG="ru_RU.UTF-8")
    assert (ended.status, ended.complained) == (0, "")
    assert "Пн–Пт 10:00–18:00" in ended.said
    assert "Добавлен 1 номер" in ended.said
    assert "В кампании 1 задача:" in ended.said


def test_words_in_another_encoding_are_not_overlooked(tmp_path: Path) -> None:
    """Windows-1251 for "weekdays": the words must not vanish and leave a call on every day."""
    given = "79123456789 будни 10-18 мск\n".encode("cp1251")
    ended = bot(tmp_path, "console", given=given)
    assert (ended.status, ended.complained) == (1, "")
    assert "Not understood" in ended.said


def test_a_reader_that_leaves_gets_no_traceback(tmp_path: Path) -> None:
    """`bot console | head -1`."""
    (tmp_path / "asked").write_text(f"{REQUEST}\nyes\n" * 20)
    run = subprocess.run(
        ["sh", "-c", f"{BOT} console <asked | head -1"],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines() == ["1 number"]
    assert run.stderr == ""


def test_on_a_terminal_it_is_a_conversation(tmp_path: Path) -> None:
    with Terminal(tmp_path) as person:
        assert "no real call is made" in person.wait_for(PROMPT)
        person.type(REQUEST + ENTER)
        card = frame(person.wait_for(PROMPT))
        assert card[1].strip("│ ") == "1 number"
        person.type("1" + ENTER)
        assert "Added 1 number" in person.wait_for(PROMPT)
        person.type("/sa" + TAB + ENTER)
        assert "holds 1 call job" in person.wait_for(PROMPT)
        person.type(PASTED.format("79123456780\r79123456781\rweekdays 10-18 Moscow") + ENTER)
        assert "2 numbers" in person.wait_for(PROMPT), "a pasted list is one message"
        person.type("frobnicate" + CTRL_A + "/" + ENTER)
        assert "I do not know /frobnicate" in person.wait_for(PROMPT), "Home is behind the prompt"
        person.type("/quit" + ENTER)
        assert person.end() == 0, "to leave is no error, whatever was said before"


def test_on_a_terminal_nothing_is_wider_than_it(tmp_path: Path) -> None:
    with Terminal(tmp_path) as person:
        person.wait_for(PROMPT)
        person.type(f"{REQUEST} жъщ电话ю {'q' * 120}" + ENTER)
        shown = person.wait_for(PROMPT)
        card = frame(shown)
        assert "电话" in "".join(card)
        assert {cell_len(line) for line in card} == {cell_len(card[0])}
        answered = shown[shown.index(card[0]) :].splitlines()
        assert max(cell_len(line) for line in answered) <= COLUMNS


def test_the_history_outlives_the_session_and_is_private(tmp_path: Path) -> None:
    for keys, leave in (("/sandbox", CTRL_D), (UP, CTRL_C)):
        with Terminal(tmp_path) as person:
            person.wait_for(PROMPT)
            person.type(keys + ENTER)
            assert "no call jobs" in person.wait_for(PROMPT)
            assert person.leave(leave) == 0
            assert "Traceback" not in person.shown
    history = tmp_path / "data" / "console_history"
    assert stat.S_IMODE(history.stat().st_mode) == 0o600


def frame(shown: str) -> list[str]:
    """The lines of the frame in what was shown."""
    lines = [line for line in shown.splitlines() if line[:1] in {"╭", "│", "╰"}]
    assert lines, shown
    assert (lines[0][-1], lines[-1][-1]) == ("╮", "╯")
    return lines
