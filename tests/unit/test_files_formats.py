from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from bot.core.errors import Refused
from bot.files.book import Limits
from bot.files.opening import open_book
from tests.unit.test_files_sheets import ODS, ods

HTML = "<table><tr><td>79123456789</td></tr></table>"
XML_SHEET = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>'
BOMB = b"0" * (1 << 20)


def xlsx(**more: bytes) -> bytes:
    """A small workbook; `more` are further entries, / written as __."""
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = 79123456789
    out = io.BytesIO()
    workbook.save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, held in more.items():
            archive.writestr(name.replace("__", "/"), held)
    return out.getvalue()


def altered(entry: str, old: bytes, new: bytes) -> bytes:
    """The small workbook with `old` replaced in one of its entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            held = source.read(name)
            assert name != entry or old in held
            target.writestr(name, held.replace(old, new) if name == entry else held)
    return out.getvalue()


def encrypted() -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(xlsx())).encrypt("secret", out)
    return out.getvalue()


def xls() -> bytes:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("a")
    for n in range(2000):
        sheet.write(n, 0, f"7912{n:07}")
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def locked_xls() -> bytes:
    """The second record becomes that of an encrypted workbook."""
    raw = xls()
    second, locked = b"\xe1\0\x02\0\xb0\x04", b"\x2f\0\x02\0\0\0"
    assert raw.count(second) == 1
    return raw.replace(second, locked)


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in entries.items():
            archive.writestr(name.replace("__", "/"), held)
    return out.getvalue()


def flagged() -> bytes:
    """A zip whose entries say that they are encrypted."""
    raw = bytearray(xlsx())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(mark)
        while place >= 0:
            raw[place + flags] |= 1
            place = raw.find(mark, place + 4)
    return bytes(raw)


SHEET = "xl/worksheets/sheet1.xml"
WORKSHEET = b"<worksheet"
XXE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet'
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><worksheet'
OLE = bytes.fromhex("d0cf11e0a1b11ae1")

HOSTILE: list[tuple[str, bytes]] = [
    ("file-pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
    ("file-image", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    ("file-image", b"\xff\xd8\xff\xe0" + bytes(100)),
    ("file-image", b"\0\0\0\x18ftypheic" + bytes(100)),
    ("file-image", b"BM\x36\0\x0c\0\0\0\0\0" + bytes(100)),
    ("file-media", b"\0\0\0\x18ftypmp42" + bytes(100)),
    ("file-media", b"OggS" + bytes(100)),
    ("file-archive", b"Rar!\x1a\x07" + bytes(100)),
    ("file-archive", zipped(numbers=b"79123456789")),
    ("file-document", zipped(**{"[Content_Types].xml": b"", "word__document.xml": b""})),
    ("file-document", b"{\\rtf1 79123456789}"),
    ("file-document", zipped(mimetype=b"application/vnd.oasis.opendocument.text")),
    ("file-save-as-xlsx", zipped(**{"[Content_Types].xml": b"", "xl__workbook.bin": b""})),
    ("file-unknown", zipped(Index__Document=b"")),
    ("file-unknown", bytes(range(1, 256)) * 20),
    ("file-unknown", OLE + bytes(504) + "Root Entry".encode("utf-16-le") + bytes(44) + b"\x16\0"),
    ("file-web-page", HTML.encode()),
    ("file-web-page", b"\xef\xbb\xbf\n<!DOCTYPE html><html>"),
    ("file-web-page", XML_SHEET.encode()),
    ("file-web-page", HTML.encode("utf-16")),
    ("file-empty", b""),
    ("file-empty", b"\xef\xbb\xbf\n"),
    ("file-broken", xlsx()[:3000]),
    ("file-broken", xls()[:20_000]),
    ("file-broken", altered(SHEET, b"<sheetData>", b"<sheetData><row><c><v>")),
    ("file-broken", xlsx()[:-200]),
    ("file-password", encrypted()),
    ("file-password", flagged()),
    ("file-password", locked_xls()),
    ("file-macros", xlsx(**{"xl__vbaProject.bin": b"x"})),
    ("file-unsafe", altered(SHEET, WORKSHEET, XXE)),
    ("file-unsafe", altered(SHEET, WORKSHEET, LAUGHS)),
    ("file-unsafe", xlsx(**{"xl__sharedStrings2.xml": LAUGHS})),
    ("file-bomb", xlsx(**{"xl__worksheets__sheet9.xml": BOMB * 9})),
    ("file-bomb", xlsx(**{f"xl__media__{n}": b"" for n in range(300)})),
    (
        "file-far-cell",
        altered(SHEET, b"</sheetData>", b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>'),
    ),
]


@pytest.mark.parametrize(
    ("key", "raw"), HOSTILE, ids=[f"{n}-{key}" for n, (key, _) in enumerate(HOSTILE)]
)
def test_each_file_that_is_not_read_gets_its_own_refusal(
    tmp_path: Path, key: str, raw: bytes
) -> None:
    """The name says nothing: each of them is called numbers.xlsx."""
    path = tmp_path / "numbers.xlsx"
    path.write_bytes(raw)
    with pytest.raises(Refused) as refused:
        open_book(path, Limits(inflated=8 << 20, entries=250))
    assert refused.value.said.key == key


def test_a_file_over_the_limit_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(Refused) as refused:
        open_book(path, Limits())
    assert (refused.value.said.key, refused.value.said.params) == ("file-too-big", {"limit": 20})


def test_a_declared_size_that_lies_is_no_way_around_the_limit(tmp_path: Path) -> None:
    """The directory says 10 bytes; nine million come out."""
    raw = bytearray(xlsx(**{"xl__worksheets__sheet9.xml": BOMB * 9}))
    for mark, size in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = raw.rfind(mark)
        raw[place + size : place + size + 4] = (10).to_bytes(4, "little")
    path = tmp_path / "file"
    path.write_bytes(raw)
    with pytest.raises(Refused, match="file-b"):
        open_book(path, Limits(inflated=8 << 20))


def test_a_text_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "numbers.xls"
    path.write_text("phone;name\n79123456789;Anna\n")
    assert open_book(path, Limits()).heads[0].kind == "text"


def test_a_workbook_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_bytes(xlsx())
    assert list(open_book(path, Limits()).rows(0)) == [(1, ["79123456789"])]


def test_an_opendocument_that_ends_too_early(tmp_path: Path) -> None:
    """Its parser alone would never come back."""
    content = ODS.format(cells="<table:table-cell/>")
    for broken, key in (
        (content.replace("</table:table>", "</t"), "file-broken"),
        (content.replace("<office", XXE.decode().replace("worksheet", "office"), 1), "file-unsafe"),
    ):
        with pytest.raises(Refused, match=key):
            open_book(ods(tmp_path, broken), Limits())


def test_an_opendocument_behind_a_password_or_with_macros(tmp_path: Path) -> None:
    manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    for more, key in (
        (("Basic/script-lc.xml", "<x/>"), "file-empty"),
        (("Basic/Standard/Module1.xml", "<x/>"), "file-macros"),
        (("Scripts/python/run.py", "x"), "file-macros"),
    ):
        with pytest.raises(Refused, match=key):
            open_book(ods(tmp_path, ODS.format(cells="<table:table-cell/>"), more), Limits())
    with zipfile.ZipFile(tmp_path / "locked", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", b"\x8f\x00")
    with pytest.raises(Refused, match="file-password"):
        open_book(tmp_path / "locked", Limits())
