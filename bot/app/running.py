"""`bot run`: the Telegram bot, its lanes, and the process that reads one file."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine
from contextlib import aclosing, nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

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
    from telegram import Bot

    from bot.calls_api.client import CallsClient
    from bot.config import Config
    from bot.durable.delivery import Orders
    from bot.durable.engine import Engine
    from bot.durable.inbox import Updates
    from bot.durable.lane import Drain, Lane, NextDue
    from bot.flows.file_ports import Files
    from bot.flows.ports import Store
    from bot.storage.database import SqlDatabase
    from bot.telegram.front import TelegramFront
    from bot.web.metrics import Metrics

EXIT_RESTART = 70
DATABASE_RETRY_S = 2


def run_bot(config: Config) -> int:
    """Run the Telegram bot until it is told to stop (SIGTERM, SIGINT); the exit status.

    It is EXIT_RESTART when only a new process can do better.
    """
    from bot.app.web import metrics_of
    from bot.config import prepare
    from bot.storage.database import open_database
    from bot.storage.lease import LeaseLost
    from bot.storage.lock import only_one
    from bot.telegram.poller import PollingDead

    prepare(config)
    database = open_database(config.database, clock)
    metrics = metrics_of(database)
    configure(config.log_level, config.log_format, config.secrets(), metrics.heard)
    alone = only_one(config.data_dir / "lock") if config.on_sqlite else nullcontext()
    status = 0
    with alone, suppress(asyncio.CancelledError, KeyboardInterrupt):
        try:
            asyncio.run(_bot(config, database, metrics))
        except* (PollingDead, LeaseLost) as ended:
            why = ended.exceptions[0]
            logger().critical("ended", kind=type(why).__name__, reason=str(why))
            status = EXIT_RESTART
    return status


@dataclass(frozen=True)
class _Works:
    """What takes updates, what delivers, and all that lives until the end."""

    updates: Updates
    orders: Orders
    engine: Engine
    lives: tuple[Coroutine[Any, Any, None], ...]


async def _bot(config: Config, database: SqlDatabase, metrics: Metrics) -> None:
    """Serve health at once, wait for the database, and then live."""
    from bot.app.web import Readiness, serving
    from bot.storage.lease import Lease
    from bot.telegram.files import TelegramFiles
    from bot.telegram.front import make_bot

    stop_on_signals()
    bot = make_bot(revealed(config.telegram_token), config.telegram_api_url)
    received = aclosing(TelegramFiles(bot, config.data_dir / "tmp"))
    readiness, lease = Readiness(database), Lease(database.engine)
    try:
        async with calls_client(config) as calls, received as files:
            front = _front(config, bot)
            works = _works(config, database, front, files, calls)
            async with works.engine, asyncio.TaskGroup() as group:
                for life in serving(config, works.updates.put, readiness, metrics):
                    group.create_task(life)
                await _prepared(database, config.owners)
                readiness.prepared = True
                if not config.on_sqlite:
                    await lease.gained()
                    group.create_task(lease.kept())
                await works.engine.start(works.orders.work)
                for life in works.lives:
                    group.create_task(life)
    finally:
        database.close()
        lease.release()
        logger().info("stopped")


def _front(config: Config, bot: Bot) -> TelegramFront:
    from bot.locales import voices
    from bot.telegram.front import TelegramFront
    from bot.telegram.handlers import Languages
    from bot.telegram.hook import Hook
    from bot.telegram.messenger import TelegramMessenger

    texts = voices()
    hook = Hook(config.webhook_url, revealed(config.webhook_secret)) if config.webhook_url else None
    languages = Languages(texts, config.language(texts))
    return TelegramFront(bot, TelegramMessenger(bot, texts), languages, hook)


def _works(
    config: Config, database: SqlDatabase, front: TelegramFront, files: Files, calls: CallsClient
) -> _Works:
    """Wire the inbox and the lanes: for updates, messages, deliveries, errands, two for files."""
    from bot.calls_api.campaigns import ClientCampaigns
    from bot.durable.bursts import Bursts
    from bot.durable.delivery import Deliveries, Orders
    from bot.durable.engine import Engine
    from bot.durable.errands import Errands
    from bot.durable.imports import Imports
    from bot.durable.inbox import Updates
    from bot.durable.lane import AMONG_OTHERS_S, LONGEST_SLEEP_S, Lane
    from bot.durable.outbox import Outbox
    from bot.durable.retention import Retention

    deployment = deployment_of(config, config.owners)
    lanes: list[Lane] = []
    longest = LONGEST_SLEEP_S if config.on_sqlite else AMONG_OTHERS_S

    def settled() -> None:
        for lane in lanes:
            lane.wake()

    def lane(drain: Drain, next_due: NextDue) -> Lane:
        lanes.append(Lane(drain, next_due, database, clock, longest))
        return lanes[-1]

    showing = Outbox(database, front.messenger, clock, documents(database, config), Bursts())
    outbox = lane(showing.drain, lambda store: store.outbox.next_due())
    posting = Deliveries(database, calls, deployment, settled=outbox.wake)
    engine = Engine(config.database, config.data_dir)
    orders = Orders(database, posting, deployment, config.calls_per_second, settled)
    lane(partial(orders.give, engine), lambda _store: None)
    asking = Errands(database, ClientCampaigns(calls), deployment, settled=outbox.wake)
    lane(asking.drain, lambda store: store.errands.next_due())
    imports = Imports(database, files, number_files(deployment), deployment, settled=outbox.wake)
    for _ in range(FILES_AT_ONCE):
        lane(imports.drain, imports.next_due)
    others = tuple(lane.run() for lane in lanes)
    updates = Updates(database, deployment, front, settled)
    handling = lane(updates.drain, lambda store: store.inbox.next_due())
    keeping = Retention(database, clock, timedelta(days=config.retention_days), engine.forget)
    lives = (_updates(front, updates, handling), keeping.run(), *others)
    return _Works(updates, orders, engine, lives)


async def _updates(front: TelegramFront, updates: Updates, handling: Lane) -> None:
    """Handle updates once the bot knows its own name; they are kept before."""
    async with asyncio.TaskGroup() as group:
        group.create_task(front.run(updates.put))
        await front.introduce()
        group.create_task(handling.run())


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
