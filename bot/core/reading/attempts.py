"""Attempts in all and the time between them, in all their spellings."""

from __future__ import annotations

from dataclasses import replace

from bot.core.policy import MAX_ATTEMPTS, MAX_RETRY_MINUTES
from bot.core.reading.clock import ending, hour_number
from bot.core.reading.lengths import ENDINGS, length
from bot.core.reading.nodes import Tries
from bot.core.reading.scan import FEW, Scan
from bot.core.reading.tokens import Kind
from bot.core.texts import text

_DAY = 1440
# So many words may stand between attempts and what is said of them.
_NEAR = 12


def attempts(scan: Scan, at: int) -> Tries | None:
    """Read a number of attempts or an interval at this item."""
    item = scan.items[at]
    if not item.sense and item.kind != Kind.NUMBER:
        return None
    node = _stated(scan, at)
    if node is None:
        inner = _unanswered(scan, at)
        later = attempts(scan, _over_words(scan, inner)) if inner > at else None
        return replace(later, first=at) if later else None
    comma = node.last + scan.mark(node.last, ",")
    behind = _unanswered(scan, comma)
    return _within_limits(replace(node, last=behind) if behind > comma else node)


def _over_words(scan: Scan, at: int) -> int:
    """Step over "…, then call" to what is said of attempts."""
    at = scan.skip_marks(at, ",-:?")
    counts = ("attempt", "retry", "total", "extra", "every", "gap", "number", "most", "unit")
    return scan.skip(at, "filler", "call", unless=counts)


def _unanswered(scan: Scan, at: int) -> int:
    """Step over "if they do not answer", said of attempts: a call that was answered has no next."""
    if not scan.is_(at, "if"):
        return at + scan.is_(at, "missed")
    inner = scan.skip(at + 1, "filler", "person", "on", unless=("not", "closed", "missed"))
    if scan.is_(inner, "missed"):
        return inner + 1
    if not scan.is_(inner, "not", "closed"):
        return at
    said = scan.skip(inner + 1, "filler", unless=("call", "retry"))
    last = scan.skip(said, "call", "filler", unless=("retry", "on", "for"))
    return last if scan.is_(said, "call") else at


def _stated(scan: Scan, at: int) -> Tries | None:
    counted = _count(scan, at)
    if counted and _per_day(scan, counted.last):
        return None
    return (
        _total(scan, at)
        or _first_and(scan, at)
        or _second(scan, at)
        or _interval(scan, at)
        or _apart(scan, at)
        or counted
        or _labelled(scan, at)
        or _limit(scan, at)
    )


def _limit(scan: Scan, at: int) -> Tries | None:
    """ "One attempt an hour, 4 at most": a number alone in a clause behind words of attempts."""
    inner = scan.skip(at, "most", unless=("to", "through"))
    counted = hour_number(scan, inner)
    last = scan.skip(inner + 1, "most", unless=("to", "through"))
    if counted is None or last - at < 2 or not _ends(scan, last):
        return None
    before = range(max(0, at - _NEAR), at)
    spoken = any(scan.is_(near, "attempt", "total", "interval") for near in before)
    return Tries(at, last, most=counted) if spoken else None


def _per_day(scan: Scan, at: int) -> bool:
    """Whether "a day" stands behind attempts, which the API cannot count so."""
    return scan.is_(at, "on", "every", "filler") and scan.value(at + 1, "unit") == _DAY


def _within_limits(node: Tries) -> Tries:
    """What the API does not take is a question."""
    if node.most is not None and not 1 <= node.most <= MAX_ATTEMPTS:
        asked = text("asked-attempts", most=str(MAX_ATTEMPTS))
        return replace(node, most=None, asked=asked, said=())
    if node.every is not None and not 1 <= node.every <= MAX_RETRY_MINUTES:
        asked = text("asked-interval", most=str(MAX_RETRY_MINUTES))
        return replace(node, every=None, asked=asked, said=())
    return node


def _total(scan: Scan, at: int) -> Tries | None:
    """A phrase that is a whole number of attempts: "once", "no retries", "twice"."""
    first = at
    at = scan.skip(at, "most", unless=("total", "number"))
    total, extra = scan.value(at, "total"), scan.value(at, "extra")
    if total is not None:
        if scan.is_(at + 1, "every", "interval") and scan.value(at, "repeat"):
            return None
        each = _one_each(scan, first, at + 1) if total == 1 else None
        return each or Tries(first, _trailing(scan, at + 1), most=total)
    return _retries(first, at + 1, extra) if extra is not None else None


