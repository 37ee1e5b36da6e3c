"""Who writes: users as Telegram describes them, and what their clients mark up by themselves."""

import re
from dataclasses import dataclass

from tests.botapi.text import utf16_length
from tests.botapi.wire import Json

# What Telegram finds in any message without being told; order decides who wins a place.
DETECTED = {
    "url": re.compile(r"\bhttps?://[^\s<>]+"),
    "email": re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b"),
    "bot_command": re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/@])"),
    "mention": re.compile(r"(?<![\w@])@[A-Za-z]\w{3,31}\b"),
    "hashtag": re.compile(r"(?<![\w#])#\w*[^\W\d]\w*"),
    "phone_number": re.compile(r"(?<![\w+])\+\d{10,14}\b"),
}


@dataclass(frozen=True)
class User:
    """A person, or the bot itself."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    @property
    def wire(self) -> Json:
        """Give the User object of the API."""
        names = ("last_name", "username", "language_code")
        given = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, **given}


def detected(text: str) -> list[Json]:
    """Find commands, links, mentions and phone numbers; offsets are UTF-16 code units."""
    found: list[Json] = []
    taken: set[int] = set()
    for kind, pattern in DETECTED.items():
        for match in pattern.finditer(text):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                offset = utf16_length(text[: match.start()])
                found.append({"type": kind, "offset": offset, "length": utf16_length(match[0])})
    return sorted(found, key=lambda entity: int(entity["offset"]))
