"""Phone numbers in free text: candidates among the digits, judged by the numbering plans.

Dates, times, prices and the numbers of contracts are left alone; what was plainly meant as a phone
and is none is refused with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from bot.core.phones.judge import callable_number, is_emergency
from bot.core.phones.money import is_money
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
    **dict.fromkeys((0xA0, 0xAD, 0x2007, 0x2009, 0x202F, 0xFEFF), " "),
    # Zero widths and marks of direction, which copying leaves inside numbers.
    **dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)), " "),
}
_FOREIGN: Final = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
_LOST: Final = text("refused-digits-lost")
_LEAST: Final = 7
_MOST: Final = 15
# After so many groups of digits without a number in them a run is something else.
_MOST_GROUPS: Final = 60
_RUN: Final = re.compile(
    r"(?:tel:\s?)?(?:(?<!\w)(?:(?<!\d[.,:])|(?<=\d{5},)(?=\d{10})|(?<=\d[ -]\d\d,)(?=\d[ (-]))"
    r"|(?=\+))"
    r"\+?\(?\d(?: {0,9}[().-]{0,2} {0,9}\d)*",
    re.IGNORECASE,
)
_SHEET: Final = re.compile(
    r"(?<![\w.+])(?:(\d)(?:[.,](\d{1,16}))?E\+?(\d{1,2})|(\d{10,15})[.,]0{1,2})(?![\w])",
    re.IGNORECASE,
)
# The powers of ten of phones: 10 to 15 digits.
_POWERS: Final = range(9, 15)
# A link that calls or writes to a number.
_LINK: Final = re.compile(
    r"(?:https?://)?(?:www\.)?(?:(?:wa|t)\.me/|(?:api\.|web\.)?whatsapp\.com/send/?\?(?:[^\s=]+=[^\s&]*&)*phone="
    r"|(?:viber|whatsapp)://[\w/]+\?(?:number|phone)=)(%2B|\+)?(\d(?:[\d().-]|%20){5,20}\d)(?!\w)(?:[?&#/][^\s)>\]]*)?",
    re.IGNORECASE,
)
_LINKED: Final = re.compile(r"(?:wa|t)\.me/|(?:phone|number)=", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"%20|\D")
# The words right before digits, back to what closes a thought.
_LABEL: Final = re.compile(r"[^\d\n\t;,|()\"{}]*\Z")
_LABEL_LENGTH: Final = 40
# The key of a value in JSON, and the API's own object of data, where nothing is to be called.
_KEY: Final = re.compile(r'"([^"\n]+)"\s?:\s?"?\Z')
_PAYLOAD: Final = re.compile(r'"payload"\s{0,9}:\s{0,9}\{[^{}]*\}')
_GROUP: Final = re.compile(r"\d+")
# Without one of these there is nothing but times, dates and small numbers. All begin in one set
# of characters, which lets the search pass quickly over the others.
_HINT: Final = re.compile(
    r"[\d+(tT](?:"
    r"(?<=\d)(?:\d\d|\d?[ ().-]{1,12}(?:\d{1,2}[ ().-]{1,12}){3}\d)"
    r"|(?<=[+(])\s?\d|(?<=[tT])[eE][lL])"
)
_DATE: Final = re.compile(
    r"(?<![-.])\d{1,2}[.-]\d{1,2}[.-](?:20)?\d\d(?!\d)|(?<![-.])20\d\d-\d\d-\d\d(?!\d)"
)
_ZONE: Final = re.compile(r"(?:UTC|GMT)\s?\+\d{1,2}", re.IGNORECASE)
# No country's code begins with a zero.
_CLOCK: Final = re.compile(r"\+0\d(?:00|30|45)(?!\d)")
_ALONE: Final = re.compile(r"[\s\d().+-]*")
_CELL: Final = "\n,;\t|"
# What is longer than this holds more than one number.
_LONGEST_CELL: Final = 200


# Whether words end in the name of a number that is no phone: a contract's, a taxpayer's.
IsReference = Callable[[str], bool]


def find(message: str, region: str, is_reference: IsReference | None = None) -> list[Found]:
    """Find the numbers of a text in their order; `region` is that of numbers without a code."""
    plain = message.translate(_PLAIN) if _FOREIGN.search(message) else message
    if _HINT.search(plain) is None:
        return []
    found = [*_linked(plain, region)] if _LINKED.search(plain) else []
    found += _from_sheets(plain, region)
    taken = [(f.start, f.end) for f in found]
    taken += [data.span() for data in _PAYLOAD.finditer(plain)]
    for run in _RUN.finditer(plain):
        if any(run.start() < end and start < run.end() for start, end in taken):
            continue
        if is_money(plain, run.start(), run.end()):
            continue
        if is_reference is None or not _is_labelled(plain, run, region, is_reference):
            found.extend(_in_run(plain, run, region))
    return sorted(found)


def _is_labelled(plain: str, run: re.Match[str], region: str, is_reference: IsReference) -> bool:
    """Whether the words before the digits name another number, and nothing says it is a phone."""
    groups = _GROUP.findall(run[0])
    if run[0][0] in "+(tT":
        return False
    if len(groups) >= 4 and _phone_like(list(map(len, groups))):
        grouped = callable_number("".join(groups), region, plus=False, whole=False)
        if isinstance(grouped, str):
            return False
    near = max(0, run.start() - _LABEL_LENGTH)
    key = _KEY.search(plain, near, run.start())
    label = _LABEL.search(plain, near, run.start())
    words = key[1].replace("_", " ") if key else label[0] if label else ""
    return bool(words.strip()) and is_reference(words)


def _linked(plain: str, region: str) -> Iterator[Found]:
    """Numbers in links: wa.me/79123456789, viber://chat?number=%2B79123456789."""
    for match in _LINK.finditer(plain):
        answer = callable_number(_ESCAPED.sub("", match[2]), region, plus=bool(match[1]))
        yield _made(plain, match.start(), match.end(), answer)