def _one_each(scan: Scan, first: int, at: int) -> Tries | None:
    """ "One attempt every two hours": the time between attempts, and no number of them."""
    found = _interval(scan, at) if scan.is_(at, "every", "repeat") else None
    return replace(found, first=first) if found else None


def _first_and(scan: Scan, at: int) -> Tries | None:
    """ "A first call and 2 more": all of them are counted."""
    last = _ranked(scan, at, 1)
    if last is None or not scan.is_(last, "attempt"):
        return None
    more = scan.skip(scan.skip_marks(last + 1, ",+"), "and", "add", "plus", unless=("extra",))
    found = _total(scan, more) or _count(scan, more)
    if found is None or found.most is None or not found.said:
        return None
    return replace(found, first=at, said=())


def _second(scan: Scan, at: int) -> Tries | None:
    """ "2 attempts, the second 3 hours later": the time between them."""
    last = _ranked(scan, at, 2)
    if last is None or not _among_tries(scan, at):
        return None
    last = scan.skip(last + scan.is_(last, "attempt"), "gap", "in", "filler", unless=("unit",))
    found = length(scan, last, bare=False)
    if found is None or found[0] >= _DAY:
        return None
    last = found[1] + scan.is_(found[1], "apart", "after")
    return Tries(at, last, every=found[0]) if _ends(scan, last) else None


def _ranked(scan: Scan, at: int, rank: int) -> int | None:
    """The item behind an ordinal number in words or in digits."""
    if scan.value(at, "ordinal") == rank:
        return at + 1
    hyphen = scan.mark(at + 1, "-")
    if scan.at(at).value == rank and scan.is_(at + 1 + hyphen, "ordinal_mark"):
        return at + 2 + hyphen
    return None


def _retries(first: int, last: int, count: int) -> Tries:
    """Retries come after a first call."""
    total = count + 1
    if not count:
        return Tries(first, last, most=total)
    return Tries(first, last, (text("assumed-first-call", total=total),), most=total)


def _count(scan: Scan, at: int) -> Tries | None:
    """ "3 attempts", "up to 5 times", "2 retries", "try 3 times"."""
    first = at
    at = scan.skip(at, "most", "retry", "for", "on", unless=("number",))
    if scan.is_(at, "attempt") and scan.is_(at + 2, "attempt"):
        at += 1
    again = any(scan.is_(before, "again") for before in range(first, at))
    counted = hour_number(scan, at)
    if counted is None:
        return None
    last = _counted_word(scan, at + 1)
    each = _one_each(scan, first, last + 1) if counted == 1 else None
    if each and scan.is_(last, "attempt"):
        return each
    # "5 times within" a week, where the language has one word for both.
    behind = last if scan.is_(last, "for") else _trailing(scan, last + 1)
    if scan.is_(last, "attempt") and not again:
        if _is_time(scan, at, last) or scan.is_(last + 1, "note"):
            return None
        negative = scan.mark(at - 1, "-") and scan.at(at - 1).spaced and not scan.at(at).spaced
        return Tries(first, behind, most=-1 if negative else counted)
    return _retries(first, behind, counted) if scan.is_(last, "retry", "attempt") else None


def _counted_word(scan: Scan, at: int) -> int:
    """Step over the ending of a number and up to two words before what is counted."""
    at = _ended(scan, at)
    for _ in range(2):
        at += scan.is_(at, "filler") and not scan.is_(at, "attempt", "retry", "unit", "day")
    return at


def _ended(scan: Scan, at: int) -> int:
    """Step over the ending of a counted number, where what it counts follows: "3-fold"."""
    hyphen = scan.mark(at, "-") and not scan.at(at).spaced
    last = at + hyphen
    if scan.at(last).spaced or not scan.is_(last, *ENDINGS):
        return at
    return at if scan.is_(last, "attempt") and not scan.is_(last + 1, "attempt") else last + 1


def _is_time(scan: Scan, at: int, last: int) -> bool:
    """Whether the number belongs to hours before it: "10-18 calls"."""
    after = scan.mark(at - 1, "-:") and scan.at(at - 2).kind == Kind.NUMBER
    return after or (scan.at(last).text == "x" and scan.at(last).spaced)


