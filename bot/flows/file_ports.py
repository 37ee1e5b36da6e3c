"""What the flows of files need from the world, beside `ports.py`: orders, fetching, reading."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.core.files import ColumnSet, FileOptions, FileRef, Found, Import, Unsure
from bot.core.phones.many import Many
from bot.core.phones.number import Number, RefusedNumber


@dataclass(frozen=True)
class Part:
    """Some rows of a file, 10,000 or so; `zones` counts their numbers by their own clocks.

    Without `zones` the store counts them when they are asked for, which takes its time. `codes`
    counts those that had no country code by the one that was put before them. `progress` is the
    part of the file behind it, 0..1.
    """

    numbers: Many | Sequence[Number] = ()
    refused: Sequence[RefusedNumber] = ()
    zones: Mapping[str | None, int] | None = None
    progress: float = 0.0
    codes: Mapping[str, int] = field(default_factory=dict)


class Imports(Protocol):
    """The orders to read files, and what chats have said of the columns of such files."""

    def add(self, draft: str, file: FileRef, album: str | None = None) -> Import:
        """Note that a file is to be read into a draft, from now on."""

    def find(self, file: int) -> Import | None:
        """Find an import, whatever became of it."""

    def keep(self, work: Import) -> None:
        """Keep what changed of an import; when it is due stays as it was."""

    def again(self, work: Import, until: datetime) -> None:
        """Keep an import, and let it be due from this moment on; also one that was closed."""

    def close(self, file: int) -> None:
        """Let an import rest: it is read, given up, or waits for a person."""

    def of_album(self, chat: int, album: str) -> str | None:
        """Find the draft that another file of the same album went into."""

    def due(self, now: datetime, busy: Collection[int]) -> Import | None:
        """Find the next import to run now, apart from those that are under way."""

    def next_due(self, busy: Collection[int]) -> datetime | None:
        """Tell when the next import has to run, apart from those that are under way."""

    def recall(self, chat: int) -> dict[str, tuple[ColumnSet, ...]]:
        """Tell the columns that this chat has set, by the fingerprint of the header."""

    def remember(self, chat: int, fingerprint: str, columns: tuple[ColumnSet, ...]) -> None:
        """Keep the columns that this chat has set for files of this header."""


class Files(Protocol):
    """Fetches what was sent."""

    def fetched(self, file: FileRef) -> AbstractAsyncContextManager[Path]:
        """Have the file in a place of our own, until the block is left.

        Raises Refused for one that is too big; MessengerBusy or MessengerUnreachable to be asked
        again later; FileMissing for one that the messenger does not have, or not now.
        """


class NumberFiles(Protocol):
    """Reads numbers out of files that nobody trusts."""

    def read(
        self,
        path: Path,
        now: datetime,
        options: FileOptions,
        recalled: Mapping[str, tuple[ColumnSet, ...]],
    ) -> AbstractAsyncContextManager[AsyncIterator[Found | Unsure | Part]]:
        """Read a file: Unsure and nothing else where a person has to decide, else Found and parts.

        `recalled` are columns that the chat has set for files of a header before; `now` is the
        moment that days in cells are counted from. The iteration raises Refused with the reason for
        a file that cannot be read; anything else is a bug.
        """
