"""One time of the day in all its spellings: 10, 10:00, 10-00, 1000, 10h30, 6 pm, half past nine."""

from __future__ import annotations

from typing import NamedTuple

from bot.core.policy import DAY_END
from bot.core.reading.meanings import Half
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind

HOUR = 60
NOON = 12 * HOUR
# Minutes that people write for a call; others show that a number is something else.
ROUND = 5
_MINUTES = (10, 15, 20, 30, 40, 45, 50)


class Clock(NamedTuple):
    """A time as written: `minute` of the day before any am or pm, and the evidence around it.

    `half` is the am or pm that was said; `padded` a leading zero, `timed` minutes or a word that
    fixes the half (noon); `spoken` words in place of digits; `wrong` a time that no clock shows.
    """

    minute: int
    half: Half | None = None
    padded: bool = False
    timed: bool = False
    fixed: bool = False
    wrong: bool = False
    spoken: bool = False

    @property
    def bare(self) -> bool:
        """Whether it could be of either half of the day."""
        return not (self.fixed or self.padded or self.half is not None) and (
            HOUR <= self.minute < NOON + HOUR
        )


Found = tuple[Clock, int]


def clock(scan: Scan, at: int, *, loose: bool = True) -> Found | None:
    """Read a time at this item; `loose` allows the spellings that only a range makes certain.

    Returns the clock and the item after it.
    """
    item = scan.at(at)
    if item.kind == Kind.NUMBER:
        found = _digits(scan, at, loose=loose)
    elif item.sense:
        found = _words(scan, at)
    else:
        return None
    return _halved(scan, *found) if found else None


def _digits(scan: Scan, at: int, *, loose: bool) -> Found | None:
    item = scan.items[at]
    size = len(item.text)
    if size > 2:
        return _compact(scan, at) if loose and size <= 4 else None
    hour, padded = item.value, size == 2 and item.text[0] == "0"
    minutes = _minutes(scan, at, loose=loose)
    if minutes:
        value, last = minutes
        return _made(hour, value, padded=padded, timed=True), _unit(scan, last)
    after = _unit(scan, ending(scan, at + 1))
    if after > at + 1 and scan.value(at + 1, "unit") == HOUR:
        more = scan.at(after)
        if more.kind == Kind.NUMBER and scan.value(after + 1, "unit") == 1 and more.value < HOUR:
            dotted = scan.mark(after + 2, ".") and not scan.at(after + 2).spaced
            return _made(hour, more.value, padded=padded, timed=True), after + 2 + dotted
        if more.kind == Kind.NUMBER and not more.spaced and len(more.text) == 2:
            return _made(hour, more.value, padded=padded, timed=True), after + 1
    return _made(hour, 0, padded=padded, timed=False), after


def _minutes(scan: Scan, at: int, *, loose: bool) -> tuple[int, int] | None:
    """Minutes after the hour's digits: after a colon or a dot, or after a space as in "9 00"."""
    second, third = scan.at(at + 1), scan.at(at + 2)
    if second.kind == Kind.MARK and _two_digits(scan, at + 2):
        tight = not second.spaced and not third.spaced
        if second.text == ":" and (tight or third.spaced == second.spaced):
            seconds = scan.mark(at + 3, ":") and _two_digits(scan, at + 4)
            return third.value, at + (5 if seconds and not scan.at(at + 3).spaced else 3)
        if second.text == "." and tight:
            return third.value, at + 3
        if second.text in ("_", ",", ";", "=") and tight and third.text in ("00", "30"):
            return third.value, at + 3
    if loose and second.kind == Kind.NUMBER and second.spaced and second.text in ("00", "30"):
        return second.value, at + 2
    return None


def ending(scan: Scan, at: int) -> int:
    """Step over the ending of a number, tight or behind a hyphen."""
    hyphen = scan.mark(at, "-") and not scan.at(at).spaced
    at += hyphen
    if scan.is_(at, "count_mark") and not scan.at(at).spaced:
        return at + 1
    return at - hyphen


def _two_digits(scan: Scan, at: int) -> bool:
    item = scan.at(at)
    return item.kind == Kind.NUMBER and len(item.text) == 2


def _compact(scan: Scan, at: int) -> Found | None:
    """Three or four digits in a row: 900, 1830."""
    item = scan.items[at]
    hour, minute = divmod(item.value, 100)
    if hour > 24 or minute >= HOUR or minute % ROUND:
        return None
    padded = item.text[0] == "0"
    return _made(hour, minute, padded=padded, timed=True), _unit(scan, at + 1)


def _words(scan: Scan, at: int) -> Found | None:
    """Noon, half past nine, a quarter to six, ten, nine thirty."""
    sense = scan.items[at].sense
    if "clock" in sense:
        fixed = sense["clock"] in (0, NOON)
        return Clock(sense["clock"], timed=True, fixed=fixed, spoken=True), at + 1
    for kind, sign in (("past", 1), ("less", -1)):
        if kind in sense:
            return _around(scan, at, sign * sense[kind])
    if "toward" in sense:
        hour = scan.value(at + 1, "ordinal") or scan.value(at + 1, "number")
        if hour and hour <= 12:
            return Clock(
                ((hour - 1) or 12) * HOUR + sense["toward"], timed=True, spoken=True
            ), at + 2
    return _spelt(scan, at)


