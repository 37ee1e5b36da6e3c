"""What people send is handled once: its answer and the note that it was are one transaction."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, Protocol

import structlog

from bot.core.errors import StoreFailed
from bot.core.texts import text
from bot.durable.lane import all_settled
from bot.flows.deployment import Deployment
from bot.flows.handle import handle
from bot.flows.messages import Incoming, Outgoing, Reply
from bot.flows.ports import Database, Store
from bot.flows.store_ports import Received, Unhandled

log = structlog.stdlib.get_logger(__name__)

REFERENCE_LENGTH = 8
TRIES = 3
BETWEEN_TRIES = timedelta(seconds=1)

Raw = dict[str, Any]


class Inbox:
    """Handles what comes from a front end that waits for the answer, and sends nothing twice."""

    def __init__(
        self, database: Database, deployment: Deployment, settled: Callable[[], None]
    ) -> None:
        self._database = database
        self._deployment = deployment
        self._settled = settled

    async def take(self, incoming: Incoming) -> Reply:
        """Handle it as one unit of work.

        Raises StoreFailed, and then nothing was kept. A bug is answered with its reference.
        """
        try:
            reply = await self._database.run(partial(_handle, incoming, self._deployment))
        except StoreFailed:
            raise
        except Exception:  # the last resort: the person gets a reference, the log the rest
            reference = self._deployment.ids()[:REFERENCE_LENGTH]
            log.exception("update_failed", reference=reference)
            reply = await self._database.run(partial(_apologise, incoming, reference))
        self._settled()
        return reply


class Front(Protocol):
    """What reads the raw updates of one messenger."""

    def received(self, raw: Raw, /) -> Received:
        """Say whose order an update keeps."""

    def meant(self, raw: Raw, /) -> Incoming | None:
        """Say what it asks for; None for nothing. Raises anything for one it cannot read."""

    async def answer(self, raw: Raw, reply: Reply, /) -> None:
        """Stop the clock of a tapped button."""


class Updates:
    """Keeps updates of a messenger before they are confirmed to it, and handles each once."""

    def __init__(
        self,
        database: Database,
        deployment: Deployment,
        front: Front,
        settled: Callable[[], None],
    ) -> None:
        self._database = database
        self._deployment = deployment
        self._front = front
        self._settled = settled
        self._answers: set[asyncio.Task[None]] = set()

    async def put(self, updates: Sequence[Raw]) -> None:
        """Keep raw updates; they are safe when this returns. Raises StoreFailed."""
        rows = [self._front.received(update) for update in updates]
        new = await self._database.run(lambda store: store.inbox.put(rows))
        if new:
            self._settled()

    async def drain(self) -> None:
        """Handle all that is due, the chats side by side, until nothing is."""
        clock = self._deployment.clock
        while due := await self._database.run(lambda store: store.inbox.unhandled(clock())):
            await all_settled([self._one(row) for row in due])

    async def _one(self, row: Unhandled) -> None:
        bound = log.bind(update=row.update)
        raw: Raw = json.loads(row.body)
        try:
            meant = self._front.meant(raw)
        except Exception:  # noqa: BLE001 - a form of update that nobody knows now or later
            bound.exception("update_unreadable")
            await self._database.run(lambda store: store.inbox.set_aside(row.seq))
            return
        try:
            reply = await self._database.run(partial(_settle, row.seq, meant, self._deployment))
        except StoreFailed:
            raise
        except Exception:  # noqa: BLE001 - the last resort: some tries, then the person gets a reference
            bound.exception("update_failed", attempt=row.attempts + 1)
            reply = await self._failed(row, meant)
        else:
            bound.info("update", kind=type(meant).__name__)
        self._settled()
        self._answer_soon(raw, reply)

    async def _failed(self, row: Unhandled, meant: Incoming | None) -> Reply:
        if row.attempts + 1 < TRIES:
            until = self._deployment.clock() + BETWEEN_TRIES * (row.attempts + 1)
            await self._database.run(lambda store: store.inbox.postpone(row.seq, until))
            return Reply()
        reference = self._deployment.ids()[:REFERENCE_LENGTH]
        log.error("update_set_aside", update=row.update, reference=reference)
        return await self._database.run(partial(_set_aside, row.seq, meant, reference))

    def _answer_soon(self, raw: Raw, reply: Reply) -> None:
        """Answer a tap beside the work: the messenger may be slow, and other chats wait."""
        task = asyncio.ensure_future(self._front.answer(raw, reply))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)


def _handle(incoming: Incoming, deployment: Deployment, store: Store) -> Reply:
    reply = handle(store, incoming, deployment)
    for outgoing in reply.said:
        store.outbox.post(outgoing)
    return reply


def _settle(seq: int, meant: Incoming | None, deployment: Deployment, store: Store) -> Reply:
    if not store.inbox.close(seq) or meant is None:
        return Reply()
    return _handle(meant, deployment, store)


def _set_aside(seq: int, meant: Incoming | None, reference: str, store: Store) -> Reply:
    if not store.inbox.set_aside(seq) or meant is None:
        return Reply()
    return _apologise(meant, reference, store)


def _apologise(incoming: Incoming, reference: str, store: Store) -> Reply:
    sender = incoming.sender
    said = text("failure", reference=reference)
    reply = Reply((Outgoing(chat=sender.chat, language=sender.language, lines=(said,)),))
    store.outbox.post(reply.said[0])
    return reply
