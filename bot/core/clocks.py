"""The clock of a time zone."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from zoneinfo import ZoneInfo


def tzinfo(zone: str) -> timezone | ZoneInfo:
    """The clock of an IANA name, `±HH:MM` or `Z`; KeyError or ValueError for any other."""
    if zone == "Z":
        return UTC
    if zone[0] in "+-":
        hours, minutes = zone[1:].split(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(offset if zone[0] == "+" else -offset)
    return ZoneInfo(zone)
