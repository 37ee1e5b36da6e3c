"""`bot run`: the Telegram bot, its lanes, and the process that reads one file."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import aclosing, nullcontext, suppress
from typing import TYPE_CHECKING

from bot.app.parts import (
    FILES_AT_ONCE,
    calls_client,
    clock,
    deployment_of,
    documents,
    logger,
    number_files,
    revealed,
    stop_on_signals,
)
from bot.core.errors import StoreFailed
from bot.logs import configure

if TYPE_CHECKING:
    from bot.calls_api.client import CallsClient
    from bot.config import Config
    from bot.durable.inbox import Inbox
    from bot.durable.lane import Lane
    from bot.flows.deployment import Deployment
    from bot.flows.file_ports import Files
    from bot.flows.ports import Documents, Messenger, Store
    from bot.storage.database import SqlDatabase

DATABASE_RETRY_S = 2


def run_bot(config: Config) -> None:
    """Run the Telegram bot until it is told to stop (SIGTERM, SIGINT)."""
    from bot.config import prepare
    from bot.storage.lock import only_one

    configure(config.log_level, config.log_format, config.secrets())
    prepare(config)
    alone = only_one(config.data_dir / "lock") if config.on_sqlite else nullcontext()
    with alone, suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(_bot(config))


async def _bot(config: Config) -> None:
    from bot.locales import voices
    from bot.storage.database import open_database
    from bot.telegram.files import TelegramFiles
    from bot.telegram.front import TelegramFront, make_bot
    from bot.telegram.handlers import Languages
    from bot.telegram.messenger import TelegramMessenger

    stop_on_signals()
    texts = voices()
    database = open_database(config.database, clock)
    bot = make_bot(revealed(config.telegram_token), config.telegram_api_url)
    try:
        await _prepared(database, config.owners)
        received = aclosing(TelegramFiles(bot, config.data_dir / "tmp"))
        async with calls_client(config) as calls, received as files:
            deployment = deployment_of(config, config.owners)
            messenger = TelegramMessenger(bot, texts)
            tables = documents(database, config)
            inbox, lanes = _works(database, messenger, files, calls, deployment, tables)
            languages = Languages(texts, config.language(texts))
            front = TelegramFront(bot, messenger, inbox.take, languages)
            async with asyncio.TaskGroup() as group:
                for life in (front.run(), *(lane.run() for lane in lanes)):
                    group.create_task(life)
    finally:
        database.close()
        logger().info("stopped")


def _works(
    database: SqlDatabase,
    messenger: Messenger,
    files: Files,
    calls: CallsClient,
    deployment: Deployment,
    tables: Documents,
) -> tuple[Inbox, tuple[Lane, ...]]:
    """Wire the inbox and the lanes: for messages, deliveries, errands, and two for files."""
    from bot.calls_api.campaigns import ClientCampaigns
    from bot.durable.bursts import Bursts
    from bot.durable.delivery import Deliveries
    from bot.durable.errands import Errands
    from bot.durable.imports import Imports
    from bot.durable.inbox import Inbox
    from bot.durable.lane import Lane
    from bot.durable.outbox import Outbox

    showing = Outbox(database, messenger, clock, tables, Bursts())
    outbox = Lane(showing.drain, lambda store: store.outbox.next_due(), database, clock)
    posting = Deliveries(database, calls, deployment, settled=outbox.wake)
    deliveries = Lane(posting.drain, lambda store: store.deliveries.next_due(), database, clock)
    imports = Imports(database, files, number_files(deployment), deployment, settled=outbox.wake)
    reading = [Lane(imports.drain, imports.next_due, database, clock) for _ in range(FILES_AT_ONCE)]
    asking = Errands(database, ClientCampaigns(calls), deployment, settled=outbox.wake)
    errands = Lane(asking.drain, lambda store: store.errands.next_due(), database, clock)
    lanes = (outbox, deliveries, errands, *reading)

    def settled() -> None:
        for lane in lanes:
            lane.wake()

    return Inbox(database, deployment, settled), lanes


async def _prepared(database: SqlDatabase, owners: Collection[int]) -> None:
    """Bring the tables up to date, waiting for the database as long as it takes.

    Those who may use the bot now are strangers no more; they change with a restart only.
    """
    from bot.storage.migrate import ensure

    def welcome(store: Store) -> None:
        for owner in owners:
            store.welcome(owner)

    while True:
        try:
            await asyncio.to_thread(ensure, database)
            return await database.run(welcome)
        except StoreFailed as failed:
            logger().warning(
                "database_unreachable", reason=str(failed), again_in_s=DATABASE_RETRY_S
            )
            await asyncio.sleep(DATABASE_RETRY_S)


def read_file() -> None:
    """Be the process that reads one file: a job on standard input, the answer on the output."""
    from bot.files.child import serve
    from bot.files.rows import number_reader
    from bot.words import load

    serve(number_reader(load()))
