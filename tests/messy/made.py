"""How the messy files are made, and what is expected of one."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

A, B, C, D = "79123456781", "79031234562", "79261234563", "79161234564"
Numbers = list[tuple[str, dict[str, str]]]
Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Messy:
    """A file: its numbers with their payloads in order, what is refused (row, reason), or why all
    of it is; `asks` what the person is asked. `when` are the API's fields of the numbers' own.
    """

    name: str
    raw: bytes
    numbers: Numbers = field(default_factory=list)
    refused: Sequence[tuple[int, str]] = ()
    unread: str = ""
    asks: str = ""
    when: Sequence[dict[str, object]] | None = None


def bare(*phones: str) -> Numbers:
    """Numbers without any data."""
    return [(phone, {}) for phone in phones]


def said(text: str, encoding: str = "utf-8") -> bytes:
    """A text file."""
    return text.encode(encoding)


def dumped(value: object) -> bytes:
    """A file of JSON."""
    return json.dumps(value, ensure_ascii=False).encode()


def book(rows: Rows, *, merged: Sequence[str] = (), hidden: Sequence[int] = ()) -> bytes:
    """A workbook of one sheet; rows are hidden by their place from 0."""
    return sheets({"Лист1": rows}, merged=merged, hidden=hidden)


def sheets(
    named: dict[str, Rows], *, merged: Sequence[str] = (), hidden: Sequence[int] = ()
) -> bytes:
    """A workbook; formulas are pairs of what is written and its value."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}) as workbook:
        for name, rows in named.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    _write(sheet, at, column, cell)
            for area in merged:
                first = rows[int(area.split(":")[0][1:]) - 1][ord(area[0]) - 65]
                sheet.merge_range(area, first)
            for at in hidden:
                sheet.set_row(at, None, None, {"hidden": True})
    return out.getvalue()


def _write(sheet: Worksheet, row: int, column: int, cell: object) -> None:
    if isinstance(cell, tuple):
        sheet.write_formula(row, column, cell[0], None, cell[1])
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write(row, column, cell)


def zipped(**entries: bytes) -> bytes:
    """A zip archive; a double underscore stands for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in entries.items():
            archive.writestr(name.replace("__", "."), held)
    return out.getvalue()
