"""Clocks of places: the zone of an order or of a number, and its offsets over a local day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from phonenumbers.timezone import time_zones_for_number

# No zone lies further from UTC, and no two transitions of one zone lie closer together.
_FURTHEST: Final = timedelta(hours=18)
_STEP: Final = timedelta(hours=6)
_PRECISION: Final = timedelta(seconds=1)
_MIDWINTER: Final = datetime(2026, 1, 1, tzinfo=UTC)

Piece = tuple[datetime, datetime, timedelta]


@cache
def zone_of(gmt_zone: str) -> tzinfo:
    """Return the zone that a checked gmtZone names."""
    if gmt_zone[0] not in "+-":
        return ZoneInfo(gmt_zone)
    hours, minutes = gmt_zone[1:].split(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if gmt_zone[0] == "-" else offset)


def zone_of_phone(phone: str) -> tzinfo:
    """Return the number's own zone; the middle one by offset where its place is unclear."""
    names = time_zones_for_number(phonenumbers.parse("+" + phone))
    return _middle(tuple(names))


@lru_cache(maxsize=4096)
def pieces(zone: tzinfo, day: date) -> tuple[Piece, ...]:
    """Cut the UTC time around a local day into pieces of one offset: (from, until, offset)."""
    midnight = datetime.combine(day, time(), UTC)
    begin, end = midnight - _FURTHEST, midnight + timedelta(days=1) + _FURTHEST
    cuts = [begin, *_transitions(zone, begin, end), end]
    return tuple((start, until, _offset(zone, start)) for start, until in pairwise(cuts))


def _transitions(zone: tzinfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    while begin < end:
        probe = min(begin + _STEP, end)
        if _offset(zone, begin) != _offset(zone, probe):
            yield _transition(zone, begin, probe)
        begin = probe


def _transition(zone: tzinfo, before: datetime, after: datetime) -> datetime:
    old = _offset(zone, before)
    while after - before > _PRECISION:
        middle = before + ((after - before) // _PRECISION // 2) * _PRECISION
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: tzinfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


@cache
def _middle(names: tuple[str, ...]) -> tzinfo:
    zones = [zone for name in sorted(names) if (zone := _known(name)) is not None]
    zones.sort(key=lambda zone: _offset(zone, _MIDWINTER))
    return zones[(len(zones) - 1) // 2] if zones else UTC


def _known(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return None
