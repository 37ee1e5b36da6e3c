"""Lengths of time: "2 hours", "an hour and a half", "1.5 h", "1 440 minutes"."""

from __future__ import annotations

from bot.core.reading.clock import HOUR, hour_number
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind

ENDINGS = ("ordinal_mark", "count_mark")
# Digits are grouped by three: "1 440", "1,440".
_GROUP = 3
_TENS = 20
_HUNDRED = 100


def length(scan: Scan, at: int, *, bare: bool) -> tuple[int, int] | None:
    """A length of time in minutes; a `bare` number counts as minutes. The item behind it."""
    found = _length(scan, at, bare=bare)
    return (found[0], _over_same(scan, *found)) if found else None


def _over_same(scan: Scan, minutes: int, at: int) -> int:
    """Step over the same length in brackets: "1 hour (60 minutes)"."""
    again = _length(scan, at + 1, bare=False) if scan.mark(at, "(") else None
    return again[1] + 1 if again and again[0] == minutes and scan.mark(again[1], ")") else at


def _length(scan: Scan, at: int, *, bare: bool) -> tuple[int, int] | None:
    whole = scan.value(at, "duration")
    if whole is not None:
        return whole, at + 1
    unit = scan.value(at, "unit")
    if unit is not None:
        return unit, at + 1
    found = _amount(scan, at)
    if found is None:
        return None
    amount, last = found
    if bare and scan.mark(last, ":-") and scan.at(last + 1).kind == Kind.NUMBER:
        return _as_clock(scan, at)
    last = _over_endings(scan, last)
    more = scan.is_(last, "half_more")
    last += more
    unit = scan.value(last, "unit")
    if unit is None:
        return (round(amount), last) if bare and not more else None
    last += 1
    minutes = amount * unit + (unit / 2 if more else 0)
    last += scan.mark(last, ".") and not scan.at(last).spaced
    if unit == HOUR:
        minutes, last = _and_minutes(scan, minutes, last)
        if scan.is_(last, "half_more"):
            minutes, last = minutes + HOUR / 2, last + 1
    return round(minutes), last


def _over_endings(scan: Scan, last: int) -> int:
    """Step over the endings between a number and its unit: "2-x hours"."""
    for _ in range(2):
        last += scan.mark(last, "-") and scan.is_(last + 1, "unit", *ENDINGS)
        last += scan.is_(last, *ENDINGS) and not scan.is_(last, "unit")
    return last


def _as_clock(scan: Scan, at: int) -> tuple[int, int] | None:
    """An interval as hours and minutes: "1:30"; none where it is a range of hours."""
    hours, colon, minutes = scan.at(at), scan.at(at + 1), scan.at(at + 2)
    tight = not colon.spaced and not minutes.spaced and len(minutes.text) == 2
    ranged = scan.mark(at + 3, "-") or scan.is_(at + 3, "to", "through")
    if hours.kind != Kind.NUMBER or colon.text != ":" or not tight or ranged:
        return None
    return hours.value * HOUR + minutes.value, at + 3


def _and_minutes(scan: Scan, minutes: float, at: int) -> tuple[float, int]:
    inner = at + scan.is_(at, "and")
    more = hour_number(scan, inner)
    if more is not None and scan.value(inner + 1, "unit") == 1:
        return minutes + more, inner + 2
    return minutes, at


def _amount(scan: Scan, at: int) -> tuple[float, int] | None:
    """A number, perhaps with a decimal part, in groups or in two words: 1.5, 1 440, forty five."""
    if scan.at(at).kind == Kind.NUMBER:
        return _digits(scan, at)
    number = scan.value(at, "number")
    if number is None:
        return None
    at += 1
    while number >= _TENS and number % 10 == 0:
        inner = at + (number >= _HUNDRED and scan.is_(at, "and"))
        more = scan.value(inner, "number") or number
        if more >= (_HUNDRED if number % _HUNDRED == 0 else 10):
            break
        number, at = number + more, inner + 1
    return float(number), at


def _digits(scan: Scan, at: int) -> tuple[float, int]:
    item, point, part = scan.at(at), scan.at(at + 1), scan.at(at + 2)
    if point.kind == Kind.NUMBER and len(point.text) == _GROUP and len(item.text) < _GROUP:
        return float(item.value * 1000 + point.value), at + 2
    tight = not point.spaced and not part.spaced
    if point.text not in (".", ",") or part.kind != Kind.NUMBER or not tight:
        return float(item.value), at + 1
    if point.text == "," and len(part.text) == _GROUP:
        return float(item.value * 1000 + part.value), at + 3
    return float(f"{item.value}.{part.value}"), at + 3
