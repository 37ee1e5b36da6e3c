"""The other writes as requests: one call, a test call, taking calls back, the campaign's state.

Pure, like `requests`. Every write carries a key; the GET forms that place calls are writes too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from bot.calls_api.checks import (
    Unsendable,
    check_count,
    check_ids,
    check_payload,
    check_phones,
    idempotent,
)
from bot.calls_api.requests import CAMPAIGN, TOKEN, Request
from bot.calls_api.schedule import check_schedule, wire_zone

Control = Literal["pause", "resume", "stop"]

CRM = f"/api/crmCalls/campaign/{TOKEN}"
MOST_CANCELLED = 500
# These names are the API's own; as payload they would be read as something else.
_RESERVED = frozenset({"phone", "gmtZone", "Idempotence-Key"})


def add_phone(
    phone: str,
    key: str,
    *,
    payload: Mapping[str, str] | None = None,
    zone: str | None = None,
    by: Literal["GET", "POST"] = "POST",
) -> Request:
    """Ask for a call of one number, on the campaign's own schedule.

    The GET form carries its key in the query, as documented, the POST form in the header.
    """
    fields = _call(phone, payload or {}, zone)
    if by == "POST":
        return Request("POST", f"{CRM}/addPhone", idempotent(key), form=fields)
    query = {**fields, **idempotent(key)}
    return Request("GET", f"{CRM}/addPhone", params=query)


def add_test_phone(
    phone: str, key: str, *, payload: Mapping[str, str] | None = None, zone: str | None = None
) -> Request:
    """Ask for a call to try the script: the rule against duplicates does not hold for it."""
    query = {**_call(phone, payload or {}, zone), **idempotent(key)}
    return Request("GET", f"{CRM}/test/addPhone", params=query)


def cancel(key: str, *, ids: Sequence[str] = (), phones: Sequence[str] = ()) -> Request:
    """Take calls back by their ids, or all calls of some phones in the campaign."""
    check_count("ids, phones", len(ids) + len(phones), MOST_CANCELLED)
    check_ids(ids)
    check_phones(phones, "phones")
    body = {"ids": list(ids)} if ids else {}
    named = {"phones": list(phones)} if phones else {}
    return Request("POST", f"{CAMPAIGN}/callJob/cancel", idempotent(key), {**body, **named})


def control(what: Control, key: str) -> Request:
    """Pause, resume or stop the whole campaign; there is no documented way back from stop."""
    if what not in get_args(Control):
        raise Unsendable("control", "pause, resume or stop")
    return Request("POST", f"{CAMPAIGN}/control/{what}", idempotent(key))


def _call(phone: str, payload: Mapping[str, str], zone: str | None) -> dict[str, str]:
    check_phones([phone])
    check_payload(payload)
    if _RESERVED & payload.keys():
        raise Unsendable("payload", "a name in it is one of the API's own")
    if zone is None:
        return {"phone": phone, **payload}
    zone = wire_zone(zone)
    check_schedule({"gmtZone": zone})
    return {"phone": phone, "gmtZone": zone, **payload}
