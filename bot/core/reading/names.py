"""Names on the lines of numbers: words beside a phone where nothing is said about a schedule."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.phones.number import Payload
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.scan import Item
from bot.core.reading.tokens import Kind

_BIG = 100
_MOST_WORDS = 4
_MOST_NAMES = 3
_PARTS = frozenset({"-", ":"})
# Meanings that do not make a line speak of a schedule.
_NEUTRAL = frozenset(
    {
        "filler",
        "whom",
        "greeting",
        "phone",
        "plain",
        "person",
        "on",
        "and",
        "call",
        "of",
        "for",
        "year",
    }
)


def named(
    text: str, items: Sequence[Item], lexicon: Lexicon
) -> tuple[list[Item], dict[int, Payload]]:
    """Turn the names on the lines of numbers into payload items; the payload of each number."""
    out: list[Item] = []
    payloads: dict[int, Payload] = {}
    listed = sum(item.kind == Kind.PHONE for item in items) > 1
    for line in _lines(items):
        phones = [item for item in line if item.kind == Kind.PHONE]
        if phones and _is_list_line(text, line, lexicon, listed=listed):
            line = _claimed(text, line, payloads)  # noqa: PLW2901
        elif phones:
            line = _beside(text, line, lexicon, payloads)  # noqa: PLW2901
        out.extend(line)
    return out, payloads


def _lines(items: Sequence[Item]) -> list[list[Item]]:
    lines: list[list[Item]] = [[]]
    for item in items:
        lines[-1].append(item)
        if item.kind == Kind.NEWLINE:
            lines.append([])
    return lines


def _is_list_line(text: str, line: Sequence[Item], lexicon: Lexicon, *, listed: bool) -> bool:
    """Whether a line holds phones and names and nothing else."""
    words = [item for item in line if item.kind == Kind.WORD]
    strange = [item for item in words if _is_name(item)]
    numbers = [item for item in line if item.kind == Kind.NUMBER]
    if not strange or numbers[1:] or (numbers and numbers[0] is not line[0]):
        return False
    if any(_is_schedule(item, lexicon, lone=len(strange) == 1) for item in words):
        return False
    capital = all(text[item.start].isupper() for item in strange)
    if len(words) > len(strange):
        return capital
    return capital or (listed and len(strange) <= _MOST_WORDS)


def _is_name(item: Item) -> bool:
    return not item.sense or "person" in item.sense or item.mended


def _is_schedule(item: Item, lexicon: Lexicon, *, lone: bool) -> bool:
    """Whether a word says when to call: one that is certain, or a big city by itself."""
    if _is_name(item) and not lone:
        return False
    if _is_name(item):
        places = () if "person" in item.sense else lexicon.places.find(item.text)
        return any(place.plain and place.thousands >= _BIG for place in places)
    return not _NEUTRAL & set(item.sense)


def _claimed(text: str, line: Sequence[Item], payloads: dict[int, Payload]) -> list[Item]:
    """Give each run of name words to the number before it on the line, else to the next one.

    Where the names go ahead of their numbers ("Ann 8912…, Max 8913…"), always to the next one.
    """
    phones = [item for item in line if item.kind == Kind.PHONE]
    ahead = _goes_ahead(line, phones)
    owner = phones[0].value
    out: list[Item] = []
    run: list[Item] = []
    for item in [*line, None]:
        if item is not None and item.kind == Kind.WORD and _is_name(item):
            run.append(item)
            continue
        joins = item is not None and run and item.text in ("-", ".", "'") and not item.spaced
        if joins and item is not None:
            run.append(item)
            continue
        if run:
            out.append(_name(text, run, owner, payloads))
            run = []
        if item is not None:
            out.append(item)
            if item.kind == Kind.PHONE:
                behind = [phone for phone in phones if phone.start > item.start]
                owner = (behind[0] if ahead and behind else item).value
    return out


def _beside(
    text: str, line: Sequence[Item], lexicon: Lexicon, payloads: dict[int, Payload]
) -> list[Item]:
    """Claim the known names right before or behind a phone where the line says more than them.

    Other words there may be anything, so they stay for the grammar.
    """
    out: list[Item] = []
    at = 0
    while at < len(line):
        size = _run(text, line, at, lexicon)
        owner = _neighbour(line, at, at + size) if size else None
        if owner is None or owner.value in payloads:
            out.append(line[at])
            at += 1
            continue
        out.append(_name(text, line[at : at + size], owner.value, payloads))
        at += size
    return out


def _run(text: str, line: Sequence[Item], at: int, lexicon: Lexicon) -> int:
    """How many words from here on are a person's name: capitals, one of them known as a name."""
    size = 0
    while at + size < len(line) and size < _MOST_NAMES:
        item = line[at + size]
        if item.kind != Kind.WORD or not _is_name(item) or not text[item.start].isupper():
            break
        size += 1
    run = line[at : at + size]
    known = any("person" in item.sense for item in run)
    city = any(_is_schedule(item, lexicon, lone=True) for item in run if not item.sense)
    return size if known and not city else 0


def _neighbour(line: Sequence[Item], first: int, last: int) -> Item | None:
    """The phone right before the words, else the one right behind them; a dash may part them."""
    before = first - 1 - (first > 1 and line[first - 1].text in _PARTS)
    if first and line[before].kind == Kind.PHONE:
        return line[before]
    behind = last + (last < len(line) and line[last].text in _PARTS)
    if behind < len(line) and line[behind].kind == Kind.PHONE:
        return line[behind]
    return None


def _goes_ahead(line: Sequence[Item], phones: Sequence[Item]) -> bool:
    """Whether the line begins with a name and ends with a number."""
    names = [item.start for item in line if item.kind == Kind.WORD and _is_name(item)]
    return names[0] < phones[0].start and names[-1] < phones[-1].start


def _name(text: str, run: Sequence[Item], owner: int, payloads: dict[int, Payload]) -> Item:
    start, end = run[0].start, run[-1].end
    written = text[start:end].strip(" .-")
    before = payloads.setdefault(owner, {}).get("name")
    payloads[owner]["name"] = f"{before} {written}" if before else written
    return Item(Kind.PAYLOAD, text[start:end], start, end, spaced=True, value=owner)