def _around(scan: Scan, at: int, minutes: int) -> Found | None:
    hour = hour_number(scan, at + 1)
    if hour is None or hour > 24:
        return None
    minute = (hour * HOUR + minutes) % DAY_END
    return Clock(minute or NOON, timed=True, spoken=True), _unit(scan, at + 2)


def _spelt(scan: Scan, at: int) -> Found | None:
    hour = scan.value(at, "number")
    if hour is None or hour > 24:
        return None
    last = at + 1
    units = scan.value(last, "number")
    if hour == 20 and units and units < 5 and not scan.mark(last, ","):
        hour, last = hour + units, last + 1
    minutes = _spelt_minutes(scan, last) if hour < 24 else None
    if minutes:
        value, last = minutes
        fixed = hour == 0 or hour > 12
        return Clock(hour * HOUR + value, timed=True, fixed=fixed, spoken=True), last
    made = _made(hour, 0, padded=False, timed=False)
    behind = _unit(scan, last)
    minutes = _spelt_minutes(scan, behind) if behind > last and hour < 24 else None
    if minutes and scan.value(minutes[1], "unit") == 1:
        fixed = hour == 0 or hour > 12
        minute = hour * HOUR + minutes[0]
        return Clock(minute, timed=True, fixed=fixed, spoken=True), minutes[1] + 1
    return made._replace(spoken=True), behind


def _spelt_minutes(scan: Scan, at: int) -> tuple[int, int] | None:
    """Minutes in words behind the hour: "thirty", "oh five", "forty five"."""
    small = scan.value(at, "minutes")
    if small is not None:
        return small, at + 1
    tens = scan.value(at, "number")
    if tens not in _MINUTES:
        return None
    inner = at + 1 + (scan.mark(at + 1, "-") and not scan.at(at + 2).spaced)
    units = scan.value(inner, "number") if tens >= 20 and tens % 10 == 0 else None
    more = units == ROUND and not scan.is_(inner + 1, "attempt", "unit", "retry")
    return (tens + ROUND, inner + 1) if more else (tens, at + 1)


def hour_number(scan: Scan, at: int) -> int | None:
    """A number in digits or in words."""
    item = scan.at(at)
    return item.value if item.kind == Kind.NUMBER else item.sense.get("number")


def _unit(scan: Scan, at: int) -> int:
    """Step over the word for hours, with the dot of its abbreviation."""
    if scan.value(at, "unit") != HOUR:
        return at
    if scan.mark(at + 1, ".") and not scan.at(at + 1).spaced and len(scan.at(at).text) <= 3:
        return at + 2
    return at + 1


def _halved(scan: Scan, found: Clock, at: int) -> Found:
    """Take the am or pm after the time, and the "noon" of "12.00 noon", where there is one."""
    if found.minute == NOON and scan.value(at, "clock") == NOON:
        return found._replace(fixed=True, timed=True), at + 1
    half = scan.value(at, "half")
    if half is None or found.minute > NOON + HOUR - 1:
        redundant = half is not None and not scan.is_(at, "part")
        return found, at + 1 if redundant else at
    # "9 a 5" has no am in it: a lone letter counts only when it touches its number.
    item = scan.at(at)
    if item.spaced and len(item.text) == 1 and item.end - item.start == 1:
        return found, at
    noon = found.minute == NOON and half == Half.PM and scan.value(at + 1, "clock") == NOON
    return found._replace(half=Half(half)), at + 1 + noon


def _made(hour: int, minute: int, *, padded: bool, timed: bool) -> Clock:
    wrong = hour > 24 or minute >= HOUR or (hour == 24 and minute > 0)
    return Clock(
        hour * HOUR + minute,
        padded=padded,
        timed=timed,
        fixed=hour == 0 or hour > 12,
        wrong=wrong,
    )


def said_minute(found: Clock) -> int | None:
    """The minute of the day where am or pm leaves no doubt; None where the half does not fit."""
    return with_half(found, found.half) if found.half is not None else found.minute


def with_half(found: Clock, half: Half) -> int | None:
    """The minute of the day if the hour belongs to that half; None where it cannot."""
    hour, minute = divmod(found.minute, HOUR)
    if hour > 12 or hour == 0:
        return found.minute
    shifted = _HOURS[half].get(hour)
    return None if shifted is None else shifted * HOUR + minute


def _hours(*pairs: tuple[range, int]) -> dict[int, int]:
    return {hour: hour + shift for hours, shift in pairs for hour in hours}


_HOURS = {
    Half.AM: {12: 0} | _hours((range(1, 12), 0)),
    Half.PM: {12: 12} | _hours((range(1, 12), 12)),
    Half.MORNING: {12: 0} | _hours((range(1, 12), 0)),
    Half.NOON: {12: 12} | _hours((range(1, 8), 12), (range(9, 12), 0)),
    Half.EVENING: {12: 24} | _hours((range(3, 12), 12)),
    Half.NIGHT: {12: 0} | _hours((range(1, 7), 0), (range(7, 12), 12)),
}
