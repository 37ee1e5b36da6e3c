"""The practice campaign: behind the console in one process, and over HTTP."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from bot.app.parts import (
    CAMPAIGN,
    LARGEST_LOCAL,
    client,
    clock,
    deployment_in,
    documents,
    logger,
    number_files,
    stop_on_signals,
)
from bot.core.texts import Text, text
from bot.logs import configure

if TYPE_CHECKING:
    from pathlib import Path

    from bot.config import Config
    from bot.console.front import Works
    from bot.flows.ports import Messenger
    from bot.sandbox.rules import Sandbox

SANDBOX_TOKEN = "1.1.sandbox"  # noqa: S105 - a practice campaign, open to everyone
SANDBOX_URL = "http://localhost"


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
    messenger = ConsoleMessenger(screen, own, config.data_dir, framed=typing)
    with _practice(config, messenger) as works:
        front = ConsoleFront(works, messenger, language, texts)
        if not typing:
            return front.run(piped())
        messenger.say(own(text("console-hello")))
        prompt = own(text("console-prompt"))
        front.run(typed(screen, prompt, WORDS, config.data_dir / "console_history"))
        return True


@contextmanager
def _practice(config: Config, messenger: Messenger) -> Iterator[Works]:
    """The whole bot inside this process: a database in memory, the sandbox as its campaign."""
    from httpx import ASGITransport

    from bot.calls_api.campaigns import ClientCampaigns
    from bot.calls_api.client import Endpoint
    from bot.console.files import LocalFiles
    from bot.console.front import PERSON, Works
    from bot.durable.delivery import Deliveries
    from bot.durable.errands import Errands
    from bot.durable.imports import Imports
    from bot.durable.inbox import Inbox
    from bot.durable.outbox import Outbox
    from bot.sandbox.rules import Sandbox
    from bot.sandbox.server import create_app
    from bot.storage.database import open_database
    from bot.storage.migrate import ensure

    sandbox = Sandbox(clock, {SANDBOX_TOKEN: CAMPAIGN})
    endpoint = Endpoint(SANDBOX_URL, transport=ASGITransport(create_app(sandbox)))
    calls = client(endpoint, SANDBOX_TOKEN, config)
    deployment = deployment_in(config.default_region, frozenset({PERSON}), LARGEST_LOCAL)
    database = open_database("sqlite://", clock)
    ensure(database)
    outbox = Outbox(database, messenger, clock, documents(database, config))
    deliveries = Deliveries(database, calls, deployment)
    imports = Imports(database, LocalFiles(), number_files(deployment), deployment)
    errands = Errands(database, ClientCampaigns(calls), deployment)

    async def drain() -> None:
        await imports.drain()
        await errands.drain()
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


def serve_sandbox(
    host: str, port: int, tokens: Collection[str], state: Path | None, seed: int | None
) -> None:
    """Serve practice campaigns over HTTP until told to stop; OSError when the port is taken.

    `state` is the file that they live in (None: they are gone with the process); StateFailed
    when it cannot be used, or was made with another seed.
    """
    from bot.sandbox.rules import Sandbox
    from bot.sandbox.server import serve
    from bot.sandbox.state import StateFile

    configure("INFO", "console", tuple(tokens))
    names = {token: CAMPAIGN if n == 1 else f"{CAMPAIGN}-{n}" for n, token in enumerate(tokens, 1)}
    kept = None if state is None else StateFile(state)
    sandbox = Sandbox(clock, names, seed, kept)

    def ready(real_port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        logger().info("ready", url=f"http://{shown}:{real_port}", campaigns=sorted(names.values()))

    async def serve_until_told() -> None:
        stop_on_signals()
        await serve(sandbox, host, port, ready)

    with suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(serve_until_told())
