"""Every method of the client, with every scripted fault of the sandbox, over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from bot.calls_api.client import CallsClient, Endpoint
from bot.calls_api.token import CampaignToken
from bot.core.errors import ApiBroken, ApiBusy, ApiUnclear, ApiUnknown, Outside
from bot.logs import redactor
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.rules import Sandbox
from bot.sandbox.server import serve
from tests.contract.calls_api_methods import (
    ADDING,
    CONTROLS,
    METHODS,
    NOW,
)
from tests.contract.test_calls_api import assert_sealed

HELD = "79123456780"

# Each method has a campaign of its own, so that one does not stand in another's way.
TOKENS = {method: f"8231.{number}.1b131df1marker" for number, method in enumerate(METHODS)}
STATES = {"control/pause": "paused", "control/resume": "inProgress", "control/stop": "finished"}

FAULTS: dict[str, tuple[Fault, type[Outside]]] = {
    "500": (Fault(Kind.STATUS, 500), ApiBroken),
    "502": (Fault(Kind.STATUS, 502), ApiBroken),
    "503": (Fault(Kind.STATUS, 503), ApiBroken),
    "503 with a wait": (Fault(Kind.STATUS, 503, retry_after=2), ApiBusy),
    "429": (Fault(Kind.STATUS, 429), ApiBusy),
    "429 with a wait": (Fault(Kind.STATUS, 429, retry_after=2), ApiBusy),
    "400 with a page": (Fault(Kind.STATUS, 400), ApiUnknown),
    "404 of a proxy": (Fault(Kind.STATUS, 404), ApiUnknown),
    "500 when all was done": (Fault(Kind.STATUS_AFTER, 500), ApiBroken),
    "429 when all was done": (Fault(Kind.STATUS_AFTER, 429, retry_after=2), ApiBusy),
    "a hang": (Fault(Kind.HANG), ApiUnclear),
    "a hang when all was done": (Fault(Kind.HANG_AFTER), ApiUnclear),
    "a cut": (Fault(Kind.CUT_BEFORE), ApiUnclear),
    "a cut when all was done": (Fault(Kind.CUT_AFTER), ApiUnclear),
    "half a body": (Fault(Kind.HALF_BODY), ApiUnclear),
    "a slow drip": (Fault(Kind.SLOW), ApiUnclear),
}
WAITS = {Kind.HANG, Kind.HANG_AFTER, Kind.SLOW}


class Stage:
    """The sandbox on a port, and for each method a client of its own campaign."""

    def __init__(self, sandbox: Sandbox, url: str) -> None:
        self.sandbox = sandbox
        self._url = url
        self.jobs: dict[str, str] = {}

    def client(self, method: str, *, hasty: bool = False) -> CallsClient:
        read, whole = (0.3, 0.6) if hasty else (30, 60)
        endpoint = Endpoint(self._url, read=read, whole=whole)
        tokens = {"default": CampaignToken(TOKENS[method])}
        return CallsClient(endpoint, tokens, clock=lambda: NOW, redact=redactor())

    def prepare(self) -> None:
        """In each campaign a job to ask for, and one of them paused, to be resumed."""
        for method, token in TOKENS.items():
            jobs = self.sandbox.add_phones(token, [{"phone": HELD}]).body
            assert isinstance(jobs, list)
            self.jobs[method] = str(jobs[0])
        self.sandbox.set_up("control/resume", {"status": "paused"})

    async def ask(self, method: str, *, hasty: bool = False) -> object:
        """What the client gives, or the error that it raises."""
        async with self.client(method, hasty=hasty) as client:
            try:
                return await METHODS[method](client, self.jobs[method])
            except Outside as error:
                return error

    def effect(self, method: str) -> object:
        """What the method changed in its campaign."""
        campaign = next(c for c in self.sandbox.campaigns() if c.alias == method)
        return campaign.status, [(job.order.phone, job.status) for job in campaign.jobs.values()]


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    sandbox = Sandbox(lambda: NOW, {token: method for method, token in TOKENS.items()})
    server = asyncio.create_task(serve(sandbox, "127.0.0.1", 0, ready.set_result))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(asyncio.wait, [server])
        stack.callback(server.cancel)
        started = Stage(sandbox, f"http://127.0.0.1:{await asyncio.wait_for(ready, 10)}")
        started.prepare()
        yield started


@pytest.fixture(scope="module")
def undisturbed() -> dict[str, object]:
    """What each method changes when nothing goes wrong."""

    async def run() -> dict[str, object]:
        async with stage() as calm:
            for method in METHODS:
                assert not isinstance(await calm.ask(method), Outside), method
            return {method: calm.effect(method) for method in METHODS}

    return asyncio.run(run())


def test_each_method_does_its_work(undisturbed: dict[str, object]) -> None:
    """Without faults, so that the tests below compare with something."""
    for method, effect in undisturbed.items():
        held = (HELD, "cancelledByUser" if method == "callJob/cancel" else "planned")
        held = (HELD, "notDone") if method == "control/stop" else held
        added = [("79123456789", "planned")] if method in ADDING else []
        assert effect == (STATES.get(method, "inProgress"), [held, *added]), method


@pytest.mark.parametrize("case", FAULTS)
async def test_every_method_names_the_fault_and_its_repeat_makes_all_good(
    case: str, undisturbed: dict[str, object]
) -> None:
    """All methods fail alike, and after the same request again nothing was done twice."""
    fault, named = FAULTS[case]
    async with stage() as wild:
        wild.sandbox.faults.add(fault, len(METHODS))
        hasty = fault.kind in WAITS
        failures = await asyncio.gather(*(wild.ask(each, hasty=hasty) for each in METHODS))
        for method, failure in zip(METHODS, failures, strict=True):
            if fault.kind is Kind.SLOW and method in CONTROLS:
                assert failure is None  # there is no body to drip
                continue
            assert type(failure) is named, (method, failure)
            assert_sealed(failure)
            if isinstance(failure, ApiBusy):
                assert failure.retry_after == fault.retry_after
        again = [await wild.ask(method) for method in METHODS]
        assert [one for one in again if isinstance(one, Outside)] == []
        assert {method: wild.effect(method) for method in METHODS} == undisturbed
