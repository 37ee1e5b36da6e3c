"""Messy text: links, hidden marks, labels, tables and names beside numbers."""

from __future__ import annotations

from datetime import datetime
from functools import cache, partial

import pytest

from bot import words
from bot.core.phones.find import find
from bot.core.phones.zone import zone_of
from bot.core.reading.columns import is_reference
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.parse import Context, parse

NOW = datetime.fromisoformat("2026-11-23T12:00:00+03:00")
IVAN, MARY = "79123456789", "79132223344"


@cache
def lexicon() -> Lexicon:
    return words.load()


def read(message: str) -> list[tuple[str, dict[str, str]]]:
    return [(n.phone, n.payload) for n in parse(message, lexicon(), Context(NOW)).numbers]


@pytest.mark.parametrize(
    "written",
    [
        "wa.me/79123456789",
        "https://wa.me/79123456789?text=hi",
        "t.me/+79123456789",
        "https://api.whatsapp.com/send?phone=79123456789",
        "https://api.whatsapp.com/send?text=hi&phone=79123456789&lang=ru",
        "viber://chat?number=%2B79123456789",
        "<tel:+7-912-345-67-89>",
        "+7\u200b912\u200b345\u200b67\u200b89",
        "\u202a+7 912 345\u201167\u201189\u202c",
        "тел:89123456789",
        "т.89123456789",
        "📞89123456789",
        "810 7 912 345-67-89",
    ],
)
def test_spellings(written: str) -> None:
    (found,) = find(written, "RU")
    assert found.number
    assert found.number.phone == IVAN


@pytest.mark.parametrize("written", ["7,91235E+10", "7.91E+10", "7.91234568E+10", "7,9E+10"])
def test_lost_digits_are_never_guessed(written: str) -> None:
    (found,) = find(written, "RU")
    assert found.refused
    assert found.refused.reason.key == "refused-digits-lost"


@pytest.mark.parametrize(
    "message",
    [
        "ИНН 7712345678",
        "ИНН: 7712345678",
        "КПП 770701001",
        "СНИЛС 112-233-445 95",
        "паспорт 45 10 123456",
        "договор 89123456789",
        "номер договора 89123456789",
        "заказ №9123456789",
        "order no. 9123456789",
        "id: 9123456789",
        "t.me/+AbCdEfGh12345678",
        "р/с 40702810900000012345",
        "12.05.2026 10:15:22",
        "10.12.2026 - 20.12.2026",
    ],
)
def test_numbers_that_are_no_phones(message: str) -> None:
    assert find(message, "RU", partial(is_reference, lexicon=lexicon())) == []


@pytest.mark.parametrize(
    "message",
    [
        "договор +7 912 345-67-89",
        "по договору 8 (912) 345-67-89",
        "заказ 12, тел 89123456789",
        "номер телефона 89123456789",
        "ИНН 7712345678, 89123456789",
        "договор от 12.05.2026 89123456789",
        "12.05.2026 10:15 89123456789",
    ],
)
def test_phones_beside_references(message: str) -> None:
    """What is written as a phone is one, whatever stands before it."""
    found = find(message, "RU", partial(is_reference, lexicon=lexicon()))
    assert [one.number.phone for one in found if one.number] == [IVAN]


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("Иван 89123456789, Мария 89132223344", ("Иван", "Мария")),
        ("Иван 89123456789 Мария 89132223344", ("Иван", "Мария")),
        ("Иванов Иван 89123456789; Мария 89132223344", ("Иванов Иван", "Мария")),
        ("89123456789 Иван, 89132223344 Мария", ("Иван", "Мария")),
        ("1. 89123456789 Иван\n2. 89132223344 Мария", ("Иван", "Мария")),
        ("Иван: 89123456789\nМария: 89132223344", ("Иван", "Мария")),
    ],
)
def test_names_belong_to_their_numbers(message: str, names: tuple[str, str]) -> None:
    assert read(message) == [(IVAN, {"name": names[0]}), (MARY, {"name": names[1]})]


def test_extensions_are_kept_for_the_script() -> None:
    assert read("8(912)345-67-89 доб. 12") == [(IVAN, {"extension": "12"})]
    assert read("8 912 345-67-89 ext. 12") == [(IVAN, {"extension": "12"})]


def test_a_table_with_quotes() -> None:
    table = 'phone,name\n"89123456789","Иван"\n"89132223344","Мария, дочь"'
    assert read(table) == [(IVAN, {"name": "Иван"}), (MARY, {"name": "Мария, дочь"})]


def test_a_table_in_markdown() -> None:
    table = "| phone | name |\n|---|:--|\n| 89123456789 | Иван |\n| 89132223344 | Мария |"
    assert read(table) == [(IVAN, {"name": "Иван"}), (MARY, {"name": "Мария"})]


def test_a_column_of_references_is_no_column_of_phones() -> None:
    table = "номер договора;телефон\n9123456780;89123456789"
    assert read(table) == [(IVAN, {"номер договора": "9123456780"})]


@pytest.mark.parametrize(
    ("phone", "zone"),
    [
        ("77011234567", "Asia/Almaty"),
        ("77172123456", "Asia/Almaty"),
        ("74012123456", "Europe/Kaliningrad"),
        ("78452123456", "Europe/Saratov"),
        ("74951234567", "Europe/Moscow"),
        ("12125550123", "America/New_York"),
        ("375291234567", "Europe/Moscow"),
        ("79123456789", None),
        ("491711234567", "Europe/Berlin"),
    ],
)
def test_zones_of_areas(phone: str, zone: str | None) -> None:
    assert zone_of(phone) == zone
