"""The columns of a table: found from headers and cells, set right by a person."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import pytest

from bot import words
from bot.core.phones.columns import ColumnKind, Columns, field_named, letter, place, with_kind
from bot.core.phones.sniff import columns
from bot.core.reading.cells import CellWords
from bot.core.reading.context import Context

NOW = datetime.fromisoformat("2026-11-23T12:00:00+03:00")


@cache
def cell_words() -> CellWords:
    return CellWords(words.load(), Context(NOW))


def sniffed(table: str) -> Columns:
    return columns([line.split(";") for line in table.split("\n")], "RU", cell_words())


def kinds(table: str) -> str:
    return " ".join(sniffed(table).kinds)


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("Телефон;Имя;Город\n89123456789;Иван;Самара", "phone name city"),
        ("phone_number;Client name;City\n79123456789;Ann;Samara", "phone name city"),
        ("ФИО;Моб. тел.;Комментарий\nИванов;8912345-67-89;да", "name phone data"),
        ("Ім'я;Телефон;Місто\nОлена;79123456789;Київ", "name phone city"),
        ("№;Контакт;Номер\n1;Иван;89123456789\n2;Олег;89123456780", "nothing data phone"),
        ("№;Номер\n17;89123456789\n5;89123456780", "data phone"),
        ("Клиент;Номер;Номер заказа\nИван;89123456789;9123456780", "name phone data"),
        ("Клиент;Номер договора;XYZ\nИван;9123456780;89123456789", "name data phone"),
        ("Телефон;Телефон 2\n89123456789;89132223344", "phone spare_phone"),
        ("Телефон;Мобильный\n;89132223344", "data phone"),
        ("phone;когда звонить;часовой пояс\n79123456789;пн 10-18;МСК", "phone schedule zone"),
        ("phone;Удобно\n79123456789;будни 10-18", "phone schedule"),
        ("phone;Дата рождения\n79123456789;12.05.1980", "phone data"),
        ("phone;Филиал\n79123456789;Самара", "phone data"),
        (
            "phone;gmt_zone;Max attempts;payload\n79123456789;Z;3;{}",
            "phone gmtZone maxAttempts payload",
        ),
        ("89123456789;Иван Петров;Самара", "phone name city"),
        ("Иван;89123456789;10-18\nОля;89123456780;будни 9-12", "name phone schedule"),
        ("7707083893;89123456789\n7736050003;89132223344", "data phone"),
        ("89123456789;1200,50;\n89132223344;12.05.2026;", "phone data nothing"),
        ("89123456789", "phone"),
    ],
)
def test_columns_are_found(table: str, wanted: str) -> None:
    assert kinds(table) == wanted
    assert sniffed(table).unsure == ()


def test_the_rows_above_the_header_are_left_out() -> None:
    found = sniffed("Список клиентов;\n;\nИмя;Телефон\nИван;89123456789")
    assert found.header == ("Имя", "Телефон")
    assert (found.has_header, found.skip, found.phone) == (True, 3, 1)


def test_a_first_row_of_digits_is_no_header() -> None:
    """A number that is none is refused with its row, not taken for a title."""
    found = sniffed("8912345;Иван\n89123456789;Олег")
    assert (found.has_header, found.skip) == (False, 0)


def test_two_columns_that_may_be_the_phones_are_asked_about() -> None:
    found = sniffed("89123456789;89132223344\n89123456780;89132223345")
    assert found.phone is None
    assert found.unsure == (0, 1)
    decided = with_kind(found, 1, ColumnKind.PHONE)
    assert (decided.phone, decided.unsure) == (1, ())


def test_a_table_without_phones_asks_for_any_column() -> None:
    found = sniffed("Имя;Возраст\nИван;30")
    assert found.unsure == (0, 1)


def test_an_empty_table_has_no_phones() -> None:
    assert columns([], "RU", cell_words()).kinds == ()


def test_there_is_one_column_of_phones() -> None:
    found = with_kind(sniffed("Телефон;Номер\n89123456789;89132223344"), 1, ColumnKind.PHONE)
    assert found.kinds == (ColumnKind.DATA, ColumnKind.PHONE)


def test_the_fingerprint_is_that_of_the_header() -> None:
    one, other = sniffed("Телефон;Имя\n89123456789;И"), sniffed("телефон ;ИМЯ:\n89132223344;О")
    assert one.fingerprint == other.fingerprint != ""
    assert sniffed("Тел;Имя\n89123456789;И").fingerprint != one.fingerprint
    assert sniffed("89123456789;И").fingerprint == ""


def test_letters_of_columns() -> None:
    assert [letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [place(letter(at)) for at in range(800)] == list(range(800))
    assert place("1") is None


def test_fields_of_the_api_are_known_in_any_spelling() -> None:
    assert field_named("Retry interval in minutes") is ColumnKind.RETRY_INTERVAL
    assert field_named("start_date_time") is ColumnKind.START
    assert field_named("day") is None


def test_names_in_the_payload() -> None:
    """A header that stands twice gets its letter; without a header the kind or the letter."""
    named = Columns(("a", "a"), (ColumnKind.DATA, ColumnKind.DATA), has_header=True)
    bare = Columns(("", ""), (ColumnKind.NAME, ColumnKind.DATA))
    assert [named.key(0), named.key(1), bare.key(0), bare.key(1)] == ["a", "a (B)", "name", "B"]
