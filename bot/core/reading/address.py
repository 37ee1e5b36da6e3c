"""Whom a message speaks to: a first name in the greeting or under the thanks is no client."""

from __future__ import annotations

from bot.core.reading.scan import Scan
from bot.core.reading.tokens import Kind

# A greeting is a few words long.
_NEAR = 8
_GREETING = ("greeting", "filler", "person", "on")


def addressed(scan: Scan, at: int) -> bool:
    """Whether the name here is that of the reader, or of the writer: "Anna, …", "thanks, Anna".

    Beside a phone it is the name of a person to call.
    """
    if not scan.is_(at, "person"):
        return False
    last = scan.skip(at + 1, "person")
    hailed = greeted(scan, at)
    if _opens(scan, at):
        found = hailed or scan.mark(last, ",!") or scan.at(last).kind == Kind.NEWLINE
    else:
        found = (hailed or _parted(scan, at)) and _closes(scan, last)
    return found and not beside_phone(scan, at)


def greeted(scan: Scan, at: int) -> bool:
    """Whether a greeting or thanks stand beside the names here."""
    return scan.is_(scan.skip(at + 1, "person"), "greeting") or _after_greeting(scan, at)


def _opens(scan: Scan, at: int) -> bool:
    """Whether nothing but a greeting stands before."""
    for before in range(at - 1, max(-1, at - 1 - _NEAR), -1):
        item = scan.at(before)
        if item.kind not in (Kind.MARK, Kind.NEWLINE) and not scan.is_(before, *_GREETING):
            return False
    return at <= _NEAR


def _closes(scan: Scan, at: int) -> bool:
    """Whether the message ends here, but for marks."""
    return scan.at(scan.skip_marks(at, ".!)")).kind == Kind.END


def _parted(scan: Scan, at: int) -> bool:
    """Whether a name stands on a line or in a sentence of its own, as a signature does."""
    return scan.at(at - 1).kind == Kind.NEWLINE or (
        scan.mark(at - 1, ".!?-") and scan.at(at).spaced
    )


def _after_greeting(scan: Scan, at: int) -> bool:
    for before in range(at - 1, max(-1, at - 1 - _NEAR), -1):
        if not (scan.is_(before, "person") or scan.mark(before, ",!")):
            return scan.is_(before, "greeting")
    return False


def beside_phone(scan: Scan, at: int) -> bool:
    """Whether there is a phone on the line of the item."""
    for step in (-1, 1):
        near = at
        while scan.at(near).kind not in (Kind.END, Kind.NEWLINE):
            if scan.at(near).kind == Kind.PHONE:
                return True
            near += step
    return False
