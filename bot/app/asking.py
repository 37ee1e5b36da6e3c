"""Commands that ask one thing and end: a file's numbers, the campaign, whether all answers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.app.parts import (
    CAMPAIGN,
    LARGEST_LOCAL,
    calls_client,
    clock,
    deployment_in,
    new_id,
    number_files,
    revealed,
)
from bot.core.errors import Outside, StoreFailed, TokenInvalid
from bot.core.texts import Text
from bot.logs import configure

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.config import Config
    from bot.console.numbers import Asked
    from bot.core.campaign import ErrandKind
    from bot.core.erasure import Erased
    from bot.flows.ports import Store


def count_numbers(asked: Asked, region: str, language: str) -> int:
    """Print the numbers of a file; the exit status. Raises Refused for one that cannot be read."""
    from tempfile import TemporaryDirectory

    from bot.console.bar import progress_bar
    from bot.console.files import LocalFiles
    from bot.console.lines import forgive
    from bot.console.numbers import PERSON, NumbersCommand, Watched, Works
    from bot.durable.imports import Imports
    from bot.durable.inbox import Inbox
    from bot.locales import catalogue
    from bot.storage.database import open_database
    from bot.storage.migrate import make

    configure("CRITICAL", "console", ())
    forgive("utf-8" if asked.as_json else None)
    deployment = deployment_in(region, frozenset({PERSON}), LARGEST_LOCAL)
    with TemporaryDirectory() as folder, progress_bar() as progress:
        database = open_database(f"sqlite:///{folder}/numbers.db", clock)
        make(database)
        watched = Watched(LocalFiles(), number_files(deployment), progress)
        imports = Imports(database, watched, watched, deployment)
        inbox = Inbox(database, deployment, lambda: None)
        works = Works(inbox.take, imports.drain, database, watched)
        command = NumbersCommand(works, catalogue(language).say, language, clock())
        try:
            return asyncio.run(command.run(asked, print))
        finally:
            database.close()


def ask_campaign(
    config: Config, kind: ErrandKind, about: tuple[str, ...]
) -> tuple[tuple[Text, ...], bool]:
    """Ask the configured campaign once: what it says, and whether it was done."""
    configure("ERROR", config.log_format, config.secrets())
    return asyncio.run(_ask_campaign_once(config, kind, about))


async def _ask_campaign_once(
    config: Config, kind: ErrandKind, about: tuple[str, ...]
) -> tuple[tuple[Text, ...], bool]:
    from bot.calls_api.campaigns import ClientCampaigns
    from bot.core.campaign import Errand, tried
    from bot.flows.errands import asked, why

    errand = Errand(new_id(), 0, 0, "", CAMPAIGN, kind, clock(), about)
    async with calls_client(config) as calls:
        lines, failure = await asked(ClientCampaigns(calls), errand, errand.asked_at)
    return (lines, True) if failure is None else ((why(tried(errand, failure), failure),), False)


def probe(config: Config) -> tuple[str, ...]:
    """Ask Telegram, the campaign and the database; a line for each that does not answer well."""
    return asyncio.run(_probe(config))


async def _probe(config: Config) -> tuple[str, ...]:
    from bot.config import prepare

    prepare(config)
    asked = (await _ask_telegram(config), await _ask_campaign(config), _ask_database(config))
    return tuple(filter(None, asked))


async def _ask_telegram(config: Config) -> str | None:
    from bot.telegram.front import answers, make_bot

    kind = await answers(make_bot(revealed(config.telegram_token), config.telegram_api_url))
    if kind == "InvalidToken":
        return "TELEGRAM_TOKEN: Telegram knows no bot with this token"
    return kind and f"TELEGRAM_API_URL: Telegram does not answer as it should ({kind})"


async def _ask_campaign(config: Config) -> str | None:
    async with calls_client(config) as calls:
        try:
            await calls.campaign_status(CAMPAIGN)
        except TokenInvalid:
            return "CAMPAIGN_TOKEN: no campaign has this token"
        except Outside as failure:
            kind = type(failure).__name__
            return f"CALLS_API_URL: the campaign does not answer as it should ({kind})"
    return None


def _ask_database(config: Config) -> str | None:
    from bot.storage.database import open_database
    from bot.storage.migrate import current

    try:
        database = open_database(config.database, clock)
        current(database.engine)
        database.close()
    except StoreFailed as failed:
        return f"DATABASE_URL: {failed}"
    return None


def erase_phone(config: Config, said: str) -> Erased | None:
    """Remove a number from the database, however it is spelt; None when it is none."""
    from bot.core.phones.cell import phones_in
    from bot.core.phones.number import Number

    found = list(phones_in(said, config.default_region))
    if len(found) != 1 or not isinstance(found[0], Number):
        return None
    phone = found[0].phone
    return asyncio.run(_erased(config, lambda store: store.erasure.phone(phone)))


def erase_user(config: Config, person: int) -> Erased:
    """Remove a Telegram user from the database."""
    return asyncio.run(_erased(config, lambda store: store.erasure.person(person)))


async def _erased(config: Config, erase: Callable[[Store], Erased]) -> Erased:
    from bot.config import prepare
    from bot.storage.database import open_database
    from bot.storage.migrate import ensure

    configure("ERROR", config.log_format, config.secrets())
    prepare(config)
    database = open_database(config.database, clock)
    try:
        ensure(database)
        return await database.run(erase)
    finally:
        database.close()
