"""JSON as sheets: lists of phones, of objects, of lists; the API's own body; a JSON value a line.

Every list of records that lies anywhere in the file is a sheet; its rows are counted from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from bot.core.errors import Refused
from bot.core.phones.columns import ColumnKind, field_named
from bot.core.phones.objects import Decoded, decoded, written
from bot.core.texts import text
from bot.files.book import FIRST_ROWS, Head, Limits, Row, Torn
from bot.files.encoding import decoded as chunks_of
from bot.files.encoding import encoding_of

_PHONE: Final = ColumnKind.PHONE.value
_NAME: Final = ColumnKind.NAME.value
_PHONE_DIGITS: Final = 10
_DEEPEST: Final = 3
_JUNK: Final = str.maketrans("", "", "\0\x1a\ufeff")

_Cells = dict[str, str]


@dataclass(frozen=True)
class _Sheet:
    """Records under the names of their items, each with its number; or rows as they are."""

    name: str
    records: Sequence[tuple[int, _Cells | list[str] | Torn]]
    keys: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        if self.keys:
            yield 0, list(self.keys)
        for number, cells in self.records:
            if isinstance(cells, dict):
                yield number, [cells.get(key, "") for key in self.keys]
            else:
                yield number, cells


class ObjectBook:
    """The lists of a JSON file. All of it is in memory: 20 MiB at most, several times over."""

    def __init__(self, path: Path, limits: Limits) -> None:
        said = "".join(chunks_of(path, encoding_of(path))).translate(_JUNK)
        self._limits = limits
        self._sheets = _sheets(said)
        self._check()
        self.heads: Sequence[Head] = tuple(
            Head(
                "sheet",
                tuple(islice(sheet.rows(), FIRST_ROWS)),
                sheet.name,
                height=len(sheet.records) + bool(sheet.keys),
                named=bool(sheet.keys),
            )
            for sheet in self._sheets
        )

    def rows(self, sheet: int) -> Iterator[Row]:
        """Read the records of a list."""
        return (row for row in self._sheets[sheet].rows() if any(row[1]))

    def progress(self) -> float:
        """All is read at once."""
        return 1.0

    def _check(self) -> None:
        limits = self._limits
        for sheet in self._sheets:
            if len(sheet.keys) > limits.columns:
                raise Refused(text("file-too-wide", row=1, limit=limits.columns))
            if len(sheet.records) > limits.rows:
                raise Refused(text("file-too-many-rows", limit=limits.rows))
            for number, cells in sheet.rows():
                if max(map(len, cells), default=0) > limits.cell:
                    raise Refused(text("file-long-cell", row=number, limit=limits.cell))


def _sheets(said: str) -> list[_Sheet]:
    try:
        value = decoded(said)
    except ValueError as error:
        lines = _by_line(said)
        if lines is None:
            raise Refused(text("file-json-broken")) from error
        return [lines]
    found = list(_lists(value, "", {}))
    return found or [_sheet("", [(1, value)])]


def _by_line(said: str) -> _Sheet | None:
    """A value a line; a line that is none is a row to refuse, if it is not the usual one."""
    values: list[tuple[int, Decoded]] = []
    torn: list[tuple[int, Decoded]] = []
    for number, line in enumerate(said.splitlines(), 1):
        if line.strip():
            try:
                values.append((number, decoded(line.strip().rstrip(","))))
            except ValueError:
                torn.append((number, Torn([line.strip()])))
    if len(values) <= len(torn):
        return None
    return _sheet("", sorted([*values, *torn], key=lambda one: one[0]))


def _lists(value: Decoded, name: str, around: _Cells) -> Iterator[_Sheet]:
    """The lists of records, wherever they are; what says around them when to call is theirs."""
    if isinstance(value, list):
        if value:
            yield _sheet(name, list(enumerate(value, 1)), around)
        return
    if not isinstance(value, dict):
        return
    named = _by_name(value)
    if named:
        yield _sheet(name, list(enumerate(named, 1)), around)
        return
    own = {key: written(one) for key, one in value.items() if _is_field(key) and one is not None}
    for key, one in value.items():
        if key not in own:
            yield from _lists_below(one, key, around | own)


def _lists_below(value: Decoded, name: str, around: _Cells) -> Iterator[_Sheet]:
    """A list of plain values is an item of its object, unless it holds phones."""
    plain = isinstance(value, list) and not any(isinstance(one, dict | list) for one in value)
    if not plain or sum(map(_is_phone, value)) > len(value) / 2:
        yield from _lists(value, name, around)


def _by_name(value: Mapping[str, Decoded]) -> list[Decoded]:
    """Phones by the names of people, data by phones, or objects by any key; else nothing."""
    if all(map(_is_phone, value.values())) and len(value) > 1 and not any(map(_is_phone, value)):
        return [{_NAME: key, _PHONE: one} for key, one in value.items()]
    if value and all(map(_is_phone, value)):
        return [
            {_PHONE: key, **(one if isinstance(one, dict) else {_NAME: one})}
            for key, one in value.items()
        ]
    objects = len(value) > 1 and all(isinstance(one, dict) for one in value.values())
    alike = {tuple(one) for one in value.values()} if objects else ()
    return list(value.values()) if len(alike) == 1 else []


def _is_phone(value: Decoded) -> bool:
    said = written(value) if isinstance(value, str | int | float) else ""
    return sum(map(str.isdigit, said)) >= _PHONE_DIGITS and not any(map(str.isalpha, said))


def _is_field(key: str) -> bool:
    """Whether a key is a field of the API that says when to call."""
    return field_named(key) not in (None, ColumnKind.PAYLOAD)


def _sheet(
    name: str, values: Sequence[tuple[int, Decoded]], around: _Cells | None = None
) -> _Sheet:
    if all(isinstance(one, list) for _, one in values):
        return _Sheet(name, [(number, list(map(_text, one))) for number, one in values], ())
    if not any(isinstance(one, dict) for _, one in values):
        rows = [(number, one if isinstance(one, Torn) else [_text(one)]) for number, one in values]
        return _Sheet(name, rows, ())
    records = [
        (number, one if isinstance(one, Torn) else (around or {}) | _record(one))
        for number, one in values
    ]
    keys = dict.fromkeys(key for _, one in records if isinstance(one, dict) for key in one)
    return _Sheet(name, records, tuple(keys))


def _record(value: Decoded) -> _Cells:
    if not isinstance(value, dict):
        return {_PHONE: _text(value)}
    return dict(_items(value, "", _DEEPEST))


def _items(value: Mapping[str, Decoded], path: str, deep: int) -> Iterator[tuple[str, str]]:
    """The items of an object; those of objects inside it have both names, with a dot."""
    for key, one in value.items():
        kept = field_named(key) is not None or not deep
        if isinstance(one, dict) and not kept:
            yield from _items(one, f"{path}{key}.", deep - 1)
        else:
            yield f"{path}{key}", _text(one)


def _text(value: Decoded) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return ", ".join(map(_text, value))
    return written(value).strip()
