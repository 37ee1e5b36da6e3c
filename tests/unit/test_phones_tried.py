"""What an outside tester found: prices, contracts, zones and rows that the bot misread."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.core.phones.columns import ColumnKind
from bot.core.phones.find import find
from bot.core.phones.sniff import columns
from bot.core.phones.table import rows
from bot.files.book import Limits
from bot.files.opening import open_book
from bot.files.rows import number_reader
from bot.files.wanted import Wanted
from bot.words import load


def _phones(message: str) -> list[str]:
    return [one.number.phone for one in find(message, "RU") if one.number]


def _refused(message: str) -> list[str]:
    return [one.refused.reason.key for one in find(message, "RU") if one.refused]


@pytest.mark.parametrize(
    "message",
    ["$9123456789", "9123456789 ₽", "9 161 234 567.00", "9 161 234 567,00", "€ 9 161 234 567"],
)
def test_price_is_no_phone(message: str) -> None:
    assert _phones(message) == []


@pytest.mark.parametrize(
    "message",
    [
        "1500 ₽ 9123456789",
        "$20, 89123456789",
        "89123456789 1500₽",
        "9 123 456 789,10-18",
        "8 912 345-67-89 ₽",
    ],
)
def test_phone_beside_a_price_is_taken(message: str) -> None:
    assert _phones(message) == ["79123456789"]


@pytest.mark.parametrize(
    "message",
    [
        "89123456789,89123456790",
        "9123456789,9123456790",
        "8-912-345-67-89,8-912-345-67-90",
        "8 (912) 345 67 89,8 (912) 345 67 90",
    ],
)
def test_numbers_with_a_comma_and_no_space_between(message: str) -> None:
    assert _phones(message) == ["79123456789", "79123456790"]


@pytest.mark.parametrize("message", ["55.7558,37.6173000123", "10,12 12345,78"])
def test_fraction_is_no_phone(message: str) -> None:
    assert _phones(message) == []


@pytest.mark.parametrize("message", ["+8 912 345 67 89", "+8 (912) 345-67-89", "+89123456789"])
def test_wrong_plus_is_refused_whole(message: str) -> None:
    """Or its +8 would be read as the zone of what is left."""
    [found] = find(message, "RU")
    assert (found.start, found.end) == (0, len(message))
    assert _refused(message) == ["refused-no-such-code"]


@pytest.mark.parametrize("zone", ["UTC+7 ", "gmt +7 ", "UTC+8 ", "UTC+3 "])
def test_zone_before_a_number_is_left_to_the_reader(zone: str) -> None:
    [found] = find(f"{zone}9123456789", "RU")
    assert found.start == len(zone)
    assert _phones(f"{zone}9123456789") == ["79123456789"]


def test_pasted_fields_of_the_api_are_no_payload() -> None:
    """A zone that went into the payload would be a call at a wrong hour."""
    message = "phone;gmtZone\n89123456789;Europe/Samara"
    assert rows(message, find(message, "RU"), lambda _: 0) == []
    message = "phone;city\n89123456789;Samara"
    assert len(rows(message, find(message, "RU"), lambda _: 0)) == 2


@pytest.mark.parametrize(
    "message",
    [
        '{"order_id": 9161234567, "phone": "89123456789"}',
        '{"phone": "89123456789", "order": "9161234567"}',
        '{"phone": "89123456789", "payload": {"x": 9161234567}}',
    ],
)
def test_data_of_json_is_no_phone(message: str) -> None:
    found = find(message, "RU", lambda words: words.startswith("order"))
    assert [one.number.phone for one in found if one.number] == ["79123456789"]


class _Words:
    def column(self, header: str) -> ColumnKind | None:
        return {"tel": ColumnKind.PHONE, "who": ColumnKind.NAME}.get(header)

    def city(self, cell: str) -> str | None:
        return None

    def is_schedule(self, cell: str) -> bool:
        return False

    def is_reference(self, header: str) -> bool:
        return False


def _sniffed(table: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]]:
    found = columns(table, "RU", _Words())
    return found.skip, found.header


def test_rows_below_the_header_are_never_passed_over() -> None:
    table = [["tel", "who"], ["112", "a"], ["-", "b"], ["89123456789", "c"]]
    assert _sniffed(table) == (1, ("tel", "who"))


def test_title_with_digits_stands_above_the_header() -> None:
    table = [["Report 11.2026 7707083893", ""], ["tel", "who"], ["89123456789", "c"]]
    assert _sniffed(table) == (2, ("tel", "who"))


def test_bad_number_without_a_header_is_data() -> None:
    assert _sniffed([["8912345", "a"], ["89123456789", "c"]])[0] == 0


@pytest.mark.parametrize(
    "lines",
    [
        ("Договор 9161234567", "Анна 89123456789"),
        ("Договор 9161234567 от 12.11.2026, ИНН 7707083893", "Ивану: 8 (912) 345-67-89, днём"),
        ("Телефон;Имя", "договор 9161234567;Анна", "89123456789;Пётр"),
    ],
)
def test_contract_in_a_file_is_no_phone(tmp_path: Path, lines: Sequence[str]) -> None:
    path = tmp_path / "list.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    options = Wanted("RU", datetime(2026, 11, 23, 9, tzinfo=UTC)).to_json()
    pieces: list[Any] = list(number_reader(load())(open_book(path, Limits()), options))
    batches = [piece for piece in pieces if "phones" in piece]
    assert [phone for batch in batches for phone in batch["phones"]] == ["79123456789"]
