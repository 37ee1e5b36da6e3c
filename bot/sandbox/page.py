"""Pages for a person: the campaigns, their jobs, and the way to the page of one job."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.campaign import Campaign
from bot.sandbox.job import Job
from bot.sandbox.job_page import job_page
from bot.sandbox.markup import HEADERS, HOME, Markup, campaign_path, document, link, table, tag, utc
from bot.sandbox.rows import job_counts
from bot.sandbox.rules import Sandbox

ON_A_PAGE: Final = 50


def page_routes(sandbox: Sandbox) -> list[Route]:
    """Return the routes of the pages."""

    async def home(_request: Request) -> Response:
        return _page(_home(sandbox.campaigns(), sandbox.now()))

    async def campaign(request: Request) -> Response:
        found = _find(sandbox, request.path_params)
        return _page(found and _campaign(found, _number(request.query_params.get("page", "0"))))

    async def job(request: Request) -> Response:
        found = _find(sandbox, request.path_params)
        chosen = found and found.jobs.get(request.path_params["job"])
        return _page(found and chosen and job_page(found, chosen, sandbox.now()))

    return [
        Route("/_sandbox", home, methods=["GET"]),
        Route(HOME, home, methods=["GET"]),
        Route(HOME + "campaigns/{campaign}", campaign, methods=["GET"]),
        Route(HOME + "campaigns/{campaign}/jobs/{job}", job, methods=["GET"]),
    ]


def _page(content: bytes | Campaign | Job | None) -> Response:
    if not isinstance(content, bytes):
        missing = document("Not found", tag("p", link("All campaigns", HOME)))
        return Response(missing, 404, HEADERS, "text/html")
    return Response(content, 200, HEADERS, "text/html")


def _find(sandbox: Sandbox, named: Mapping[str, str]) -> Campaign | None:
    numbered = {str(each.number): each for each in sandbox.campaigns()}
    return numbered.get(named["campaign"])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _home(campaigns: tuple[Campaign, ...], now: datetime) -> bytes:
    heads = ("Campaign", "status", "totalNumbers", "jobStatus")
    rows = (
        (
            link(each.alias, campaign_path(each.number)),
            each.status,
            str(len(each.jobs)),
            _counts(each),
        )
        for each in campaigns
    )
    clock = tag("p", f"The clock says {utc(now)}. ", link("OpenAPI", f"{HOME}openapi.json"))
    return document("Practice campaigns", clock, table(heads, rows))


def _campaign(campaign: Campaign, number: int) -> bytes:
    jobs = [*campaign.jobs.values()]
    shown = jobs[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
    heads = ("callJobId", "phone", "jobStatus", "attemptsCount", "createdAt", "finishedAt")
    rows = (
        (
            link(job.id, f"{campaign_path(campaign.number)}/jobs/{job.id}"),
            job.order.phone,
            job.status,
            str(len(job.attempts)),
            utc(job.created_at),
            utc(job.finished_at),
        )
        for job in shown
    )
    state = tag("p", f"status: {campaign.status}. {_counts(campaign)} ", link("Campaigns", HOME))
    return document(
        f"Campaign {campaign.alias}", state, table(heads, rows), _pager(campaign, number)
    )


def _pager(campaign: Campaign, number: int) -> Markup:
    last = max(0, (len(campaign.jobs) - 1) // ON_A_PAGE)
    near = sorted({0, min(number, last + 1) - 1, number + 1, last} - {number})
    links = [
        tag("li", link(f"Page {each + 1}", f"{campaign_path(campaign.number)}?page={each}"))
        for each in near
        if 0 <= each <= last
    ]
    return tag("ul", *links) if links else Markup()


def _counts(campaign: Campaign) -> str:
    return ", ".join(f"{status}: {count}" for status, count in sorted(job_counts(campaign).items()))
