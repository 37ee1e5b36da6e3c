"""What the API is documented to refuse is refused here, before it is sent. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_PHONE = re.compile(r"[0-9]{5,15}")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Unsendable(ValueError):
    """A request that must not go out: the field and the reason, in which no value stands.

    `phones` are those to leave out; none when the whole request is wrong.
    """

    def __init__(self, field: str, reason: str, phones: Sequence[str] = ()) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
        self.phones = tuple(phones)


def check_count(field: str, count: int, most: int) -> None:
    """Pass 1 to `most` things in one request."""
    if not 1 <= count <= most:
        raise Unsendable(field, f"1 to {most} in one request, not {count}")


def check_phones(phones: Sequence[str], named: str = "phone") -> None:
    """Pass country codes and digits."""
    wrong = [phone for phone in phones if not _PHONE.fullmatch(phone)]
    if wrong:
        raise Unsendable(named, "not a country code and digits", wrong)


def check_once(phones: Sequence[str]) -> None:
    """Pass phones of which none stands twice."""
    if len(set(phones)) < len(phones):
        raise Unsendable("phone", "the same one stands twice in one request")


def check_ids(ids: Sequence[str]) -> None:
    """Pass ids of call jobs."""
    if not all(ids):
        raise Unsendable("ids", "an empty one")


def check_payload(payload: Mapping[str, str], phones: Sequence[str] = ()) -> None:
    """Pass named texts that can be written; `phones` are whose payload it is."""
    if "" in payload:
        raise Unsendable("payload", "an empty name", phones)
    try:
        "".join((*payload, *payload.values())).encode()
    except UnicodeEncodeError:
        raise Unsendable("payload", "half a character", phones) from None


def idempotent(key: str) -> dict[str, str]:
    """The header that makes a repeat harmless; Unsendable for a key the API might not take."""
    if not _KEY.fullmatch(key):
        raise Unsendable("Idempotence-Key", "1 to 64 letters, digits, dashes and underscores")
    return {"Idempotence-Key": key}
