"""Rows of the reports and the summary of a campaign, in the shape that the API answers."""

from collections import Counter
from datetime import datetime

from bot.sandbox.campaign import PLANNED, Campaign, Job
from bot.sandbox.documents import Json


def job_row(job: Job) -> Json:
    """Return a job's row of callJob/getReport."""
    return {
        "callJobId": job.id,
        "redialNumber": None,
        "phone": job.order.phone,
        "attemptsCount": 0,
        "jobStatus": job.status,
        "createdAt": unix_ms(job.created_at),
        "finishedAt": unix_ms(job.finished_at),
        "tagName": None,
        "tagPayload": None,
        "callDuration": 0,
        "reportData": {},
    }


def campaign_info(campaign: Campaign) -> Json:
    """Return the summary of a campaign; its schedule is no part of it."""
    states = Counter(job.status for job in campaign.jobs.values())
    total = states.total()
    return {
        "id": campaign.number,
        "name": campaign.alias,
        "projectName": "sandbox",
        "creationDate": unix_ms(campaign.created_at),
        "botId": f"sandbox-{campaign.number}",
        "startTime": unix_ms(campaign.created_at),
        "endTime": unix_ms(campaign.finished_at),
        "status": campaign.status,
        "maxSimultaneousCalls": 2,
        "shortReport": {
            "totalNumbers": total,
            "processedNumbers": total - states[PLANNED],
            "usedTalkingTime": 0,
            "usedAsrSeconds": 0,
            "inProcessCalls": 0,
            "retryCalls": 0,
        },
    }


def unix_ms(moment: datetime | None) -> int | None:
    """Return the moment in milliseconds of Unix time."""
    return None if moment is None else int(moment.timestamp() * 1000)
