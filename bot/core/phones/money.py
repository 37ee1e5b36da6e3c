"""Prices among digits: as long as a phone, and no number to call."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category

_AMOUNT: Final = re.compile(r"\d+|\d{1,3}(?: \d{3})+(\.\d\d)?")
_CENTS: Final = re.compile(r"[.,]\d\d(?![\d:.-])")
_CURRENCY: Final = "Sc"
_NEAR: Final = 4


def is_money(plain: str, start: int, end: int) -> bool:
    """Whether `plain[start:end]` stands beside a currency's sign, or in thousands with cents."""
    amount = _AMOUNT.fullmatch(plain, start, end)
    if amount is None:
        return False
    if amount[1] or (" " in amount[0] and _CENTS.match(plain, end)):
        return True
    before = plain[max(0, start - _NEAR) : start].rstrip()
    # The sign of an amount before it is not that of the digits behind it.
    own = before[-1:] if not before[:-1].rstrip()[-1:].isdigit() else ""
    return any(category(sign) == _CURRENCY for sign in own + plain[end : end + 2].strip()[:1])
