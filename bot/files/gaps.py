"""The cells of an XLSX that look empty to the parser, and are not: errors, formulas never computed.

Programs that write formulas without opening a spreadsheet leave no value behind. Such a cell gets a
mark instead of silence, so that its row can be refused with a reason.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from posixpath import normpath
from typing import Final

from bot.files.book import Row
from bot.files.guard import CHUNK, unpacking

UNCOMPUTED: Final = "#FORMULA!"
"""Stands in a cell whose formula has no stored value; errors stand there as themselves, "#N/A"."""

_CELL: Final = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?![^>]*\bt="str")(?:'
    rb'[^>]*\bt="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>(#[^<]{1,20})</v>'
    rb"|(?:[^>]*[^/>])?>\s*(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>|(?=</c>)))"
)
_SHEET: Final = re.compile(rb"<sheet\s[^>]*>")
_RELATION: Final = re.compile(rb"<Relationship\s[^>]*>")
_ATTRIBUTE: Final = re.compile(rb'([\w:]+)="([^"]*)"')


def sheet_paths(path: Path) -> list[str]:
    """The entry of each sheet in the order of the workbook; "" where it is not told plainly."""
    with unpacking(), zipfile.ZipFile(path) as archive:
        try:
            workbook = archive.read("xl/workbook.xml")
            relations = archive.read("xl/_rels/workbook.xml.rels")
        except KeyError:
            return []
    targets = {
        one.get(b"Id", b""): one.get(b"Target", b"").decode("utf-8", "replace")
        for one in map(_attributes, _RELATION.findall(relations))
    }
    sheets = map(_attributes, _SHEET.findall(workbook))
    return [_entry(targets.get(sheet.get(b"r:id", b""), "")) for sheet in sheets]


def filled(rows: Iterator[Row], path: Path, entry: str) -> Iterator[Row]:
    """Put marks into the empty cells of rows that come in their order."""
    marks = _marks(path, entry)
    mark = next(marks, None)
    for number, cells in rows:
        while mark and mark[0] < number:
            yield mark[0], _put([], mark[1])
            mark = next(marks, None)
        if mark and mark[0] == number:
            yield number, _put(cells, mark[1])
            mark = next(marks, None)
        else:
            yield number, cells
    while mark:
        yield mark[0], _put([], mark[1])
        mark = next(marks, None)


def _put(cells: list[str], marks: Mapping[int, str]) -> list[str]:
    cells = cells + [""] * (max(marks) + 1 - len(cells))
    for column, mark in marks.items():
        cells[column] = cells[column] or mark
    return cells


def _marks(path: Path, entry: str) -> Iterator[tuple[int, dict[int, str]]]:
    for number, found in groupby(_cells(path, entry), key=lambda cell: int(cell[2])):
        marks = {}
        for cell in found:
            marks[_column(cell[1])] = cell[3].decode("ascii", "replace") if cell[3] else UNCOMPUTED
        yield number, marks


def _cells(path: Path, entry: str) -> Iterator[re.Match[bytes]]:
    with unpacking(), zipfile.ZipFile(path) as archive, archive.open(entry) as file:
        held = b""
        while chunk := file.read(CHUNK):
            held += chunk
            whole = held.rfind(b"<c ")
            if whole < 0:
                held = held[-CHUNK:]
                continue
            yield from _CELL.finditer(held, 0, whole)
            held = held[whole:]
        yield from _CELL.finditer(held)


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column - 1


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(tag))


def _entry(target: str) -> str:
    """The entry that a relation of the workbook points to: relative to xl/, or from the root."""
    return normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
