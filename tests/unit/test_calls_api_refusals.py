"""What the API is documented to refuse does not leave the house: the field and the reason."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest

from bot.calls_api import orders, reports, requests
from bot.calls_api.checks import Unsendable
from bot.calls_api.client import CallsClient, Endpoint
from bot.calls_api.orders import Control
from bot.calls_api.reports import Between
from bot.calls_api.requests import Request
from bot.calls_api.schedule import check_schedule
from bot.calls_api.token import CampaignToken
from bot.core.errors import ApiRejected
from bot.core.phones.number import Number
from bot.core.policy import Attempts, Day, Policy, Week, Window
from bot.logs import redactor
from tests.contract.calls_api_methods import KEY, NOW, PHONE, delivery

OTHER = "79123456780"
NAME = "Anna Ivanova"
TOKEN = "8231.7056.1b131df1marker"
DATED = Policy(start=datetime(2026, 3, 3), finish=datetime(2026, 3, 31))
LATER = NOW + timedelta(days=1)

Build = Callable[[], object]


def posted(*numbers: Number, policy: Policy | None = None, key: str = KEY) -> Build:
    asked = replace(delivery(len(numbers), policy), key=key)
    return lambda: requests.add_phones(asked, numbers)


def scheduled(**fields: object) -> Build:
    return lambda: check_schedule(fields)


def hours(*windows: tuple[str, str]) -> Build:
    stretches = [{"localTimeFrom": begin, "localTimeTo": end} for begin, end in windows]
    return scheduled(allowedTime={"mon": stretches})


def called(phone: str = PHONE, zone: str | None = None, *, named: str = "name") -> Build:
    return lambda: orders.add_phone(phone, KEY, payload={named: NAME}, zone=zone)


def phones(count: int) -> list[str]:
    return [str(79120000000 + n) for n in range(count)]


def asked(between: Between) -> Build:
    return lambda: reports.report_by_date("callAttempt", between)


def own(**fields: object) -> Number:
    return replace(Number(OTHER, {"name": NAME}), **fields)  # type: ignore[arg-type]


# What is asked for, the field that the error names, and a part of its reason.
REFUSED: dict[str, tuple[Build, str, str]] = {
    "no numbers": (posted(), "numbers", "1 to 500"),
    "over 500": (posted(*map(Number, phones(501))), "numbers", "1 to 500 in one request, not 501"),
    "one phone twice": (posted(Number(PHONE), Number(PHONE, {"a": "b"})), "phone", "twice"),
    "a plus": (posted(Number(f"+{PHONE}")), "phone", "country code and digits"),
    "a letter": (posted(Number("7912345678x")), "phone", "digits"),
    "a line end": (posted(Number(f"{PHONE}\n")), "phone", "digits"),
    "digits of another script": (posted(Number("٧٩١٢٣٤٥٦٧٨٩")), "phone", "digits"),
    "sixteen digits": (posted(Number("7" * 16)), "phone", "digits"),
    "no phone at all": (posted(Number("")), "phone", "digits"),
    "an empty key": (posted(Number(PHONE), key=""), "Idempotence-Key", "1 to 64"),
    "a long key": (posted(Number(PHONE), key="k" * 65), "Idempotence-Key", "1 to 64"),
    "a key that ends the header": (
        posted(Number(PHONE), key="a\r\nX: y"),
        "Idempotence-Key",
        "letters",
    ),
    "an unnamed payload": (posted(Number(PHONE, {"": NAME})), "payload", "empty name"),
    "half a character": (posted(Number(PHONE, {"name": "\ud83d"})), "payload", "half"),
    "half a name": (posted(Number(PHONE, {"\udc00": NAME})), "payload", "half"),
    "dates reversed": (
        posted(Number(PHONE), policy=replace(DATED, start=datetime(2026, 4, 1))),
        "startDateTime",
        "not before finishDateTime",
    ),
    "one moment for both": (
        posted(Number(PHONE), policy=replace(DATED, finish=DATED.start)),
        "startDateTime",
        "not before finishDateTime",
    ),
    "a date out of the calendar": (
        posted(Number(PHONE), policy=Policy(start=datetime(1, 1, 1), zone="+14:00")),
        "startDateTime, finishDateTime",
        "out of range",
    ),
    "an unknown zone": (posted(Number(PHONE), policy=Policy(zone="Mars/Base")), "gmtZone", "zone"),
    "a file of the zones": (posted(own(zone="posixrules")), "gmtZone", "IANA"),
    "a row's dates against all": (
        posted(Number(PHONE), own(schedule=Policy(start=datetime(2026, 4, 1))), policy=DATED),
        "startDateTime",
        "not before",
    ),
    "a window too short to write": (
        posted(Number(PHONE), policy=Policy(week=Week.of({Day.MON: (Window(1439, 1440),)}))),
        "allowedTime.default.0",
        "ends before it begins",
    ),
    "no day": (scheduled(allowedDays=[]), "allowedDays", "at least 1"),
    "a day by its whole name": (scheduled(allowedDays=["monday"]), "allowedDays.0", "'mon'"),
    "a day twice": (scheduled(allowedDays=["mon", "mon"]), "allowedDays", "twice"),
    "no hours": (scheduled(allowedTime={}), "allowedTime", "at least 1"),
    "a day without windows": (hours(), "allowedTime.mon", "at least 1"),
    "no end": (
        scheduled(allowedTime={"mon": [{"localTimeFrom": "10:00"}]}),
        "allowedTime.mon.0.localTimeTo",
        "required",
    ),
    "no beginning": (
        scheduled(allowedTime={"mon": [{"localTimeTo": "10:00"}]}),
        "allowedTime.mon.0.localTimeFrom",
        "required",
    ),
    "an hour of one digit": (
        hours(("9:00", "18:00")),
        "allowedTime.mon.0.localTimeFrom",
        "pattern",
    ),
    "seconds": (hours(("09:00", "18:00:00")), "allowedTime.mon.0.localTimeTo", "pattern"),
    "24:00": (hours(("09:00", "24:00")), "allowedTime.mon.0.localTimeTo", "pattern"),
    "a minute 60": (hours(("09:60", "18:00")), "allowedTime.mon.0.localTimeFrom", "pattern"),
    "over midnight": (hours(("22:00", "02:00")), "allowedTime.mon.0", "ends before"),
    "nothing between": (hours(("10:00", "10:00")), "allowedTime.mon.0", "ends before"),
    "an overlap": (hours(("10:00", "14:00"), ("13:59", "18:00")), "allowedTime.mon", "overlap"),
    "one window in another": (
        hours(("10:00", "18:00"), ("12:00", "13:00")),
        "allowedTime.mon",
        "overlap",
    ),
    "windows that touch": (
        hours(("14:00", "18:00"), ("10:00", "14:00")),
        "allowedTime.mon",
        "touch",
    ),
    "an offset too far": (scheduled(gmtZone="+18:01"), "gmtZone", "18 hours"),
    "an offset too far back": (scheduled(gmtZone="-19:00"), "gmtZone", "18 hours"),
    "half an offset": (scheduled(gmtZone="+3"), "gmtZone", "+HH:MM"),
    "Z": (scheduled(gmtZone="Z"), "gmtZone", "IANA"),
    "a path": (scheduled(gmtZone="../etc/passwd"), "gmtZone", "IANA"),
    "no attempts": (scheduled(maxAttempts=0), "maxAttempts", "greater than or equal to 1"),
    "51 attempts": (scheduled(maxAttempts=51), "maxAttempts", "less than or equal to 50"),
    "no interval": (scheduled(retryIntervalInMinutes=0), "retryIntervalInMinutes", "equal to 1"),
    "two days and a minute": (
        scheduled(retryIntervalInMinutes=2881),
        "retryIntervalInMinutes",
        "equal to 2880",
    ),
    "priority 6": (scheduled(dialerPriority=6), "dialerPriority", "less than or equal to 5"),
    "a date without an offset": (
        scheduled(startDateTime="2026-03-02T00:00:00"),
        "startDateTime",
        "timezone",
    ),
    "an unknown field": (scheduled(holidays=[]), "holidays", "not permitted"),
    "one call: a bad phone": (called("8 912"), "phone", "digits"),
    "one call: a bad zone": (called(zone="+25:00"), "gmtZone", "not an offset"),
    "one call: a payload named phone": (called(named="phone"), "payload", "API's own"),
    "one call: a payload named as the key": (
        called(named="Idempotence-Key"),
        "payload",
        "API's own",
    ),
    "one call: an unnamed payload": (called(named=""), "payload", "empty name"),
    "one call: no key": (lambda: orders.add_test_phone(PHONE, ""), "Idempotence-Key", "1 to 64"),
    "cancel: nothing": (lambda: orders.cancel(KEY), "ids, phones", "1 to 500"),
    "cancel: too much": (
        lambda: orders.cancel(KEY, ids=["1"], phones=phones(500)),
        "ids, phones",
        "not 501",
    ),
    "cancel: an empty id": (lambda: orders.cancel(KEY, ids=["1", ""]), "ids", "empty"),
    "cancel: a bad phone": (lambda: orders.cancel(KEY, phones=["+7912"]), "phones", "digits"),
    "control: another word": (
        lambda: orders.control(cast("Control", "start"), KEY),
        "control",
        "pause, resume or stop",
    ),
    "control: a bad key": (lambda: orders.control("stop", "a b"), "Idempotence-Key", "letters"),
    "report: nothing": (lambda: reports.report("callJob"), "ids, phones", "1 to 500"),
    "report: an empty id": (lambda: reports.report("callJob", ids=[""]), "ids", "empty"),
    "report: a bad phone": (
        lambda: reports.report("callAttempt", phones=["8 912"]),
        "phones",
        "digits",
    ),
    "by date: no bound": (asked(Between()), "filter", "at least one"),
    "by date: begins reversed": (
        asked(Between(began_from=LATER, began_to=NOW)),
        "filter.startedAtFrom",
        "after startedAtTo",
    ),
    "by date: ends reversed": (
        asked(Between(finished_from=LATER, finished_to=NOW)),
        "filter.finishedAtFrom",
        "after finishedAtTo",
    ),
    "by date: no clock": (
        asked(Between(began_to=datetime(2026, 3, 2))),
        "filter.startedAtTo",
        "without a zone",
    ),
    "a page before the first": (lambda: reports.unfinished(-1), "pagination.page", "0 to 199"),
    "a page after the last": (lambda: reports.unfinished(200), "pagination.page", "0 to 199"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_api_would_refuse_is_not_built(case: str) -> None:
    """The error names field and reason, and nothing in its words is a value."""
    build, field, reason = REFUSED[case]
    with pytest.raises(Unsendable) as caught:
        build()
    error = caught.value
    assert error.field == field
    assert reason in error.reason
    assert str(error) == f"{error.field}: {error.reason}"
    shown = "".join(traceback.format_exception(error)) + repr(error)
    for value in (PHONE, OTHER, NAME, "79120000000", "\ud83d", "Mars"):
        assert value not in shown
    assert error.__cause__ is None


PASSED: dict[str, Callable[[], Request | None]] = {
    "500 numbers": cast("Callable[[], Request]", posted(*map(Number, phones(500)))),
    "the widest schedule": cast(
        "Callable[[], None]",
        scheduled(
            allowedTime={"sun": [{"localTimeFrom": "00:00", "localTimeTo": "23:59"}]},
            gmtZone="-18:00",
            maxAttempts=50,
            retryIntervalInMinutes=2880,
            dialerPriority=1,
        ),
    ),
    "500 ids": lambda: orders.cancel(KEY, ids=phones(500)),
    "one bound": lambda: reports.report_by_date("callJob", Between(finished_to=NOW)),
    "one moment": lambda: reports.report_by_date("callJob", Between(NOW, NOW)),
    "the last page": lambda: reports.unfinished(199),
}


@pytest.mark.parametrize("case", PASSED)
def test_the_limits_themselves_are_sent(case: str) -> None:
    built = PASSED[case]()
    assert built is None or "{token}" in built.path


async def rejected(*numbers: Number, policy: Policy | None = None) -> ApiRejected:
    """How the client refuses to send them; nothing listens at the address."""
    endpoint = Endpoint("http://127.0.0.1:9")
    tokens = {"default": CampaignToken(TOKEN)}
    async with CallsClient(endpoint, tokens, clock=lambda: NOW, redact=redactor()) as client:
        with pytest.raises(ApiRejected) as caught:
            await client.add_phones(delivery(len(numbers), policy), numbers)
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert not [secret for secret in (TOKEN, PHONE, OTHER, NAME) if secret in shown]
    return caught.value


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        (Number(PHONE, zone="Mars/Base"), "not.sent.gmtZone"),
        (Number(PHONE, {"": NAME}), "not.sent.payload"),
        (Number(PHONE, schedule=Policy(start=datetime(2027, 1, 1))), "not.sent.startDateTime"),
        (Number(PHONE + "x"), "not.sent.phone"),
    ],
)
async def test_a_delivery_is_rejected_for_the_numbers_that_are_wrong(
    wrong: Number, kind: str
) -> None:
    """So that the others can go without them, and the delivery is not tried for ever."""
    policy = Policy(finish=datetime(2026, 12, 31), attempts=Attempts(3, 60))
    error = await rejected(Number(OTHER), wrong, policy=policy)
    assert (error.kind, error.phones) == (kind, (wrong.phone,))


async def test_a_delivery_that_is_wrong_as_a_whole_names_no_number() -> None:
    error = await rejected(Number(OTHER), Number(PHONE), policy=Policy(zone="Mars/Base"))
    assert (error.kind, error.phones) == ("not.sent.gmtZone", ())
