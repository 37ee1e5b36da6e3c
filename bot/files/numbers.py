"""The parent's side of an import: the child's pieces as values, for `durable/imports`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.core.files import (
    ColumnChoice,
    ColumnRead,
    ColumnSet,
    FileOptions,
    Found,
    SheetChoice,
    TableRead,
    Unsure,
)
from bot.core.phones.columns import ColumnKind
from bot.files.batches import assumed_from, clocks_from, numbers_from, refused_from
from bot.files.reading import FileReader, Piece
from bot.files.wanted import Wanted
from bot.flows.file_ports import Part


class ChildNumbers:
    """The port `NumberFiles` on child processes. `region` is that of numbers without a code."""

    def __init__(self, reader: FileReader, region: str) -> None:
        self._reader = reader
        self._region = region

    @asynccontextmanager
    async def read(
        self,
        path: Path,
        now: datetime,
        options: FileOptions,
        recalled: Mapping[str, tuple[ColumnSet, ...]],
    ) -> AsyncIterator[AsyncIterator[Found | Unsure | Part]]:
        """Read a file; what is yielded is in the port's promise."""
        wanted = Wanted(
            self._region,
            now,
            options.sheets,
            _pairs(options.columns),
            {key: _pairs(columns) for key, columns in recalled.items()},
        )
        async with self._reader.read(path, wanted.to_json()) as pieces:
            yield _values(pieces)


async def _values(pieces: AsyncIterator[Piece]) -> AsyncIterator[Found | Unsure | Part]:
    async for piece in pieces:
        yield _value(piece.content, piece.progress)


def _value(raw: Any, progress: float) -> Found | Unsure | Part:
    if "phones" in raw:
        codes = assumed_from(raw)
        return Part(numbers_from(raw), refused_from(raw), clocks_from(raw), progress, codes)
    if "tables" in raw:
        return Found(tuple(map(_table, raw["tables"])), tuple(raw["lost"]))
    sheets = (SheetChoice(*one) for one in raw.get("sheets", ()))
    columns = (ColumnChoice(*one) for one in raw.get("columns", ()))
    return Unsure(tuple(sheets), tuple(columns))


def _table(raw: Any) -> TableRead:
    columns = (ColumnRead(at, ColumnKind(kind), header) for at, kind, header in raw["columns"])
    about = raw["recalled"], raw["plain"], raw["filtered"]
    return TableRead(raw["name"], raw["fingerprint"], tuple(columns), *about)


def _pairs(columns: tuple[ColumnSet, ...]) -> tuple[tuple[str, ColumnKind], ...]:
    return tuple((one.column, one.kind) for one in columns)
