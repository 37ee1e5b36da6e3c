"""The list of the numbers that a draft refused, as an XLSX made from the store when it is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.core.phones.number import RefusedNumber
from bot.core.texts import text
from bot.files.report import Line, write_report
from bot.flows.messages import Document, RefusedList
from bot.flows.ports import Database, Say

# 30 MB of memory and 3 s on a thread; who has more refused chose a wrong column.
MOST: Final = 100_000


class Refusals:
    """Makes the lists, in the words of a language; `folder` is where they are written first."""

    def __init__(self, database: Database, voices: Mapping[str, Say], folder: Path) -> None:
        self._database = database
        self._voices = voices
        self._folder = folder

    async def __call__(self, wanted: RefusedList, language: str) -> Document:
        """Read what was refused, some at a time so that others are answered, and write it."""
        say = self._voices[language]
        lines, missing = await self._lines(wanted.draft, say)
        if missing:
            lines.append((say(text("refused-list-more", count=missing)), "", ""))
        name = f"{say(text('refused-list-name'))}.xlsx"
        return Document(name, await asyncio.to_thread(self._written, lines, say))

    async def _lines(self, draft: str, say: Say) -> tuple[list[Line], int]:
        """The first lines, and how many more there are."""
        lines: list[Line] = []
        total = (await self._database.run(lambda store: store.numbers.refused_tally(draft))).count
        after: int | None = 0
        while after is not None and len(lines) < MOST:
            part, after = await self._database.run(
                partial(lambda store, place: store.numbers.refused_part(draft, place), place=after)
            )
            lines += [_line(one, say) for one in part]
        return lines[:MOST], max(0, total - MOST)

    def _written(self, lines: Sequence[Line], say: Say) -> bytes:
        titles = ("refused-list-row", "refused-list-value", "refused-list-reason")
        more = partial(_more, say=say)
        with TemporaryDirectory(dir=self._folder) as folder:
            path = Path(folder) / "list.xlsx"
            write_report(path, [say(text(key)) for key in titles], lines, more)
            return path.read_bytes()


def _line(one: RefusedNumber, say: Say) -> Line:
    return "" if one.row is None else str(one.row), one.value, say(one.reason)


def _more(count: int, say: Say) -> str:
    return say(text("refused-list-more", count=count))
