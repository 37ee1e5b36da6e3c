from __future__ import annotations

from pathlib import Path

from bot.files.book import Limits, Row
from bot.files.opening import open_book

ANDROID = """BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2;=D0=98=D0=B2=D0=B0=D0=BD;;;\r
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=20=\r
=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2\r
TEL;CELL:+7 912 345-67-89\r
TEL;WORK;FAX:84951234567\r
TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=D0=94=D0=BE=D0=BC):+79123456780\r
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r
 SkZJRg\r
\r
END:VCARD\r
"""
IPHONE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 17.0//EN
N:Петров;Пётр;Ильич;;
FN:Пётр Петров
ORG:ООО \\, Ромашка;Сбыт
item1.TEL;type=pref:+7 913 000-00-00
item1.X-ABLabel:_$!<Mobile>!$_
TEL;type=HOME;type=VOICE:8 (495)
  123-45-67
NOTE:+7 999 999-99-99
END:VCARD
"""
NEWER = """BEGIN:VCARD
VERSION:4.0
FN:Anna
TEL;VALUE=uri;TYPE="voice,home":tel:+49-30-1234
END:VCARD
"""


def rows(folder: Path, said: str | bytes) -> list[Row]:
    path = folder / "file"
    path.write_bytes(said if isinstance(said, bytes) else said.encode())
    book = open_book(path, Limits())
    assert book.heads[0].kind == "cards"
    return list(book.rows(0))


def test_a_card_of_android(tmp_path: Path) -> None:
    assert rows(tmp_path, ANDROID) == [
        (1, ["+7 912 345-67-89", "Иван Иванов", "", "cell"]),
        (1, ["84951234567", "Иван Иванов", "", "work fax"]),
        (1, ["+79123456780", "Иван Иванов", "", ""]),
    ]


def test_a_card_of_an_iphone(tmp_path: Path) -> None:
    assert rows(tmp_path, IPHONE) == [
        (1, ["+7 913 000-00-00", "Пётр Петров", "ООО , Ромашка Сбыт", ""]),
        (1, ["8 (495) 123-45-67", "Пётр Петров", "ООО , Ромашка Сбыт", "home voice"]),
    ]


def test_several_people_keep_their_places(tmp_path: Path) -> None:
    said = NEWER + IPHONE.replace("\n", "\r\n") + NEWER
    assert [(place, cells[0]) for place, cells in rows(tmp_path, said)] == [
        (1, "tel:+49-30-1234"),
        (2, "+7 913 000-00-00"),
        (2, "8 (495) 123-45-67"),
        (3, "tel:+49-30-1234"),
    ]


def test_a_card_without_a_phone_is_a_row_to_refuse(tmp_path: Path) -> None:
    said = "BEGIN:VCARD\nN:Петров;Пётр;;;\nEND:VCARD\n" + NEWER
    assert [cells for _, cells in rows(tmp_path, said)] == [
        ["", "Пётр Петров", "", ""],
        ["tel:+49-30-1234", "Anna", "", "voice home"],
    ]


def test_a_broken_card_costs_no_other_one(tmp_path: Path) -> None:
    """No end, a line without a value, a photo that is none."""
    broken = "BEGIN:VCARD\nFN:x\nTEL\nTEL:+79120000000\nPHOTO;ENCODING=b:###\nSkZJ\n"
    assert [cells[0] for _, cells in rows(tmp_path, broken + NEWER)] == [
        "+79120000000",
        "tel:+49-30-1234",
    ]


def test_small_letters_and_other_encodings(tmp_path: Path) -> None:
    said = "begin:vcard\nversion:2.1\nfn:Иван Петров\ntel;cell:+79123456789\nend:vcard\n"
    for codec in ("cp1251", "utf-16", "utf-8-sig"):
        assert rows(tmp_path, said.encode(codec)) == [
            (1, ["+79123456789", "Иван Петров", "", "cell"])
        ]


def test_a_name_in_an_old_charset(tmp_path: Path) -> None:
    name = "FN;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=C8=E2=E0=ED"
    said = f"BEGIN:VCARD\n{name}\nTEL:7\nEND:VCARD\n"
    assert rows(tmp_path, said) == [(1, ["7", "Иван", "", ""])]
