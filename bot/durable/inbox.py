"""One update, handled once: its answer and the note that it was handled are one transaction."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import structlog

from bot.core.errors import StoreFailed
from bot.core.texts import text
from bot.flows.deployment import Deployment
from bot.flows.handle import handle
from bot.flows.messages import Incoming, Outgoing, Reply
from bot.flows.ports import Database, Store

log = structlog.stdlib.get_logger(__name__)

REFERENCE_LENGTH = 8


class Inbox:
    """Takes updates from any front end, each as one unit of work."""

    def __init__(
        self, database: Database, deployment: Deployment, settled: Callable[[], None]
    ) -> None:
        self._database = database
        self._deployment = deployment
        self._settled = settled

    async def take(self, update: int | None, incoming: Incoming) -> Reply:
        """Handle an update; a repeated one changes nothing. None is an update that cannot repeat.

        Raises StoreFailed, and then nothing was kept. A bug sets the update aside and is answered
        with its reference.
        """
        try:
            work = partial(_handle, update=update, incoming=incoming, deployment=self._deployment)
            reply = await self._database.run(work)
        except StoreFailed:
            raise
        except Exception:  # the last resort: the person gets a reference, the log the rest
            reference = self._deployment.ids()[:REFERENCE_LENGTH]
            log.exception("update_failed", update=update, reference=reference)
            reply = await self._database.run(
                partial(_apologise, update=update, incoming=incoming, reference=reference)
            )
        self._settled()
        return reply


def _handle(store: Store, update: int | None, incoming: Incoming, deployment: Deployment) -> Reply:
    if update is not None and not store.take(update):
        return Reply()
    reply = handle(store, incoming, deployment)
    for outgoing in reply.said:
        store.outbox.post(outgoing)
    return reply


def _apologise(store: Store, update: int | None, incoming: Incoming, reference: str) -> Reply:
    if update is not None and not store.take(update):
        return Reply()
    sender = incoming.sender
    said = text("failure", reference=reference)
    reply = Reply((Outgoing(chat=sender.chat, language=sender.language, lines=(said,)),))
    store.outbox.post(reply.said[0])
    return reply
