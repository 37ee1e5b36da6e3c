"""The outbox: what was said in a transaction is shown to people, in order within each chat."""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.core.errors import ChatClosed, MessageRefused, MessengerBusy, MessengerUnreachable
from bot.durable.lane import all_settled
from bot.flows.ports import Clock, Database, Messenger, Waiting

log = structlog.stdlib.get_logger(__name__)

LONGEST_WAIT_S = 60


class Outbox:
    """Shows the waiting messages; a message may be shown again after a crash."""

    def __init__(self, database: Database, messenger: Messenger, clock: Clock) -> None:
        self._database = database
        self._messenger = messenger
        self._clock = clock

    async def drain(self) -> None:
        """Show all that is due, the chats side by side, until nothing is."""
        while waiting := await self._database.run(lambda store: store.unsent(self._clock())):
            await all_settled([self._show(one) for one in waiting])

    async def _show(self, waiting: Waiting) -> None:
        try:
            message = await self._messenger.show(waiting.outgoing, waiting.card)
        except MessengerBusy as busy:
            await self._postpone(waiting, busy.retry_after)
        except MessengerUnreachable:
            await self._postpone(waiting, min(2**waiting.attempts, LONGEST_WAIT_S))
        except ChatClosed:
            log.warning("chat_closed", chat=waiting.outgoing.chat)
            await self._close(waiting, None)
        except MessageRefused as refused:
            log.exception("message_refused", seq=waiting.seq, reason=refused.reason)
            await self._close(waiting, None)
        else:
            await self._close(waiting, message)

    async def _close(self, waiting: Waiting, message: int | None) -> None:
        await self._database.run(lambda store: store.shown(waiting.seq, message))

    async def _postpone(self, waiting: Waiting, seconds: float) -> None:
        until = self._clock() + timedelta(seconds=seconds)
        log.warning("message_postponed", seq=waiting.seq, seconds=seconds)
        await self._database.run(lambda store: store.postpone(waiting.seq, until))
