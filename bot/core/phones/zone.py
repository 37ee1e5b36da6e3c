"""The clock of a number's own area. Imports the library's table of zones when asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from bot.core.clocks import tzinfo
from bot.core.phones.number import Number

_UNKNOWN = "Etc/Unknown"
# One moment of winter and one of summer tell clocks apart.
_SEASONS = (datetime(2027, 1, 15, 12), datetime(2027, 7, 15, 12))  # noqa: DTZ001


@lru_cache(maxsize=4096)
def zone_of(phone: str) -> str | None:
    """The zone of a phone ("73432123456") by its area code; None where that spans several.

    Mobile numbers of Russia belong to no area. The table knows no Minsk, only its clock.
    """
    from phonenumbers import NumberParseException, parse
    from phonenumbers.timezone import time_zones_for_number

    try:
        zones = [z for z in time_zones_for_number(parse(f"+{phone}")) if z != _UNKNOWN]
    except NumberParseException:
        return None
    return zones[0] if len({_offsets(zone) for zone in zones}) == 1 else None


def without_clock(numbers: Iterable[Number]) -> int:
    """How many of the numbers tell no zone of their own."""
    return sum(zone_of(number.phone) is None for number in numbers)


@lru_cache(maxsize=512)
def _offsets(zone: str) -> tuple[timedelta | None, ...]:
    return tuple(moment.replace(tzinfo=tzinfo(zone)).utcoffset() for moment in _SEASONS)
