"""The port `Campaigns` on the client: what people ask of a campaign, in the values of core."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.calls_api import orders
from bot.calls_api.client import CallsClient
from bot.calls_api.models import CampaignInfo, JobReport, ShortReport
from bot.calls_api.orders import MOST_CANCELLED, Control
from bot.calls_api.reports import Between
from bot.core.campaign import Campaign, ErrandKind, Outcome, Outcomes, counted

_CONTROLS: Final[dict[ErrandKind, Control]] = {
    ErrandKind.PAUSE: "pause",
    ErrandKind.RESUME: "resume",
    ErrandKind.STOP: "stop",
}


class ClientCampaigns:
    """Asks the campaigns that the client has tokens for."""

    def __init__(self, client: CallsClient) -> None:
        self._client = client

    async def look(self, campaign: str) -> Campaign:
        """Ask for the campaign's state and how far it is."""
        return _campaign(await self._client.campaign(campaign))

    async def outcomes(self, campaign: str, since: datetime) -> Outcomes:
        """Count what became of the call jobs that were made since then."""
        made = self._client.jobs_by_date(campaign, Between(began_from=since))
        return counted([_outcome(job) async for job in made])

    async def control(self, campaign: str, what: ErrandKind, key: str) -> None:
        """Pause, resume or stop the campaign."""
        await self._client.control(campaign, _CONTROLS[what], key)

    async def cancel(self, campaign: str, key: str, jobs: Sequence[str]) -> tuple[str, ...]:
        """Take call jobs back, some hundreds at a time; give those that were."""
        taken: list[str] = []
        for first in range(0, len(jobs), MOST_CANCELLED):
            part = jobs[first : first + MOST_CANCELLED]
            request = orders.cancel(f"{key}-{first}", ids=part)
            taken += await self._client.cancel(campaign, request)
        return tuple(taken)

    async def test(self, campaign: str, key: str, phone: str) -> str:
        """Place a test call; give its call job."""
        return await self._client.add_phone(campaign, orders.add_test_phone(phone, key))


def _campaign(info: CampaignInfo) -> Campaign:
    report = info.short_report or ShortReport()
    return Campaign(
        name=info.name,
        state=info.status or "?",
        total=report.total_numbers,
        processed=report.processed_numbers,
        calling=report.in_process_calls,
        on_retry=report.retry_calls,
        talk=report.used_talking_time,
    )


def _outcome(job: JobReport) -> Outcome:
    return Outcome(job.job_status or "unknown", job.call_duration or 0)
