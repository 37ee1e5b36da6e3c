"""The phones of one cell of a table, as people write them and as spreadsheets mangle them."""

from __future__ import annotations

from typing import Final

from bot.core.phones.find import IsReference, find
from bot.core.phones.judge import callable_number
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.payload import extension
from bot.core.texts import Text, text

# What stands between the digits of a phone and says nothing; direction marks and zero widths too.
_BETWEEN: Final = dict.fromkeys(
    map(
        ord,
        " \t()-'\"\u00a0\u2007\u2009\u202f\u00ad\u2010\u2011\u2012\u2013\u2014\u2212"
        "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff",
    )
)
_LEAST: Final = 5
_MOST: Final = 15
_NO_PHONE: Final = text("refused-no-phone")
_NOT_CALLED: Final = text("refused-no-such-code")


def phones_in(
    cell: str, region: str, is_reference: IsReference | None = None
) -> list[Number | RefusedNumber]:
    """Read the phones of a cell; there is always one answer at least, even for an empty cell."""
    answer = plain_phone(cell, region)
    if answer is None:
        return _found(cell, region, is_reference)
    return [Number(answer) if isinstance(answer, str) else RefusedNumber(cell, answer)]


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
    has_digits = sum(map(str.isdigit, cell)) >= _LEAST and not any(map(str.isalpha, cell))
    return [RefusedNumber(cell, _NOT_CALLED if has_digits else _NO_PHONE)]
