"""What a packed spreadsheet must pass before its parser sees it: sizes, passwords, macros, XML.

The sizes are counted while inflating, not believed. What slips through meets the limits that the
child process has set on itself.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from bot.core.errors import Refused
from bot.core.texts import text
from bot.files.book import MIB, Limits

CHUNK: Final = MIB
_OVERLAP: Final = 256
_ENCRYPTED: Final = 0x1
_XML: Final = (".xml", ".rels")
_ODS_CONTENT: Final = "content.xml"
_SHEETS: Final = "xl/worksheets/"
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# A cell with something in it, to the right of column IV, the 256th.
_FAR: Final = re.compile(rb'<c r="((?:[A-Z]{3}|[J-Z][A-Z]|I[W-Z])\d{1,7})"(?:[^>]*[^/>])?>')
_HIDDEN_ROW: Final = re.compile(rb'<row [^>]*\bhidden="(?:1|true)"')
_UNSURE: Final = re.compile(rb'<f[ >/]|t="e"')


def check_size(path: Path, limits: Limits) -> None:
    """Refuse a file that is over the limit."""
    if path.stat().st_size > limits.size:
        raise Refused(text("file-too-big", limit=limits.size // MIB))


@contextmanager
def unpacking() -> Iterator[None]:
    """Turn what a damaged or unusual zip raises into a refusal."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        ValueError,
        OSError,
    ) as error:
        raise Refused(text("file-broken")) from error


@dataclass
class Seen:
    """What the XML of a workbook showed beside its cells, by the entry of each sheet.

    `unsure` are sheets where some cells may have no value of their own; `hidden` counts rows.
    """

    unsure: set[str] = field(default_factory=set)
    hidden: Counter[str] = field(default_factory=Counter)


def check_packed(path: Path, limits: Limits) -> Seen:
    """Check an XLSX or ODS, and tell what was seen on the way."""
    with unpacking(), zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        _check_directory(entries, limits)
        _check_contents(archive, {entry.filename for entry in entries})
        _check_closed(archive)
        return _check_xml(archive, entries, limits)


def _check_directory(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Refused(text("file-password"))
    if len(entries) > limits.entries:
        raise Refused(text("file-bomb"))
    if sum(entry.file_size for entry in entries) > limits.inflated:
        raise Refused(text("file-bomb"))


def _check_contents(archive: zipfile.ZipFile, names: set[str]) -> None:
    if any(_is_macro(name.lower()) for name in names):
        raise Refused(text("file-macros"))
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in archive.open(manifest).read(MIB):
        raise Refused(text("file-password"))


def _check_closed(archive: zipfile.ZipFile) -> None:
    """Refuse an ODS whose XML ends too early: its parser would wait for the rest without end."""
    if _ODS_CONTENT not in archive.namelist():
        return
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with archive.open(_ODS_CONTENT) as file:
        try:
            parser.ParseFile(file)
        except (expat.ExpatError, LookupError) as error:  # LookupError: an encoding of its own
            raise Refused(text("file-broken")) from error


def _refuse_doctype(*_declared: object) -> None:
    raise Refused(text("file-unsafe"))


def _is_macro(name: str) -> bool:
    if name.startswith(("basic/", "scripts/")):
        return not name.endswith(("/", "script-lc.xml"))
    return name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/")


def _check_xml(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits) -> Seen:
    left = limits.inflated
    seen = Seen()
    for entry in entries:
        if not entry.filename.lower().endswith(_XML):
            continue
        overlap = 0
        for chunk in chunks(archive, entry.filename):
            left -= len(chunk)
            if left < 0:
                raise Refused(text("file-bomb"))
            if _DOCTYPE.search(chunk):
                raise Refused(text("file-unsafe"))
            if entry.filename.startswith(_SHEETS):
                _look(chunk, overlap, entry.filename, seen)
            overlap = _OVERLAP
    return seen


def _look(chunk: bytes, overlap: int, sheet: str, seen: Seen) -> None:
    """Check a part of a sheet, and note what stands in it beside the cells."""
    _check_far(chunk)
    if sheet not in seen.unsure and _UNSURE.search(chunk):
        seen.unsure.add(sheet)
    if b'hidden="' in chunk:
        seen.hidden[sheet] += _hidden_rows(chunk, overlap)


def _hidden_rows(chunk: bytes, overlap: int) -> int:
    """Count the hidden rows whose tags do not end in what the chunk before had as well."""
    return sum(found.end() > overlap for found in _HIDDEN_ROW.finditer(chunk))


def _check_far(chunk: bytes) -> None:
    far = _FAR.search(chunk)
    if far:
        raise Refused(text("file-far-cell", cell=far[1].decode()))


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Inflate one entry piece by piece; each begins with the end of the one before."""
    with archive.open(name) as file:
        end = b""
        while chunk := file.read(CHUNK):
            yield end + chunk
            end = chunk[-_OVERLAP:]
