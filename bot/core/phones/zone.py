"""The clock of a number's own area, for one number or for millions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from phonenumbers import PhoneNumberType
from phonenumbers.phonenumberutil import is_number_type_geographical
from phonenumbers.tzdata import TIMEZONE_DATA

from bot.core.clocks import tzinfo
from bot.core.phones.number import Number
from bot.core.phones.plans import Line, code_of, line

_UNKNOWN = "Etc/Unknown"
# One moment of winter and one of summer tell clocks apart.
_SEASONS = (datetime(2027, 1, 15, 12), datetime(2027, 7, 15, 12))  # noqa: DTZ001
# Kazakhstan shares +7 and has had one clock since March 2024.
_KAZAKH: Final = ("76", "77")
_KAZAKH_ZONE: Final = "Asia/Almaty"
# Where the library's table is behind tzdata: no summer time in Kaliningrad, UTC+4 in Saratov.
_MENDED: Final = {"740": ("Europe/Kaliningrad",), "7845": ("Europe/Saratov",)}
_ZONES: Final = TIMEZONE_DATA | _MENDED


def zone_of(phone: str) -> str | None:
    """The zone of a phone ("73432123456") by its area code; None where that spans several.

    Mobile numbers of Russia belong to no area. The table knows no Minsk, only its clock.
    """
    code = code_of(phone)
    kind = line(code, phone[len(code) :]) if code else Line.NONE
    if kind is Line.NONE:
        return None
    if phone.startswith(_KAZAKH):
        return _KAZAKH_ZONE
    if kind is Line.FIXED or (kind is Line.MOBILE and _mobiles_have_areas(code)):
        for size in _sizes(code):
            if phone[:size] in _ZONES:
                return _one_clock(phone[:size])
    return _one_clock(code)


def own_zone(number: Number) -> str | None:
    """The zone that came with the number, else that of its city, else that of its area."""
    return number.zone or number.city_zone or zone_of(number.phone)


def zones_under(code: str) -> dict[str, str]:
    """The zones that phones of a country code may tell, by the prefixes that tell them."""
    told = {prefix: _one_clock(prefix) for prefix in _ZONES if prefix.startswith(code)}
    return {prefix: zone for prefix, zone in told.items() if zone is not None}


def without_clock(numbers: Iterable[Number]) -> int:
    """How many of the numbers tell no zone of their own."""
    return sum(own_zone(number) is None for number in numbers)


@cache
def _sizes(code: str) -> tuple[int, ...]:
    """The lengths of the prefixes that the table has for a country code, longest first."""
    return tuple(sorted({len(key) for key in _ZONES if key.startswith(code)}, reverse=True))


@cache
def _mobiles_have_areas(code: str) -> bool:
    return bool(is_number_type_geographical(PhoneNumberType.MOBILE, int(code)))


@cache
def _one_clock(prefix: str) -> str | None:
    """The zone of a prefix in the table, if all its zones keep the same time."""
    zones = [zone for zone in _ZONES.get(prefix, ()) if zone != _UNKNOWN]
    return zones[0] if len({_offsets(zone) for zone in zones}) == 1 else None


@cache
def _offsets(zone: str) -> tuple[timedelta | None, ...]:
    return tuple(moment.replace(tzinfo=tzinfo(zone)).utcoffset() for moment in _SEASONS)
