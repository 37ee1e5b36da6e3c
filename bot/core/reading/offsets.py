"""Offsets from UTC: what a zone's clock shows, how an offset is spelt, which zones agree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from bot.core import clocks


@lru_cache(maxsize=256)
def _fixed(zone: str, day: datetime) -> int:
    offset = day.replace(tzinfo=clocks.tzinfo(zone)).utcoffset() or timedelta()
    return int(offset.total_seconds() // 60)


def offset_of(zone: str, now: datetime) -> int:
    """A zone's offset from UTC in minutes at that moment."""
    return _fixed(
        zone, now.astimezone(clocks.tzinfo(zone)).replace(tzinfo=None, minute=0, second=0)
    )


def spelt(minutes: int) -> str:
    """An offset as `±HH:MM`, `Z` for none."""
    if minutes == 0:
        return "Z"
    sign = "+" if minutes > 0 else "-"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def same_clock(zones: Sequence[str], now: datetime) -> str | None:
    """The one zone that stands for all of these: names of one clock, offsets that agree with it."""
    if len(zones) < 2:
        return zones[0] if zones else None
    named = [zone for zone in zones if "/" in zone]
    if len({offset_of(zone, now) for zone in zones}) > 1:
        return None
    half_a_year = now + timedelta(days=182)
    return (
        None if len({offset_of(zone, half_a_year) for zone in named}) > 1 else (*named, *zones)[0]
    )
