"""The sandbox's pages: valid HTML, nothing unescaped, and the moments of a job."""

import base64
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
from typing_extensions import override

from bot.sandbox.forecast import coming_calls
from bot.sandbox.markup import Markup, tag
from bot.sandbox.rules import Sandbox
from bot.sandbox.server import create_app

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOKEN = "1.1.sandbox"
PHONE = "79123456789"
EVIL = "</pre><script>alert('&')</script>\x00\ud800"
HOURS: dict[str, Any] = {
    "gmtZone": "Europe/Berlin",
    "allowedDays": ["sat", "sun", "mon"],
    "allowedTime": {"default": [{"localTimeFrom": "02:30", "localTimeTo": "03:30"}]},
    "retryIntervalInMinutes": 2880,
    "maxAttempts": 4,
}


class Page(HTMLParser):
    """A page that was read: its elements closed in order, its text, links and tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.links: list[str] = []
        self.cells: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()
        assert self.open == []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag == "td":
            self.cells.append("")
        if tag != "meta":
            self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        self.words += data
        if "td" in self.open:
            self.cells[-1] += data


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(lambda: NOW, {TOKEN: '<b>& "one"', "1.2.two": "two"})


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=create_app(sandbox))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        yield client


async def read(client: httpx.AsyncClient, path: str, status: int = 200) -> Page:
    """Get a page and check what every page promises."""
    response = await client.get(path)
    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    style = response.text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert "script" not in policy
    assert response.text.startswith('<!doctype html>\n<html lang="en">')
    page = Page(response.text)
    assert page.names.isdisjoint({"script", "img", "link", "iframe", "form", "b"})
    assert TOKEN not in response.text
    assert all(link.startswith("/_sandbox/") for link in page.links)
    return page


@pytest.mark.parametrize("path", ["/_sandbox", "/_sandbox/"])
async def test_the_first_page_lists_the_campaigns(
    sandbox: Sandbox, client: httpx.AsyncClient, path: str
) -> None:
    sandbox.add_phones(TOKEN, [{"phone": PHONE}])
    sandbox.control("1.2.two", "pause")
    page = await read(client, path)
    assert page.cells == [
        "<b>& \"one\"", "inProgress", "1", "planned: 1", "two", "paused", "0", "",
    ]  # fmt: skip
    assert "/_sandbox/campaigns/1" in page.links


async def test_a_campaign_lists_its_jobs_page_by_page(
    sandbox: Sandbox, client: httpx.AsyncClient
) -> None:
    sandbox.add_phones(TOKEN, [{"phone": str(79120000000 + n)} for n in range(120)])
    seen, path, visited = [], "/_sandbox/campaigns/1", 0
    while path:
        page = await read(client, path)
        visited += 1
        seen += [cell for cell in page.cells if cell.startswith("50000")]
        path = next((each for each in page.links if each.endswith(f"?page={visited}")), "")
    assert visited == 3
    assert seen == [str(5_000_000_001 + n) for n in range(120)]


@pytest.mark.parametrize("number", ["-1", "x", "999999999999", "\u0663", ""])
async def test_a_page_that_no_campaign_has_is_the_first(
    sandbox: Sandbox, client: httpx.AsyncClient, number: str
) -> None:
    sandbox.add_phones(TOKEN, [{"phone": PHONE}])
    page = await read(client, f"/_sandbox/campaigns/1?page={number}")
    assert "5000000001" in page.cells


async def test_a_page_beyond_the_last_leads_back(
    sandbox: Sandbox, client: httpx.AsyncClient
) -> None:
    sandbox.add_phones(TOKEN, [{"phone": PHONE}])
    page = await read(client, "/_sandbox/campaigns/1?page=7")
    assert page.cells == []
    assert "/_sandbox/campaigns/1?page=0" in page.links


@pytest.mark.parametrize(
    "path",
    ["/_sandbox/campaigns/3", "/_sandbox/campaigns/x/jobs/1", "/_sandbox/campaigns/1/jobs/1",
     f"/_sandbox/campaigns/{'9' * 5000}", "/_sandbox/campaigns/2/jobs/5000000001"],
)  # fmt: skip
async def test_what_is_not_there_is_a_page_that_says_so(
    sandbox: Sandbox, client: httpx.AsyncClient, path: str
) -> None:
    sandbox.add_phones(TOKEN, [{"phone": PHONE}])
    assert "Not found" in (await read(client, path, 404)).words


async def test_a_job_shows_its_policy_and_its_coming_calls(
    sandbox: Sandbox, client: httpx.AsyncClient
) -> None:
    """48 hours after the first call, over the change of the clock, its window has just closed."""
    sandbox.advance(timedelta(days=25))
    order: Any = {"phone": PHONE, "payload": {"name": EVIL}, **HOURS}
    sandbox.add_phones(TOKEN, [order])
    page = await read(client, "/_sandbox/campaigns/1/jobs/5000000001")
    assert "mon 02:30-03:30, sat 02:30-03:30, sun 02:30-03:30" in page.cells
    assert page.cells[page.cells.index("gmtZone") + 1 :][:2] == ["Europe/Berlin", "the request"]
    assert page.cells[page.cells.index("dialerPriority") + 1 :][:2] == ["3", "the campaign"]
    assert "</pre><script>alert('&')</script>" in page.words
    starts = [cell for cell in page.cells if "02:30:00 +" in cell or "03:00:00 +" in cell]
    assert starts == [
        "sat 2026-03-28 02:30:00 +0100 (2026-03-28 01:30:00Z)",
        "sat 2026-04-04 02:30:00 +0200 (2026-04-04 00:30:00Z)",
        "mon 2026-04-06 02:30:00 +0200 (2026-04-06 00:30:00Z)",
        "sat 2026-04-11 02:30:00 +0200 (2026-04-11 00:30:00Z)",
    ]


async def test_a_job_of_a_paused_campaign_says_that_nobody_is_called(
    sandbox: Sandbox, client: httpx.AsyncClient
) -> None:
    sandbox.add_phones(TOKEN, [{"phone": PHONE}])
    sandbox.control(TOKEN, "pause")
    page = await read(client, "/_sandbox/campaigns/1/jobs/5000000001")
    assert "The campaign is paused" in page.words


async def test_a_job_that_is_over_shows_its_calls_and_no_more_to_come(
    sandbox: Sandbox, client: httpx.AsyncClient
) -> None:
    sandbox.add_phones(TOKEN, [{"phone": PHONE, "gmtZone": "+00:00"}])
    sandbox.advance(timedelta(days=1))
    page = await read(client, "/_sandbox/campaigns/1/jobs/5000000001")
    assert "mon 2026-03-02 09:02:00 +0000 (2026-03-02 09:02:00Z)" in page.cells
    assert page.words.rstrip().endswith("None")


def test_the_forecast_is_what_comes_when_nobody_answers(sandbox: Sandbox) -> None:
    """The first call exactly; the later ones not before what was said."""
    sandbox.set_up("two", {"answered_percent": 0})
    orders: Any = [{"phone": str(79120000000 + n), "maxAttempts": 4} for n in range(20)]
    for order in orders:
        sandbox.add_phones("1.2.two", [{**order, "retryIntervalInMinutes": 60}])
    sandbox.set_up("two", {"lines": 100})
    jobs = [*sandbox.campaign("1.2.two").jobs.values()]
    said = [coming_calls(job, sandbox.now()) for job in jobs]
    sandbox.advance(timedelta(days=20))
    sandbox.campaigns()
    rang = [pair for pair in zip(jobs, said, strict=True) if pair[0].status == "noAnswer"]
    assert len(rang) > 10
    for job, calls in rang:
        assert len(calls) == len(job.attempts) == 4
        assert job.attempts[0].started_at == calls[0].at
        for attempt, call in zip(job.attempts, calls, strict=True):
            assert call.at <= attempt.started_at
        assert coming_calls(job, sandbox.now()) == ()


def test_text_is_escaped_and_markup_is_not_escaped_twice() -> None:
    inner = tag("a", "<&\"'>", href='"><script>')
    assert tag("p", "<", inner) == (
        '<p>&lt;<a href="&quot;&gt;&lt;script&gt;">&lt;&amp;&quot;&#x27;&gt;</a></p>'
    )
    assert isinstance(inner, Markup)
