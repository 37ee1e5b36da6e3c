"""Deliveries: what was confirmed is posted until the campaign's answer is known.

A delivery is a row with its key, stored before the first try, so a crash at any moment leads to a
repeat under the same key and never to a second call.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.core.delivery import Delivery
from bot.durable.lane import all_settled
from bot.flows.deliver import deliver
from bot.flows.deployment import Deployment
from bot.flows.ports import CallsApi, Database

log = structlog.stdlib.get_logger(__name__)

AT_ONCE = 20


class Deliveries:
    """Posts the waiting deliveries, the drafts side by side, the chunks of one in order."""

    def __init__(
        self,
        database: Database,
        calls: CallsApi,
        deployment: Deployment,
        settled: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._calls = calls
        self._deployment = deployment
        self._settled = settled

    async def drain(self) -> None:
        """Try all that is due, until nothing is."""
        clock = self._deployment.clock
        while due := await self._database.run(lambda store: store.deliveries.due(clock())):
            await all_settled([self._try(delivery) for delivery in due[:AT_ONCE]])

    async def _try(self, delivery: Delivery) -> None:
        tried = await deliver(self._database, self._calls, delivery, self._deployment)
        self._settled()
        now = tried.delivery
        bound = log.bind(key=now.key, chunk=now.chunk, numbers=now.span.count, state=now.state)
        if tried.failure is None:
            bound.info("delivered", attempt=now.attempt)
        else:
            reason = type(tried.failure).__name__
            said = getattr(tried.failure, "raw", "")  # redacted by the client
            bound.warning("delivery_failed", attempt=now.attempt, reason=reason, said=said)
