"""Numbers on their way from the child to its parent: one batch as one JSON object of columns.

Columns, because a million objects with the same keys would be most of the time of an import. A
column that holds nothing is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from bot.core.phones.many import Many
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.rows import Plain
from bot.core.phones.zone import zone_of
from bot.core.policy import Policy
from bot.core.texts import Param, Text
from bot.files.book import Json
from bot.files.wire import text_from_json, text_to_json

# A batch in JSON may be six times as long, and stays below what a frame takes.
_MOST_CHARACTERS: Final = 800_000
_MOST_ROWS: Final = 10_000
# A quote of a refused cell; nobody reads more of it.
_QUOTE: Final = 300
_REFUSED: Final = 2 * _QUOTE


class Batch:
    """Collects the numbers and refused numbers of rows until there are enough of them."""

    def __init__(self) -> None:
        self._numbers: list[Plain] = []
        self._refused: list[Json] = []
        self._assumed: Counter[str] = Counter()
        self._left = _MOST_CHARACTERS
        self.add_plain = self._numbers.append

    def spend(self, characters: int) -> bool:
        """Note the size of a row that comes in next; whether it is time to hand all on first."""
        self._left -= characters
        full = len(self._numbers) + len(self._refused) >= _MOST_ROWS
        return full or self._left < 0

    def add(self, one: Number | RefusedNumber) -> None:
        """Take in a number, or one that is not called."""
        if isinstance(one, Number):
            self.add_plain((one.phone, one.payload, one.zone, one.schedule, one.city_zone))
        else:
            self._refuse(one)

    def assume(self, code: str) -> None:
        """Note that this country code was put before a number; "" for none."""
        if code:
            self._assumed[code] += 1

    def _refuse(self, refused: RefusedNumber) -> None:
        reason = Text(refused.reason.key, {n: _cut(p) for n, p in refused.reason.params.items()})
        self._left -= _REFUSED
        self._refused.append([refused.row, refused.value[:_QUOTE], text_to_json(reason)])

    def __bool__(self) -> bool:
        return bool(self._numbers or self._refused)

    def to_json(self) -> dict[str, Json]:
        """Write it for the parent."""
        out: dict[str, Any] = {"phones": [], "clocks": []}
        if self._numbers:
            phones, payloads, zones, schedules, cities = zip(*self._numbers, strict=True)
            out = {"phones": phones, "clocks": _clocks(phones, zones, cities)}
            if any(payloads):
                out["payloads"] = payloads
            if any(zones):
                out["zones"] = zones
            if any(schedules):
                out["schedules"] = [_schedule_json(one) if one else None for one in schedules]
            if any(cities):
                out["cities"] = cities
        if self._refused:
            out["refused"] = self._refused
        if self._assumed:
            out["assumed"] = dict(self._assumed)
        return out


def _clocks(
    phones: Sequence[str], zones: Sequence[str | None], cities: Sequence[str | None]
) -> list[Json]:
    """Count the numbers by the zone of their own; null for none."""
    told = zip(phones, zones, cities, strict=True)
    counts = Counter(zone or city or zone_of(phone) for phone, zone, city in told)
    return [[zone, count] for zone, count in counts.items()]


def numbers_from(raw: Any) -> Many:
    """Read the numbers of a batch."""
    phones: list[str] = raw["phones"]
    none = [None] * len(phones)
    schedules = raw.get("schedules")
    return Many(
        phones,
        raw.get("payloads") or [{}] * len(phones),
        raw.get("zones", none),
        [_schedule(one) if one else None for one in schedules] if schedules else none,
        raw.get("cities", none),
    )


def refused_from(raw: Any) -> list[RefusedNumber]:
    """Read the refused numbers of a batch."""
    return [
        RefusedNumber(str(value), text_from_json(reason), row)
        for row, value, reason in raw.get("refused", ())
    ]


def clocks_from(raw: Any) -> dict[str | None, int]:
    """Read how many numbers of a batch fall in each zone."""
    return {zone: int(count) for zone, count in raw["clocks"]}


def assumed_from(raw: Any) -> dict[str, int]:
    """Read which country codes were put before how many numbers of a batch."""
    return {str(code): int(count) for code, count in raw.get("assumed", {}).items()}


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
