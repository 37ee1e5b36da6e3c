"""The numbers that are to be called, as a request. Pure: no token, no network, no clock.

What the API is documented to refuse is refused here (`checks.Unsendable`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.calls_api.checks import (
    Unsendable,
    check_count,
    check_once,
    check_payload,
    check_phones,
    idempotent,
)
from bot.calls_api.schedule import check_schedule, wire_zone
from bot.core.delivery import CHUNK, Delivery
from bot.core.fields import Fields, fields, on_its_clock
from bot.core.phones.number import Number
from bot.core.policy import Policy

TOKEN = "{token}"  # noqa: S105
CAMPAIGN = f"/api/calls/campaign/{TOKEN}"


@dataclass(frozen=True)
class Request:
    """One call of the API; `{token}` in the path is filled in at the moment of sending."""

    method: Literal["GET", "POST"]
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    json: object = field(default=None, repr=False)
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    form: Mapping[str, str] = field(default_factory=dict, repr=False)


def add_phones(
    delivery: Delivery, numbers: Sequence[Number], default_zone: str | None = None
) -> Request:
    """Ask for one call job per number; `default_zone` is the clock of dates that name none."""
    check_count("numbers", len(numbers), CHUNK)
    phones = [number.phone for number in numbers]
    check_phones(phones)
    check_once(phones)
    policies = [on_its_clock(delivery.policy, number) for number in numbers]
    schedules = _schedules(policies, phones, default_zone)
    body = [_entry(each, own) for each, own in zip(numbers, schedules, strict=True)]
    return Request("POST", f"{CAMPAIGN}/addPhones", idempotent(delivery.key), body)


def campaign() -> Request:
    """Ask what the platform tells about the campaign."""
    return Request("GET", CAMPAIGN)


def campaign_status() -> Request:
    """Ask for the campaign's state alone."""
    return Request("GET", f"{CAMPAIGN}/status")


def _schedules(
    policies: Sequence[Policy], phones: Sequence[str], default_zone: str | None
) -> list[Fields]:
    """Write each policy once, and give what was written for each number.

    An error names the phones whose policy it is, unless it is that of all.
    """
    written: dict[Policy, Fields] = {}
    out: list[Fields] = []
    for place, policy in enumerate(policies):
        if place and policy is policies[place - 1]:  # to hash one takes longer than all the rest
            out.append(out[-1])
            continue
        own = written.get(policy)
        try:
            out.append(_schedule(policy, default_zone) if own is None else own)
        except Unsendable as error:
            named = [p for p, other in zip(phones, policies, strict=True) if other == policy]
            whose = named if len(named) < len(phones) else ()
            raise Unsendable(error.field, error.reason, whose) from None
        written[policy] = out[-1]
    return out


def _schedule(policy: Policy, default_zone: str | None) -> Fields:
    try:
        schedule = fields(policy, default_zone)
    except (KeyError, ValueError, OSError, IndexError):
        raise Unsendable("gmtZone", "no such zone") from None
    except OverflowError:
        raise Unsendable("startDateTime, finishDateTime", "out of range") from None
    if "gmtZone" in schedule:
        schedule["gmtZone"] = wire_zone(schedule["gmtZone"])
    check_schedule(schedule)
    return schedule


def _entry(number: Number, schedule: Fields) -> dict[str, object]:
    if not number.payload:
        return {"phone": number.phone, **schedule}
    check_payload(number.payload, [number.phone])
    return {"phone": number.phone, "payload": number.payload, **schedule}
