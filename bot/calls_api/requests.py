"""The numbers that are to be called, as a request. Pure: no token, no network, no clock.

What the API is documented to refuse is refused here with a ValueError: core never makes it, so
it is a bug of ours, and the message names the field and the reason but no number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.calls_api.schedule import Schedule
from bot.core.delivery import CHUNK, Delivery
from bot.core.fields import Fields, fields, on_its_clock
from bot.core.phones.number import Number
from bot.core.policy import Policy

TOKEN = "{token}"  # noqa: S105
CAMPAIGN = f"/api/calls/campaign/{TOKEN}"

_PHONE = re.compile(r"[0-9]{5,15}")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


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
    _check_numbers(numbers)
    policies = [on_its_clock(delivery.policy, number) for number in numbers]
    schedules = {policy: _schedule(policy, default_zone) for policy in set(policies)}
    return Request(
        "POST",
        f"{CAMPAIGN}/addPhones",
        idempotent(delivery.key),
        [
            _entry(number, schedules[policy])
            for number, policy in zip(numbers, policies, strict=True)
        ],
    )


def campaign() -> Request:
    """Ask what the platform tells about the campaign."""
    return Request("GET", CAMPAIGN)


def campaign_status() -> Request:
    """Ask for the campaign's state alone."""
    return Request("GET", f"{CAMPAIGN}/status")


def _schedule(policy: Policy, default_zone: str | None) -> Fields:
    try:
        schedule = fields(policy, default_zone)
    except KeyError:
        raise ValueError("gmtZone: no such zone") from None
    Schedule.model_validate(schedule)
    return schedule


def _entry(number: Number, schedule: Fields) -> dict[str, object]:
    payload = {"payload": number.payload} if number.payload else {}
    return {"phone": number.phone, **payload, **schedule}


def idempotent(key: str) -> dict[str, str]:
    """The header that makes a repeat harmless; ValueError for a key the API might not take."""
    if not _KEY.fullmatch(key):
        raise ValueError("Idempotence-Key: 1 to 64 letters, digits, dashes and underscores")
    return {"Idempotence-Key": key}


def _check_numbers(numbers: Sequence[Number]) -> None:
    if not 1 <= len(numbers) <= CHUNK:
        raise ValueError(f"numbers: 1 to {CHUNK} in one request, not {len(numbers)}")
    for place, number in enumerate(numbers):
        check_phone(number.phone, f"entry {place}")
    if max(Counter(number.phone for number in numbers).values()) > 1:
        raise ValueError("phone: the same one stands twice in one request")


def check_phone(phone: str, named: str = "it") -> None:
    """Pass a country code and digits; ValueError, without the phone, for anything else."""
    if not _PHONE.fullmatch(phone):
        raise ValueError(f"phone: {named} is not a country code and digits")
