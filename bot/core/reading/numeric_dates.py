"""Dates in digits: 01.12.2026, 1.12, 2026-12-01, 1/12."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot.core.reading import moments
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind


class Atom(NamedTuple):
    """The first and the last day of what was named, and the item behind it.

    `month` and `day` stand where the year was not said. `vague` marks a bare weekday, which is a
    date only behind a preposition; `impossible` a day the calendar does not have.
    """

    first: datetime
    final: datetime
    last: int
    month: int = 0
    day: int = 0
    vague: bool = False
    impossible: bool = False


def one(day: datetime | None, last: int, month: int = 0, number: int = 0) -> Atom:
    """An atom of one day; a day the calendar does not have is impossible."""
    if day is None:
        nowhere = datetime.min  # noqa: DTZ901 -- never looked at
        return Atom(nowhere, nowhere, last, impossible=True)
    return Atom(day, day, last, month, number)


def numeric_date(scan: Scan, at: int) -> Atom | None:
    """Digits with dots, hyphens or slashes: 01.12.2026, 1.12, 2026-12-01, 1/12/26."""
    first, sign, second = scan.at(at), scan.at(at + 1), scan.at(at + 2)
    if sign.kind != Kind.MARK or second.kind != Kind.NUMBER or second.spaced:
        return None
    if sign.text not in (".", "-", "/") or sign.spaced:
        return None
    third = scan.at(at + 4)
    tight = not third.spaced and not scan.at(at + 3).spaced
    whole = scan.at(at + 3).text == sign.text and third.kind == Kind.NUMBER and tight
    if whole and len(first.text) == 4:
        return one(moments.made(first.value, second.value, third.value), at + 5)
    if whole and len(third.text) in (2, 4) and len(first.text) <= 2 and len(second.text) <= 2:
        year = third.value + (2000 if len(third.text) == 2 else 0)
        if len(third.text) == 2 and sign.text == "-":
            return None
        return _day_first(first.value, second.value, year, after_year(scan, at + 5), sign.text)
    return None if sign.text == "-" else _short(scan, at)


def _short(scan: Scan, at: int) -> Atom | None:
    """A day and a month without a year: "1.12", where it cannot be a time of the day."""
    day, month = scan.at(at), scan.at(at + 2)
    slash = scan.at(at + 1).text == "/"
    if slash and month.value > 12 >= day.value:
        day, month = month, day
    if len(day.text) > 2 or len(month.text) > 2 or not 1 <= month.value <= 12:
        return None
    if slash:
        if len(month.text) + len(day.text) < 3 or day.value > 31 or not _alone(scan, at):
            return None
    elif (
        (len(month.text) < 2 and not after_bound(scan, at))
        or not 1 <= day.value <= 31
        or (month.value % 5 == 0 and day.value <= 24 and not _dated(scan, at))
    ):
        return None
    found = moments.next_date(scan.today, month.value, day.value)
    return one(found, at + 3, month.value, day.value)


def _alone(scan: Scan, at: int) -> bool:
    return after_bound(scan, at) or scan.mark(at + 3, "-") or scan.mark(at - 1, "-")


def after_bound(scan: Scan, at: int) -> bool:
    """Whether a preposition of time stands before."""
    return scan.is_(at - 1, "from", "to", "through", "before", "after", "on")


def _dated(scan: Scan, at: int) -> bool:
    """Whether "1.10" stands in a message that has its hours elsewhere."""
    tail = [i for i in range(at + 3, min(at + 12, scan.size)) if scan.mark(i, ":")]
    return bool(tail) and after_bound(scan, at)


def _day_first(day: int, month: int, year: int, last: int, sign: str) -> Atom:
    found = moments.made(year, month, day)
    if found is None and sign == "/":
        found = moments.made(year, day, month)
    return one(found, last)


def either_order(scan: Scan, at: int) -> bool:
    """Whether a date begins here whose first number may as well be the month: "11/12"."""
    first, sign, second = scan.at(at), scan.at(at + 1), scan.at(at + 2)
    if sign.text != "/" or first.kind != Kind.NUMBER or second.kind != Kind.NUMBER:
        return False
    return first.value != second.value and 0 < first.value <= 12 and 0 < second.value <= 12


def said_year(scan: Scan, at: int) -> tuple[int, int]:
    """The year said here, perhaps behind a comma (0 where none is), and the item behind it."""
    inner = at + scan.mark(at, ",")
    year = scan.at(inner)
    if year.kind == Kind.NUMBER and len(year.text) == 4 and 2020 <= year.value <= 2100:
        return year.value, after_year(scan, inner + 1)
    return 0, at


def after_year(scan: Scan, at: int) -> int:
    """Step over the word for "year"."""
    if not scan.is_(at, "year"):
        return at
    dotted = scan.mark(at + 1, ".") and not scan.at(at + 1).spaced
    return at + 2 if dotted else at + 1
