"""Parse mode MarkdownV2: balance, escapes and reserved signs.

Legacy Markdown is refused by the checks before it comes here: it cannot be escaped reliably.
"""

import re
from dataclasses import dataclass, field

from tests.botapi.text import Formatted, MarkupError, utf16_length
from tests.botapi.wire import Json

# Longest first: Telegram reads "__" as underline wherever it can.
SIGNS = {
    "```": "pre",
    "`": "code",
    "__": "underline",
    "_": "italic",
    "||": "spoiler",
    "*": "bold",
    "~": "strikethrough",
}
RESERVED = set("_*[]()~`>#+-=|{}.!")
LINK_END = re.compile(r"\]\(((?:[^()\\\n]|\\.)*)\)")
LANGUAGE = re.compile(r"([\w+-]*)\n")


@dataclass
class _Reading:
    source: str
    position: int = 0
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    stack: list[tuple[str, int, Json]] = field(default_factory=list)

    @property
    def inside(self) -> str:
        return self.stack[-1][0] if self.stack else ""

    def open(self, sign: str, entity: Json) -> None:
        self.stack.append((sign, utf16_length(self.text), entity))

    def close(self, **more: str) -> None:
        _, offset, entity = self.stack.pop()
        length = utf16_length(self.text) - offset
        if length:
            self.entities.append({**entity, **more, "offset": offset, "length": length})


def parse_markdown(source: str) -> Formatted:
    """Return plain text and entities; raise MarkupError at a reserved sign or an open entity."""
    reading = _Reading(source)
    while reading.position < len(source):
        _step(reading)
    if reading.inside == ">":
        reading.close()
    if reading.stack:
        kind = reading.stack[-1][2]["type"]
        raise MarkupError(f"Can't find end of {kind} entity")
    found = sorted(reading.entities, key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(reading.text, tuple(found))


def _step(reading: _Reading) -> None:
    rest = reading.source[reading.position :]
    if rest[0] == "\\" and len(rest) > 1 and rest[1].isascii():
        _take(reading, rest[1], 2)
    elif reading.inside in {"`", "```"}:
        _verbatim(reading, rest)
    elif _quote(reading, rest) or _sign(reading, rest) or _link(reading, rest):
        return
    elif rest[0] in RESERVED:
        raise MarkupError(
            f"Character '{rest[0]}' is reserved and must be escaped with the preceding '\\'"
        )
    else:
        _take(reading, rest[0], 1)


def _take(reading: _Reading, character: str, width: int) -> None:
    if character == "\n" and reading.inside == ">":
        following = reading.source[reading.position + width :]
        if not following.startswith(">"):
            reading.close()
    reading.text += character
    reading.position += width


def _verbatim(reading: _Reading, rest: str) -> None:
    sign = reading.inside
    if rest.startswith(sign):
        reading.close()
        reading.position += len(sign)
    else:
        reading.text += rest[0]
        reading.position += 1


def _quote(reading: _Reading, rest: str) -> bool:
    starts_line = not reading.text or reading.text.endswith("\n")
    if rest[0] != ">" or not starts_line:
        return False
    if reading.inside != ">":
        reading.open(">", {"type": "blockquote"})
    reading.position += 1
    return True


def _sign(reading: _Reading, rest: str) -> bool:
    sign = next((sign for sign in SIGNS if rest.startswith(sign)), "")
    if not sign:
        return False
    reading.position += len(sign)
    if reading.inside == sign:
        reading.close()
        return True
    if any(opened == sign for opened, _, _ in reading.stack):
        raise MarkupError(f"Can't find end of {reading.stack[-1][2]['type']} entity")
    entity: Json = {"type": SIGNS[sign]}
    language = LANGUAGE.match(rest, len(sign)) if sign == "```" else None
    if language:
        reading.position += len(language[0])
        entity |= {"language": language[1]} if language[1] else {}
    reading.open(sign, entity)
    return True


def _link(reading: _Reading, rest: str) -> bool:
    if rest.startswith(("[", "![")):
        emoji = rest.startswith("!")
        reading.open("[", {"type": "custom_emoji" if emoji else "text_link"})
        reading.position += 2 if emoji else 1
        return True
    end = LINK_END.match(rest) if reading.inside == "[" else None
    if not end:
        return False
    target = re.sub(r"\\(.)", r"\1", end[1])
    if reading.stack[-1][2]["type"] == "custom_emoji":
        reading.close(custom_emoji_id=target.removeprefix("tg://emoji?id="))
    else:
        reading.close(url=target)
    reading.position += len(end[0])
    return True
