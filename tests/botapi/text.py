"""Text as Telegram sees it: entities in UTF-16 code units over the plain text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.botapi.wire import Json, words

ENTITY_TYPES = words(
    """
    mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough
    spoiler blockquote expandable_blockquote code pre text_link text_mention custom_emoji date_time
    """
)
NEEDS = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
ALONE = {"code", "pre"}


@dataclass(frozen=True)
class Formatted:
    """Plain text with its entities, as a client shows it."""

    text: str
    entities: tuple[Json, ...] = ()


class MarkupError(ValueError):
    """The markup does not parse; the message is Telegram's, without its fixed beginning."""


def utf16_length(text: str) -> int:
    """Count UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def longest(text: str) -> int:
    """Count the text both ways and give the larger, which is safe whichever Telegram means."""
    return max(len(text), utf16_length(text))


def trimmed(formatted: Formatted) -> Formatted:
    """Cut the white space at both ends, as Telegram does, and move the entities along."""
    text = formatted.text.strip()
    lead = utf16_length(formatted.text[: len(formatted.text) - len(formatted.text.lstrip())])
    total = utf16_length(text)
    kept = []
    for entity in formatted.entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, total)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return Formatted(text, tuple(kept))


def entity_problems(text: str, entities: Sequence[Json]) -> Iterator[str]:
    """Say what is wrong with entities the bot wrote itself: range, kind, overlap."""
    edges = _edges(text)
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if entity["type"] not in ENTITY_TYPES:
            yield f"no entity is of type {entity['type']!r}"
        needed = NEEDS.get(entity["type"])
        if needed and needed not in entity:
            yield f"a {entity['type']} entity needs {needed!r}"
        if entity["length"] < 1 or start < 0 or end > utf16_length(text):
            yield "an entity lies outside the text (offsets are UTF-16 code units)"
        elif start not in edges or end not in edges:
            yield "an entity cuts a surrogate pair in two (offsets are UTF-16 code units)"
    yield from _overlaps(entities)


def _edges(text: str) -> set[int]:
    edges, position = {0}, 0
    for character in text:
        position += utf16_length(character)
        edges.add(position)
    return edges


def _overlaps(entities: Sequence[Json]) -> Iterator[str]:
    spans = sorted(
        ((e["offset"], e["offset"] + e["length"], e["type"]) for e in entities),
        key=lambda span: (span[0], -span[1]),
    )
    for number, (_, end, kind) in enumerate(spans):
        for other_start, other_end, other_kind in spans[number + 1 :]:
            if other_start >= end:
                break
            if other_end > end:
                yield f"a {kind} and a {other_kind} entity overlap without nesting"
            elif ALONE & {kind, other_kind}:
                yield f"a {kind} and a {other_kind} entity may not be nested"
