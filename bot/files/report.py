"""The XLSX with what was refused. Every cell is a text, so that no formula can start in any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Line = tuple[str, str, str]

ROWS: Final = 1_048_576
CELL: Final = 32_767
_WIDTHS: Final = (10, 28, 60)


def write_report(
    path: Path,
    titles: Sequence[str],
    lines: Iterable[Line],
    more: Callable[[int], str],
) -> int:
    """Write the lines (row, value, reason) under their titles as they come; returns their count.

    When a sheet cannot hold them all its last row says `more(how many are missing)`. Blocking, and
    about 20 µs a line: call it in a thread. Temporary files stay beside `path`.
    """
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.ignore_errors({"number_stored_as_text": f"A1:C{ROWS}"})
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        _write(sheet, 0, titles)
        return _write_all(sheet, lines, more)


def _write_all(sheet: Worksheet, lines: Iterable[Line], more: Callable[[int], str]) -> int:
    """The line that may be the last waits until it is known whether another one follows."""
    count = 0
    last: Line | None = None
    for line in lines:
        count += 1
        if count < ROWS - 1:
            _write(sheet, count, line)
        elif count == ROWS - 1:
            last = line
    if last and count == ROWS - 1:
        _write(sheet, ROWS - 1, last)
    elif last:
        _write(sheet, ROWS - 1, (more(count - ROWS + 2),))
    return count


def _write(sheet: Worksheet, row: int, cells: Sequence[str]) -> None:
    for column, cell in enumerate(cells):
        # Half of a surrogate pair cannot be written at all.
        said = cell.encode("utf-8", "replace").decode()[:CELL]
        sheet.write_string(row, column, said)
