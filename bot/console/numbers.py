"""`bot numbers FILE`: what a file would bring into a draft, for a person or as JSON."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from bot.console.paths import file_at
from bot.core.card import BLANK, card, question_line
from bot.core.draft import Draft
from bot.core.errors import Refused
from bot.core.fields import fields
from bot.core.files import ColumnRead, ColumnSet, DraftFile, FileOptions, FileRef, Found, Unsure
from bot.core.numbers_lines import local_zones
from bot.core.phones.columns import letter
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.spelling import spelt
from bot.core.phones.tally import Tally
from bot.core.policy import Policy
from bot.core.reading.reading import Question
from bot.core.texts import Text, text
from bot.flows.file_ports import Files, NumberFiles, Part
from bot.flows.messages import Action, Incoming, Reply, Sender, Sent, Tapped
from bot.flows.ports import Database, Say, Store

PERSON: Final = 1
SHOWN: Final = 20
READ, OPEN = 0, 1

Progress = Callable[[float], None]
"""Told the part of the file that was read, 0..1."""


@dataclass(frozen=True)
class Asked:
    """A file, the words under it, and the answers to what is asked of it.

    An answer is the place of a button, from 1. With `everything` all numbers are printed.
    """

    path: Path
    caption: str = ""
    answers: tuple[int, ...] = ()
    as_json: bool = False
    everything: bool = False


class Watched:
    """The ports `Files` and `NumberFiles` under somebody's eyes: how far, and why not."""

    def __init__(self, files: Files, numbers: NumberFiles, progress: Progress) -> None:
        self._files = files
        self._numbers = numbers
        self._progress = progress
        self.failure: Exception | None = None

    @asynccontextmanager
    async def fetched(self, file: FileRef) -> AsyncIterator[Path]:
        """Pass the file on."""
        async with self._noted(), self._files.fetched(file) as path:
            yield path

    @asynccontextmanager
    async def read(
        self,
        path: Path,
        now: datetime,
        options: FileOptions,
        recalled: Mapping[str, tuple[ColumnSet, ...]],
    ) -> AsyncIterator[AsyncIterator[Found | Unsure | Part]]:
        """Pass the pieces on."""
        async with self._numbers.read(path, now, options, recalled) as pieces:
            yield self._passed(pieces)

    async def _passed(
        self, pieces: AsyncIterator[Found | Unsure | Part]
    ) -> AsyncIterator[Found | Unsure | Part]:
        async for piece in pieces:
            if isinstance(piece, Part):
                self._progress(piece.progress)
            yield piece

    @asynccontextmanager
    async def _noted(self) -> AsyncIterator[None]:
        try:
            yield
        except Exception as failure:
            self.failure = failure
            raise


@dataclass(frozen=True)
class Works:
    """What the command drives: the inbox, and the reading of what came in."""

    take: Callable[[Incoming], Awaitable[Reply]]
    drain: Callable[[], Awaitable[None]]
    database: Database
    watched: Watched