def _trailing(scan: Scan, at: int) -> int:
    """Step over "max" and "at most" behind the number, where no number follows them."""
    if scan.is_(at, "most") and not scan.is_(at, "to", "through", "filler"):
        after = scan.at(at + 1)
        if after.kind != Kind.NUMBER and "number" not in after.sense:
            return at + 1
    return at


def _labelled(scan: Scan, at: int) -> Tries | None:
    """ "Attempts: 3", "max attempts 3", "retries = 2"."""
    first = at
    at = scan.skip(at, "most", unless=("to", "through"))
    if not scan.is_(at, "attempt", "retry"):
        return None
    retry = not scan.is_(at, "attempt")
    last = at + 1
    last = scan.skip_marks(scan.skip(scan.skip_marks(last, ":-=,"), "most"), ":-=,")
    counted = hour_number(scan, last)
    parted = _ends(scan, last + 1) or scan.is_(last + 1, "interval", "every")
    if counted is None or (last == at + 1 and first == at and not parted):
        return None
    behind = ending(scan, last + 1)
    sentence = scan.mark(behind, ".") and scan.at(behind + 1).kind != Kind.NUMBER
    if scan.is_(behind, "unit", "half", "month") or (scan.mark(behind, ":.-") and not sentence):
        return None
    if retry:
        return _retries(first, behind, counted)
    behind += scan.is_(behind, "attempt")
    return Tries(first, behind, most=counted)


def _ends(scan: Scan, at: int) -> bool:
    item = scan.at(at)
    return item.kind in (Kind.END, Kind.NEWLINE) or item.text in (",", ";", ".")


def _interval(scan: Scan, at: int) -> Tries | None:
    """ "Every 2 hours", "with an interval of 30 minutes", "retry in half an hour"."""
    first = at
    for _ in range(FEW):
        if not scan.is_(at, "retry") or hour_number(scan, at) is not None:
            break
        at += 2 if scan.mark(at + 1, ",-:?") and scan.is_(at + 2, "retry") else 1
    retrying = at > first
    repeat = scan.value(at, "repeat")
    if repeat is not None and not scan.is_(at, "days"):
        return Tries(first, at + 1, every=repeat)
    if retrying and scan.mark(at, ",-:") and scan.is_(at + 1, "every", "gap", "interval"):
        at += 1
    led = scan.is_(at, "every", "interval") or (scan.is_(at, "break") and _among_tries(scan, at))
    gap = not led and scan.is_(at, "gap") and (retrying or _is_gap(scan, at))
    if not (led or gap):
        return None
    begun = at
    at = _led(scan, at)
    bare = any(scan.is_(before, "interval") for before in range(begun, at))
    found = length(scan, at, bare=bare)
    if found is None or (gap and found[0] >= _DAY and not retrying):
        return None
    minutes, last = found
    last += scan.is_(last, "apart", "interval") and not scan.is_(last, "filler")
    return Tries(first, last, every=minutes)


def _is_gap(scan: Scan, at: int) -> bool:
    """Whether "in 30 minutes" may be an interval: alone, or where attempts were spoken of."""
    return not scan.is_(at, "on", "after") or _among_tries(scan, at)


def _among_tries(scan: Scan, at: int) -> bool:
    """Whether attempts were spoken of right before."""
    kinds = ("attempt", "retry", "total", "extra")
    before = scan.items[max(0, at - _NEAR) : at]
    return any(not item.sense.keys().isdisjoint(kinds) for item in before)


def _led(scan: Scan, at: int) -> int:
    """Step over "every", "with an interval of", ":" to the length itself."""
    for _ in range(FEW):
        at = scan.skip_marks(at, ":-=~")
        kinds = ("every", "interval", "gap", "on", "apart", "break")
        if not scan.is_(at, *kinds) or scan.is_(at, "unit", "number", "duration", "repeat"):
            break
        at += 1
    return at


def _apart(scan: Scan, at: int) -> Tries | None:
    """ "2 hours apart", "30 minutes between attempts", "a 30 min interval"."""
    found = length(scan, at, bare=False)
    if found is None:
        return None
    minutes, last = found
    last = scan.skip_marks(last, "-")
    if not scan.is_(last, "apart", "interval"):
        return None
    return Tries(at, scan.skip(last, "apart", "interval"), every=minutes)
