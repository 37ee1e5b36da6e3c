"""The configuration: from the environment and `.env`, checked, and its secrets kept quiet."""

from __future__ import annotations

import base64
import os
import stat
from pathlib import Path

import pytest

from bot.config import KEY_BYTES, Config, Invalid, load, prepare

LANGUAGES = ("en", "ru")
KEY = base64.urlsafe_b64encode(bytes(range(KEY_BYTES))).decode()


@pytest.fixture(autouse=True)
def empty_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without `.env`, and none of the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in Config.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def loaded(monkeypatch: pytest.MonkeyPatch, **settings: str) -> Config:
    """The configuration of an environment."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return load(LANGUAGES)


def test_an_empty_environment_gives_the_defaults() -> None:
    config = load(LANGUAGES)
    assert config.telegram_api_url == "https://api.telegram.org"
    assert config.calls_api_url == "https://app.aimylogic.com"
    assert config.database == "sqlite:///data/bot.db"
    assert (config.default_region, config.log_level, config.log_format) == ("RU", "INFO", "console")
    assert [line.split()[0] for line in config.missing()] == [
        "TELEGRAM_TOKEN",
        "OWNERS",
        "CAMPAIGN_TOKEN",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", "no-colon"),
        ("TELEGRAM_TOKEN", "bot123456:abc"),
        ("TELEGRAM_TOKEN", "123456:a/b"),
        ("TELEGRAM_TOKEN", "\u0661\u0662:abc"),
        ("CAMPAIGN_TOKEN", "a/b"),
        ("CAMPAIGN_TOKEN", "1.1.sand box"),
        ("OWNERS", "@anna"),
        ("OWNERS", "1;2"),
        ("OWNERS", "-5"),
        ("TELEGRAM_API_URL", "ftp://example.com"),
        ("TELEGRAM_API_URL", "example.com"),
        ("CALLS_API_URL", "https://"),
        ("CALLS_API_URL", "https://host:port"),
        ("CALLS_API_URL", "https://host:99999"),
        ("CALLS_API_URL", "https://[::1"),
        ("CALLS_API_URL", "https://me:word@host"),
        ("CALLS_API_URL", "https://host/?key=word"),
        ("CALLS_API_URL", "https://ho st"),
        ("CALLS_API_URL", "http://127.0.0.1.example.com"),
        ("DATABASE_URL", "mysql://me:word@host/calls"),
        ("DATABASE_URL", "postgresql://me:wo@rd:a/b@host/calls"),
        ("DATABASE_URL", "postgresql://[::1/calls"),
        ("DATABASE_URL", "sqlite://bot.db"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATA_DIR", "~nobody-of-this-name/data"),
        ("SECRET_KEYS", "word"),
        ("SECRET_KEYS", KEY + ","),
        ("SECRET_KEYS", KEY[:-4]),
        ("DEFAULT_REGION", "XX"),
        ("DEFAULT_REGION", "Russia"),
        ("DEFAULT_LANGUAGE", "fr"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_it_and_does_not_show_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with pytest.raises(Invalid) as raised:
        loaded(monkeypatch, **{name: value})
    (problem,) = raised.value.problems
    assert problem.startswith(f"{name}: ")
    assert value not in problem or value in {"https://", "sqlite://"}
    assert "word" not in problem.replace("password", "")
    assert "\n" not in problem


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", "123456:AB-c_d"),
        ("CAMPAIGN_TOKEN", "1.1.sandbox"),
        ("OWNERS", " 111, 222 ,"),
        ("CALLS_API_URL", "https://host:8443/path/"),
        ("CALLS_API_URL", "http://localhost:8090"),
        ("TELEGRAM_API_URL", "http://telegram-bot-api:8081"),
        ("CALLS_API_URL", "http://[::1]:8090"),
        ("DATABASE_URL", "postgresql://me:p%40ss@host:5432/calls"),
        ("DATABASE_URL", "postgres://me@host/calls"),
        ("DATABASE_URL", "postgresql:///calls?host=/run/postgresql"),
        ("DATABASE_URL", "sqlite:////srv/bot.db"),
        ("SECRET_KEYS", f"{KEY},{KEY}"),
        ("DEFAULT_REGION", "kz"),
        ("DEFAULT_LANGUAGE", "RU"),
        ("LOG_LEVEL", "debug"),
        ("LOG_FORMAT", "JSON"),
    ],
)
def test_a_right_value_is_taken(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    default = Config.model_fields[name.lower()].default
    assert getattr(loaded(monkeypatch, **{name: value}), name.lower()) not in {default, None}


def test_values_are_put_into_one_form(monkeypatch: pytest.MonkeyPatch) -> None:
    config = loaded(
        monkeypatch,
        OWNERS=" 111, 222 ,",
        CALLS_API_URL="https://host/",
        DEFAULT_REGION="kz",
        LOG_LEVEL="debug",
        DATA_DIR="~/calls",
        HOME="/home-of-tests",
    )
    assert config.owners == {111, 222}
    assert config.calls_api_url == "https://host"
    assert (config.default_region, config.log_level) == ("KZ", "DEBUG")
    assert config.data_dir == Path("/home-of-tests/calls")


def test_all_wrong_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Invalid) as raised:
        loaded(monkeypatch, OWNERS="x", LOG_LEVEL="x", DEFAULT_REGION="x")
    assert len(raised.value.problems) == 3


def test_an_empty_value_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A compose file passes on what is not set as empty."""
    config = loaded(monkeypatch, TELEGRAM_TOKEN="", LOG_LEVEL="", DATABASE_URL="", OWNERS="")
    assert config.telegram_token is None
    assert config.log_level == "INFO"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_file_is_read_below_the_environment(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    """Editors of Windows put a byte order mark at the start, where the first name is."""
    text = "OWNERS=1\n# ключи\nLOG_LEVEL=ERROR\nSOMETHING_ELSE=x\n"
    Path(".env").write_text(text, encoding=encoding)
    config = loaded(monkeypatch, LOG_LEVEL="DEBUG")
    assert config.owners == {1}
    assert config.log_level == "DEBUG"


def test_a_file_in_another_encoding_is_one_line() -> None:
    Path(".env").write_bytes("# ключи\nOWNERS=1\n".encode("cp1251"))
    with pytest.raises(Invalid, match=r"^\.env: a file in UTF-8 is expected$"):
        load(LANGUAGES)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_cannot_be_read_is_one_line() -> None:
    Path(".env").touch(mode=0)
    with pytest.raises(Invalid, match=r"^\.env: "):
        load(LANGUAGES)


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru"}, "ru"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ru_RU"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "DEFAULT_LANGUAGE": "en"}, "en"),
    ],
    ids=str,
)
def test_the_language_is_what_is_set_or_the_systems(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], language: str
) -> None:
    assert loaded(monkeypatch, **settings).language(LANGUAGES) == language


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    other = base64.urlsafe_b64encode(bytes(KEY_BYTES)).decode()
    config = loaded(
        monkeypatch,
        TELEGRAM_TOKEN="123456:hush",
        CAMPAIGN_TOKEN="1.1.hush",
        SECRET_KEYS=f"{KEY},{other}",
        DATABASE_URL="postgresql://me:hu%40sh@host/calls",
    )
    shown = repr(config) + str(config)
    assert not [secret for secret in config.secrets() if secret in shown]
    assert {"123456:hush", "1.1.hush", KEY, other, "hu%40sh", "hu@sh"} <= set(config.secrets())


