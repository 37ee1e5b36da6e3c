"""The outbox: what was said in a transaction is shown to people, in order within each chat."""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.core.errors import (
    ChatClosed,
    MessageRefused,
    MessengerBusy,
    MessengerUnreachable,
    StoreFailed,
)
from bot.durable.bursts import Bursts
from bot.durable.lane import all_settled
from bot.flows.messages import Attachment, Document, Outgoing
from bot.flows.ports import Clock, Database, Documents, Messenger
from bot.flows.store_ports import Waiting

log = structlog.stdlib.get_logger(__name__)

LONGEST_WAIT_S = 60


class Outbox:
    """Shows the waiting messages; a message may be shown again after a crash.

    With `bursts` the cards that answer many messages in a row wait for the last of them.
    """

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        clock: Clock,
        documents: Documents,
        bursts: Bursts | None = None,
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._clock = clock
        self._documents = documents
        self._bursts = bursts

    async def drain(self) -> None:
        """Show all that is due, the chats side by side, until nothing is."""
        while waiting := await self._database.run(lambda store: store.outbox.unsent(self._clock())):
            await all_settled([self._show(one) for one in waiting])

    async def _show(self, waiting: Waiting) -> None:
        outgoing = waiting.outgoing
        now = self._clock()
        due = self._bursts.due(outgoing, waiting.seq, now) if self._bursts else now
        if due > now:
            await self._database.run(lambda store: store.outbox.postpone(waiting.seq, due))
            return
        try:
            document = await self._document(outgoing)
            message = await self._messenger.show(outgoing, waiting.card, document)
        except MessengerBusy as busy:
            await self._postpone(waiting, busy.retry_after)
        except MessengerUnreachable:
            await self._postpone(waiting, min(2**waiting.attempts, LONGEST_WAIT_S))
        except ChatClosed:
            log.warning("chat_closed", chat=outgoing.chat)
            await self._close(waiting, None)
        except MessageRefused as refused:
            log.exception("message_refused", seq=waiting.seq, reason=refused.reason)
            await self._close(waiting, None)
        else:
            await self._close(waiting, message)

    async def _document(self, outgoing: Outgoing) -> Document | None:
        """The file of a message; one that cannot be made must not hold up the chat for ever."""
        attachment = outgoing.attachment
        if attachment is None:
            return None
        if isinstance(attachment, Attachment):
            return Document(attachment.name, attachment.content.encode())
        try:
            return await self._documents(attachment, outgoing.language)
        except StoreFailed:
            raise
        except Exception:  # the last resort: the message goes without it
            log.exception("document_failed", chat=outgoing.chat)
            return None

    async def _close(self, waiting: Waiting, message: int | None) -> None:
        await self._database.run(lambda store: store.outbox.shown(waiting.seq, message))

    async def _postpone(self, waiting: Waiting, seconds: float) -> None:
        until = self._clock() + timedelta(seconds=seconds)
        log.warning("message_postponed", seq=waiting.seq, seconds=seconds)
        await self._database.run(lambda store: store.outbox.postpone(waiting.seq, until))
