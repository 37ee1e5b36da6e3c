"""What a card says besides the policy, for managers who send its text again."""

from __future__ import annotations

from bot.core.reading.clock import clock
from bot.core.reading.dates import dates
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind

# A line of a card is no longer than this.
_LINE = 30


def remarked(scan: Scan, at: int) -> int | None:
    """Read a remark at this item; the item behind it."""
    if not scan.is_(at, "now", "remark", "no_zone"):
        return None
    if scan.is_(at, "now"):
        return _time_now(scan, at)
    if scan.is_(at, "no_zone"):
        return _no_zone(scan, at)
    return _first_calls(scan, at)


def _time_now(scan: Scan, at: int) -> int | None:
    """ "(now 12:04)" behind a zone."""
    found = clock(scan, at + 1, loose=False)
    inside = found and scan.mark(at - 1, "(") and scan.mark(found[1], ")")
    return found[1] if found and inside else None


def _first_calls(scan: Scan, at: int) -> int | None:
    """ "First calls: Tue 1 December, 10:00" on the last line of a card."""
    day = dates(scan, at + 2) if _heads_line(scan, at) else None
    if day is None:
        return None
    time = clock(scan, scan.skip_marks(day.last, ","), loose=False)
    last = time[1] if time else day.last
    return last if scan.at(last).kind in (Kind.END, Kind.NEWLINE) else None


def _no_zone(scan: Scan, at: int) -> int | None:
    """ "No time zone named: …" and what follows from that, to the end of the line."""
    if not _heads_line(scan, at):
        return None
    for last in range(at, at + _LINE):
        if scan.at(last).kind in (Kind.END, Kind.NEWLINE):
            return last
    return None


def _heads_line(scan: Scan, at: int) -> bool:
    return scan.at(at - 1).kind in (Kind.END, Kind.NEWLINE) and scan.mark(at + 1, ":")