def _from_sheets(plain: str, region: str) -> Iterator[Found]:
    """Numbers that went through a spreadsheet: 7.9123456789E+10, 79123456789.0.

    Where fewer digits are left than the power of ten asks for, the rest is lost.
    """
    for match in _SHEET.finditer(plain):
        lead, part, power, whole = match.groups()
        if whole is None:
            size = int(power)
            if size not in _POWERS:
                continue
            part = part or ""
            if len(part) < size or part[size:].strip("0"):
                yield _made(plain, match.start(), match.end(), _LOST)
                continue
            whole = lead + part[:size]
        yield _made(plain, match.start(), match.end(), callable_number(whole, region, plus=False))


def _in_run(plain: str, run: re.Match[str], region: str) -> Iterator[Found]:
    """Cut a run of digit groups into numbers, from the left, the longest valid one first.

    What is left between them is refused where it can only have been meant as a number.
    """
    groups = [g.span() for g in _GROUP.finditer(plain, run.start(), run.end())]
    if not _promising(plain, run, groups):
        return
    # The plus of UTC+7 begins no number.
    rest = at = int(len(groups) > 1 and _is_zone(plain, run.start(), groups[0][1]))
    while at < min(len(groups), rest + _MOST_GROUPS):
        dated = _DATE.match(plain, groups[at][0])
        if dated and not _opened(plain, run, groups, at):
            yield from _refused(plain, run, groups[:at], rest, region)
            while at < len(groups) and groups[at][0] < dated.end():
                at += 1
            rest = at
            continue
        start = _start(plain, run, groups, at)
        plus = "+" in plain[start : groups[at][0]]
        size, answer = _longest(plain, groups[at:], region, plus=plus)
        if not size:
            at += 1
            continue
        yield from _refused(plain, run, groups[:at], rest, region)
        yield _made(plain, start, groups[at + size - 1][1], answer)
        rest = at = at + size
    yield from _refused(plain, run, groups, rest, region)


def _is_zone(plain: str, start: int, end: int) -> bool:
    """Whether the first digits of a run say how far a clock is from UTC."""
    return any(_ZONE.fullmatch(plain, max(0, start - back), end) for back in (3, 4))


