"""A policy as the Calls API's fields, for a request body and for `bot parse`.

The field names and their limits are the vendor's (its OpenAPI document, "calls api" 1.10.0).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timezone
from typing import NotRequired, TypedDict, cast
from zoneinfo import ZoneInfo

from bot.core.clocks import tzinfo
from bot.core.phones.number import Number
from bot.core.policy import DAY_END, Day, Hours, Policy, Week


class WireWindow(TypedDict):
    """One allowed stretch of a day, HH:MM both."""

    localTimeFrom: str
    localTimeTo: str


class Fields(TypedDict):
    """The part of one phone's entry that says when to call; a key that does not apply is absent."""

    allowedDays: NotRequired[list[str]]
    allowedTime: NotRequired[dict[str, list[WireWindow]]]
    gmtZone: NotRequired[str]
    startDateTime: NotRequired[str]
    finishDateTime: NotRequired[str]
    retryIntervalInMinutes: NotRequired[int]
    maxAttempts: NotRequired[int]


def fields(policy: Policy, default_zone: str | None = None) -> Fields:
    """Write the policy as the API's fields, dates as UTC instants.

    `default_zone` (the chat's) is the dates' clock when the policy names no zone; else UTC.
    """
    out = Fields()
    if policy.week and policy.week.named:
        out["allowedDays"] = [day.name.lower() for day in policy.week.allowed]
    if policy.week and policy.week.has_hours:
        out["allowedTime"] = _allowed_time(policy.week)
    if policy.zone and not policy.zone_per_number:
        out["gmtZone"] = policy.zone
    zone = tzinfo(policy.zone or default_zone or "Z")
    if policy.start:
        out["startDateTime"] = _instant(policy.start, zone)
    if policy.finish:
        out["finishDateTime"] = _instant(policy.finish, zone)
    if policy.attempts.every:
        out["retryIntervalInMinutes"] = policy.attempts.every
    if policy.attempts.most:
        out["maxAttempts"] = policy.attempts.most
    return out


class Entry(Fields):
    """One phone of an addPhones request."""

    phone: str
    payload: NotRequired[dict[str, str]]


def entry(number: Number, policy: Policy, default_zone: str | None = None) -> Entry:
    """Write one number and its policy as the API takes them."""
    policy = on_its_clock(policy, number)
    payload = {"payload": dict(number.payload)} if number.payload else {}
    return cast("Entry", {"phone": number.phone, **payload, **fields(policy, default_zone)})


def on_its_clock(policy: Policy, number: Number) -> Policy:
    """What holds for one number: its own schedule and zone go before what is said of all.

    On local time its city or area sets the clock, and the zone that was said where they tell none.
    A city in its row sets the clock as well where no zone was said.
    """
    said = policy.zone
    if number.schedule is not None:
        policy = policy.for_row(number.schedule)
    zone = number.zone or _zone(policy, said, number)
    if zone == policy.zone and not policy.zone_per_number:
        return policy
    return replace(policy, zone=zone, zone_per_number=False)


def _zone(policy: Policy, said: str | None, number: Number) -> str | None:
    if not policy.zone_per_number:
        return policy.zone or number.city_zone
    from bot.core.phones.zone import own_zone  # loads a table, and few policies ask for it

    return own_zone(number) or policy.zone or said


def clock(minute: int) -> str:
    """A minute of the day as HH:MM; the API knows no 24:00, so the day's end is 23:59."""
    minute = min(minute, DAY_END - 1)
    return f"{minute // 60:02}:{minute % 60:02}"


def _allowed_time(week: Week) -> dict[str, list[WireWindow]]:
    """`default` carries the hours most days share; a day stands apart only where it differs."""
    shared = week.shared
    times = {"default": _windows(shared)}
    for day in week.allowed:
        hours = week.days[day] or ()
        if hours != shared:
            times[Day(day).name.lower()] = _windows(hours)
    return times


def _windows(hours: Hours) -> list[WireWindow]:
    return [{"localTimeFrom": clock(w.start), "localTimeTo": clock(w.end)} for w in hours]


def _instant(local: datetime, zone: timezone | ZoneInfo) -> str:
    return local.replace(tzinfo=zone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
