"""Numbers on their way from the child to its parent: one batch as one JSON object of columns.

Columns, because a million objects with the same keys would be most of the time of an import. A
column that holds nothing is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.zone import zone_of
from bot.core.policy import Policy
from bot.core.texts import Param, Text
from bot.files.book import Json
from bot.files.wire import text_from_json, text_to_json

# A batch in JSON may be six times as long, and stays below what a frame takes.
_MOST_CHARACTERS: Final = 1_000_000
_MOST_ROWS: Final = 5_000
# A quote of a refused cell; nobody reads more of it.
_QUOTE: Final = 300
_REFUSED: Final = 400


class Batch:
    """Collects numbers and refused numbers until there are enough of them."""

    def __init__(self) -> None:
        self._phones: list[str] = []
        self._payloads: list[dict[str, str]] = []
        self._zones: list[str | None] = []
        self._schedules: list[Policy | None] = []
        self._refused: list[Json] = []
        self._characters = 0

    def add(self, number: Number) -> None:
        """Take in a number."""
        self._phones.append(number.phone)
        self._payloads.append(number.payload)
        self._zones.append(number.zone)
        self._schedules.append(number.schedule)
        if number.payload:
            self._characters += sum(map(len, number.payload.values()))

    def refuse(self, refused: RefusedNumber) -> None:
        """Take in a number that is not called."""
        reason = Text(refused.reason.key, {n: _cut(p) for n, p in refused.reason.params.items()})
        self._refused.append([refused.row, refused.value[:_QUOTE], text_to_json(reason)])
        self._characters += _REFUSED

    @property
    def full(self) -> bool:
        """Whether it is time to hand it on."""
        rows = len(self._phones) + len(self._refused)
        return rows >= _MOST_ROWS or self._characters >= _MOST_CHARACTERS

    def __bool__(self) -> bool:
        return bool(self._phones or self._refused)

    def to_json(self) -> dict[str, Json]:
        """Write it for the parent."""
        out: dict[str, Any] = {"phones": self._phones, "clocks": self._clocks()}
        if any(self._payloads):
            out["payloads"] = self._payloads
        if any(self._zones):
            out["zones"] = self._zones
        if any(self._schedules):
            out["schedules"] = [_schedule_json(one) if one else None for one in self._schedules]
        if self._refused:
            out["refused"] = self._refused
        return out

    def _clocks(self) -> list[Json]:
        """Count the numbers by the zone of their own; null for none."""
        pairs = zip(self._phones, self._zones, strict=True)
        zones = Counter(zone or zone_of(phone) for phone, zone in pairs)
        return [[zone, count] for zone, count in zones.items()]


def numbers_from(raw: Any) -> list[Number]:
    """Read the numbers of a batch."""
    phones: list[str] = raw["phones"]
    payloads = raw.get("payloads")
    if "zones" not in raw and "schedules" not in raw:
        if payloads is None:
            return list(map(Number, phones))
        return list(map(Number, phones, payloads))
    none = [None] * len(phones)
    schedules = [_schedule(one) if one else None for one in raw.get("schedules", none)]
    data = payloads or [{} for _ in phones]
    return list(map(Number, phones, data, raw.get("zones", none), schedules))


def refused_from(raw: Any) -> list[RefusedNumber]:
    """Read the refused numbers of a batch."""
    return [
        RefusedNumber(str(value), text_from_json(reason), row)
        for row, value, reason in raw.get("refused", ())
    ]


def clocks_from(raw: Any) -> dict[str | None, int]:
    """Read how many numbers of a batch fall in each zone."""
    return {zone: int(count) for zone, count in raw["clocks"]}


def _cut(param: Param) -> Param:
    return param[:_QUOTE] if isinstance(param, str) else param


@lru_cache(maxsize=1024)
def _schedule_json(policy: Policy) -> str:
    return str(_codec().dump_json(policy).decode())


@lru_cache(maxsize=1024)
def _schedule(said: str) -> Policy:
    policy: Policy = _codec().validate_json(said, strict=True)
    return policy


@lru_cache(maxsize=1)
def _codec() -> Any:
    # Few tables have schedules of their own, and the library takes its time to load.
    from pydantic import TypeAdapter

    return TypeAdapter(Policy)
