"""Phone numbers in free text: candidates among the digits, judged by the numbering plans.

Dates, times, prices and the numbers of contracts are left alone; what was plainly meant as a phone
and is none is refused with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bot.core.phones.judge import callable_number, is_emergency
from bot.core.phones.number import Number, RefusedNumber
from bot.core.texts import Text, text


class Found(NamedTuple):
    """A number at `text[start:end]`: one to call, or one that is refused."""

    start: int
    end: int
    number: Number | None = None
    refused: RefusedNumber | None = None


# One character for one, so that places in the text stay what they are.
_PLAIN: Final = {
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    **{0x0660 + digit: str(digit) for digit in range(10)},
    0xFF0B: "+",
    0xFF08: "(",
    0xFF09: ")",
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFF0D), "-"),
    **dict.fromkeys((0xA0, 0x2007, 0x2009, 0x202F, 0x9), " "),
}
_LEAST: Final = 7
_MOST: Final = 15
_RUN: Final = re.compile(r"(?:tel:\s?)?(?<![\w.:,])\+?\(?\d(?:[ ().-]{0,3}\d)*", re.IGNORECASE)
_SHEET: Final = re.compile(
    r"(?<![\w.+])(?:(\d)[.,](\d{6,14})E\+?(\d{1,2})|(\d{10,15})[.,]0)(?![\w])", re.IGNORECASE
)
_GROUP: Final = re.compile(r"\d+")
_DATE: Final = re.compile(r"\d{1,2}[.-]\d{1,2}[.-](?:20)?\d\d(?!\d)|20\d\d-\d\d-\d\d(?!\d)")
_ALONE: Final = re.compile(r"[\s\d().+-]*")
_CELL: Final = "\n,;\t|"


def find(message: str, region: str) -> list[Found]:
    """Find the numbers of a text in their order; `region` is that of numbers without a code."""
    if sum(map(str.isdigit, message)) < 2:
        return []
    plain = message.translate(_PLAIN)
    found = [*_from_sheets(plain, region)]
    taken = [(f.start, f.end) for f in found]
    for run in _RUN.finditer(plain):
        if not any(run.start() < end and start < run.end() for start, end in taken):
            found.extend(_in_run(plain, run, region))
    return sorted(found)


def _from_sheets(plain: str, region: str) -> Iterator[Found]:
    """Numbers that went through a spreadsheet: 7.9123456789E+10, 79123456789.0."""
    for match in _SHEET.finditer(plain):
        lead, part, power, whole = match.groups()
        if whole is None:
            zeros = int(power) - len(part)
            if not 0 <= zeros <= 5:
                continue
            whole = lead + part + "0" * zeros
        yield _made(plain, match.start(), match.end(), callable_number(whole, region, plus=False))


def _in_run(plain: str, run: re.Match[str], region: str) -> Iterator[Found]:
    """Cut a run of digit groups into numbers, from the left, the longest valid one first."""
    groups = [g.span() for g in _GROUP.finditer(plain, run.start(), run.end())]
    at = 0
    while at < len(groups):
        start = _start(plain, groups[at][0], run.start() if at == 0 else groups[at - 1][1])
        dated = _DATE.match(plain, groups[at][0])
        if dated and plain[start] != "+":
            at = next((i for i, g in enumerate(groups) if g[0] >= dated.end()), len(groups))
            continue
        size, answer = _longest(
            plain, groups[at:], region, plus="+" in plain[start : groups[at][0]]
        )
        if size:
            yield _made(plain, start, groups[at + size - 1][1], answer)
            at += size
            continue
        refused = _refused(plain, run, groups[at:], start, region)
        if refused:
            yield refused
            return
        at += 1


def _start(plain: str, digit: int, least: int) -> int:
    """Take in the plus, the bracket and the scheme before the first digit."""
    start = digit
    while start > least and plain[start - 1] in "+(":
        start -= 1
    head = plain[max(least, start - 5) : start].lower()
    return start - len(head) + head.find("tel:") if "tel:" in head else start


def _longest(
    plain: str, groups: Sequence[tuple[int, int]], region: str, *, plus: bool
) -> tuple[int, str | Text]:
    """How many groups make a number; one that stands whole in its first group is that."""
    refusal: tuple[int, str | Text] = (0, "")
    for size, joined in _candidates(plain, groups):
        answer = callable_number(joined, region, plus=plus)
        if isinstance(answer, str):
            return size, answer
        if answer.key in ("refused-premium", "refused-toll-free") and not refusal[0]:
            refusal = (size, answer)
    return refusal


def _candidates(plain: str, groups: Sequence[tuple[int, int]]) -> list[tuple[int, str]]:
    """The first so many groups whose digits are as many as a number's, best first."""
    sizes: list[tuple[int, str]] = []
    digits = ""
    for size, (start, end) in enumerate(groups, 1):
        digits += plain[start:end]
        if len(digits) > _MOST:
            break
        if len(digits) >= _LEAST and not _splits_pair(plain, groups, size):
            sizes.append((size, digits))
    if sizes and sizes[0][0] == 1 and len(sizes[0][1]) >= 10:
        return [sizes[0], *reversed(sizes[1:])]
    return sizes[::-1]


def _splits_pair(plain: str, groups: Sequence[tuple[int, int]], size: int) -> bool:
    """Whether the number would end inside "10-18": after a space, before a hyphen."""
    if size == len(groups) or size == 1:
        return False
    before = plain[groups[size - 2][1] : groups[size - 1][0]]
    after = plain[groups[size - 1][1] : groups[size][0]]
    return after == "-" and before != "-"


def _refused(
    plain: str, run: re.Match[str], groups: Sequence[tuple[int, int]], start: int, region: str
) -> Found | None:
    """Refuse what can only have been meant as a phone."""
    end = groups[-1][1]
    digits = "".join(plain[a:b] for a, b in groups)
    marked = plain[start] in "+(" or plain[start : start + 4].lower() == "tel:"
    alone = _is_alone(plain, run)
    if alone and is_emergency(digits, region) and (marked or len(digits) == 3):
        return _made(plain, start, end, text("refused-emergency"))
    grouped = len(groups) >= 4 and len(digits) >= 9 and len(groups[0]) and _phone_like(groups)
    long = len(groups) == 1 and len(digits) == 11
    if not ((marked and len(digits) >= 5) or (alone and len(digits) >= 5) or grouped or long):
        return None
    answer = callable_number(digits, region, plus="+" in plain[start : groups[0][0]])
    return _made(plain, start, end, answer)


def _phone_like(groups: Sequence[tuple[int, int]]) -> bool:
    """Whether the digits stand in groups like those of a number: 8 912 345 67 8."""
    sizes = [end - start for start, end in groups]
    return 3 in sizes[:2] and sizes[0] in (1, 3)


def _is_alone(plain: str, run: re.Match[str]) -> bool:
    """Whether nothing else stands in the run's own line or cell."""
    start = max(plain.rfind(mark, 0, run.start()) for mark in _CELL) + 1
    ends = [at for mark in _CELL if (at := plain.find(mark, run.end())) >= 0]
    cell = plain[start : min(ends, default=len(plain))]
    return _ALONE.fullmatch(cell) is not None and not _DATE.search(cell)


def _made(plain: str, start: int, end: int, answer: str | Text) -> Found:
    if isinstance(answer, str):
        return Found(start, end, Number(answer))
    return Found(start, end, refused=RefusedNumber(plain[start:end], answer))
