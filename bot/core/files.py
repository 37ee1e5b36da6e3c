"""A file on its way into a draft: where it is, what a person decided about it, how far it got."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.phones.columns import ColumnKind

# A file that cannot be fetched is asked for so long, and one that is missing so many times.
PATIENCE = timedelta(hours=24)
TRIES_OF_MISSING = 5
# A fault of our own is met as often before the file is set aside.
TRIES_OF_BUG = 3
# From so many tries on the card tells of them.
TOLD_TRIES = 3


class FileState(StrEnum):
    """Where a file stands. READING and LATE go on by themselves, ASKING waits for a person."""

    READING = "reading"
    LATE = "late"
    ASKING = "asking"
    DONE = "done"


@dataclass(frozen=True)
class FileRef:
    """A file where it lies: `place` is the messenger's own id of it, or a path; size in bytes."""

    place: str
    name: str
    size: int | None = None


@dataclass(frozen=True)
class ColumnSet:
    """What a person said a column is; `column` is its letter, or its header in any case."""

    column: str
    kind: ColumnKind


@dataclass(frozen=True)
class FileOptions:
    """What a person decided about a file; no `sheets` means that the reader chooses."""

    sheets: tuple[int, ...] = ()
    columns: tuple[ColumnSet, ...] = ()

    def with_columns(self, said: Iterable[ColumnSet]) -> FileOptions:
        """Take what was said last of a column; only one can be that of the phones."""
        columns = {one.column.casefold(): one for one in self.columns}
        for one in said:
            if one.kind is ColumnKind.PHONE:
                columns = {name: old for name, old in columns.items() if old.kind is not one.kind}
            columns[one.column.casefold()] = one
        return replace(self, columns=tuple(columns.values()))


@dataclass(frozen=True)
class FileChoice:
    """One answer to a question about a file: how to read it, or with `drop` not at all."""

    file: int
    options: FileOptions = FileOptions()
    drop: bool = False


@dataclass(frozen=True)
class ColumnRead:
    """A column as it was read: its place from 0, what it is, its header ("" without one)."""

    at: int
    kind: ColumnKind
    header: str = ""


@dataclass(frozen=True)
class SheetRead:
    """A sheet beside the first one, whose columns are others."""

    name: str
    columns: tuple[ColumnRead, ...]


@dataclass(frozen=True)
class DraftFile:
    """A file of a draft as the card tells of it. `count` are its numbers so far.

    `recalled` tells that the columns are as this chat set them for such a file before. `sheets` are
    those beside the first whose columns are others; `filtered` rows were hidden in the file.
    `codes` counts the numbers that had no country code by the one that was put before them.
    `listed` is a print of what was refused when the list of that was last sent.
    """

    id: int
    name: str
    state: FileState = FileState.READING
    count: int = 0
    columns: tuple[ColumnRead, ...] = ()
    recalled: bool = False
    sheets: tuple[SheetRead, ...] = ()
    filtered: int = 0
    codes: tuple[tuple[str, int], ...] = ()
    listed: str = ""

    @property
    def open(self) -> bool:
        """Whether its numbers are not in the draft yet."""
        return self.state is not FileState.DONE


@dataclass(frozen=True)
class Import:
    """The order to read one file into a draft. Each change of its options raises `version`.

    `tries` counts failures since the last success, `bugs` those that are our own fault.
    """

    id: int
    draft: str
    file: FileRef
    since: datetime
    album: str | None = None
    options: FileOptions = FileOptions()
    version: int = 1
    tries: int = 0
    bugs: int = 0


@dataclass(frozen=True)
class SheetChoice:
    """A sheet that may be meant: its place, its name, how many rows it has."""

    at: int
    name: str
    rows: int


@dataclass(frozen=True)
class ColumnChoice:
    """A column that may hold the phones: its place, its header, one of its cells."""

    at: int
    header: str
    example: str


@dataclass(frozen=True)
class Unsure:
    """What a person has to decide before a file can be read: which sheet, or which column."""

    sheets: tuple[SheetChoice, ...] = ()
    columns: tuple[ColumnChoice, ...] = ()


@dataclass(frozen=True)
class TableRead:
    """A table that is read: its sheet's name, what its columns are.

    `recalled` when they are as the chat has set them before; `plain` when there is nothing to tell
    of them, as in a bare list. `filtered` of its rows were hidden, and are read all the same.
    """

    name: str
    fingerprint: str
    columns: tuple[ColumnRead, ...]
    recalled: bool = False
    plain: bool = False
    filtered: int = 0


@dataclass(frozen=True)
class Found:
    """The tables of a file that are read, in their order.

    `lost` are columns that somebody spoke of, and that are in none of them.
    """

    tables: tuple[TableRead, ...]
    lost: tuple[str, ...] = ()
