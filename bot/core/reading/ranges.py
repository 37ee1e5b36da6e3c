"""Two times with what makes a range of them: "9 to 5", "9-00 - 18-00", "between 2 and 4"."""

from __future__ import annotations

from bot.core.reading.clock import HOUR, NOON, ROUND, Clock, Found, clock, with_half
from bot.core.reading.halves import Settled, by_itself, window
from bot.core.reading.meanings import Half, Part
from bot.core.reading.nodes import Hours
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind

# A number beyond this is no day of a month, either.
_LAST_DAY = 31
# The words of "between 10 am and 12 pm or".
_PAIR = 8
HALVES = {Part.MORNING: Half.AM, Part.AFTERNOON: Half.NOON, Part.EVENING: Half.EVENING}


def opened(scan: Scan, at: int) -> int:
    """Step over what may stand before a range: "from", "between", "at"."""
    return scan.skip(at, "from", "between", "on", "not_before", "for", unless=("part",))


def made_hours(scan: Scan, first: int, last: int, settled: Settled) -> Hours:
    """A node of settled hours, with a part of the day that stands right behind as its half."""
    spans = () if settled.asked else (settled.span,)
    if scan.is_(last, "inclusive"):
        last += 1
    return Hours(first, last, settled.said, settled.asked, spans, settled.options)


def time_range(
    scan: Scan, at: int, *, lunch: bool = False, half: Half | None = None
) -> tuple[Settled, int] | None:
    """Two times and what stands between them."""
    found = two_times(scan, at)
    if found is None:
        return None
    start, end, last = found
    half = half if half is not None else following_half(scan, last)
    if half is not None and start.half is None and end.half is None:
        start, end = in_half(start, half), in_half(end, half)
        last += following_half(scan, last) is not None
    elif end.half is not None and scan.is_(at - 1, "not_before"):
        # "Not before 8 and not after 9 pm" is no range that shares its pm.
        start = by_itself(start)
    return window(start, end, lunch=lunch), last


def following_half(scan: Scan, at: int) -> Half | None:
    """The half of the day that a word behind hours tells: "6-8 in the evening"."""
    part = scan.value(at, "part")
    if part is None or scan.at(at).kind == Kind.MARK:
        return None
    return HALVES.get(Part(part))


def in_half(found: Clock, half: Half) -> Clock:
    """The time in that half of the day, where it may be in it; a morning ends at noon."""
    noon = half is Half.AM and found.minute >= NOON
    return found._replace(half=half) if fits_half(found, half) and not noon else found


def two_times(scan: Scan, at: int) -> tuple[Clock, Clock, int] | None:
    """Read two times with what stands between them; the item behind."""
    start = clock(scan, at)
    if start is None:
        return None
    paired = _paired(scan, at)
    hyphened = _hyphened(scan, at, start, paired=paired)
    if hyphened:
        return hyphened
    middle = _between(scan, _over_filler(scan, start[1]), paired=paired)
    if middle is None:
        return None
    end = clock(scan, middle)
    if end is None or counts_other(scan, end[1]):
        return None
    return start[0], end[0], end[1]


def _over_filler(scan: Scan, at: int) -> int:
    """Step over the word in "8am sharp to 5pm"."""
    plain = scan.is_(at, "filler") and not scan.is_(at, "to", "through", "and")
    return at + 1 if plain and scan.is_(at + 1, "to", "through") else at


def _paired(scan: Scan, at: int) -> bool:
    """Whether "and" makes a range here: "between 10 and 12 or 3 and 5"."""
    if scan.is_(at - 1, "between"):
        return True
    near = range(max(0, at - _PAIR), at)
    return scan.is_(at - 1, "or") and any(scan.is_(before, "between") for before in near)


def counts_other(scan: Scan, at: int) -> bool:
    """Whether the number just read counts attempts or dates and is no time."""
    return scan.is_(at, "attempt", "month", "day_number") and not scan.is_(at, "from")


def _between(scan: Scan, at: int, *, paired: bool) -> int | None:
    """What makes a range of two times; the item after it."""
    if scan.is_(at, "and") and scan.is_(at + 1, "to", "through", "not_after", "before"):
        at += 1
    if scan.mark(at, ",") and scan.is_(at + 1, "to", "not_after", "before"):
        at += 1
    if scan.is_(at, "to", "through", "not_after") or (paired and scan.is_(at, "and")):
        return _approach(scan, at + 1)
    if scan.mark(at, "-~") or (scan.mark(at, ".") and len(scan.at(at).text) > 1):
        last = scan.skip_marks(at + 1, "->")
        return last + 1 if scan.is_(last, "to") else last
    return None


def _approach(scan: Scan, at: int) -> int:
    """Step over "to at", "to about"."""
    return at + 1 if scan.is_(at, "on") and not scan.is_(at, "day") else at


def _hyphened(
    scan: Scan, at: int, plain: Found, *, paired: bool
) -> tuple[Clock, Clock, int] | None:
    """Times with a hyphen before the minutes: "9-00 to 18-00", "9-00-18", "9-18-00"."""
    first = hyphen_clock(scan, at)
    middle = _between(scan, (first or plain)[1], paired=paired)
    if middle is None:
        return None
    second = hyphen_clock(scan, middle)
    if first:
        sure = surely_minutes(scan, at) or (second is not None and surely_minutes(scan, middle))
        second = second or clock(scan, middle)
    else:
        sure = second is not None and surely_minutes(scan, middle)
    if second is None or not sure or counts_other(scan, second[1]):
        return None
    return (first or plain)[0], second[0], second[1]


def hyphen_clock(scan: Scan, at: int) -> Found | None:
    """A time with a hyphen before its minutes: "9-00"."""
    hour, dash, minute = scan.at(at), scan.at(at + 1), scan.at(at + 2)
    if hour.kind != Kind.NUMBER or minute.kind != Kind.NUMBER or dash.text != "-":
        return None
    tight = not dash.spaced and not minute.spaced and not scan.mark(at + 3, ":")
    if not tight or len(minute.text) != 2 or len(hour.text) > 2:
        return None
    if minute.value % ROUND and minute.value <= _LAST_DAY:
        return None
    if minute.value >= HOUR or hour.value > 24:
        return None
    last = at + 3
    if scan.value(last, "unit") == HOUR:
        last += 1
    padded = hour.text[0] == "0"
    fixed = hour.value == 0 or hour.value > 12
    return Clock(hour.value * HOUR + minute.value, None, padded, timed=True, fixed=fixed), last


def surely_minutes(scan: Scan, at: int) -> bool:
    """Whether the number after the hyphen can only be minutes: 00, 30, 45, 55."""
    item = scan.at(at + 2)
    return hyphen_clock(scan, at) is not None and (item.text == "00" or item.value > 24)


def fits_half(found: Clock, half: Half) -> bool:
    """Whether a time may be of that half of the day."""
    return found.bare and with_half(found, half) is not None
