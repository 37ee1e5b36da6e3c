"""The phones of one cell of a table, as people write them and as spreadsheets mangle them."""

from __future__ import annotations

from typing import Final

from bot.core.phones.find import IsReference, find
from bot.core.phones.judge import callable_number, is_emergency
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.payload import extension
from bot.core.phones.plans import code_of
from bot.core.texts import Text, text

# What stands between the digits of a phone and says nothing; direction marks and zero widths too.
_BETWEEN: Final = dict.fromkeys(
    map(
        ord,
        " \t()-'\"\u00a0\u2007\u2009\u202f\u00ad\u2010\u2011\u2012\u2013\u2014\u2212"
        "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff",
    )
)
# What people dial before a number of their own country.
_PREFIXES: Final = "80"
_LEAST: Final = 5
_MOST: Final = 15
# The digits of a phone with its country code, in most countries.
_WHOLE: Final = 11
_NO_PHONE: Final = text("refused-no-phone")
_NOT_CALLED: Final = text("refused-no-such-code")
_TOO_SHORT: Final = text("refused-too-short")
_EMERGENCY: Final = text("refused-emergency")


def phones_in(
    cell: str, region: str, is_reference: IsReference | None = None
) -> list[Number | RefusedNumber]:
    """Read the phones of a cell; there is always one answer at least, even for an empty cell."""
    answer = plain_phone(cell, region)
    if answer is None:
        return _found(cell, region, is_reference)
    return [Number(answer) if isinstance(answer, str) else RefusedNumber(cell, answer)]


def joined(code: str, rest: str) -> str:
    """A phone whose code stands in another cell, unless it has that code already."""
    digits = "".join(filter(str.isdecimal, rest))
    if not any(map(str.isdecimal, code)) or not digits or "+" in rest or len(digits) >= _WHOLE:
        return rest
    plus = "+" if "+" in code else ""
    return f"{plus}{''.join(filter(str.isdecimal, code))}{rest}"


def code_assumed(cell: str, phone: str) -> str:
    """The country code that was put before a phone of a cell; "" where it was written."""
    digits = cell if cell.isdecimal() else "".join(filter(str.isdecimal, cell))
    code = code_of(phone)
    at = digits.find(phone[len(code) :])
    written = at < 0 or phone in digits or (at > 0 and digits[at - 1] in _PREFIXES)
    return "" if written else code


def plain_phone(cell: str, region: str) -> str | Text | None:
    """Judge a cell that holds the digits of one phone and nothing else; None for any other."""
    plain = cell if cell.isdecimal() else cell.translate(_BETWEEN)
    plus = plain[:1] == "+"
    digits = plain[1:] if plus else plain
    if _LEAST <= len(digits) <= _MOST and digits.isdecimal() and digits.isascii():
        return callable_number(digits, region, plus=plus, whole=plain is cell)
    return None


def _found(
    cell: str, region: str, is_reference: IsReference | None
) -> list[Number | RefusedNumber]:
    """A cell with more than the digits of one phone."""
    found = find(cell, region, is_reference)
    numbers = [(one.number, one.end) for one in found if one.number]
    if len(numbers) == 1:
        number, end = numbers[0]
        dialled = extension(number.phone, cell[end:])
        return [Number(number.phone, {"extension": dialled} if dialled else {})]
    if numbers:
        return [number for number, _ in numbers]
    refused = [one.refused for one in found if one.refused]
    if refused:
        return [RefusedNumber(cell, refused[0].reason)]
    return [RefusedNumber(cell, _why_not(cell, region))]


def _why_not(cell: str, region: str) -> Text:
    """The reason for a cell in which no phone was found."""
    digits = cell.translate(_BETWEEN)
    if digits.isdecimal() and digits.isascii() and len(digits) < _LEAST:
        return _EMERGENCY if is_emergency(digits, region) else _TOO_SHORT
    has_digits = sum(map(str.isdigit, cell)) >= _LEAST and not any(map(str.isalpha, cell))
    return _NOT_CALLED if has_digits else _NO_PHONE
