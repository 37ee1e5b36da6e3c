"""Deliveries: what was confirmed is posted until the campaign's answer is known.

A delivery is a row with its key, stored before the first try, so a crash at any moment leads to a
repeat under the same key and never to a second call.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

import structlog
from aiolimiter import AsyncLimiter

from bot.core.backoff import backoff
from bot.core.delivery import Delivery, DeliveryState
from bot.core.errors import StoreFailed
from bot.durable.lane import all_settled
from bot.flows.deliver import deliver
from bot.flows.deployment import Deployment
from bot.flows.ports import CallsApi, Database, Store

log = structlog.stdlib.get_logger(__name__)

AT_ONCE = 20
# So far ahead orders are given; the engine holds them until they are due.
AHEAD = timedelta(hours=1)
# The clocks of the engine and of the rows are read at different moments.
EARLY = timedelta(milliseconds=50)
AFTER_FAILURE_S = 1.0


class Deliveries:
    """Posts deliveries, and tells the log how each try went."""

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
        """Try all that is due, until nothing is: for a front end that waits, with no engine."""
        clock = self._deployment.clock
        while due := await self._database.run(lambda store: store.deliveries.due(clock())):
            await all_settled([self.attempt(delivery) for delivery in due[:AT_ONCE]])

    async def attempt(self, delivery: Delivery) -> None:
        """Try one delivery; what follows is settled in its row."""
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


class Engine(Protocol):
    """Has work done at its time, again after a crash."""

    async def order(self, name: str, what: str, delay_s: float = 0) -> None:
        """Have `what` done, once for each name."""


class Orders:
    """Orders each waiting delivery of the engine: of a draft one at a time, in its order.

    The rows tell what waits and since when; the engine holds the time until it is due, the work
    under way, and what a crash left of it. An order that comes twice, or for a delivery that is
    settled or not due, does nothing.
    """

    def __init__(
        self,
        database: Database,
        deliveries: Deliveries,
        deployment: Deployment,
        per_second: float,
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._deliveries = deliveries
        self._deployment = deployment
        self._wake = wake
        # An order of an earlier process may have ended in the middle: its name is used up.
        self._run = deployment.ids()
        self._given: set[str] = set()
        self._busy: set[str] = set()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._per_second = per_second
        self._pace: dict[str, AsyncLimiter] = {}

    async def give(self, engine: Engine) -> None:
        """Order what waits and has no order yet; the sweep that heals whatever was missed."""
        now = self._deployment.clock()
        first = await self._database.run(lambda store: store.deliveries.due(now + AHEAD))
        names = {f"{d.key}:{d.attempt}:{d.not_before.timestamp():.3f}": d for d in first}
        self._given &= set(names)
        for name, delivery in names.items():
            if name not in self._given and delivery.key not in self._busy:
                delay = (delivery.not_before - now).total_seconds()
                await engine.order(f"{name}:{self._run}", delivery.key, max(delay, 0))
                self._given.add(name)

    async def work(self, key: str) -> None:
        """Do one order, however often it comes."""
        if key in self._busy:
            return
        self._busy.add(key)
        try:
            async with self._places:
                await self._insist(key)
        finally:
            self._busy.discard(key)
            self._wake()

    async def _insist(self, key: str) -> None:
        """Try the delivery, however long the database is away."""
        while True:
            try:
                delivery = await self._database.run(lambda store: store.deliveries.find(key))
                if delivery is not None and self._is_due(delivery):
                    await self._paced(delivery)
            except StoreFailed as failed:
                log.warning("database_unreachable", key=key, reason=str(failed))
                await asyncio.sleep(AFTER_FAILURE_S)
            except Exception:  # the last resort: the row waits longer and longer
                log.exception("delivery_bug", key=key)
                await self._database.run(lambda store: self._postpone(store, key))
                return
            else:
                return

    async def _paced(self, delivery: Delivery) -> None:
        campaign = delivery.campaign
        pace = self._pace.setdefault(campaign, AsyncLimiter(self._per_second, 1))
        async with pace:
            await self._deliveries.attempt(delivery)

    def _is_due(self, delivery: Delivery) -> bool:
        waits = delivery.state is DeliveryState.WAITING
        return waits and delivery.not_before <= self._deployment.clock() + EARLY

    def _postpone(self, store: Store, key: str) -> None:
        delivery = store.deliveries.find(key)
        if delivery is not None and delivery.state is DeliveryState.WAITING:
            attempt = delivery.attempt + 1
            later = self._deployment.clock() + backoff(attempt, self._deployment.chance())
            store.deliveries.update(replace(delivery, attempt=attempt, not_before=later))
