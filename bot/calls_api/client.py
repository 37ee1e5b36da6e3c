"""The thin shell around httpx: one client, one pool, deadlines, no redirects, no retries."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Self

import httpx

from bot.calls_api import address, answers, body, orders, reports, requests
from bot.calls_api.answers import Answer, R, Redact
from bot.calls_api.checks import Unsendable
from bot.calls_api.models import AttemptReport, CampaignInfo, JobReport
from bot.calls_api.orders import Control
from bot.calls_api.reports import Between
from bot.calls_api.requests import Request
from bot.calls_api.token import CampaignToken
from bot.core.delivery import Delivery
from bot.core.errors import ApiRejected, ApiUnclear, ApiUnreachable, Outside, TokenInvalid
from bot.core.phones.number import Number

_NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_NO_WHOLE_ANSWER = (httpx.HTTPError, OSError, body.BodyUnreadable)


@dataclass(frozen=True)
class Endpoint:
    """Where the API is and how long to wait for it: a connection, a read, a whole call (seconds).

    An answer over `largest` bytes is given up. `transport` stands in for the network, for a
    campaign inside this process.
    """

    base_url: str
    connect: float = 10
    read: float = 30
    whole: float = 60
    largest: int = body.LARGEST
    transport: httpx.AsyncBaseTransport | None = None


class CallsClient:
    """Speaks with the campaigns whose tokens it was given, by their names (the port CallsApi)."""

    def __init__(
        self,
        endpoint: Endpoint,
        tokens: Mapping[str, CampaignToken],
        *,
        clock: Callable[[], datetime],
        redact: Redact,
        default_zone: str | None = None,
    ) -> None:
        """Open nothing yet. ValueError for an address that is neither https nor loopback.

        `redact` cleans what is kept of an unknown answer; `default_zone` is the clock of dates
        whose policy names none.
        """
        url = address.base_url(endpoint.base_url)
        self._tokens = dict(tokens)
        self._clock = clock
        self._redact = redact
        self._default_zone = default_zone
        self._whole = endpoint.whole
        self._largest = endpoint.largest
        is_tls = url.scheme == "https"
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={
                "Accept": "application/json",
                "Accept-Encoding": body.ACCEPTED,
                "User-Agent": "call-campaign-bot",
            },
            timeout=httpx.Timeout(endpoint.read, connect=endpoint.connect, pool=endpoint.connect),
            follow_redirects=False,
            http2=is_tls,
            verify=is_tls,  # to load the authorities takes long, and plain http asks none
            trust_env=not address.is_loopback(url),
            transport=endpoint.transport,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the pool."""
        await self._http.aclose()

    async def add_phones(self, delivery: Delivery, numbers: Sequence[Number]) -> tuple[str, ...]:
        """Post one delivery under its key; give the call jobs in the order of its numbers.

        What must not go out is ApiRejected as well, its kind with `not.sent.` before the field.
        """
        try:
            request = requests.add_phones(delivery, numbers, self._default_zone)
        except Unsendable as error:
            raise ApiRejected(f"not.sent.{error.field}", error.phones) from error
        answer = await self._call(delivery.campaign, request)
        return answers.job_ids(answer, len(numbers), self._redact)

    async def campaign(self, name: str) -> CampaignInfo:
        """Ask what the platform tells about a campaign."""
        return answers.campaign(await self._call(name, requests.campaign()), self._redact)

    async def campaign_status(self, name: str) -> str:
        """Ask for a campaign's state."""
        answer = await self._call(name, requests.campaign_status())
        return answers.campaign_status(answer, self._redact)

    async def add_phone(self, name: str, request: Request) -> str:
        """Place one call, or a test call (`orders.add_phone`, `orders.add_test_phone`)."""
        return answers.job_id(await self._call(name, request), self._redact)

    async def cancel(self, name: str, request: Request) -> tuple[str, ...]:
        """Take calls back (`orders.cancel`); give those that were."""
        return answers.cancelled(await self._call(name, request), self._redact)

    async def control(self, name: str, what: Control, key: str) -> None:
        """Pause, resume or stop a campaign."""
        answers.done(await self._call(name, orders.control(what, key)), self._redact)

    async def jobs(
        self, name: str, *, ids: Sequence[str] = (), phones: Sequence[str] = ()
    ) -> tuple[JobReport, ...]:
        """Ask what became of these call jobs and phones."""
        request = reports.report("callJob", ids=ids, phones=phones)
        return answers.reports(await self._call(name, request), JobReport, self._redact)

    async def attempts(
        self, name: str, *, ids: Sequence[str] = (), phones: Sequence[str] = ()
    ) -> tuple[AttemptReport, ...]:
        """Ask for the single calls of these call jobs and phones."""
        request = reports.report("callAttempt", ids=ids, phones=phones)
        return answers.reports(await self._call(name, request), AttemptReport, self._redact)

    def jobs_by_date(self, name: str, between: Between) -> AsyncIterator[JobReport]:
        """Read the jobs of a time, page by page; at most 40,000 can be reached."""
        by = partial(reports.report_by_date, "callJob", between)
        return self._pages(name, by, JobReport)

    def attempts_by_date(self, name: str, between: Between) -> AsyncIterator[AttemptReport]:
        """Read the calls of a time, page by page; at most 40,000 can be reached."""
        by = partial(reports.report_by_date, "callAttempt", between)
        return self._pages(name, by, AttemptReport)

    def unfinished(self, name: str) -> AsyncIterator[JobReport]:
        """Read the jobs that are not done, page by page; at most 40,000 can be reached."""
        return self._pages(name, reports.unfinished, JobReport)

    async def _pages(
        self, name: str, ask: Callable[[int], Request], model: type[R]
    ) -> AsyncIterator[R]:
        """The answers tell no total: the last page is the first short one."""
        for page in range(reports.LAST_PAGE + 1):
            found = answers.reports(await self._call(name, ask(page)), model, self._redact)
            for one in found:
                yield one
            if len(found) < reports.PAGE_SIZE:
                return

    async def _call(self, campaign: str, request: Request) -> Answer:
        """Send a request to a campaign; one without a token is as one whose token is dead."""
        token = self._tokens.get(campaign)
        if token is None:
            raise TokenInvalid
        outcome = await self._exchange(token, request)
        # Raised out here, so that httpx's error, which knows the address, is not its context.
        if isinstance(outcome, Outside):
            raise outcome
        return outcome

    async def _exchange(self, token: CampaignToken, request: Request) -> Answer | Outside:
        try:
            async with asyncio.timeout(self._whole):
                return await self._received(self._sealed(token, request), token)
        except _NOTHING_SENT as error:
            return ApiUnreachable(type(error).__name__)
        except _NO_WHOLE_ANSWER as error:
            return ApiUnclear(type(error).__name__)

    async def _received(self, sealed: httpx.Request, token: CampaignToken) -> Answer:
        response = await self._http.send(sealed, stream=True)
        try:
            packed = await body.collected(response.aiter_raw(), self._largest)
        finally:
            await response.aclose()
        encoding = response.headers.get("content-encoding", "")
        text = body.unpacked(packed, encoding, self._largest).decode("utf-8-sig", "replace")
        headers = dict(response.headers)
        return Answer(response.status_code, headers, token.hide_in(text), self._clock())

    def _sealed(self, token: CampaignToken, request: Request) -> httpx.Request:
        path = request.path.replace(requests.TOKEN, token.reveal())
        sealed = self._http.build_request(
            request.method,
            path,
            headers=dict(request.headers),
            params=dict(request.params) or None,
            json=request.json,
            data=dict(request.form) or None,
        )
        sealed.url = address.SealedUrl(sealed.url)
        return sealed
