"""Contact cards (vCard 2.1, 3.0, 4.0) as rows: phone, name, organisation, kind of phone.

Written here and not taken from vobject: that drops a phone whose label it cannot parse (Android's
X-CUSTOM), loses a card for a bad photo, and all cards when one has no end.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from bot.core.errors import Refused
from bot.core.texts import text
from bot.files.book import FIRST_ROWS, Head, Limits, Row
from bot.files.encoding import encoding_of

_LINE: Final = re.compile(
    r'(?:[\w-]+\.)?(BEGIN|END|TEL|FN|N|NICKNAME|ORG)((?:;(?:"[^"]*"|\([^)]*\)|[^":(])*)?):(.*)',
    re.IGNORECASE | re.DOTALL,
)
_QUOTED_PRINTABLE: Final = re.compile(r"QUOTED-PRINTABLE", re.IGNORECASE)
_CHARSET: Final = re.compile(r"CHARSET=\"?([\w-]+)", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_PARTS: Final = re.compile(r"(?<!\\);")
_KIND: Final = re.compile(r"\b(cell|home|work|fax|pager|modem|voice|video|text|car|main)\b")


@dataclass
class _Card:
    phones: list[tuple[str, str]] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)

    def rows(self, place: int) -> Iterator[Row]:
        name = self.said.get("FN") or self.said.get("N") or self.said.get("NICKNAME", "")
        org = self.said.get("ORG", "")
        for phone, kind in self.phones or [("", "")]:
            if phone or name or org:
                yield place, [phone, name, org, kind]


class CardBook:
    """One sheet with a row for each phone; the number of a row is the place of its card."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._codec = encoding_of(path)
        self._size = path.stat().st_size
        self._file: TextIO | None = None
        self.heads: Sequence[Head] = (Head("cards", tuple(islice(self.rows(0), FIRST_ROWS))),)

    def rows(self, sheet: int) -> Iterator[Row]:  # noqa: ARG002 - cards have one sheet
        """Read the cards. One without an end ends where the next begins."""
        with self._path.open(encoding=self._codec, errors="replace") as file:
            self._file = file
            for place, card in enumerate(_cards(file, self._limits), 1):
                if place > self._limits.rows:
                    raise Refused(text("file-too-many-rows", limit=self._limits.rows))
                for row in card.rows(place):
                    if max(map(len, row[1])) > self._limits.cell:
                        raise Refused(text("file-long-cell", row=place, limit=self._limits.cell))
                    yield row

    def progress(self) -> float:
        """The part of the bytes that was read."""
        if self._file is None or self._file.closed:
            return 1.0
        return min(1.0, self._file.buffer.tell() / self._size)


def _unfolded(lines: Iterable[str], limits: Limits) -> Iterator[str]:
    """Join the lines that belong together: folded ones, and those of quoted-printable."""
    held = ""
    for raw in lines:
        line = raw.rstrip("\r\n").strip("\0\ufeff")
        if held.endswith("=") and _is_quoted_printable(held):
            held = held[:-1] + line
        elif line[:1] in {" ", "\t"}:
            # Photos are long, and no phone stands in them.
            held += line[1:] if len(held) < limits.cell else ""
        else:
            yield held
            held = line
    yield held


def _is_quoted_printable(line: str) -> bool:
    return bool(_QUOTED_PRINTABLE.search(line.split(":", 1)[0]))


def _properties(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The properties that matter: name, parameters, value decoded but not unescaped."""
    for line in lines:
        found = _LINE.fullmatch(line)
        if found:
            value = found[3]
            if _QUOTED_PRINTABLE.search(found[2]):
                value = _decoded(value, found[2])
            yield found[1].upper(), found[2].lower(), value.strip()


def _decoded(value: str, parameters: str) -> str:
    charset = _CHARSET.search(parameters)
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return raw.decode(charset[1] if charset else "utf-8")
    except (LookupError, UnicodeDecodeError):
        return raw.decode("utf-8", "replace")


def card_phones(card: str) -> Iterator[tuple[str, str]]:
    """Read the phones of a vCard that is at hand as text, each with the name of its owner."""
    for place, one in enumerate(_cards(card.splitlines(), Limits()), 1):
        for _, (phone, name, organisation, _kind) in one.rows(place):
            yield phone, name or organisation


def _cards(lines: Iterable[str], limits: Limits) -> Iterator[_Card]:
    card: _Card | None = None
    for name, parameters, value in _properties(_unfolded(lines, limits)):
        if name in {"BEGIN", "END"}:
            if card:
                yield card
            card = _Card() if name == "BEGIN" else None
        elif card and name == "TEL":
            card.phones.append((_plain(value), " ".join(_KIND.findall(parameters))))
        elif card and value:
            card.said.setdefault(name, _named(name, value))
    if card:
        yield card


def _named(name: str, value: str) -> str:
    parts = [_plain(part) for part in _PARTS.split(value)]
    if name == "N":  # family; given; additional; prefix; suffix
        parts = [*parts[1:3], parts[0]]
    return " ".join(part for part in parts if part)


def _plain(value: str) -> str:
    said = _ESCAPE.sub(lambda found: " " if found[1] in "nN" else found[1], value)
    return " ".join(said.split())
