"""The options of a job: what a person decided about a file, and where and when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.core.phones.columns import ColumnKind
from bot.files.book import Json

Set = tuple[tuple[str, ColumnKind], ...]
"""Columns by their letter or header, and what each was said to be."""


@dataclass(frozen=True)
class Wanted:
    """The place and the moment to read at, and what a person decided.

    `recalled` are columns that the chat set for tables of a fingerprint before.
    """

    region: str
    now: datetime
    sheets: tuple[int, ...] = ()
    columns: Set = ()
    recalled: Mapping[str, Set] = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        """Write them for the child."""
        recalled: dict[str, Json] = {key: _pairs(pairs) for key, pairs in self.recalled.items()}
        return {
            "region": self.region,
            "now": self.now.isoformat(),
            "sheets": list(self.sheets),
            "columns": _pairs(self.columns),
            "recalled": recalled,
        }


def wanted_from(raw: Any) -> Wanted:
    """Read the options in the child."""
    recalled = {key: _set_from(pairs) for key, pairs in raw["recalled"].items()}
    now = datetime.fromisoformat(raw["now"])
    return Wanted(raw["region"], now, tuple(raw["sheets"]), _set_from(raw["columns"]), recalled)


def _pairs(pairs: Set) -> Json:
    return [[column, kind.value] for column, kind in pairs]


def _set_from(raw: Any) -> Set:
    return tuple((str(column), ColumnKind(kind)) for column, kind in raw)
