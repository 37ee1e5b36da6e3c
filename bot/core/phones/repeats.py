"""Repeated numbers among millions, by the Calls API's own rule, in little memory."""

from __future__ import annotations

from enum import Enum
from typing import Final

from bot.core.phones.number import Number

# Only the data of one phone are compared by these: enough for no two to be taken for one.
_BITS: Final = 0xFFFF_FFFF_FFFF


class Repeat(Enum):
    """What a number is beside those before it.

    NEW is called, SECOND_REQUEST as well, but never in one request with the same phone; REPEATED
    has the same phone and the same payload (or none, both times), and is called once.
    """

    NEW = "new"
    SECOND_REQUEST = "second_request"
    REPEATED = "repeated"


class Repeats:
    """Sorts a stream of numbers into new ones and repeats, and counts them.

    A phone is remembered as a whole number with the hash of its data: some 100 bytes together.
    """

    def __init__(self) -> None:
        self.repeated = 0
        self.second_requests = 0
        self._first: dict[int, int] = {}
        self._more: set[tuple[int, int]] = set()

    def of(self, number: Number) -> Repeat:
        """Take in the next number and say what it is."""
        phone = int(number.phone)
        payload = number.payload
        data = hash(frozenset(payload.items())) & _BITS if payload else 0
        first = self._first.setdefault(phone, -1)
        if first < 0:
            self._first[phone] = data
            return Repeat.NEW
        if first == data or (phone, data) in self._more:
            self.repeated += 1
            return Repeat.REPEATED
        self._more.add((phone, data))
        self.second_requests += 1
        return Repeat.SECOND_REQUEST
