"""`bot parse`: one phrase or a stream of them, read and printed as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.core.reading.answer import as_json
from bot.core.reading.reading import Piece, Reading
from bot.core.texts import Text


class BadLine(Exception):
    """A line of the input is not one that can be answered; the message says which, and why."""


@dataclass(frozen=True)
class Phrases:
    """Reads phrases; with `say` the assumptions and questions are told in its language too."""

    read: Callable[[str], Reading]
    zone: str | None = None
    say: Callable[[Text], str] | None = None

    def one(self, phrase: str) -> str:
        """Read one phrase; indented, for people."""
        return json.dumps(self._answer(phrase), ensure_ascii=False, indent=2)

    def explained(self, phrase: str) -> Iterator[str]:
        """Tell of each piece of the phrase what it became, a row a piece."""
        reading = self.read(phrase)
        rows = [
            (f"{p.start}-{p.end}", _piece(reading, p), p.role, p.meaning) for p in reading.pieces
        ]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            yield "  ".join(cells).rstrip()

    def lines(self, lines: Iterable[bytes]) -> Iterator[str]:
        """Read one `{"id", "text"}` a line in UTF-8, answer one line each; raise BadLine."""
        for number, line in enumerate(lines, start=1):
            if line.strip():
                key, phrase = _asked(line, number)
                yield json.dumps({"id": key, **self._answer(phrase)}, ensure_ascii=False)

    def _answer(self, phrase: str) -> dict[str, object]:
        reading = self.read(phrase)
        answer = as_json(reading, self.zone)
        return answer if self.say is None else {**answer, "said": _said(reading, self.say)}


def _piece(reading: Reading, piece: Piece) -> str:
    return " ".join(reading.text[piece.start : piece.end].split())


def _said(reading: Reading, say: Callable[[Text], str]) -> list[str]:
    told = [(a.words, a.said) for a in reading.assumptions]
    told += [(q.words, q.said) for q in reading.questions]
    return [f"{words}: {say(said)}" if words else say(said) for words, said in told]


def _asked(line: bytes, number: int) -> tuple[object, str]:
    try:
        asked = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str) or "id" not in asked:
        raise BadLine(f'line {number}: expected {{"id": …, "text": "…"}}')
    return asked["id"], asked["text"]
