"""Rows of the reports and the summary of a campaign, in the shape that the API answers."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from bot.sandbox.campaign import Campaign
from bot.sandbox.documents import Json
from bot.sandbox.job import IN_PROCESS, WAITING, Attempt, Job

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def job_row(job: Job, now: datetime) -> Json:
    """Return a job's row of callJob/getReport."""
    ended = [attempt for attempt in job.attempts if attempt.finished_at <= now]
    return {
        "callJobId": job.id,
        "redialNumber": None,
        "phone": job.order.phone,
        "attemptsCount": len(job.attempts),
        "jobStatus": job.status,
        "createdAt": unix_ms(job.created_at),
        "finishedAt": unix_ms(job.finished_at),
        **_said(ended[-1].outcome.result if ended else ""),
        "callDuration": sum(attempt.outcome.talk_s for attempt in ended),
    }


def attempt_row(job: Job, attempt: Attempt, now: datetime) -> Json:
    """Return an attempt's row of callAttempt/getReport; one that goes on has no end yet."""
    ended = attempt.finished_at <= now
    outcome = attempt.outcome
    result = outcome.result if ended else ""
    return {
        "callJobId": job.id,
        "redialNumber": None,
        "phone": job.order.phone,
        "jobStatus": job.status,
        "callResult": result,
        "callDuration": outcome.talk_s if ended else 0,
        "startedAt": unix_ms(attempt.started_at),
        "finishedAt": unix_ms(attempt.finished_at) if ended else None,
        "attemptNumber": attempt.number,
        **_said(result),
    }


def campaign_info(campaign: Campaign, now: datetime) -> Json:
    """Return the summary of a campaign; its schedule is no part of it."""
    states = job_counts(campaign)
    made = [each for job in campaign.jobs.values() for each in job.attempts]
    talked_s = sum(each.outcome.talk_s for each in made if each.finished_at <= now)
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
        "maxSimultaneousCalls": campaign.lines,
        "shortReport": {
            "totalNumbers": total,
            "processedNumbers": total - states[IN_PROCESS] - sum(states[each] for each in WAITING),
            "usedTalkingTime": talked_s,
            "usedAsrSeconds": talked_s * 3 // 5,
            "inProcessCalls": states[IN_PROCESS],
            "retryCalls": sum(each.number > 1 for each in made),
        },
    }


def job_counts(campaign: Campaign) -> Counter[str]:
    """Return how many jobs have each status."""
    return Counter(job.status for job in campaign.jobs.values())


def unix_ms(moment: datetime | None) -> int | None:
    """Return the moment in milliseconds of Unix time."""
    return None if moment is None else (moment - _EPOCH) // _MS


def _said(result: str) -> dict[str, Json]:
    """Return what the script left behind: its tag and its data, empty where nobody answered."""
    if not result:
        return {"tagName": "", "tagPayload": {}, "reportData": {}}
    return {
        "tagName": result.lower(),
        "tagPayload": {"result": result},
        "reportData": {"result": result},
    }
