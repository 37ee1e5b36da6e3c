"""The reports of a campaign: which jobs or calls a request asks for, as the API answers them."""

from datetime import datetime

from bot.sandbox.answers import Answer
from bot.sandbox.campaign import Campaign
from bot.sandbox.documents import Json
from bot.sandbox.job import Attempt
from bot.sandbox.paging import read_filter, read_page
from bot.sandbox.rows import attempt_row, job_row
from bot.sandbox.selection import read_selection


def jobs(campaign: Campaign, now: datetime, body: Json) -> Answer:
    """Answer one row for each job with the given ids and phones."""
    return Answer(200, [job_row(job, now) for job in read_selection(body, campaign)])


def attempts(campaign: Campaign, now: datetime, body: Json) -> Answer:
    """Answer one row for each call of the jobs with the given ids and phones."""
    chosen = read_selection(body, campaign)
    return Answer(200, [attempt_row(job, each, now) for job in chosen for each in job.attempts])


def jobs_by_date(campaign: Campaign, now: datetime, body: Json) -> Answer:
    """Answer a page of the jobs that were created and finished within bounds, oldest first."""
    (created, finished), page = read_filter(body, ("createdAt", "finishedAt"))
    found = (
        job
        for job in campaign.jobs.values()
        if created.holds(job.created_at) and finished.holds(job.finished_at)
    )
    return Answer(200, page.of(found, lambda job: job_row(job, now)))


def attempts_by_date(campaign: Campaign, now: datetime, body: Json) -> Answer:
    """Answer a page of the calls that began and ended within bounds, in their order."""
    (started, finished), page = read_filter(body, ("startedAt", "finishedAt"))
    found = [
        (each.started_at, int(job.id), job, each)
        for job in campaign.jobs.values()
        for each in job.attempts
        if started.holds(each.started_at) and finished.holds(_end(each, now))
    ]
    found.sort(key=lambda row: row[:2])
    return Answer(200, page.of(found, lambda row: attempt_row(row[2], row[3], now)))


def unfinished(campaign: Campaign, now: datetime, body: Json) -> Answer:
    """Answer a page of the jobs that have no end yet, oldest first."""
    page = read_page(body, "body")
    found = (job for job in campaign.jobs.values() if job.finished_at is None)
    return Answer(200, page.of(found, lambda job: job_row(job, now)))


def _end(attempt: Attempt, now: datetime) -> datetime | None:
    return attempt.finished_at if attempt.finished_at <= now else None
