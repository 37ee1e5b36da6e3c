"""The settings: names, defaults, and what is wrong with a value in one line."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

import phonenumbers
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.config.checks import (
    CAMPAIGN_TOKEN,
    KEY_BYTES,
    TELEGRAM_TOKEN,
    WEBHOOK_SECRET,
    can_hold_files,
    is_address,
    is_database,
    is_key,
    is_local,
    listening,
)

DEFAULT_LISTEN = "127.0.0.1:8080"


class Invalid(Exception):
    """The configuration is wrong; `problems` has one line for each setting, without its value."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class Config(BaseSettings):
    """All settings, by the names of their variables in small letters."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",  # editors of Windows put a mark at the start
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
    webhook_url: str = ""
    webhook_secret: SecretStr | None = None
    listen: str = ""
    retention_days: Annotated[int, Field(ge=2, le=3650)] = 30
    calls_per_second: Annotated[float, Field(gt=0, le=100)] = 5
    hold_seconds: Annotated[int, Field(ge=0, le=600)] = 5
    default_region: str = "RU"
    default_language: str = ""
    lc_all: str = ""
    lc_messages: str = ""
    lang: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @field_validator("telegram_token")
    @classmethod
    def _telegram_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not TELEGRAM_TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("a bot token has the form 123456:ABC…, as @BotFather gives it")
        return token

    @field_validator("campaign_token")
    @classmethod
    def _campaign_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not CAMPAIGN_TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("a token has letters, digits, dashes and underscores, dots between")
        return token

    @field_validator("telegram_api_url")
    @classmethod
    def _telegram_url(cls, url: str) -> str:
        # A Bot API server of one's own stands in the same private network, and speaks http.
        if not (is_address(url, "https") or is_address(url, "http")):
            raise ValueError("an address has the form https://host or http://host")
        return url.rstrip("/")

    @field_validator("calls_api_url")
    @classmethod
    def _calls_url(cls, url: str) -> str:
        if not (is_local(url) or is_address(url, "https")):
            raise ValueError("an address has the form https://host; http only on this machine")
        return url.rstrip("/")

    @field_validator("owners", mode="before")
    @classmethod
    def _owners(cls, owners: object) -> object:
        if not isinstance(owners, str):
            return owners
        ids = [part.strip() for part in owners.split(",") if part.strip()]
        # Telegram's ids have at most 52 bits.
        if not all(p.isascii() and p.isdecimal() and 0 < int(p) < 1 << 52 for p in ids):
            raise ValueError("Telegram user ids, digits with commas between, for example 111,222")
        return frozenset(map(int, ids))

    @field_validator("data_dir")
    @classmethod
    def _folder(cls, folder: Path) -> Path:
        with suppress(RuntimeError):  # no such user
            return folder.expanduser()
        raise ValueError("the path of a folder, for example ./data or ~/bot")

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: SecretStr | None) -> SecretStr | None:
        if url and not is_database(url.get_secret_value()):
            raise ValueError(
                "sqlite:///path/to/file or postgresql://user:password@host/name;"
                " in a password write @ / : as %40 %2F %3A"
            )
        return url

    @field_validator("secret_keys")
    @classmethod
    def _secret_keys(cls, keys: SecretStr | None) -> SecretStr | None:
        if keys and not all(map(is_key, keys.get_secret_value().split(","))):
            raise ValueError(f"keys of {KEY_BYTES} bytes in URL-safe base64, commas between")
        return keys

    @field_validator("webhook_url")
    @classmethod
    def _webhook_url(cls, url: str) -> str:
        if url and not (is_address(url, "https") or is_local(url)):
            raise ValueError("an address has the form https://host/path, as Telegram will call it")
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _webhook_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret and not WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("16 to 256 of A-Z, a-z, 0-9, dash and underscore")
        return secret

    @field_validator("listen")
    @classmethod
    def _listen(cls, address: str) -> str:
        if address and listening(address) is None:
            raise ValueError("host:port, for example 127.0.0.1:8080 or 0.0.0.0:8080")
        return address

    @field_validator("default_region")
    @classmethod
    def _region(cls, region: str) -> str:
        if region.upper() not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError("a country in two letters, for example RU, KZ or US")
        return region.upper()

    @field_validator("default_language", "log_format", mode="before")
    @classmethod
    def _small(cls, word: object) -> object:
        return word.lower() if isinstance(word, str) else word

    @field_validator("log_level", mode="before")
    @classmethod
    def _level(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    def language(self, spoken: Collection[str]) -> str:
        """For those whose language the bot does not speak: as set, the system's, or English."""
        locale = self.lc_all or self.lc_messages or self.lang
        system = re.split(r"[_.@]", locale)[0].lower()
        return self.default_language or (system if system in spoken else "en")

    @property
    def database(self) -> str:
        """The database's URL, by default a file in the data folder."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'bot.db'}"

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is a file, which has one writer."""
        return self.database.startswith("sqlite:")

    @property
    def listens(self) -> tuple[str, int] | None:
        """Where to serve the webhook, health and figures; None when nowhere."""
        return listening(self.listen or DEFAULT_LISTEN) if self.listen or self.webhook_url else None

    def secrets(self) -> tuple[str, ...]:
        """Every value that must never be printed."""
        hidden = (
            self.telegram_token,
            self.campaign_token,
            self.secret_keys,
            self.database_url,
            self.webhook_secret,
        )
        values = {value.get_secret_value() for value in hidden if value}
        if self.secret_keys:
            values |= set(self.secret_keys.get_secret_value().split(","))
        if self.database_url and (password := urlsplit(self.database).password):
            values |= {password, unquote(password)}
        return tuple(values)

    def missing(self) -> tuple[str, ...]:
        """What `bot run` cannot do without, a line each."""
        needed = {
            "TELEGRAM_TOKEN is not set: @BotFather gives the bot's token": self.telegram_token,
            "OWNERS is not set: the Telegram user ids of those who may use the bot": self.owners,
            "CAMPAIGN_TOKEN is not set: its Integration page gives it": self.campaign_token,
        }
        if self.webhook_url:
            needed["WEBHOOK_SECRET is not set: any 32 letters and digits"] = self.webhook_secret
        unset = tuple(line for line, value in needed.items() if not value)
        return (*unset, *self._unusable())

    def _unusable(self) -> tuple[str, ...]:
        """Folders that the bot could not make or write, seen without touching them."""
        lines = []
        if not can_hold_files(self.data_dir):
            lines.append("DATA_DIR: a folder that can be made and written is expected")
        path = Path(self.database.removeprefix("sqlite:///")).parent
        if self.on_sqlite and self.database_url and not path.is_dir():
            lines.append("DATABASE_URL: the folder of this file does not exist")
        return tuple(lines)


def load(spoken: Collection[str]) -> Config:
    """Read the configuration; Invalid with a line per wrong value.

    `spoken` are the languages of the bot.
    """
    try:
        config = Config()
    except ValidationError as error:
        raise Invalid(tuple(_problem(e["loc"], e["msg"]) for e in error.errors())) from None
    except UnicodeDecodeError:
        raise Invalid((".env: a file in UTF-8 is expected",)) from None
    except OSError as error:
        raise Invalid((f".env: {error.strerror}",)) from None
    if config.default_language and config.default_language not in spoken:
        raise Invalid((f"DEFAULT_LANGUAGE: one of {', '.join(spoken)} is expected",))
    return config


def _problem(location: tuple[int | str, ...], message: str) -> str:
    name = str(location[0]).upper() if location else "configuration"
    return f"{name}: {message.removeprefix('Value error, ')}"
