"""Imports: files that were sent become numbers of their drafts, whatever happens meanwhile.

An import is a row, kept before anything is fetched. After a crash it is begun anew: what was left
of it is removed first, and nobody has seen any of that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from hashlib import blake2b

import structlog

from bot.core.errors import FileMissing, Outside, Refused, StoreFailed
from bot.core.files import PATIENCE, TRIES_OF_BUG, TRIES_OF_MISSING, Found, Import, Unsure
from bot.core.texts import Text, text
from bot.durable.inbox import REFERENCE_LENGTH
from bot.flows.deployment import Deployment
from bot.flows.file_ports import Files, NumberFiles, Part
from bot.flows.files import (
    KIND,
    Begun,
    Brought,
    ask,
    begin,
    bug,
    finish,
    give_up,
    hold,
    postpone,
    tell,
)
from bot.flows.imports import take_in
from bot.flows.ports import Database, Store

log = structlog.stdlib.get_logger(__name__)

# A messenger takes one edit a second or so in a chat.
BETWEEN_EDITS = timedelta(seconds=2)


class Overtaken(Exception):
    """The draft or the order changed meanwhile: whoever changed it has seen to the rest."""


class Imports:
    """Runs the imports that are due. Several lanes may drain it: each takes another import."""

    def __init__(
        self,
        database: Database,
        files: Files,
        numbers: NumberFiles,
        deployment: Deployment,
        settled: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._files = files
        self._numbers = numbers
        self._deployment = deployment
        self._settled = settled
        self._busy: set[int] = set()

    async def drain(self) -> None:
        """Run all that is due, one after the other."""
        clock = self._deployment.clock
        while work := await self._database.run(lambda s: s.imports.due(clock(), self._busy)):
            if work.id in self._busy:
                continue  # the other lane was quicker
            self._busy.add(work.id)
            try:
                await self._run(work)
            finally:
                self._busy.discard(work.id)
                self._settled()

    def next_due(self, store: Store) -> datetime | None:
        """Tell when the next import has to run."""
        return store.imports.next_due(self._busy)

    async def _run(self, work: Import) -> None:
        """Run one import; whatever fails in it, the others go on."""
        try:
            await self._settle(work)
        except StoreFailed:
            raise
        except Exception:  # even the last word on it failed
            log.exception("file_stuck", file=work.id)
            await self._database.run(lambda store: hold(store, work, self._deployment))

    async def _settle(self, work: Import) -> None:
        begun = await self._database.run(lambda store: begin(store, work))
        if begun is None:
            return
        bound = log.bind(file=work.id, size=work.file.size)
        try:
            count = await self._read(begun)
        except Overtaken:
            bound.info("file_overtaken")
        except Refused as refused:
            bound.info("file_refused", reason=refused.said.key, more=getattr(refused, "reason", ""))
            await self._give_up(work, refused.said)
        except StoreFailed:
            raise
        except Outside as failure:
            bound.warning("file_postponed", tries=work.tries, reason=type(failure).__name__)
            await self._later(work, failure)
        except Exception:  # noqa: BLE001 - the last resort: some more tries, then the person gets a reference
            reference = self._deployment.ids()[:REFERENCE_LENGTH]
            bound.exception("file_failed", bugs=work.bugs, reference=reference)
            await self._set_aside(work, reference)
        else:
            bound.info("file_read", numbers=count)

    async def _read(self, begun: Begun) -> int:
        work, now = begun.work, self._deployment.clock()
        async with (
            self._files.fetched(work.file) as path,
            self._numbers.read(path, now, work.options, begun.recalled) as pieces,
        ):
            first = await anext(pieces)
            if isinstance(first, Unsure):
                return await self._ask(work, first)
            if not isinstance(first, Found):
                raise TypeError("a part before the tables that it belongs to")
            return await self._take(work, first, pieces)

    async def _ask(self, work: Import, unsure: Unsure) -> int:
        await self._database.run(lambda store: ask(store, work, unsure, self._deployment))
        return 0

    async def _take(
        self, work: Import, found: Found, pieces: AsyncIterator[Found | Unsure | Part]
    ) -> int:
        telling = _Telling(self._database, self._deployment, work, self._settled)
        parts = telling.told(pieces)
        source = await take_in(self._database, work.draft, KIND, str(work.id), parts)
        brought = telling.brought()
        if not await self._database.run(
            lambda store: finish(store, work, source, found, brought, self._deployment)
        ):
            raise Overtaken
        return telling.count

    async def _later(self, work: Import, failure: Outside) -> None:
        missing = isinstance(failure, FileMissing) and work.tries + 1 >= TRIES_OF_MISSING
        if missing or self._deployment.clock() - work.since > PATIENCE:
            await self._give_up(work, text("file-gone"))
            return
        await self._database.run(lambda store: postpone(store, work, self._deployment))

    async def _set_aside(self, work: Import, reference: str) -> None:
        if work.bugs + 1 >= TRIES_OF_BUG:
            await self._give_up(work, text("file-failure", reference=reference))
            return
        await self._database.run(lambda store: bug(store, work, self._deployment))

    async def _give_up(self, work: Import, why: Text) -> None:
        await self._database.run(lambda store: give_up(store, work, why, self._deployment))


class _Telling:
    """Counts the numbers of an import and shows the count now and then; prints what is refused."""

    def __init__(
        self, database: Database, deployment: Deployment, work: Import, settled: Callable[[], None]
    ) -> None:
        self._database = database
        self._deployment = deployment
        self._work = work
        self._settled = settled
        self._next = deployment.clock() + BETWEEN_EDITS
        self.count = 0
        self._codes: Counter[str] = Counter()
        self._refused = blake2b(digest_size=16)
        self._any_refused = False

    def brought(self) -> Brought:
        """What the rows were besides their numbers."""
        print_ = self._refused.hexdigest() if self._any_refused else ""
        return Brought(tuple(self._codes.most_common()), print_)

    async def told(self, pieces: AsyncIterator[Found | Unsure | Part]) -> AsyncIterator[Part]:
        """Pass the parts on. Raises Overtaken when nobody wants them any more."""
        async for piece in pieces:
            if not isinstance(piece, Part):
                raise TypeError("only parts come after the tables")
            yield piece
            self.count += len(piece.numbers)
            self._codes.update(piece.codes)
            for one in piece.refused:
                self._any_refused = True
                self._refused.update(f"{one.row}\0{one.value}\0{one.reason}\n".encode())
            if self._deployment.clock() >= self._next:
                await self._tell()

    async def _tell(self) -> None:
        count = self.count
        work, deployment = self._work, self._deployment
        if not await self._database.run(lambda store: tell(store, work, count, deployment)):
            raise Overtaken
        self._settled()
        self._next = deployment.clock() + BETWEEN_EDITS
