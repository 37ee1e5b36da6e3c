"""A text of any encoding and delimiter as rows of cells, read as a stream."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final, TextIO

from bot.core.errors import Refused
from bot.core.texts import text
from bot.files.book import FIRST_ROWS, Head, Limits, Row
from bot.files.delimiter import NO_DELIMITER, RULE, SPACES, cells_of_spaced, layout_of

_JUNK: Final = str.maketrans("", "", "\0\x1a\ufeff")
_PIECE: Final = re.compile(r"[^\t;|,^~\r\n]+")
# A formula that shows the second of its texts, and calls or opens the first.
_HYPERLINK: Final = re.compile(
    r'=HYPERLINK\(\s*"([^"]*)"\s*(?:[;,]\s*"([^"]*)"\s*)?\)', re.IGNORECASE
)
# The same as a cell without quotation marks, where what parts its texts would part cells.
_RAW_LINK: Final = re.compile(rf'(?<!"){_HYPERLINK.pattern}', re.IGNORECASE)
_MOST_LINES: Final = 20


class TextBook:
    """One sheet of rows; each reading starts at the beginning of the file."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._layout = layout_of(path)
        csv.field_size_limit(limits.cell)
        self._size = path.stat().st_size
        self._file: TextIO | None = None
        self._by_line = self._layout.quoted and self._is_misquoted()
        first = tuple(islice(self.rows(0), FIRST_ROWS))
        self.heads: Sequence[Head] = (Head("text", first),)

    def rows(self, sheet: int) -> Iterator[Row]:  # noqa: ARG002 - a text has one sheet
        """Read the rows; ragged ones stay as they are, empty cells at their ends are left out."""
        limits = self._limits
        with self._open() as file:
            self._file = file
            number = 0
            try:
                for number, cells in enumerate(self._cells(file), start=1):
                    row = self._row(cells)
                    if not row:
                        continue
                    if len(row) > limits.columns:
                        raise Refused(text("file-too-wide", row=number, limit=limits.columns))
                    if number > limits.rows:
                        raise Refused(text("file-too-many-rows", limit=limits.rows))
                    yield number, row
            except csv.Error as error:  # the only one it has for these lines: a long field
                raise _long_cell(number + 1, limits) from error

    def progress(self) -> float:
        """The part of the bytes that was read."""
        if self._file is None or self._file.closed:
            return 1.0
        return min(1.0, self._file.buffer.tell() / self._size)

    def _open(self) -> TextIO:
        return self._path.open(encoding=self._layout.codec, errors="replace", newline="")

    def _row(self, cells: list[str]) -> list[str]:
        row = [cell.strip() for cell in cells]
        if self._layout.dirty:
            row = [_clean(cell) for cell in row]
        if self._layout.drawn and RULE.fullmatch("|".join(row)):
            return []
        if self._layout.boxed and row and not row[0]:
            row = row[1:]
        while row and not row[-1]:
            row.pop()
        return row

    def _cells(self, file: TextIO) -> Iterator[list[str]]:
        lines = self._lines(file)
        if self._layout.listed:
            return _listed(lines)
        if self._layout.delimiter == SPACES:
            return map(cells_of_spaced, lines)
        if self._by_line:
            return _line_by_line(lines, self._layout.delimiter, self._limits.cell)
        return csv.reader(lines, delimiter=self._layout.delimiter)

    def _lines(self, file: TextIO) -> Iterator[str]:
        lines: Iterator[str] = iter(file)
        if self._layout.skip:
            for line in lines:
                if line.strip():
                    break
        if self._layout.dirty:
            return (_RAW_LINK.sub(_shown, line.translate(_JUNK)) for line in lines)
        return lines

    def _is_misquoted(self) -> bool:
        """Whether a quotation mark that was never closed swallows the rows below it."""
        if self._layout.delimiter in (NO_DELIMITER, SPACES):
            return True  # a row is a line there, and reading line by line is always right
        return self._any_row(strict=True) and self._any_row(strict=False)

    def _any_row(self, *, strict: bool) -> bool:
        delimiter = self._layout.delimiter
        with self._open() as file:
            reader = csv.reader(self._lines(file), delimiter=delimiter, strict=strict)
            try:
                return any(_swallows(row, delimiter) for row in reader if not strict)
            except csv.Error:
                return True


def _swallows(row: list[str], delimiter: str) -> bool:
    """Whether a cell of several lines holds what looks like rows of the same table."""
    marks = max(1, len(row) - 1)
    return any(
        any(line.count(delimiter) >= marks for line in lines[1:]) or len(lines) > _MOST_LINES
        for lines in (cell.splitlines() for cell in row if "\n" in cell or "\r" in cell)
    )


def _line_by_line(lines: Iterable[str], delimiter: str, limit: int) -> Iterator[list[str]]:
    """A row ends with its line, whatever is quoted in it."""
    for line in lines:
        if len(line) > limit and any(len(cell) > limit for cell in line.split(delimiter)):
            raise csv.Error
        if line.count('"') % 2:
            yield [cell.strip().strip('"') for cell in line.split(delimiter)]
        else:
            yield from csv.reader([line], delimiter=delimiter)


def _listed(lines: Iterable[str]) -> Iterator[list[str]]:
    pieces = chain.from_iterable(map(_PIECE.finditer, lines))
    return ([piece.group()] for piece in pieces if piece.group().strip())


def _shown(link: re.Match[str]) -> str:
    return f'"{link[2] or link[1]}"'


def _clean(cell: str) -> str:
    """Take off what makes a spreadsheet take a cell for text: ="…" and a leading apostrophe.

    Of a link what it shows is left, and the link itself where it shows nothing.
    """
    link = _HYPERLINK.fullmatch(cell) if cell[:1] == "=" else None
    if link:
        return _shown(link).strip('" ')
    if cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1]
    return cell.removeprefix("'").strip()


def _long_cell(row: int, limits: Limits) -> Refused:
    return Refused(text("file-long-cell", row=row, limit=limits.cell))
