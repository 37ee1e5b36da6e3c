"""Whether digits are a number that may be called, and why not."""

from __future__ import annotations

from typing import Final

from phonenumbers import ValidationResult, is_emergency_number

from bot.core.phones.plans import Line, Parts, line, parts, plan, possible
from bot.core.texts import Text, text

_SHORTEST = 7
_LONGEST = 15
_USUAL = 11
_CALLABLE: Final = (Line.MOBILE, Line.FIXED, Line.OTHER)
_TOO_SHORT: Final = text("refused-too-short")
_TOO_LONG: Final = text("refused-too-long")
_NO_SUCH_CODE: Final = text("refused-no-such-code")
_PREMIUM: Final = text("refused-premium")
_TOLL_FREE: Final = text("refused-toll-free")


def callable_number(digits: str, region: str, *, plus: bool, whole: bool = True) -> str | Text:
    """The number as the API takes it ("79123456789"), or the reason not to call it.

    `plus` tells that the digits begin with a country code. Without it they may all the same, when
    they stand in one piece (`whole`): in several they would be other things too often.
    """
    read = parts(digits, region, plus=plus)
    judged = _judged(read, digits, region, plus=plus)
    if isinstance(judged, str) or plus or not whole or len(digits) < _USUAL:
        return judged
    abroad = parts(digits, region, plus=True)
    if abroad is None or abroad == read:
        return judged
    other = _judged(abroad, digits, region, plus=True)
    return other if isinstance(other, str) else judged


def _judged(read: Parts | None, digits: str, region: str, *, plus: bool) -> str | Text:
    if read is None:
        return _length_reason(digits)
    code, national = read
    kind = line(code, national)
    if kind in _CALLABLE:
        return code + national
    if kind is Line.NONE:
        return _reason(digits, region, plus=plus)
    return _PREMIUM if kind is Line.PREMIUM else _TOLL_FREE


def _reason(digits: str, region: str, *, plus: bool) -> Text:
    """Why it is no number: its length where that is it, as written or without a prefix."""
    for written, is_abroad in _read_as(digits, region, plus=plus):
        read = parts(written, region, plus=is_abroad)
        found = possible(*read) if read else ValidationResult.IS_POSSIBLE
        if found in (ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
            return _TOO_SHORT
        if found in (ValidationResult.TOO_LONG, ValidationResult.INVALID_LENGTH):
            return _TOO_LONG if len(written) + is_abroad > _USUAL else _TOO_SHORT
    return _NO_SUCH_CODE


def _read_as(digits: str, region: str, *, plus: bool) -> list[tuple[str, bool]]:
    """The digits as they are, with their plus, and without the prefix of calls inside a country."""
    out = [(digits, plus)]
    home = plan(region)
    if home is None or plus:
        return out
    if digits.startswith(home.code):
        out.append((digits, True))
    if home.trunk and digits.startswith(home.trunk):
        out.append((digits[len(home.trunk) :], False))
    return out


def _length_reason(digits: str) -> Text:
    if len(digits) > _LONGEST:
        return _TOO_LONG
    return _TOO_SHORT if len(digits) < _SHORTEST + 3 else _NO_SUCH_CODE


def is_emergency(digits: str, region: str) -> bool:
    """Whether the digits call the police, firemen or an ambulance."""
    return len(digits) <= 6 and bool(is_emergency_number(digits, region))