def _promising(plain: str, run: re.Match[str], groups: Sequence[tuple[int, int]]) -> bool:
    """Whether there are digits enough, and not only in pairs as times and dates have them."""
    digits = sum(end - start for start, end in groups)
    if digits < _LEAST:
        return digits > 2 and (plain[run.start()] in "+(t" or _is_alone(plain, run))
    return digits >= 9 or plain[run.start()] in "+(t" or any(b - a > 2 for a, b in groups)


def _opened(plain: str, run: re.Match[str], groups: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a plus or a bracket stands before this group of digits."""
    return plain[_start(plain, run, groups, at)] in "+(t"


def _start(plain: str, run: re.Match[str], groups: Sequence[tuple[int, int]], at: int) -> int:
    """Take in the plus, the bracket and the scheme before a group of digits."""
    if at == 0:
        return run.start()
    start = groups[at][0]
    while plain[start - 1] in "+(" and start > groups[at - 1][1]:
        start -= 1
    return start


def _longest(
    plain: str, groups: Sequence[tuple[int, int]], region: str, *, plus: bool
) -> tuple[int, str | Text]:
    """How many groups make a number; one that stands whole in its first group is that."""
    refusal: tuple[int, str | Text] = (0, "")
    for size, joined in _candidates(plain, groups):
        answer = callable_number(joined, region, plus=plus, whole=size == 1)
        if isinstance(answer, str):
            return size, answer
        if plus and isinstance(callable_number(joined, region, plus=False), str):
            # "+8 912 …": the plus is what is wrong, and +8 no zone.
            refusal = refusal if refusal[0] else (size, answer)
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
    """Whether the number would end before a hyphen, as inside "10-18"."""
    return 1 < size < len(groups) and plain[groups[size - 1][1] : groups[size][0]] == "-"


def _refused(
    plain: str, run: re.Match[str], all_groups: Sequence[tuple[int, int]], first: int, region: str
) -> Iterator[Found]:
    """Refuse the groups from the first on where they can only have been meant as a phone."""
    groups = all_groups[first:]
    if not groups:
        return
    start = _start(plain, run, all_groups, first)
    marked = plain[start] in "+(tT" and not _is_offset(plain, start, groups)
    digits = "".join(plain[a:b] for a, b in groups)
    alone = _is_alone(plain, run)
    if alone and is_emergency(digits, region) and (marked or len(digits) == 3):
        yield _made(plain, start, groups[-1][1], text("refused-emergency"))
        return
    lonely = alone and len(digits) >= (5 if len(groups) == 1 else 9)
    sizes = [end - begin for begin, end in groups]
    grouped = len(groups) >= 4 and len(digits) >= 9 and _phone_like(sizes)
    long = len(groups) == 1 and len(digits) == 11
    if (marked and len(digits) >= 5) or lonely or grouped or long:
        answer = callable_number(digits, region, plus="+" in plain[start : groups[0][0]])
        yield _made(plain, start, groups[-1][1], answer)


def _is_offset(plain: str, start: int, groups: Sequence[tuple[int, int]]) -> bool:
    """Whether a plus is that of a clock with hours behind it, as in "UTC+3 10-18"."""
    behind_letters = plain[start - 1 : start].isalpha()
    clock = _CLOCK.match(plain, start) is not None
    return plain[start] == "+" and (behind_letters or clock or all(b - a <= 2 for a, b in groups))


def _phone_like(sizes: Sequence[int]) -> bool:
    """Whether the digits stand in groups of such sizes as a number's: 8 912 345 67 8."""
    return 3 in sizes[:2] and sizes[0] in (1, 3)


def _is_alone(plain: str, run: re.Match[str]) -> bool:
    """Whether nothing else stands in the run's own line or cell."""
    start = max(plain.rfind(mark, 0, run.start()) for mark in _CELL) + 1
    ends = [at for mark in _CELL if (at := plain.find(mark, run.end())) >= 0]
    cell = plain[start : min(ends, default=len(plain))]
    if len(cell) > _LONGEST_CELL:
        return False
    return _ALONE.fullmatch(cell) is not None and not _DATE.search(cell)


def _made(plain: str, start: int, end: int, answer: str | Text) -> Found:
    if isinstance(answer, str):
        return Found(start, end, Number(answer))
    return Found(start, end, refused=RefusedNumber(plain[start:end], answer))
