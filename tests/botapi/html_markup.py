"""Parse mode HTML, with Telegram's list of tags.

Stricter than Telegram, which reads a bare `&` or `>` as itself and ignores attributes it does not
know: each of these means that somebody forgot to escape a value, so here they do not parse.
"""

import re
from dataclasses import dataclass, field

from tests.botapi.text import Formatted, MarkupError, utf16_length
from tests.botapi.wire import Json

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
ATTRIBUTES = {
    "span": {"class"},
    "a": {"href"},
    "tg-emoji": {"emoji-id"},
    "tg-time": {"unix", "format"},
    "code": {"class"},
    "blockquote": {"expandable"},
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>\s[^<>]*)?>"
    r"|&(?P<reference>#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]+);"
    r"|(?P<bare>[<>&])"
    r"|(?P<text>[^<>&]+)"
)
ATTRIBUTE = re.compile(r"""\s+([a-zA-Z-]+)(?:=(?:"([^"]*)"|'([^']*)'))?""")
USER_LINK = re.compile(r"tg://user\?id=(\d+)")


@dataclass(frozen=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int


@dataclass
class _Reading:
    source: str
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)


def parse_html(source: str) -> Formatted:
    """Return plain text and entities; raise MarkupError where a tag or a sign is out of place."""
    reading = _Reading(source)
    for token in TOKEN.finditer(source):
        if token["tag"]:
            _tag(reading, token)
        elif token["bare"]:
            _bare(reading, token)
        else:
            reading.text += token["text"] or _character(token["reference"])
    if reading.stack:
        tag = reading.stack[-1].tag
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{tag}"')
    found = sorted(reading.entities, key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(reading.text, tuple(found))


def _bare(reading: _Reading, token: re.Match[str]) -> None:
    raise MarkupError(f'Unescaped "{token["bare"]}" at byte offset {_at(reading, token)}')


def _at(reading: _Reading, token: re.Match[str]) -> int:
    return len(reading.source[: token.start()].encode())


def _character(reference: str) -> str:
    if reference.startswith("#"):
        digits = reference[1:]
        code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
        return chr(code)
    if reference not in NAMED:
        raise MarkupError(f'Unsupported HTML entity "&{reference};"')
    return NAMED[reference]


def _tag(reading: _Reading, token: re.Match[str]) -> None:
    tag = token["tag"].lower()
    if token["close"]:
        _close(reading, tag, token)
        return
    if tag not in TAGS:
        raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {_at(reading, token)}')
    attributes = _attributes(tag, token["attributes"] or "")
    _nesting(reading, tag)
    reading.stack.append(_Open(tag, attributes, utf16_length(reading.text)))


def _nesting(reading: _Reading, tag: str) -> None:
    outer = [opened.tag for opened in reading.stack]
    if tag == "blockquote" and tag in outer:
        raise MarkupError("A blockquote can't be nested")
    if "code" in outer or ("pre" in outer and (tag != "code" or outer[-1] != "pre")):
        raise MarkupError(f'Tag "{tag}" can\'t stand inside code or pre')
    if tag in {"code", "pre"} and outer and outer != ["pre"] and outer != ["blockquote"]:
        raise MarkupError(f'Tag "{tag}" can\'t stand inside another entity')


def _close(reading: _Reading, tag: str, token: re.Match[str]) -> None:
    if not reading.stack:
        raise MarkupError(f"Unexpected end tag at byte offset {_at(reading, token)}")
    opened = reading.stack.pop()
    if opened.tag != tag:
        raise MarkupError(
            f"Unmatched end tag at byte offset {_at(reading, token)}, "
            f'expected "</{opened.tag}>", found "</{tag}>"'
        )
    length = utf16_length(reading.text) - opened.offset
    if tag == "code" and reading.stack and reading.stack[-1].tag == "pre":
        # Such a pair is one entity: the inner tag only names the language of the outer one.
        reading.stack[-1].attributes.update(opened.attributes)
    elif length:
        span = {"offset": opened.offset, "length": length}
        reading.entities.append({**span, **_kind(opened)})


def _attributes(tag: str, source: str) -> dict[str, str]:
    found = {name.lower(): double or single for name, double, single in ATTRIBUTE.findall(source)}
    if ATTRIBUTE.sub("", source).strip() or found.keys() - ATTRIBUTES.get(tag, set()):
        raise MarkupError(f'Unsupported attribute of tag "{tag}"')
    required = {"a": "href", "tg-emoji": "emoji-id", "tg-time": "unix", "span": "class"}.get(tag)
    if required and not found.get(required):
        raise MarkupError(f'Tag "{tag}" must have attribute "{required}"')
    if tag == "span" and found["class"] != "tg-spoiler":
        raise MarkupError('Tag "span" must have class "tg-spoiler"')
    return {name: TOKEN.sub(_plain, value) for name, value in found.items()}


def _plain(token: re.Match[str]) -> str:
    return _character(token["reference"]) if token["reference"] else token[0]


def _kind(opened: _Open) -> Json:
    given = opened.attributes
    if opened.tag == "a":
        user = USER_LINK.fullmatch(given["href"])
        if user:
            person = {"id": int(user[1]), "is_bot": False, "first_name": "?"}
            return {"type": "text_mention", "user": person}
        return {"type": "text_link", "url": given["href"]}
    if opened.tag == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": given["emoji-id"]}
    if opened.tag == "tg-time":
        shape = {"date_time_format": given["format"]} if "format" in given else {}
        return {"type": "date_time", "unix_time": int(given["unix"]), **shape}
    if opened.tag == "blockquote" and "expandable" in given:
        return {"type": "expandable_blockquote"}
    language = given.get("class", "").removeprefix("language-") if opened.tag == "pre" else ""
    return {"type": TAGS[opened.tag], **({"language": language} if language else {})}
