"""What a message says of the columns of a table."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from bot import words
from bot.core.phones.columns import ColumnKind
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.parse import Context, parse
from bot.core.reading.reading import ColumnSaid, Reading
from bot.core.reading.table_columns import place_of

KIND = ColumnKind
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@cache
def lexicon() -> Lexicon:
    return words.load()


def read(text: str, *, table: bool = False) -> Reading:
    return parse(text, lexicon(), Context(NOW, table=table))


def said(reading: Reading) -> list[tuple[str, ColumnKind]]:
    return [(one.column, one.kind) for one in reading.columns]


@pytest.mark.parametrize(
    ("text", "column", "kind"),
    [
        ("колонка B это имя", "B", KIND.NAME),
        ("Колонка B — имя", "B", KIND.NAME),
        ("колонка b имя", "B", KIND.NAME),
        ("колонка В это имя", "B", KIND.NAME),
        ("в колонке B имена", "B", KIND.NAME),
        ("колонка B с именами", "B", KIND.NAME),
        ("столбец D это часовой пояс", "D", KIND.ZONE),
        ("телефон в колонке C", "C", KIND.PHONE),
        ("номер телефона — столбец C", "C", KIND.PHONE),
        ("телефон в столбце 3", "C", KIND.PHONE),
        ("вторая колонка это имя", "B", KIND.NAME),
        ("колонка AB это расписание", "AB", KIND.SCHEDULE),
        ("колонка «Город» это город", "Город", KIND.CITY),
        ("колонка Город клиента — город", "Город клиента", KIND.CITY),
        ("колонку E не передавать", "E", KIND.NOTHING),
        ("не передавайте столбец E", "E", KIND.NOTHING),
        ("колонка E не нужна", "E", KIND.NOTHING),
        ("колонка E лишняя", "E", KIND.NOTHING),
        ("без колонки E", "E", KIND.NOTHING),
        ("колонку E передавать", "E", KIND.DATA),
        ("колонка E это номер договора", "E", KIND.DATA),
        ("column D is the zone", "D", KIND.ZONE),
        ("column D: time zone", "D", KIND.ZONE),
        ("phone is in column C", "C", KIND.PHONE),
        ("the phone number is in column C", "C", KIND.PHONE),
        ("ignore column E", "E", KIND.NOTHING),
        ("do not pass column E", "E", KIND.NOTHING),
        ("column E is not needed", "E", KIND.NOTHING),
        ("the second column is the name", "B", KIND.NAME),
        ("колонка B це ім'я", "B", KIND.NAME),
        ("стовпець D це часовий пояс", "D", KIND.ZONE),
        ("телефон у колонці C", "C", KIND.PHONE),
        ("колонку E не передавати", "E", KIND.NOTHING),
        ("ігноруй стовпець E", "E", KIND.NOTHING),
    ],
)
def test_one_column(text: str, column: str, kind: ColumnKind) -> None:
    """All its words are understood, and nothing else is."""
    reading = read(text)
    assert said(reading) == [(column, kind)]
    assert (reading.unknown, reading.questions, reading.policy.week) == ((), (), None)


@pytest.mark.parametrize(
    "text",
    [
        "колонка B это имя, колонка C это телефон",
        "имя в колонке B, телефон в колонке C",
        "колонка B — имя, C — телефон",
        "Колонка В это имя\nС это телефон",
        "column B is the name and C is the phone",
        "the columns: B = name, C = phone",
    ],
)
def test_several_columns_in_one_message(text: str) -> None:
    reading = read(text)
    assert said(reading) == [("B", KIND.NAME), ("C", KIND.PHONE)]
    assert reading.ready


@pytest.mark.parametrize("text", ["колонки E, F и G не передавать", "ignore columns E, F and G"])
def test_several_columns_that_are_ignored(text: str) -> None:
    assert said(read(text)) == [(name, KIND.NOTHING) for name in "EFG"]


def test_a_lone_letter_names_a_column_only_where_there_is_a_table() -> None:
    reading = read("B — имя, C — телефон", table=True)
    assert said(reading) == [("B", KIND.NAME), ("C", KIND.PHONE)]
    assert reading.ready
    without = read("B — имя, C — телефон")
    assert without.columns == ()
    assert not without.ready


@pytest.mark.parametrize(
    "text",
    ["с 10 до 18", "В среду с 10", "a phone", "89123456789 Анна В.", "C понедельника", "A, B"],
)
def test_a_table_turns_no_other_words_into_columns(text: str) -> None:
    assert read(text, table=True).columns == ()
    assert read(text, table=True).policy == read(text).policy


def test_a_schedule_stands_beside_columns() -> None:
    reading = read("колонка B это имя, звонить в будни 10-18 мск")
    assert said(reading) == [("B", KIND.NAME)]
    assert reading.policy == read("будни 10-18 мск").policy
    assert reading.ready


@pytest.mark.parametrize("text", ["колонка B", "column B is nonsense", "колонка это"])
def test_half_a_thought_says_nothing_of_a_column(text: str) -> None:
    assert read(text).columns == ()


@pytest.mark.parametrize(
    ("column", "at"),
    [("B", 1), ("b", 1), ("Город", 2), ("ГОРОД", 2), ("Z", None), ("Сумма", None)],
)
def test_a_column_is_found_by_its_header_or_its_letter(column: str, at: int | None) -> None:
    assert place_of(ColumnSaid(column, KIND.NAME), ("Телефон", "Имя", "город")) == at
