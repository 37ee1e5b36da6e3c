"""Which kind a file is. Its content decides: a name is what somebody typed or a program made up."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

from bot.core.errors import Refused
from bot.core.texts import text
from bot.files.encoding import is_wide
from bot.files.guard import unpacking

Kind = Literal["text", "objects", "cards", "ooxml", "ods", "xls"]

_START: Final = 1 << 16
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_STARTS: Final = (
    ("file-pdf", (b"%PDF-",)),
    ("file-document", (b"{\\rtf",)),
    ("file-image", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")),
    ("file-media", (b"OggS", b"ID3", b"fLaC", b"\x1a\x45\xdf\xa3")),
    ("file-archive", (b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh91AY", b"\xfd7zXZ")),
)
_MARKUP: Final = re.compile(
    rb"<(?:!doctype html|html|head|meta|body|table|style)\b|mime-version:|<\?mso-application"
)
# A list of strings, numbers, objects or lists; an object with keys.
_JSON: Final = re.compile(rb"\[\s*(?:[{\[\"]|-?[\d.]+\s*(?:,|\]\s*\Z)|\]\s*\Z)|\{\s*[\"}]")
# The record FILEPASS behind that which begins a workbook ([MS-XLS] 2.4.117).
_LOCKED: Final = re.compile(rb"\x09\x08\x10\0\0\x06\x05\0.{12}(?:\x86\0\0\0)?\x2f\0", re.DOTALL)
_TEXT_CONTROLS: Final = b"\t\n\r\f\0\x1a\x1b"
_CONTROLS: Final = bytes(byte for byte in range(32) if byte not in _TEXT_CONTROLS)
_MOST_CONTROLS: Final = 0.02


def kind_of(path: Path) -> Kind:
    """Tell the kind of a file, or refuse it by the name of what it is."""
    with path.open("rb") as file:
        start = file.read(_START)
    if not start.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused(text("file-empty"))
    if start.startswith(_ZIP):
        return _of_zip(path)
    if start.startswith(_OLE):
        return _of_ole(path)
    _refuse_binary(start)
    return _of_text(start)


def _refuse_binary(start: bytes) -> None:
    for key, starts in _STARTS:
        if start.startswith(starts):
            raise Refused(text(key))
    if start.startswith(b"RIFF"):
        raise Refused(text("file-image" if start[8:12] == b"WEBP" else "file-media"))
    if start.startswith(b"BM") and start[6:10] == bytes(4):
        raise Refused(text("file-image"))
    if start[4:8] == b"ftyp":
        picture = start[8:12] in {b"heic", b"heix", b"mif1", b"avif"}
        raise Refused(text("file-image" if picture else "file-media"))
    controls = len(start) - len(start.translate(None, _CONTROLS))
    if controls > len(start) * _MOST_CONTROLS and not is_wide(start):
        raise Refused(text("file-unknown"))


def _of_text(start: bytes) -> Kind:
    plain = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if plain.startswith(b"begin:vcard"):
        return "cards"
    if _MARKUP.match(plain) or (plain.startswith(b"<") and _MARKUP.search(plain[:4096])):
        raise Refused(text("file-web-page"))
    if plain.startswith(b"<svg"):
        raise Refused(text("file-image"))
    if plain.startswith(b"<?xml"):
        raise Refused(text("file-xml"))
    if _JSON.match(plain):
        return "objects"
    return "text"


def _of_zip(path: Path) -> Kind:
    try:
        with unpacking(), zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            declared = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except RuntimeError as error:  # zipfile's word for an entry behind a password
        raise Refused(text("file-password")) from error
    return _opendocument(declared) if declared else _ooxml(names)


def _opendocument(declared: bytes) -> Kind:
    if declared.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    document = declared.startswith(b"application/vnd.oasis")
    raise Refused(text("file-document" if document else "file-archive"))


def _ooxml(names: Iterable[str]) -> Kind:
    folders = {name.split("/", 1)[0].lower() for name in names}
    if "[content_types].xml" not in folders:
        raise Refused(text("file-unknown" if "index" in folders else "file-archive"))
    if folders & {"word", "ppt", "visio"}:
        raise Refused(text("file-document"))
    if any(name.lower() == "xl/workbook.bin" for name in names):
        raise Refused(text("file-save-as-xlsx"))
    return "ooxml"


def _of_ole(path: Path) -> Kind:
    held = path.read_bytes()
    if _stored(held, "EncryptedPackage"):
        raise Refused(text("file-password"))
    if _stored(held, "WordDocument") or _stored(held, "PowerPoint Document"):
        raise Refused(text("file-document"))
    if _stored(held, "_VBA_PROJECT_CUR"):
        raise Refused(text("file-macros"))
    if _stored(held, "Workbook") or _stored(held, "Book"):
        if _LOCKED.search(held):
            raise Refused(text("file-password"))
        return "xls"
    # The directory stands at the end as often as not: without it the file may be a torn one.
    raise Refused(text("file-unknown" if _stored(held, "Root Entry") else "file-broken"))


def _stored(held: bytes, name: str) -> bool:
    """Whether the directory of an OLE file has this name: entries of 128 bytes, size at 64."""
    entry = name.encode("utf-16-le") + b"\0\0"
    place = held.find(entry)
    while place >= 0:
        if place % 128 == 0 and held[place + 64 : place + 66] == len(entry).to_bytes(2, "little"):
            return True
        place = held.find(entry, place + 1)
    return False
