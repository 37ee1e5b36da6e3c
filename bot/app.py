"""The only place that wires: builds every object once, passes it on, owns start and stop.

Each command imports what it needs when it starts, so that `bot parse` loads neither Telegram nor
SQL.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import signal
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from random import random
from typing import TYPE_CHECKING

from bot.core.errors import Outside, StoreFailed, TokenInvalid
from bot.core.texts import Text, text
from bot.logs import configure, redactor

if TYPE_CHECKING:
    from pydantic import SecretStr
    from structlog.stdlib import BoundLogger

    from bot.calls_api.client import CallsClient, Endpoint
    from bot.config import Config
    from bot.console.front import Works
    from bot.core.policy import Week
    from bot.core.reading.reading import Reading
    from bot.durable.inbox import Inbox
    from bot.durable.lane import Lane
    from bot.flows.deployment import Deployment
    from bot.flows.ports import CallsApi, Messenger, Reader, Store
    from bot.sandbox.rules import Sandbox
    from bot.storage.database import SqlDatabase

CAMPAIGN = "default"
SANDBOX_TOKEN = "1.1.sandbox"  # noqa: S105 - a practice campaign, open to everyone
SANDBOX_URL = "http://localhost"
DATABASE_RETRY_S = 2


def clock() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def new_id() -> str:
    """An id of 128 random bits, 22 characters."""
    return secrets.token_urlsafe(16)


def _log() -> BoundLogger:
    import structlog

    logger: BoundLogger = structlog.stdlib.get_logger(__name__)
    return logger


def make_reader(region: str, zone: str | None = None, now: datetime | None = None) -> Reader:
    """Load the words and places once; `now` stands still when it is given."""
    from bot.core.reading.parse import Context, parse
    from bot.words import load

    lexicon = load()

    def read(said: str, base: Week | None = None) -> Reading:
        context = Context(now=now or clock(), region=region, zone=zone, base=base)
        return parse(said, lexicon, context)

    return read


def run_bot(config: Config) -> None:
    """Run the Telegram bot until it is told to stop (SIGTERM, SIGINT)."""
    from bot.config import prepare
    from bot.storage.lock import only_one

    configure(config.log_level, config.log_format, config.secrets())
    prepare(config)
    alone = only_one(config.data_dir / "lock") if config.on_sqlite else nullcontext()
    with alone, suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(_bot(config))


def run_console(config: Config) -> bool:
    """Talk with the practice campaign; whether all that was asked for in a pipe was done."""
    from rich.console import Console

    from bot.config import prepare
    from bot.console.front import WORDS, ConsoleFront
    from bot.console.lines import forgive, piped, typed
    from bot.console.messenger import ConsoleMessenger
    from bot.locales import voices

    configure("ERROR", config.log_format, config.secrets())
    prepare(config)
    texts = voices()
    language = config.language(texts)
    own = texts[language]
    forgive()
    typing = sys.stdin.isatty() and sys.stdout.isatty()
    screen = Console(force_terminal=None if typing else False, highlight=False)
    messenger = ConsoleMessenger(screen, own, framed=typing)
    with _practice(config, messenger) as works:
        front = ConsoleFront(works, messenger, language, texts)
        if not typing:
            return front.run(piped())
        messenger.say(own(text("console-hello")))
        prompt = own(text("console-prompt"))
        front.run(typed(screen, prompt, WORDS, config.data_dir / "console_history"))
        return True


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

    kind = await answers(make_bot(_revealed(config.telegram_token), config.telegram_api_url))
    if kind == "InvalidToken":
        return "TELEGRAM_TOKEN: Telegram knows no bot with this token"
    return kind and f"TELEGRAM_API_URL: Telegram does not answer as it should ({kind})"


async def _ask_campaign(config: Config) -> str | None:
    async with _calls(config) as calls:
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


def serve_sandbox(host: str, port: int, tokens: Collection[str]) -> None:
    """Serve practice campaigns over HTTP until told to stop; OSError when the port is taken."""
    from bot.sandbox.server import serve

    configure("INFO", "console", tuple(tokens))
    names = {token: CAMPAIGN if n == 1 else f"{CAMPAIGN}-{n}" for n, token in enumerate(tokens, 1)}
    sandbox = _sandbox(names)

    def ready(real_port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        _log().info("ready", url=f"http://{shown}:{real_port}", campaigns=sorted(names.values()))

    async def serve_until_told() -> None:
        _stop_on_signals()
        await serve(sandbox, host, port, ready)

    with suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(serve_until_told())


def _sandbox(names: dict[str, str]) -> Sandbox:
    from bot.sandbox.rules import Sandbox

    return Sandbox(clock, names)


async def _bot(config: Config) -> None:
    from bot.locales import voices
    from bot.storage.database import open_database
    from bot.telegram.front import TelegramFront, make_bot
    from bot.telegram.handlers import Languages
    from bot.telegram.messenger import TelegramMessenger

    _stop_on_signals()
    texts = voices()
    database = open_database(config.database, clock)
    bot = make_bot(_revealed(config.telegram_token), config.telegram_api_url)
    try:
        await _prepared(database, config.owners)
        async with _calls(config) as calls:
            deployment = _deployment(config, config.owners)
            messenger = TelegramMessenger(bot, texts)
            inbox, outbox, deliveries = _works(database, messenger, calls, deployment)
            languages = Languages(texts, config.language(texts))
            front = TelegramFront(bot, messenger, inbox.take, languages)
            async with asyncio.TaskGroup() as group:
                for life in (outbox.run(), deliveries.run(), front.run()):
                    group.create_task(life)
    finally:
        database.close()
        _log().info("stopped")


def _works(
    database: SqlDatabase, messenger: Messenger, calls: CallsApi, deployment: Deployment
) -> tuple[Inbox, Lane, Lane]:
    """Wire the inbox, the lane that shows messages and the lane that delivers."""
    from bot.durable.delivery import Deliveries
    from bot.durable.inbox import Inbox
    from bot.durable.lane import Lane
    from bot.durable.outbox import Outbox

    showing = Outbox(database, messenger, clock)
    outbox = Lane(showing.drain, lambda store: store.next_message(), database, clock)
    posting = Deliveries(database, calls, deployment, settled=outbox.wake)
    deliveries = Lane(posting.drain, lambda store: store.next_delivery(), database, clock)

    def settled() -> None:
        outbox.wake()
        deliveries.wake()

    return Inbox(database, deployment, settled), outbox, deliveries


@contextmanager
def _practice(config: Config, messenger: Messenger) -> Iterator[Works]:
    """The whole bot inside this process: a database in memory, the sandbox as its campaign."""
    from httpx import ASGITransport

    from bot.calls_api.client import Endpoint
    from bot.console.front import PERSON, Works
    from bot.durable.delivery import Deliveries
    from bot.durable.inbox import Inbox
    from bot.durable.outbox import Outbox
    from bot.sandbox.server import create_app
    from bot.storage.database import open_database
    from bot.storage.migrate import ensure

    sandbox = _sandbox({SANDBOX_TOKEN: CAMPAIGN})
    endpoint = Endpoint(SANDBOX_URL, transport=ASGITransport(create_app(sandbox)))
    calls = _client(endpoint, SANDBOX_TOKEN, config)
    deployment = _deployment(config, frozenset({PERSON}))
    database = open_database("sqlite://", clock)
    ensure(database)
    outbox = Outbox(database, messenger, clock)
    deliveries = Deliveries(database, calls, deployment)

    async def drain() -> None:
        await deliveries.drain()
        await outbox.drain()

    try:
        inbox = Inbox(database, deployment, lambda: None)
        yield Works(inbox.take, drain, database, lambda: _held(sandbox))
    finally:
        database.close()


def _held(sandbox: Sandbox) -> tuple[Text, ...]:
    """What the practice campaign holds, as texts."""
    jobs = tuple(job for campaign in sandbox.campaigns() for job in campaign.jobs.values())
    if not jobs:
        return (text("sandbox-empty"),)
    lines = (
        text(
            "sandbox-job",
            job=job.id,
            phone=job.order.phone,
            state=job.status,
            policy=json.dumps({**job.order.policy}, ensure_ascii=False),
        )
        for job in jobs
    )
    return (text("sandbox-count", count=len(jobs)), *lines)


def _deployment(config: Config, owners: frozenset[int]) -> Deployment:
    from bot.flows.deployment import Deployment

    read = make_reader(config.default_region)
    return Deployment(owners, read, clock, new_id, random, CAMPAIGN)


def _calls(config: Config) -> CallsClient:
    from bot.calls_api.client import Endpoint

    return _client(Endpoint(config.calls_api_url), _revealed(config.campaign_token), config)


def _client(endpoint: Endpoint, token: str, config: Config) -> CallsClient:
    from bot.calls_api.client import CallsClient
    from bot.calls_api.token import CampaignToken

    tokens = {CAMPAIGN: CampaignToken(token)}
    return CallsClient(endpoint, tokens, clock=clock, redact=redactor(config.secrets()))


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
            _log().warning("database_unreachable", reason=str(failed), again_in_s=DATABASE_RETRY_S)
            await asyncio.sleep(DATABASE_RETRY_S)


def _stop_on_signals() -> None:
    """End the whole bot in order on SIGTERM and SIGINT; what is under way is in the database."""
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    if task is not None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, task.cancel)


def _revealed(secret: SecretStr | None) -> str:
    if secret is None:
        raise LookupError("a secret is missing from the configuration")
    return secret.get_secret_value()
