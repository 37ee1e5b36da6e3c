"""Days of the week: names, ranges that wrap, weekdays and weekends, the rest of the days."""

from __future__ import annotations

from bot.core.reading.meanings import EVERY_DAY
from bot.core.reading.nodes import Days
from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind

_NAMES = ("day", "each")


def days(scan: Scan, at: int) -> Days | None:
    """Read one day, one range of days or one group of days at this item."""
    found = _days(scan, at)
    if found and scan.is_(at - 1, "inclusive", "add"):
        found.more = True
    return found


def _days(scan: Scan, at: int) -> Days | None:
    first = at
    at = scan.skip(at, "on", "every", "from", "between", "this", unless=_NAMES)
    if at > first and scan.is_(at - 1, "from") and not day_range(scan, at):
        return None
    if scan.is_(at, "rest"):
        group = scan.value(at + 1, "days")
        last = _dotted(scan, at + 1 + (group is not None))
        return Days(first, last, mask=group or EVERY_DAY, rest=True)
    if scan.is_(at, "days"):
        mask = scan.items[at].sense["days"]
        return Days(first, _dotted(scan, at + 1), mask=mask)
    found = day_range(scan, at)
    if found:
        return Days(first, found[1], mask=found[0])
    day = _day(scan, at)
    return None if day is None else Days(first, _dotted(scan, at + 1), mask=1 << day)


def day_range(scan: Scan, at: int) -> tuple[int, int] | None:
    """Two days with a dash or "to" between them."""
    start = _day(scan, at)
    if start is None:
        return None
    middle = _dotted(scan, at + 1)
    if scan.is_(middle, "and") and scan.is_(middle + 1, "to", "through"):
        middle += 1
    paired = scan.is_(at - 1, "between") and scan.is_(middle, "and")
    if not (scan.mark(middle, "-~.") or scan.is_(middle, "to", "through") or paired):
        return None
    if scan.mark(middle, ".") and len(scan.at(middle).text) < 2:
        return None
    end = _day(scan, middle + 1)
    if end is None:
        return None
    last = _dotted(scan, middle + 2)
    if scan.is_(last, "inclusive"):
        last += 1
    return span_mask(start, end), last


def _day(scan: Scan, at: int) -> int | None:
    """One day's name; a letter, or a word of the language, only beside another day."""
    for kind in _NAMES:
        value = scan.value(at, kind)
        if value is not None:
            return value
    value = scan.value(at, "letter")
    if value is None or scan.at(at).kind != Kind.WORD:
        return None
    return value if _beside_a_day(scan, at) else None


def _beside_a_day(scan: Scan, at: int) -> bool:
    opens = at == 0 or scan.at(at - 1).kind == Kind.NEWLINE or scan.mark(at - 1, ",;")
    if opens and (scan.at(at + 1).kind == Kind.NUMBER or scan.mark(at + 1, ":")):
        return True
    before = scan.at(at - 1)
    if _is_short(scan, at) and _is_short(scan, at - 1) and scan.is_(at - 1, "day", "letter"):
        return before.kind == Kind.WORD
    for step in (-2, 2):
        between = scan.at(at + step // 2)
        other = scan.at(at + step).sense
        if between.text in ("-", "/", ",", "&") and ("letter" in other or "day" in other):
            return True
    return False


def _is_short(scan: Scan, at: int) -> bool:
    """Whether days are written in two letters here: "Mo We Fr"."""
    return len(scan.at(at).text) == 2


def _dotted(scan: Scan, at: int) -> int:
    """Step over the dot of an abbreviation."""
    short = len(scan.at(at - 1).text) <= 5
    dot = scan.mark(at, ".") and len(scan.at(at).text) == 1 and not scan.at(at).spaced
    return at + 1 if dot and short and not ends_sentence(scan, at) else at


def ends_sentence(scan: Scan, at: int) -> bool:
    """Whether a capital letter follows the dot, in a word that is no day in its turn."""
    item = scan.at(at + 1)
    if item.kind != Kind.WORD or not item.spaced or scan.is_(at + 1, *_NAMES, "letter"):
        return False
    return scan.text[item.start].isupper()


def span_mask(start: int, end: int) -> int:
    """The days from one to the other, over the weekend where that is shorter than nothing."""
    length = (end - start) % 7 + 1
    return sum(1 << (start + i) % 7 for i in range(length)) & EVERY_DAY
