"""The one place that reads the environment: a frozen Config, from variables and `.env`."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import phonenumbers
from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

KEY_BYTES = 32


class Invalid(Exception):
    """The configuration is wrong; `problems` has one line for each setting, without its value."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class Config(BaseSettings):
    """All settings, by the names of their variables in small letters."""

    model_config = SettingsConfigDict(
        env_file=".env",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
        hide_input_in_errors=True,
    )

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    calls_api_url: str = "https://app.aimylogic.com"
    campaign_token: SecretStr | None = None
    owners: Annotated[frozenset[int], NoDecode] = frozenset()
    data_dir: Path = Path("data")
    database_url: SecretStr | None = None
    secret_keys: SecretStr | None = None
    default_region: str = "RU"
    default_language: str = ""
    lang: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @field_validator("telegram_token")
    @classmethod
    def _telegram_token(cls, token: SecretStr | None) -> SecretStr | None:
        number, colon, secret = (
            token.get_secret_value().partition(":") if token else ("1", ":", "s")
        )
        if not (colon and number.isdecimal() and secret):
            raise ValueError("a bot token has the form 123456:ABC…, as @BotFather gives it")
        return token

    @field_validator("telegram_api_url", "calls_api_url")
    @classmethod
    def _url(cls, url: str) -> str:
        parts = urlsplit(url)
        local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
        if not parts.hostname or parts.scheme not in ({"http", "https"} if local else {"https"}):
            raise ValueError("an address has the form https://host; http only on this machine")
        return url.rstrip("/")

    @field_validator("owners", mode="before")
    @classmethod
    def _owners(cls, owners: object) -> object:
        if not isinstance(owners, str):
            return owners
        ids = [part.strip() for part in owners.split(",") if part.strip()]
        if not all(part.isdecimal() for part in ids):
            raise ValueError("Telegram user ids, digits with commas between, for example 111,222")
        return frozenset(map(int, ids))

    @field_validator("default_region", mode="after")
    @classmethod
    def _region(cls, region: str) -> str:
        if region.upper() not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError("a country in two letters, for example RU, KZ or US")
        return region.upper()

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: SecretStr | None) -> SecretStr | None:
        if url and not url.get_secret_value().startswith(("sqlite://", "postgresql://")):
            raise ValueError("sqlite:///path/to/file or postgresql://user:password@host/name")
        return url

    @field_validator("log_level", mode="before")
    @classmethod
    def _level(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    def language(self, spoken: Collection[str]) -> str:
        """For those whose language the bot does not speak: as set, the system's, or English."""
        system = self.lang.split("_")[0].lower()
        return self.default_language or (system if system in spoken else "en")

    @property
    def database(self) -> str:
        """The database's URL, by default a file in the data folder."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'bot.db'}"

    def secrets(self) -> tuple[str, ...]:
        """Every value that must never be printed."""
        hidden = (self.telegram_token, self.campaign_token, self.secret_keys, self.database_url)
        values = {value.get_secret_value() for value in hidden if value}
        if self.secret_keys:
            values |= set(self.secret_keys.get_secret_value().split(","))
        password = urlsplit(self.database).password
        return tuple(values | {password} if password else values)

    def missing(self) -> tuple[str, ...]:
        """What `bot run` cannot do without, a line each."""
        needed = {
            "TELEGRAM_TOKEN is not set: @BotFather gives the bot's token": self.telegram_token,
            "OWNERS is not set: the Telegram user ids of those who may use the bot": self.owners,
            "CAMPAIGN_TOKEN is not set: its Integration page gives it": self.campaign_token,
        }
        return tuple(line for line, value in needed.items() if not value)


def load(spoken: Collection[str]) -> Config:
    """Read the configuration; Invalid with a line per wrong value.

    `spoken` are the languages of the bot.
    """
    try:
        config = Config()
    except ValidationError as error:
        raise Invalid(tuple(_problem(e["loc"], e["msg"]) for e in error.errors())) from None
    if config.default_language and config.default_language not in spoken:
        raise Invalid((f"DEFAULT_LANGUAGE: one of {', '.join(spoken)} is expected",))
    return config


def prepare(config: Config) -> None:
    """Make the data folder, and in it the secret keys when none are configured (mode 600)."""
    config.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = config.data_dir / "secret_keys"
    if config.secret_keys is None and not path.exists():
        key = base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES))
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key + b"\n")


def _problem(location: tuple[int | str, ...], message: str) -> str:
    name = str(location[0]).upper() if location else "configuration"
    return f"{name}: {message.removeprefix('Value error, ')}"
