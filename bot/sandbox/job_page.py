"""The page of one job: its policy, its calls, and the next moments at which it would be called."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.sandbox.campaign import IN_PROGRESS, Campaign
from bot.sandbox.documents import Json
from bot.sandbox.forecast import coming_calls
from bot.sandbox.hours import DAWN, DOOM, Hours
from bot.sandbox.job import Attempt, Job
from bot.sandbox.markup import Markup, campaign_path, document, link, table, tag, utc
from bot.sandbox.schedule import DAYS


def job_page(campaign: Campaign, job: Job, now: datetime) -> bytes:
    """Return the page of a job as it is now."""
    return document(
        f"Job {job.id}",
        tag("p", f"{job.order.phone}, {job.status} at {utc(now)}. ", _back(campaign)),
        tag("h2", "Policy"),
        table(("Parameter", "In force", "From"), _policy(job)),
        tag("h2", "Payload"),
        tag("pre", json.dumps({**job.order.payload}, ensure_ascii=False, indent=2)),
        tag("h2", "Calls"),
        table(("attemptNumber", "startedAt", "finishedAt", "Outcome"), _calls(job, now)),
        tag("h2", "Next calls, if nobody answers"),
        *_forecast(campaign, job, now),
    )


def _back(campaign: Campaign) -> Markup:
    return link(f"Campaign {campaign.alias}", campaign_path(campaign.number))


def _policy(job: Job) -> list[tuple[str, str, str]]:
    hours, own = job.hours, job.order.policy
    rows = [
        ("allowedDays, allowedTime", _week(hours), ("allowedDays", "allowedTime", "localTimeFrom")),
        ("gmtZone", str(hours.zone), ("gmtZone",)),
        ("startDateTime", _bound(hours.start), ("startDateTime",)),
        ("finishDateTime", _bound(hours.finish), ("finishDateTime",)),
        ("maxAttempts", str(hours.max_attempts), ("maxAttempts",)),
        (
            "retryIntervalInMinutes",
            str(hours.retry // timedelta(minutes=1)),
            ("retryIntervalInMinutes",),
        ),
        ("dialerPriority", str(hours.priority), ("dialerPriority",)),
    ]
    return [(name, value, _origin(own, names, name)) for name, value, names in rows]


def _origin(own: Mapping[str, Json], names: tuple[str, ...], shown: str) -> str:
    if any(name in own for name in names):
        return "the request"
    return "the phone" if shown == "gmtZone" else "the campaign"


def _calls(job: Job, now: datetime) -> list[tuple[str, str, str, str]]:
    return [
        (str(each.number), _both(each.started_at, job.hours), *_ended(each, now))
        for each in job.attempts
    ]


def _ended(attempt: Attempt, now: datetime) -> tuple[str, str]:
    if attempt.finished_at > now:
        return "", ""
    return utc(attempt.finished_at), f"{attempt.outcome.status} {attempt.outcome.result}".strip()


def _forecast(campaign: Campaign, job: Job, now: datetime) -> list[Markup]:
    calls = coming_calls(job, now)
    if not calls:
        return [tag("p", "None")]
    rows = [(_both(each.at, job.hours), _both(each.until, job.hours)) for each in calls]
    shown = [table(("At the earliest", "The window closes"), rows)]
    if campaign.status != IN_PROGRESS:
        shown.insert(
            0, tag("p", f"The campaign is {campaign.status}: nobody is called until it goes on")
        )
    return shown


def _week(hours: Hours) -> str:
    days = (
        f"{day} " + " ".join(f"{_clock(start)}-{_clock(end)}" for start, end in hours.windows[day])
        for day in DAYS
        if hours.windows.get(day)
    )
    return ", ".join(days) or "never"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _bound(moment: datetime) -> str:
    return "" if moment in (DAWN, DOOM) else utc(moment)


def _both(moment: datetime, hours: Hours) -> str:
    local = moment.astimezone(hours.zone)
    return f"{DAYS[local.weekday()]} {local:%Y-%m-%d %H:%M:%S %z} ({utc(moment)})"
