"""`bot numbers` and the console's files on real processes: what is printed, and the status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.commands import Ended, bot
from tests.e2e.terminal import Terminal

LIST = "Телефон;Имя\n8 912 345-67-89;Анна\n+79123456789;Анна\n12345;Влад\n9031234567;Борис\n"
UNCLEAR = "79123456780;79031234560\n79123456781;79031234561\n"
CAPTION = "weekdays 10-18 Moscow"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "my list.csv"
    path.write_text(LIST, encoding="cp1251")
    return path


def answer(ended: Ended) -> dict[str, Any]:
    return dict(json.loads(ended.said))


def test_a_file_is_told_as_json(tmp_path: Path, path: Path) -> None:
    ended = bot(tmp_path, "numbers", str(path), "--json", "--caption", CAPTION)
    assert (ended.status, ended.complained) == (0, "")
    told = answer(ended)
    assert told["count"] == 2
    assert told["numbers"] == [
        {"phone": "79123456789", "payload": {"Имя": "Анна"}},
        {"phone": "79031234567", "payload": {"Имя": "Борис"}},
    ]
    assert told["duplicates"] == 1
    assert told["refused"] == [{"row": 4, "value": "12345", "reason": "too short"}]
    assert told["columns"] == [
        {"column": "A", "kind": "phone", "header": "Телефон"},
        {"column": "B", "kind": "name", "header": "Имя"},
    ]
    assert told["policy"]["gmtZone"] == "Europe/Moscow"
    assert told["questions"] == []


def test_a_person_sees_the_card_in_their_language(tmp_path: Path, path: Path) -> None:
    ended = bot(tmp_path, "numbers", str(path), "--caption", "будни 10-18 мск", LANG="ru_RU.UTF-8")
    assert (ended.status, ended.complained) == (0, "")
    assert "2 номера" in ended.said
    assert "Пн–Пт 10:00–18:00" in ended.said
    assert "Колонки: A телефон, B имя" in ended.said
    assert "12345: короче нужного" in ended.said


def test_only_the_first_numbers_are_printed_unless_all_are_wanted(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("".join(f"7912{n:07}\n" for n in range(50)))
    told = answer(bot(tmp_path, "numbers", str(path), "--json"))
    assert (told["count"], len(told["numbers"])) == (50, 20)
    told = answer(bot(tmp_path, "numbers", str(path), "--json", "--all"))
    assert [number["phone"] for number in told["numbers"]] == [f"7912{n:07}" for n in range(50)]


def test_a_question_is_told_and_answered(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text(UNCLEAR)
    ended = bot(tmp_path, "numbers", str(path), "--json")
    assert ended.status == 1
    told = answer(ended)
    assert told["numbers"] == []
    assert told["questions"][0]["answers"][:2] == ["A: 79123456780", "B: 79031234560"]
    ended = bot(tmp_path, "numbers", str(path), "--json", "--answer", "2")
    assert ended.status == 0
    assert [n["phone"] for n in answer(ended)["numbers"]] == ["79031234560", "79031234561"]


def test_an_answer_that_nobody_asked_for_is_refused(tmp_path: Path, path: Path) -> None:
    ended = bot(tmp_path, "numbers", str(path), "--answer", "9")
    assert (ended.status, ended.said) == (2, "")
    assert len(ended.complaints) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [(None, "There is no such file"), (b"%PDF-1.7", "This is a PDF"), (b"", "There is nothing")],
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_status_2(
    tmp_path: Path, content: bytes | None, why: str
) -> None:
    path = tmp_path / "list.xlsx"
    if content is not None:
        path.write_bytes(content)
    ended = bot(tmp_path, "numbers", str(path), "--json")
    assert (ended.status, ended.said) == (2, "")
    assert ended.complained.startswith(why)
    assert len(ended.complaints) == 1


def test_a_bar_is_shown_on_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "many.csv").write_text("".join(f"7912{n:07}\n" for n in range(50_000)))
    with Terminal(tmp_path, "numbers", "many.csv") as terminal:
        terminal.wait_for("%")
        terminal.wait_for("50,000 numbers")
        assert terminal.end() == 0


def test_the_console_reads_files(tmp_path: Path, path: Path) -> None:
    given = f"/file '{path}' {CAPTION}\nyes\n"
    ended = bot(tmp_path, "console", given=given)
    assert (ended.status, ended.complained) == (0, "")
    assert "Added 2 numbers" in ended.said
    assert "Reading" not in ended.said


def test_a_file_dragged_into_the_console_is_read(tmp_path: Path, path: Path) -> None:
    escaped = str(path).replace(" ", "\\ ")
    ended = bot(tmp_path, "console", given=f"{escaped}\n{CAPTION}\nyes\n")
    assert ended.status == 0
    assert "Added 2 numbers" in ended.said


@pytest.mark.parametrize("line", ["/file", "/file nothing.csv"])
def test_a_file_that_is_not_there_is_not_done(tmp_path: Path, line: str) -> None:
    ended = bot(tmp_path, "console", given=f"{line}\n")
    assert ended.status == 1
    assert len(ended.lines) == 1
