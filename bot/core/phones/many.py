"""Many numbers as columns: a million objects would cost more than all that is done with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.phones.number import Number, Payload
from bot.core.policy import Policy


@dataclass(frozen=True)
class Many:
    """Numbers in their order, a column for each field of `Number`; all columns are as long."""

    phones: Sequence[str]
    payloads: Sequence[Payload]
    zones: Sequence[str | None]
    schedules: Sequence[Policy | None]
    city_zones: Sequence[str | None]

    @classmethod
    def of(cls, numbers: Many | Iterable[Number]) -> Many:
        """Put numbers into columns, if they are not."""
        if isinstance(numbers, Many):
            return numbers
        some = list(numbers)
        return cls(
            [number.phone for number in some],
            [number.payload for number in some],
            [number.zone for number in some],
            [number.schedule for number in some],
            [number.city_zone for number in some],
        )

    def __len__(self) -> int:
        return len(self.phones)

    def __iter__(self) -> Iterator[Number]:
        columns = (self.phones, self.payloads, self.zones, self.schedules, self.city_zones)
        return map(Number, *columns)
