"""Every method of the Calls API as one call of the client, for tests that go over all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.calls_api import orders
from bot.calls_api.client import CallsClient
from bot.calls_api.reports import Between
from bot.core.delivery import Delivery, Span
from bot.core.phones.number import Number
from bot.core.policy import Policy

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = "3b241101-e2bb-4255-8caf-4136c566a962"
PHONE = "79123456789"

Method = Callable[[CallsClient, str], Awaitable[object]]
"""Asks the campaign `default`; of a call job, where the method is about one."""


def delivery(count: int, policy: Policy | None = None) -> Delivery:
    """A delivery of so many numbers; the rest does not matter."""
    span = Span(0, 1, count, count)
    return Delivery(KEY, "d", 1, 0, "default", span, policy or Policy(), NOW, NOW)


async def first(rows: AsyncIterator[object]) -> object:
    """The first row of a report; None of an empty one."""
    return await anext(rows, None)


def _around() -> Between:
    late = NOW + timedelta(days=1)
    return Between(began_from=NOW - timedelta(days=1), began_to=late)


METHODS: dict[str, Method] = {
    "addPhones": lambda client, _: client.add_phones(delivery(1), [Number(PHONE)]),
    "addPhone (POST)": lambda client, _: client.add_phone("default", orders.add_phone(PHONE, KEY)),
    "addPhone (GET)": lambda client, _: client.add_phone(
        "default", orders.add_phone(PHONE, KEY, by="GET")
    ),
    "test/addPhone": lambda client, _: client.add_phone(
        "default", orders.add_test_phone(PHONE, KEY)
    ),
    "callJob/cancel": lambda client, job: client.cancel("default", orders.cancel(KEY, ids=[job])),
    "control/pause": lambda client, _: client.control("default", "pause", KEY),
    "control/resume": lambda client, _: client.control("default", "resume", KEY),
    "control/stop": lambda client, _: client.control("default", "stop", KEY),
    "info": lambda client, _: client.campaign("default"),
    "status": lambda client, _: client.campaign_status("default"),
    "callJob/getReport": lambda client, job: client.jobs("default", ids=[job]),
    "callAttempt/getReport": lambda client, job: client.attempts("default", ids=[job]),
    "callJob/getReportByDate": lambda client, _: first(client.jobs_by_date("default", _around())),
    "callAttempt/getReportByDate": lambda client, _: first(
        client.attempts_by_date("default", _around())
    ),
    "callJob/getUnfinished": lambda client, _: first(client.unfinished("default")),
}
CONTROLS = ("control/pause", "control/resume", "control/stop")
ADDING = ("addPhones", "addPhone (POST)", "addPhone (GET)", "test/addPhone")
