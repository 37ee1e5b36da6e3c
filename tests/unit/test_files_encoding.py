from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from bot.files.book import Limits
from bot.files.encoding import encoding_of
from bot.files.opening import open_book

CYRILLIC = ("cp1251", "koi8-r", "mac-cyrillic", "cp866")
TEXTS = (
    "Иван;79123456789",
    "ИВАНОВ ИВАН;79123456789",
    "имя;номер\nоля;79123456789",
    "Телефон;Имя;Город\n79123456789;Мария;Самара\n79123456780;Пётр;Уфа",
    "ТЕЛЕФОН,ФИО\n89123456789,ПЕТРОВА АННА СЕРГЕЕВНА",
    "Щукин Юрий Эдуардович\t8 912 345-67-89",
    "Телефон;Часовой пояс\n79123456789;МСК+2",
    "ООО Ромашка;79123456789\nИП Цой;79123456780",
    "Гульназ;79123456789\nАльфия;79123456788\nИльшат;79123456787",
    "79123456789;Жанна\n" * 2 + "79123456789;Вася\n" * 3,
)


@pytest.mark.parametrize("said", TEXTS)
@pytest.mark.parametrize(
    "codec",
    [*CYRILLIC, "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_short_cyrillic_is_read_in_any_encoding(tmp_path: Path, said: str, codec: str) -> None:
    assert _read(tmp_path, said.encode(codec)) == _read(tmp_path, said.encode())


def test_utf_16_with_a_mark_of_either_order(tmp_path: Path) -> None:
    said = "Телефон\tИмя\n79123456789\tИван\n"
    for mark, codec in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        assert _read(tmp_path, mark + said.encode(codec)) == [
            ["Телефон", "Имя"],
            ["79123456789", "Иван"],
        ]


def test_a_broken_letter_does_not_unmake_utf_8(tmp_path: Path) -> None:
    """A file cut in the middle of a letter is still UTF-8."""
    raw = ("79123456789;Мария Петрова Сергеевна\n" * 3).encode()[:-2]
    assert _read(tmp_path, raw)[0] == ["79123456789", "Мария Петрова Сергеевна"]
    assert _read(tmp_path, raw)[2][1].startswith("Мария Петрова Сергеевн")


def test_names_in_latin_letters_keep_their_accents(tmp_path: Path) -> None:
    said = "phone;name\n491712345678;Jürgen Müller\n491712345679;Zoë Größe\n"
    assert _read(tmp_path, said.encode("cp1252")) == _read(tmp_path, said.encode())


def test_letters_far_behind_many_digits_are_found(tmp_path: Path) -> None:
    raw = b"79123456789;\n" * 50_000 + "79123456780;Иван Петров\n".encode("koi8-r")
    assert _read(tmp_path, raw)[-1] == ["79123456780", "Иван Петров"]


def test_plain_digits_are_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "digits"
    path.write_bytes(b"79123456789\n" * 10)
    assert encoding_of(path) == "utf-8"


def _read(folder: Path, raw: bytes) -> list[list[str]]:
    path = folder / "file"
    path.write_bytes(raw)
    return [cells for _, cells in open_book(path, Limits()).rows(0)]
