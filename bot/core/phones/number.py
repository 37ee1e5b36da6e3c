"""A number to call, and a number that was refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.core.texts import Text

Payload = dict[str, str]


@dataclass(frozen=True)
class Number:
    """A phone as the API takes it (country code, digits, no plus) and data for the script."""

    phone: str
    payload: Payload = field(default_factory=dict)


@dataclass(frozen=True)
class RefusedNumber:
    """What looked like a number, as it was written, and why it is not called."""

    value: str
    reason: Text
