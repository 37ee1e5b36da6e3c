"""The list of refused numbers: made from the database, in the reader's language."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from bot.core.draft import Draft
from bot.core.phones.number import RefusedNumber
from bot.core.texts import text
from bot.files import refusals
from bot.files.refusals import Refusals
from bot.flows.messages import RefusedList
from bot.flows.ports import Store
from bot.locales import voices
from bot.storage.database import SqlDatabase, open_database
from bot.storage.migrate import ensure
from tests.fakes import FakeClock

REFUSED = (
    RefusedNumber("12", text("refused-too-short"), 7),
    RefusedNumber("=1+1", text("refused-row-zone", cell="+25"), 8),
    RefusedNumber("112", text("refused-emergency")),
)


@pytest.fixture
def database() -> Iterator[SqlDatabase]:
    database = open_database("sqlite://", FakeClock())
    ensure(database)
    yield database
    database.close()


async def rows(
    database: SqlDatabase, folder: Path, language: str, refused: tuple[RefusedNumber, ...] = REFUSED
) -> list[list[str]]:
    def keep(store: Store) -> None:
        store.save(Draft("d", 1, 1, "ru"))
        store.sources.add("d", (), refused)

    await database.run(keep)
    document = await Refusals(database, voices(), folder)(RefusedList("d"), language)
    assert document.name.endswith(".xlsx")
    return cells(document.content)


def cells(content: bytes) -> list[list[str]]:
    sheet = CalamineWorkbook.from_object(BytesIO(content)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()]


async def test_row_value_and_reason_as_texts(database: SqlDatabase, tmp_path: Path) -> None:
    assert await rows(database, tmp_path, "ru") == [
        ["Строка", "Номер", "Почему не взял"],
        ["7", "12", "короче нужного"],
        ["8", "=1+1", "не понял часовой пояс: +25"],
        ["", "112", "экстренная служба"],
    ]


async def test_nothing_is_left_on_the_disk(database: SqlDatabase, tmp_path: Path) -> None:
    await rows(database, tmp_path, "en")
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - pathlib would block here


async def test_a_long_list_is_read_part_by_part(database: SqlDatabase, tmp_path: Path) -> None:
    many = tuple(RefusedNumber(str(n), text("refused-too-short"), n) for n in range(5000))
    found = await rows(database, tmp_path, "en", many)
    assert [row[0] for row in found[1:]] == [str(n) for n in range(5000)]


async def test_an_endless_list_ends(
    database: SqlDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "MOST", 2)
    assert [row[0] for row in await rows(database, tmp_path, "en")] == [
        "Row",
        "7",
        "8",
        "and 1 more",
    ]
