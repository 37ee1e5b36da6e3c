"""Numbers said twice, as contracts have them: "3 (three) attempts", "10:00 (ten)"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.reading.scan import Item
from bot.core.reading.tokens import Kind

# "(one hundred and twenty)".
_LONGEST = 4


def once(items: list[Item]) -> list[Item]:
    """Take a number and the same number in brackets behind it for one item."""
    out: list[Item] = []
    at = 0
    while at < len(items):
        last = _closing(items, at) if out and items[at].text == "(" else None
        again = _number(items[at + 1 : last]) if last else None
        if last and again is not None and again in _before(out):
            out[-1] = _counted(out[-1], items[at + 1], items[last].end)
            at = last + 1
        else:
            out.append(items[at])
            at += 1
    return out


def _closing(items: Sequence[Item], at: int) -> int | None:
    """Where the bracket closes, behind a word or a few."""
    near = range(at + 2, min(at + 2 + _LONGEST, len(items)))
    return next((last for last in near if items[last].text == ")"), None)


def _counted(said: Item, again: Item, end: int) -> Item:
    """The item in digits, over both; the full hour of "10:00 (ten)" stays as it is."""
    digits = again if again.kind == Kind.NUMBER and said.kind != Kind.NUMBER else said
    return digits._replace(start=said.start, end=end, spaced=said.spaced)


def _before(items: Sequence[Item]) -> tuple[int, ...]:
    """The number that ends here, and its hour where it is the minutes of "10:00"."""
    last = items[-1]
    value = _number(items[-1:])
    if value == 0 and len(items) > 2 and items[-2].text in (":", "."):
        return (items[-3].value,)
    return () if value is None or last.kind >= Kind.PHONE else (value,)


def _number(items: Sequence[Item]) -> int | None:
    """The number that these items are, in digits or in words."""
    total: int | None = None
    for item in items:
        value = item.value if item.kind == Kind.NUMBER else item.sense.get("number")
        if value is None and total is not None and "and" in item.sense:
            continue
        if value is None or (total is not None and (item.kind == Kind.NUMBER or value >= total)):
            return None
        total = value if total is None else total + value
    return total
