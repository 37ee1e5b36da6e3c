"""Errands: what was asked of a campaign is asked there, and the answer goes to the outbox."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.core.campaign import Errand
from bot.durable.lane import all_settled
from bot.flows.deployment import Deployment
from bot.flows.errands import begun, run
from bot.flows.ports import Campaigns, Database

log = structlog.stdlib.get_logger(__name__)


class Errands:
    """Runs the errands that are due, side by side."""

    def __init__(
        self,
        database: Database,
        campaigns: Campaigns,
        deployment: Deployment,
        settled: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._campaigns = campaigns
        self._deployment = deployment
        self._settled = settled

    async def drain(self) -> None:
        """Run all that is due, until nothing is."""
        clock = self._deployment.clock
        while due := await self._database.run(lambda store: store.errands.due(clock())):
            await all_settled([self._run(errand) for errand in due])

    async def _run(self, due: Errand) -> None:
        errand = await self._database.run(lambda store: begun(store, due.key, self._deployment))
        if errand is None:
            self._settled()
            return
        failure = await run(self._database, self._campaigns, errand, self._deployment)
        self._settled()
        reason = type(failure).__name__ if failure else ""
        log.info("errand", key=errand.key, kind=errand.kind, failure=reason)
