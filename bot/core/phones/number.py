"""A number to call, and a number that was refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.core.policy import Policy
from bot.core.texts import Text

Payload = dict[str, str]


@dataclass(frozen=True)
class Number:
    """A phone as the API takes it (country code, digits, no plus) and data for the script.

    `zone` is the clock that a table gives to this number, `schedule` what it says of when to call;
    both go before what is said of all. `city_zone` is the clock of the city in its row, which
    counts where nothing was said of all.
    """

    phone: str
    payload: Payload = field(default_factory=dict)
    zone: str | None = None
    schedule: Policy | None = None
    city_zone: str | None = None


@dataclass(frozen=True)
class RefusedNumber:
    """What looked like a number, as it was written, why it is not called, its row in a table."""

    value: str
    reason: Text
    row: int | None = None
