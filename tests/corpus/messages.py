"""Reads messages with numbers in them, and says how the numbers read differ from the right ones.

A line has four parts, `#` begins a remark:

    text || numbers || reasons || status

A number is its phone with its payload in JSON behind it, or `*` for any payload; the reasons are
those of what must be refused, as the texts name them without "refused-"; the status is `ready`,
`ask`, or nothing where both are right. `\\n` and `\\t` in a text are a line break and a tabulator.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.phones.number import Number, Payload
from bot.core.reading.reading import Reading

_NUMBER = re.compile(r"(\d{7,15})(?: (\{[^{}]*\}|\*))?")
_ANY = "*"


@dataclass(frozen=True)
class Message:
    """A text and what must be found in it; no payload means any, no reasons that any will do."""

    text: str
    numbers: Sequence[tuple[str, Payload | None]]
    reasons: Sequence[str] | None
    status: str


def messages(file: Path) -> Iterator[Message]:
    """Read a file of messages."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, numbers, reasons, status = line.rsplit("||", 3)
            yield Message(
                text.rstrip(" ").replace("\\n", "\n").replace("\\t", "\t"),
                [(m[1], _payload(m[2])) for m in _NUMBER.finditer(numbers)],
                None if _ANY in reasons else reasons.replace(",", " ").split(),
                status.strip(),
            )


def _payload(written: str | None) -> Payload | None:
    return None if written == _ANY else dict(json.loads(written or "{}"))


def differences(message: Message, reading: Reading) -> Iterator[str]:
    """What of a reading is not as it must be."""
    if not _same(message.numbers, reading.numbers):
        found = [(number.phone, number.payload) for number in reading.numbers]
        yield f"numbers {found}, not {message.numbers}"
    reasons = [refused.reason.key.removeprefix("refused-") for refused in reading.refused]
    if message.reasons is not None and sorted(reasons) != sorted(message.reasons):
        yield f"refused {reasons}, not {message.reasons}"
    status = "ready" if reading.ready else "ask"
    if message.status not in ("", status):
        open_ = [q.said.key for q in reading.questions] + [u.words for u in reading.unknown]
        yield f"{status}: {open_}"


def _same(expected: Sequence[tuple[str, Payload | None]], found: Sequence[Number]) -> bool:
    if [phone for phone, _ in expected] != [number.phone for number in found]:
        return False
    pairs = zip(expected, found, strict=True)
    return all(payload in (None, number.payload) for (_, payload), number in pairs)
