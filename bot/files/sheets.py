"""XLSX, XLS and ODS as sheets of rows of text, read by calamine."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from bot.core.errors import Refused
from bot.core.texts import text
from bot.files.book import FIRST_ROWS, Head, Limits, Row
from bot.files.formats import Kind
from bot.files.gaps import filled, sheet_paths
from bot.files.guard import Seen, check_packed

Place = tuple[int, int]
Merged = tuple[Place, Place]
Value = int | float | str | bool | time | date | datetime | timedelta

# A spreadsheet keeps 15 digits of a number: what stands behind them was never typed.
_MOST_DIGITS: Final = 15
_PHONE_DIGITS: Final = 7


class SheetBook:
    """The sheets of a workbook. The largest stays in memory, so that one sheet is parsed once."""

    def __init__(self, path: Path, kind: Kind, limits: Limits) -> None:
        seen = Seen() if kind == "xls" else check_packed(path, limits)
        self._path = path
        self._limits = limits
        self._workbook = _opened(path)
        places = [
            place
            for place, sheet in enumerate(self._workbook.sheets_metadata)
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        entries = dict(enumerate(sheet_paths(path) if seen.unsure or seen.hidden else []))
        self._gaps = {at: entries[at] for at in places if entries.get(at, "") in seen.unsure}
        self._filtered = {at: seen.hidden[entries.get(at, "")] for at in places}
        self._held: tuple[int, CalamineSheet] | None = None
        self._progress = 0.0
        self._places = places
        self.heads: Sequence[Head] = tuple(map(self._head, range(len(places))))

    def rows(self, sheet: int) -> Iterator[Row]:
        """Read a sheet; the columns start at A and the rows have the numbers of the program."""
        place = self._places[sheet]
        loaded = self._loaded(place)
        rows = self._texts(loaded)
        if place in self._gaps:
            rows = filled(rows, self._path, self._gaps[place])
        return (row for row in rows if any(row[1]))

    def progress(self) -> float:
        """The part of the rows that was read."""
        return self._progress

    def _head(self, sheet: int) -> Head:
        place = self._places[sheet]
        about = self._workbook.sheets_metadata[place]
        first = tuple(islice(self.rows(sheet), FIRST_ROWS))
        return Head(
            "sheet",
            first,
            about.name,
            about.visible != SheetVisibleEnum.Visible,
            self._loaded(place).height,
            filtered=self._filtered[place],
        )

    def _loaded(self, place: int) -> CalamineSheet:
        if self._held and self._held[0] == place:
            return self._held[1]
        sheet = _parsed(self._workbook, place)
        if self._held is None or _area(sheet) > _area(self._held[1]):
            self._held = place, sheet
        return sheet

    def _texts(self, sheet: CalamineSheet) -> Iterator[Row]:
        if sheet.start is None:
            return
        self._check_width(sheet)
        left = [""] * sheet.start[1]
        merged = _merged_down(sheet)
        above: dict[int, tuple[int, str]] = {}
        for place, values in enumerate(sheet.iter_rows()):
            cells = left + [cell_text(value) for value in values]
            for column, (last, said) in above.items():
                cells[column] = cells[column] or (said if place <= last else "")
            for first, end in merged.get(place, ()):
                if _is_shared(cells[first[1]]):
                    above[first[1]] = end[0], cells[first[1]]
            if max(map(len, cells)) > self._limits.cell:
                raise Refused(text("file-long-cell", row=place + 1, limit=self._limits.cell))
            self._progress = min(1.0, (place + 1) / (sheet.total_height + 1))
            yield place + 1, cells

    def _check_width(self, sheet: CalamineSheet) -> None:
        if sheet.end and sheet.end[1] >= self._limits.columns:
            raise Refused(text("file-too-wide", row=sheet.end[0] + 1, limit=self._limits.columns))


def cell_text(value: Value) -> str:
    """Write a cell as a person would: whole numbers as digits, dates and times in ISO order."""
    if isinstance(value, str):
        return value.strip().removeprefix("'")
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, int):  # all that calamine has are truth values
        return str(value).upper()
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return _moment(value)


def _number(value: float) -> str:
    if math.isfinite(value) and value == int(value) and abs(value) < 10**_MOST_DIGITS:
        return str(int(value))
    return format(value, ".15g")


def _moment(value: datetime | date | time) -> str:
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return value.isoformat()


def _merged_down(sheet: CalamineSheet) -> dict[int, list[Merged]]:
    """The merged cells that go over several rows, by their first row."""
    tall: dict[int, list[Merged]] = {}
    for first, last in sheet.merged_cell_ranges or ():
        if last[0] > first[0]:
            tall.setdefault(first[0], []).append((first, last))
    return tall


def _is_shared(said: str) -> bool:
    """Whether a merged cell speaks for all of its rows.

    A city beside ten rows does. A phone does not: it would be called once more for each row.
    """
    return sum(map(str.isdigit, said)) < _PHONE_DIGITS


def _area(sheet: CalamineSheet) -> int:
    return sheet.height * sheet.width


@contextmanager
def _parsing() -> Iterator[None]:
    try:
        yield
    except PasswordError as error:
        raise Refused(text("file-password")) from error
    except CalamineError as error:
        raise Refused(text("file-broken")) from error
    except BaseException as error:
        # A panic of the parser: its class cannot be imported.
        if type(error).__name__ == "PanicException":
            raise Refused(text("file-broken")) from error
        raise


def _opened(path: Path) -> CalamineWorkbook:
    # As a file without a name: a name would decide which parser is taken.
    with path.open("rb") as file, _parsing():
        return load_workbook(file)


def _parsed(workbook: CalamineWorkbook, place: int) -> CalamineSheet:
    with _parsing():
        return workbook.get_sheet_by_index(place)