def mode(path: Path) -> int:
    """The permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_the_keys_are_made_once_and_for_their_owner_alone(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "new" / "data")
    old = os.umask(0)
    try:
        prepare(config)
    finally:
        os.umask(old)
    keys = config.data_dir / "secret_keys"
    assert (mode(config.data_dir), mode(keys)) == (0o700, 0o600)
    made = keys.read_bytes()
    assert len(base64.urlsafe_b64decode(made)) == KEY_BYTES
    prepare(config)
    assert keys.read_bytes() == made


def test_every_deployment_makes_keys_of_its_own(tmp_path: Path) -> None:
    made = set()
    for name in ("one", "two"):
        prepare(Config(data_dir=tmp_path / name))
        made.add((tmp_path / name / "secret_keys").read_bytes())
    assert len(made) == 2


def test_keys_that_are_set_are_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(loaded(monkeypatch, SECRET_KEYS=KEY, DATA_DIR=str(tmp_path / "data")))
    assert list((tmp_path / "data").iterdir()) == []


def test_a_data_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in ("file", "file/below"):
        with pytest.raises(Invalid, match=r"^DATA_DIR: .*: \w[\w ]+$"):
            prepare(Config(data_dir=tmp_path / folder))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATA_DIR", "/etc/passwd"),
        ("DATA_DIR", "/etc/passwd/data"),
        ("DATABASE_URL", "sqlite:////nonexistent/bot.db"),
    ],
)
def test_what_could_not_be_written_is_said_before_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert any(line.startswith(f"{name}: ") for line in load(["en"]).missing())
