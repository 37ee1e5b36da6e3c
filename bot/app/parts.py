"""What several commands are made of: the sources of the new, the campaign's client, the reader."""

from __future__ import annotations

import asyncio
import secrets
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import random
from typing import TYPE_CHECKING

from bot.logs import redactor

if TYPE_CHECKING:
    from pydantic import SecretStr
    from structlog.stdlib import BoundLogger

    from bot.calls_api.client import CallsClient, Endpoint
    from bot.config import Config
    from bot.core.policy import Week
    from bot.core.reading.reading import Reading
    from bot.flows.deployment import Deployment
    from bot.flows.file_ports import NumberFiles
    from bot.flows.ports import Documents, Reader
    from bot.storage.database import SqlDatabase

CAMPAIGN = "default"
FILES_AT_ONCE = 2
LARGEST_FILE = 20 * 1024 * 1024  # Telegram gives no larger one to a bot
LARGEST_LOCAL = 512 * 1024 * 1024
# Without the folder it is started in among the places where Python looks for modules.
READ_FILE = (sys.executable, "-P", "-m", "bot", "read-file")


def clock() -> datetime:
    """The present moment."""
    return datetime.now(UTC)  # noqa: TID251 - the one clock


def new_id() -> str:
    """An id of 128 random bits, 22 characters."""
    return secrets.token_urlsafe(16)


def logger() -> BoundLogger:
    """The log of the wiring."""
    import structlog

    logger: BoundLogger = structlog.stdlib.get_logger(__name__)
    return logger


def make_reader(region: str, zone: str | None = None, now: datetime | None = None) -> Reader:
    """Load the words and places once; `now` stands still when it is given."""
    from bot.core.reading.parse import Context, parse
    from bot.words import load

    lexicon = load()

    def read(said: str, base: Week | None = None, *, table: bool = False) -> Reading:
        context = Context(now or clock(), region, zone, base=base, table=table)
        return parse(said, lexicon, context)

    return read


def deployment_of(config: Config, owners: frozenset[int]) -> Deployment:
    """The deployment that the settings describe."""
    deployment = deployment_in(config.default_region, owners)
    return replace(deployment, hold=timedelta(seconds=config.hold_seconds))


def deployment_in(region: str, owners: frozenset[int], largest: int = LARGEST_FILE) -> Deployment:
    """A deployment for a region; `largest` is the size of files, in bytes."""
    from bot.core.legal import Guard
    from bot.files.cards import card_phones
    from bot.flows.deployment import Deployment
    from bot.locales.calling_hours import load_hours

    return Deployment(
        owners,
        make_reader(region),
        clock,
        new_id,
        random,
        CAMPAIGN,
        region=region,
        largest_file=largest,
        cards=card_phones,
        legal=Guard(load_hours()),
    )


def documents(database: SqlDatabase, config: Config) -> Documents:
    """What makes the tables that go out as files."""
    from bot.files.refusals import Refusals
    from bot.locales import voices

    return Refusals(database, voices(), config.data_dir)


def number_files(deployment: Deployment) -> NumberFiles:
    """Wire the reading of files in processes of their own: `bot read-file`, with no settings."""
    from bot.files.book import Limits
    from bot.files.numbers import ChildNumbers
    from bot.files.reading import FileReader

    reader = FileReader(READ_FILE, Limits(size=deployment.largest_file), FILES_AT_ONCE)
    return ChildNumbers(reader, deployment.region)


def calls_client(config: Config) -> CallsClient:
    """The client of the configured campaign."""
    from bot.calls_api.client import Endpoint

    return client(Endpoint(config.calls_api_url), revealed(config.campaign_token), config)


def client(endpoint: Endpoint, token: str, config: Config) -> CallsClient:
    """A client of the campaign with this token."""
    from bot.calls_api.client import CallsClient
    from bot.calls_api.token import CampaignToken

    tokens = {CAMPAIGN: CampaignToken(token)}
    return CallsClient(endpoint, tokens, clock=clock, redact=redactor(config.secrets()))


def stop_on_signals() -> None:
    """End the whole bot in order on SIGTERM and SIGINT; what is under way is in the database."""
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    if task is not None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, task.cancel)


def revealed(secret: SecretStr | None) -> str:
    """The value of a secret that has to be there."""
    if secret is None:
        raise LookupError("a secret is missing from the configuration")
    return secret.get_secret_value()
