"""From the parameters of an order to its hours; what the order leaves open, the campaign says."""

import json
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final

from bot.sandbox.documents import Json, canonical
from bot.sandbox.hours import DAWN, DOOM, Hours, Windows
from bot.sandbox.orders import Order
from bot.sandbox.schedule import DAYS, read_allowed_time, read_days, read_instant, read_pair
from bot.sandbox.zones import zone_of, zone_of_phone

# What the sandbox's campaigns say themselves.
CAMPAIGN_DAYS: Final = DAYS[:5]
CAMPAIGN_WINDOWS: Final = ((9 * 60, 18 * 60),)
CAMPAIGN_ATTEMPTS: Final = 3
CAMPAIGN_RETRY_MIN: Final = 60
CAMPAIGN_PRIORITY: Final = 3


def hours_of(order: Order) -> Hours:
    """Return the hours of an order; orders of one policy and zone share them."""
    policy = {name: value for name, value in order.policy.items() if name != "externalCheck"}
    zone = policy.pop("gmtZone", None)
    clock = zone_of_phone(order.phone) if zone is None else zone_of(str(zone))
    return _hours(canonical(policy), clock)


@lru_cache(maxsize=65_536)
def _hours(text: str, zone: tzinfo) -> Hours:
    policy: dict[str, Json] = json.loads(text)
    return Hours(
        windows=_windows(policy),
        zone=zone,
        start=_moment(policy, "startDateTime", DAWN),
        finish=_moment(policy, "finishDateTime", DOOM),
        max_attempts=_number(policy, "maxAttempts", CAMPAIGN_ATTEMPTS),
        retry=timedelta(minutes=_number(policy, "retryIntervalInMinutes", CAMPAIGN_RETRY_MIN)),
        priority=_number(policy, "dialerPriority", CAMPAIGN_PRIORITY),
    )


def _windows(policy: dict[str, Json]) -> dict[str, Windows]:
    """Return the windows of each allowed day; a day that allowedTime leaves out has none."""
    days: tuple[str, ...] = CAMPAIGN_DAYS
    if "allowedDays" in policy:
        days = read_days(policy["allowedDays"], "allowedDays")
    if "allowedTime" in policy:
        by_day = read_allowed_time(policy["allowedTime"], "allowedTime")
        return {day: by_day.get(day, by_day.get("default", ())) for day in days}
    windows: Windows = CAMPAIGN_WINDOWS
    if "localTimeFrom" in policy:
        windows = (read_pair(policy, "localTimeFrom"),)
    return dict.fromkeys(days, windows)


def _moment(policy: dict[str, Json], name: str, otherwise: datetime) -> datetime:
    """Return a moment of the policy in UTC, kept within what the calendar can reckon with."""
    if name not in policy:
        return otherwise
    moment = read_instant(policy[name], name)
    if moment <= DAWN:
        return DAWN
    return DOOM if moment >= DOOM else moment.astimezone(UTC)


def _number(policy: dict[str, Json], name: str, otherwise: int) -> int:
    value = policy.get(name, otherwise)
    return value if isinstance(value, int) else otherwise
