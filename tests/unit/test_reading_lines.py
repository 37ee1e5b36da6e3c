"""Lines of a list that is no table: the phone, and what a person wrote beside it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.phones.number import Number, RefusedNumber
from bot.core.reading.context import Context
from bot.core.reading.lines import Lines
from bot.words import load

LINES = Lines(load(), Context(now=datetime(2026, 11, 23, 9, tzinfo=UTC)))


def only(line: str) -> Number:
    (number,) = LINES.row(7, line)
    assert isinstance(number, Number)
    return number


@pytest.mark.parametrize(
    ("line", "payload"),
    [
        ("89123456789", {}),
        ("Иван Петров 8 912 345-67-89", {"name": "Иван Петров"}),
        ("+7 (912) 345-67-89 - Анна", {"name": "Анна"}),
        ("тел. 8 912 345-67-89", {}),
        ("8 912 345-67-89 Мария (тел. раб.)", {"name": "Мария"}),
        ("8 912 345-67-89 ООО Рога и копыта", {"data": "ООО Рога и копыта"}),
        ("89123456789 city=Omsk", {"city": "Omsk"}),
    ],
)
def test_what_stands_beside_a_phone_goes_with_it(line: str, payload: dict[str, str]) -> None:
    number = only(line)
    assert (number.phone, number.zone, number.schedule) == ("79123456789", None, None)
    assert number.payload.items() >= payload.items()


def test_a_line_may_say_when_to_call_its_number() -> None:
    number = only("Анна 89123456789 будни 10-18 мск")
    assert number.zone == "Europe/Moscow"
    assert number.schedule is not None
    assert number.schedule.week is not None
    assert only("89123456789 Самара").zone == "Europe/Samara"


def test_a_schedule_that_is_not_understood_refuses_its_number() -> None:
    (refused,) = LINES.row(7, "89123456789 будни 10-18 кроме бубубу")
    assert isinstance(refused, RefusedNumber)
    assert (refused.reason.key, refused.row) == ("refused-row-schedule", 7)


def test_several_phones_of_a_line_are_several_numbers() -> None:
    found = LINES.row(7, "8 912 345-67-89 / 8 903 123-45-67")
    assert [one.phone for one in found if isinstance(one, Number)] == ["79123456789", "79031234567"]


@pytest.mark.parametrize("line", ["12345", "just words", "8 912 345-67"])
def test_a_line_without_a_number_is_refused_with_its_row(line: str) -> None:
    (refused,) = LINES.row(7, line)
    assert isinstance(refused, RefusedNumber)
    assert refused.row == 7
