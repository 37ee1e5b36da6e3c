"""The commands on real processes: wrong settings and a wrong world are told in plain lines."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from bot.locales import folder, languages
from tests.botapi import FakeTelegram
from tests.e2e.commands import bot
from tests.e2e.conftest import CAMPAIGN_TOKEN, Campaign
from tests.e2e.processes import Process

COMPLETE = {
    "TELEGRAM_TOKEN": "123456:" + "A" * 35,
    "OWNERS": "1001",
    "CAMPAIGN_TOKEN": CAMPAIGN_TOKEN,
}
NEEDED = ["TELEGRAM_TOKEN", "OWNERS", "CAMPAIGN_TOKEN"]


def has_ipv6() -> bool:
    """Whether ::1 can be listened on."""
    with suppress(OSError), socket.socket(socket.AF_INET6) as listener:
        listener.bind(("::1", 0))
        return True
    return False


def names(complaints: list[str]) -> list[str]:
    """The settings that lines complain about."""
    return [re.split(r"[: ]", line)[0] for line in complaints]


def online(telegram: FakeTelegram, campaign: Campaign, **settings: str) -> dict[str, str]:
    """Settings of a bot between the two fakes."""
    return {
        "TELEGRAM_TOKEN": telegram.token,
        "TELEGRAM_API_URL": telegram.url,
        "CALLS_API_URL": campaign.url,
        "CAMPAIGN_TOKEN": CAMPAIGN_TOKEN,
        "OWNERS": "1001",
        **settings,
    }


@pytest.mark.parametrize("command", ["check", "run"])
def test_what_is_missing_is_named_in_a_line_each(tmp_path: Path, command: str) -> None:
    ended = bot(tmp_path, command)
    assert ended.status == 1
    assert names(ended.complaints) == NEEDED
    assert ended.said == ""


def test_without_a_command_a_token_means_the_bot(tmp_path: Path) -> None:
    """Also from `.env`; the rest is missing, so it says so instead of practising."""
    (tmp_path / ".env").write_text(f"TELEGRAM_TOKEN={COMPLETE['TELEGRAM_TOKEN']}\n")
    ended = bot(tmp_path)
    assert (ended.status, names(ended.complaints)) == (1, NEEDED[1:])


def test_without_a_token_it_is_the_console(tmp_path: Path) -> None:
    ended = bot(tmp_path, given="/sandbox\n")
    assert (ended.status, ended.lines) == (0, ["The campaign holds no call jobs."])
    assert ended.complained == ""


def test_a_complete_configuration_is_praised(tmp_path: Path) -> None:
    ended = bot(tmp_path, "check", **COMPLETE)
    assert (ended.status, ended.complained) == (0, "")
    assert ended.lines == ["The configuration is complete."]
    assert list(tmp_path.iterdir()) == [], "a look leaves nothing behind"


def test_the_languages_are_whole(tmp_path: Path) -> None:
    ended = bot(tmp_path, "check", "locales")
    assert (ended.status, ended.complained) == (0, "")
    assert ended.lines == [f"Nothing is missing or wrong in {', '.join(languages())}."]


def test_a_new_language_is_told_what_it_lacks(tmp_path: Path) -> None:
    """A line each with file, key and reason; a folder that is none is one line."""
    shutil.copytree(folder() / "en", tmp_path / "kk")
    (tmp_path / "kk" / "reading.ftl").unlink()
    words = tmp_path / "kk" / "words.toml"
    told = words.read_text(encoding="utf-8")
    words.write_text(told.replace("[zone]\n", '[zone]\n"Mars/Olympus" = ["olympus"]\n', 1), "utf-8")
    ended = bot(tmp_path, "check", "locales", "kk")
    assert (ended.status, ended.said) == (1, "")
    assert ended.complaints == [
        "kk/reading.ftl: no such file",
        "kk/words.toml: zone.Mars/Olympus: no such zone; for example: Europe/Moscow",
    ]
    assert len(bot(tmp_path, "check", "locales", "nowhere").complaints) == 1


def test_every_wrong_value_is_named_and_none_is_shown(tmp_path: Path) -> None:
    wrong = {
        "TELEGRAM_TOKEN": "hush-telegram",
        "CAMPAIGN_TOKEN": "hush/campaign",
        "DATABASE_URL": "postgresql://me:hush@pass:word/calls",
        "SECRET_KEYS": "hush-keys",
        "CALLS_API_URL": "ftp://hush.example",
        "OWNERS": "@hush",
        "DEFAULT_REGION": "hush",
        "LOG_LEVEL": "hush",
        "LOG_FORMAT": "hush",
    }
    ended = bot(tmp_path, "check", **wrong)
    assert ended.status == 1
    assert sorted(names(ended.complaints)) == sorted(wrong)
    assert "hush" not in ended.complained + ended.said


def test_check_online_finds_all_well(
    tmp_path: Path, telegram: FakeTelegram, campaign: Campaign
) -> None:
    ended = bot(tmp_path, "check", "--online", **online(telegram, campaign))
    assert (ended.status, ended.complained) == (0, "")
    assert "answers" in ended.said


def test_check_online_knows_a_wrong_token_from_a_wrong_address(
    tmp_path: Path, telegram: FakeTelegram, campaign: Campaign
) -> None:
    wrong = {"TELEGRAM_TOKEN": COMPLETE["TELEGRAM_TOKEN"], "CAMPAIGN_TOKEN": "9.9.hush"}
    ended = bot(tmp_path, "check", "--online", **online(telegram, campaign, **wrong))
    assert (ended.status, names(ended.complaints)) == (1, ["TELEGRAM_TOKEN", "CAMPAIGN_TOKEN"])
    assert "9.9.hush" not in ended.complained
    nowhere = "http://127.0.0.1:9"
    (tmp_path / "letter.db").write_text("This is no database. " * 100)
    settings = {
        "TELEGRAM_API_URL": nowhere,
        "CALLS_API_URL": nowhere,
        "DATABASE_URL": f"sqlite:///{tmp_path}/letter.db",
    }
    ended = bot(tmp_path, "check", "--online", **COMPLETE, **settings)
    assert (ended.status, names(ended.complaints)) == (1, list(settings))


@pytest.mark.parametrize("command", ["migrate", "run"])
def test_a_data_folder_that_cannot_be_made_is_one_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "file").touch()
    ended = bot(tmp_path, command, **COMPLETE, DATA_DIR="file")
    assert (ended.status, names(ended.complaints)) == (1, ["DATA_DIR"])


@pytest.mark.parametrize("command", ["migrate", "run"])
def test_a_database_that_cannot_be_is_one_line(tmp_path: Path, command: str) -> None:
    ended = bot(tmp_path, command, **COMPLETE, DATABASE_URL="sqlite:///nowhere/bot.db")
    assert (ended.status, names(ended.complaints)) == (1, ["DATABASE_URL"])


def test_migrate_makes_the_tables_once_and_leaves_them(tmp_path: Path) -> None:
    for _ in range(2):
        ended = bot(tmp_path, "migrate")
        assert (ended.status, ended.complained) == (0, "")
    private = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert private == {"data": 0o700, "bot.db": 0o600, "secret_keys": 0o600}


def test_migrate_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    for _ in range(2):
        ended = bot(tmp_path, "migrate", DATABASE_URL=postgres_url)
        assert (ended.status, ended.complained) == (0, "")


def test_migrate_tells_of_a_server_that_is_away(tmp_path: Path) -> None:
    ended = bot(tmp_path, "migrate", DATABASE_URL="postgresql://me:hush@127.0.0.1:9/calls")
    assert (ended.status, names(ended.complaints)) == (1, ["DATABASE_URL"])
    assert "hush" not in ended.complained


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_sandbox_ends_in_order(tmp_path: Path, stop: signal.Signals) -> None:
    with Process(tmp_path, ["sandbox", "--listen", "127.0.0.1:0"]) as sandbox:
        sandbox.wait_for_output("ready")
        assert sandbox.stop(stop) == 0
        assert "Traceback" not in sandbox.output


@pytest.mark.skipif(not has_ipv6(), reason="no IPv6 on this machine")
def test_the_sandbox_listens_on_ipv6_and_hides_its_tokens(tmp_path: Path) -> None:
    tokens = ["--token", "1.2.practice", "--token", "1.3.practice"]
    with Process(tmp_path, ["sandbox", "--listen", "[::1]:0", *tokens]) as sandbox:
        output = sandbox.wait_for_output("http://[::1]:")
    assert "default-2" in output
    assert "practice" not in output


def test_a_port_that_is_taken_is_one_line(tmp_path: Path, campaign: Campaign) -> None:
    ended = bot(tmp_path, "sandbox", "--listen", campaign.url.removeprefix("http://"))
    assert (ended.status, names(ended.complaints)) == (1, ["--listen"])


@pytest.mark.parametrize("listen", ["8090", "127.0.0.1:65536"])
def test_an_address_that_is_none_is_one_line(tmp_path: Path, listen: str) -> None:
    ended = bot(tmp_path, "sandbox", "--listen", listen)
    assert (ended.status, names(ended.complaints)) == (1, ["--listen"])


def test_a_token_that_no_path_can_hold_is_one_line(tmp_path: Path) -> None:
    ended = bot(tmp_path, "sandbox", "--token", "a/b")
    assert (ended.status, names(ended.complaints)) == (1, ["--token"])
