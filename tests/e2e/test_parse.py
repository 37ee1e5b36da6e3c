"""`bot parse` on real processes: a phrase, a stream of phrases, and what is wrong with them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.commands import bot
from tests.e2e.processes import BOT, clean_environment

PHRASE = "weekdays 10-18 Moscow"
READING = {
    "status": "ready",
    "policy": {
        "allowedDays": ["mon", "tue", "wed", "thu", "fri"],
        "allowedTime": {"default": [{"localTimeFrom": "10:00", "localTimeTo": "18:00"}]},
        "gmtZone": "Europe/Moscow",
    },
}
HEAVY = {"telegram", "sqlalchemy", "httpx", "pydantic", "babel", "fluent", "structlog", "rich"}


def line(key: object, phrase: str) -> str:
    """A line of the input."""
    return json.dumps({"id": key, "text": phrase}, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("phrase", [PHRASE, "по будням с 10 до 18 по Москве"])
def test_a_phrase_is_printed_as_json(tmp_path: Path, phrase: str) -> None:
    ended = bot(tmp_path, "parse", phrase)
    assert (ended.status, ended.complained) == (0, "")
    assert json.loads(ended.said) == READING
    assert len(ended.lines) > 1, "indented, for people"


def test_it_needs_neither_configuration_nor_locale(tmp_path: Path) -> None:
    """A broken `.env`, an ASCII terminal: the reader does not care."""
    (tmp_path / ".env").write_text("LOG_LEVEL=loud\nDATA_DIR=/dev/null\n")
    settings = {"OWNERS": "@nobody", "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    ended = bot(tmp_path, "parse", "79123456789 будни жъ", **settings)
    assert ended.status == 0
    assert json.loads(ended.said)["not_understood"][0]["words"] == "жъ"
    assert [path.name for path in tmp_path.iterdir()] == [".env"]


def test_it_loads_nothing_heavy(tmp_path: Path) -> None:
    """A phrase costs no Telegram, no SQL, no HTTP: nor the time of loading them."""
    program = f"""
import atexit, sys
atexit.register(lambda: print(*sorted({HEAVY} & set(sys.modules)), file=sys.stderr))
from bot.__main__ import main
main(["parse", {PHRASE!r}])
"""
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(run.stdout) == READING
    assert run.stderr.split() == []


def test_a_stream_is_answered_line_by_line(tmp_path: Path) -> None:
    given = "\ufeff" + line(1, PHRASE) + "\n" + line("я", "будни 10-18 мск") + line(None, "жъ")
    ended = bot(tmp_path, "parse", "--jsonl", given=given)
    answers = [json.loads(answer) for answer in ended.lines]
    assert (ended.status, ended.complained) == (0, "")
    assert answers[:2] == [{"id": 1, **READING}, {"id": "я", **READING}]
    assert (answers[2]["id"], answers[2]["status"]) == (None, "ask")
    assert '"я"' in ended.said, "readable, not escaped"


def test_each_line_is_answered_at_once(tmp_path: Path) -> None:
    """Another program can ask, wait for the answer, and ask again."""
    with subprocess.Popen(
        [BOT, "parse", "--jsonl"],
        cwd=tmp_path,
        env=clean_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as parser:
        assert parser.stdin is not None
        assert parser.stdout is not None
        for key in range(3):
            parser.stdin.write(line(key, PHRASE))
            parser.stdin.flush()
            assert json.loads(parser.stdout.readline()) == {"id": key, **READING}
        parser.stdin.close()
        assert parser.wait() == 0


def test_a_bad_line_is_named_and_the_answers_before_it_are_kept(tmp_path: Path) -> None:
    given = line(1, PHRASE).encode() + b"\xff\n" + line(3, PHRASE).encode()
    ended = bot(tmp_path, "parse", "--jsonl", given=given)
    assert ended.status == 1
    assert [json.loads(answer)["id"] for answer in ended.lines] == [1]
    assert [complaint.partition(":")[0] for complaint in ended.complaints] == ["line 2"]


def test_odd_characters_come_back_whole(tmp_path: Path) -> None:
    """Half of a surrogate pair, a zero byte, an emoji: JSON can carry them all."""
    ended = bot(tmp_path, "parse", "--jsonl", given=r'{"id": "\ud800\u0000🔥", "text": "\ud83d"}')
    assert (ended.status, ended.complained) == (0, "")
    assert json.loads(ended.said)["id"] == "\ud800\0🔥"


def test_bytes_that_are_no_text_are_not_overlooked(tmp_path: Path) -> None:
    """Windows-1251 for "weekdays", as an argument."""
    phrase = os.fsdecode("будни 10-18 мск".encode("cp1251"))
    ended = bot(tmp_path, "parse", phrase)
    assert (ended.status, ended.complained) == (0, "")
    assert json.loads(ended.said)["status"] == "ask"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--now", "yesterday"),
        ("--now", "9999-12-31"),
        ("--region", "XX"),
        ("--zone", "Moscow"),
        ("--lang", "fr"),
    ],
)
def test_a_wrong_option_is_one_line_that_names_it(tmp_path: Path, option: str, value: str) -> None:
    ended = bot(tmp_path, "parse", PHRASE, option, value)
    assert (ended.status, ended.said) == (1, "")
    assert [complaint.partition(":")[0] for complaint in ended.complaints] == [option]


def test_the_options_are_obeyed(tmp_path: Path) -> None:
    """The day by --now, the number by --region, the zone and its words by --zone and --lang."""
    options = ["--now", "2026-11-23T12:00:00+03:00", "--region", "us", "--zone", "Asia/Almaty"]
    ended = bot(tmp_path, "parse", "(212) 555-0123 from tomorrow 10-18", *options, "--lang", "ru")
    answer = json.loads(ended.said)
    assert ended.status == 0
    assert answer["numbers"] == [{"phone": "12125550123"}]
    assert answer["policy"]["startDateTime"] == "2026-11-23T19:00:00Z"
    assert any("Алма" in said for said in answer["said"])


def test_a_reader_that_leaves_is_no_error_worth_a_traceback(tmp_path: Path) -> None:
    """`bot parse --jsonl | head -1`."""
    (tmp_path / "asked").write_text("".join(line(n, PHRASE) for n in range(2000)))
    run = subprocess.run(
        ["sh", "-c", f"{BOT} parse --jsonl <asked | head -1"],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(run.stdout.splitlines()) == 1
    assert run.stderr == ""


def test_neither_or_both_ways_of_asking_are_refused(tmp_path: Path) -> None:
    for arguments in (["parse"], ["parse", PHRASE, "--jsonl"]):
        ended = bot(tmp_path, *arguments)
        assert (ended.status, ended.said) == (2, "")
        assert "--jsonl" in ended.complained