class NumbersCommand:
    """Reads one file by the same flow as in a chat, and tells what its draft holds."""

    def __init__(self, works: Works, say: Say, language: str, now: datetime) -> None:
        self._works = works
        self._say = say
        self._sender = Sender(PERSON, PERSON, language)
        self._now = now

    async def run(self, asked: Asked, out: Callable[[str], None]) -> int:
        """Print the numbers; the exit status. Raises Refused for a file that cannot be read."""
        draft = await self._read(asked)
        told = self._json if asked.as_json else self._plain

        def printed(store: Store) -> None:
            for line in told(store, draft, asked):
                out(line)

        await self._works.database.run(printed)
        return READ if draft.numbers and not draft.reading and not draft.questions else OPEN

    async def _read(self, asked: Asked) -> Draft:
        sent = Sent(self._sender, file_at(asked.path), asked.caption)
        draft = await self._heard(sent)
        for answer in asked.answers:
            tap = (Action.ANSWER, draft.id, draft.revision, answer - 1, 0)
            draft = await self._heard(Tapped(self._sender, *tap))
        return draft

    async def _heard(self, incoming: Incoming) -> Draft:
        reply = await self._works.take(incoming)
        if not reply.done:
            raise Refused(reply.toast or reply.said[0].lines[0])
        await self._works.drain()
        if self._works.watched.failure:
            raise self._works.watched.failure
        draft = await self._works.database.run(lambda s: s.newest_draft(PERSON, PERSON))
        if draft is None:
            raise LookupError("a file without a draft")
        return draft

    def _plain(self, store: Store, draft: Draft, asked: Asked) -> Iterator[str]:
        """The card, then the zones, and more numbers and refusals than a card has room for."""
        most = None if asked.everything else SHOWN
        tally = store.numbers.tally(draft.id, zones=True)
        yield from map(self._say, (*card(draft, None, self._now), *_zones(draft, tally)))
        if tally.count > len(tally.first):
            yield ""
            yield from map(_row, islice(store.numbers.each(draft.id), most))
        if draft.refused.count > len(draft.refused.first):
            yield ""
            yield from map(self._refusal, islice(store.numbers.refused(draft.id), most))
        for question in draft.questions[:1]:
            yield from (f"{at}) {label}" for at, label in enumerate(self._labels(question), 1))

    def _refusal(self, one: RefusedNumber) -> str:
        place = "" if one.row is None else f"{one.row}: "
        return f"{place}{one.value}: {self._say(one.reason)}"

    def _json(self, store: Store, draft: Draft, asked: Asked) -> Iterator[str]:
        """One object, a line for each of its items: it may be of a million numbers."""
        most = None if asked.everything else SHOWN
        tally = store.numbers.tally(draft.id, zones=True)
        numbers = map(_number, islice(store.numbers.each(draft.id), most))
        refused = map(self._refused, store.numbers.refused(draft.id))
        policy = draft.policy or Policy()
        rest = {
            "duplicates": tally.repeats,
            "secondRequests": tally.second,
            "columns": [one for file in draft.files for one in _columns(file)],
            "codesAssumed": {f"+{code}": n for file in draft.files for code, n in file.codes},
            "hiddenRows": sum(file.filtered for file in draft.files),
            "policy": fields(policy),
            "zonePerNumber": policy.zone_per_number,
            "zones": {zone or "": count for zone, count in tally.zones},
            "notUnderstood": [one.words for one in draft.unknown],
            "questions": list(map(self._question, draft.questions)),
        }
        yield f'{{"count": {tally.count},'
        yield from _array("numbers", numbers)
        yield from _array("refused", refused)
        yield json.dumps(rest, ensure_ascii=False)[1:]

    def _refused(self, one: RefusedNumber) -> dict[str, object]:
        return {"row": one.row, "value": one.value, "reason": self._say(one.reason)}

    def _question(self, question: Question) -> dict[str, object]:
        return {"said": self._say(question_line(question)), "answers": self._labels(question)}

    def _labels(self, question: Question) -> list[str]:
        return [self._say(answer.label) for answer in question.answers]


def _array(name: str, items: Iterable[object]) -> Iterator[str]:
    """An array as an item of an object, each of its items on a line."""
    before = f'"{name}": ['
    for item in items:
        yield before + json.dumps(item, ensure_ascii=False)
        before = ","
    yield "]," if before == "," else f"{before}],"


def _number(number: Number) -> dict[str, object]:
    return {"phone": number.phone, "payload": number.payload}


def _columns(file: DraftFile) -> Iterator[dict[str, object]]:
    """The columns of a file; those of a further sheet name it."""
    yield from map(_column, file.columns)
    for sheet in file.sheets:
        yield from ({"sheet": sheet.name} | _column(one) for one in sheet.columns)


def _column(column: ColumnRead) -> dict[str, object]:
    return {"column": letter(column.at), "kind": column.kind.value, "header": column.header}


def _row(number: Number) -> str:
    return "  ".join([spelt(number.phone), *(f"{k}: {v}" for k, v in number.payload.items())])


def _zones(draft: Draft, tally: Tally) -> tuple[Text, ...]:
    """How many numbers fall in each zone, unless the card tells that already."""
    on_local_time = draft.policy is not None and draft.policy.zone_per_number
    known = tally.without_clock < tally.count
    told = () if on_local_time or not known else local_zones(tally)
    return (BLANK, text("numbers-zones", zones=told)) if told else ()
