"""What the child makes of a book: which sheets and columns, which numbers, what it asks."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.core.errors import Refused
from bot.core.phones.columns import ColumnKind
from bot.files.batches import assumed_from, clocks_from, numbers_from, refused_from
from bot.files.book import Limits
from bot.files.opening import open_book
from bot.files.rows import number_reader
from bot.files.wanted import Wanted, wanted_from
from bot.files.wire import frame
from bot.words import load
from tests.messy.made import book

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WANTED = Wanted("RU", NOW)
READ = number_reader(load())
VCARD = (
    "BEGIN:VCARD\nFN:Anna\nTEL;TYPE=CELL:+7 912 345-67-89\n"
    "TEL;TYPE=FAX:+7 903 123-45-67\nEND:VCARD\n"
    "BEGIN:VCARD\nORG:Acme\nTEL:8 903 123-45-68\nTEL:12345\nEND:VCARD\n"
)


def read(path: Path, wanted: Wanted = WANTED) -> list[Any]:
    """The pieces, as they come out of the pipe."""
    pieces = READ(open_book(path, Limits()), wanted.to_json())
    return [json.loads(frame({"batch": piece})[4:])["batch"] for piece in pieces]


def text_file(folder: Path, *lines: str) -> Path:
    path = folder / "file"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def workbook(folder: Path, sheets: dict[str, list[list[object]]], hidden: str = "") -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
        for row in rows:
            sheet.append(row)
    path = folder / "file"
    made.save(path)
    return path


def phones(pieces: list[Any]) -> list[str]:
    return [phone for piece in pieces if "phones" in piece for phone in piece["phones"]]


def test_the_options_cross_as_they_are() -> None:
    set_ = (("B", ColumnKind.PHONE), ("имя", ColumnKind.NAME))
    wanted = Wanted("KZ", NOW, (0, 2), set_, {"print": set_})
    assert wanted_from(json.loads(json.dumps(wanted.to_json()))) == wanted


def test_a_table_gives_numbers_with_data_zones_and_schedules(tmp_path: Path) -> None:
    path = text_file(
        tmp_path,
        "Телефон;Имя;Часовой пояс;Когда звонить",
        "8 912 345-67-89;Анна;мск;будни 10-18",
        "9031234567;Борис;;",
        "1234567;Влад;;",
        "9031234568;Глеб;Нарния;",
    )
    found, batch = read(path)
    (table,) = found["tables"]
    kinds = [kind for _, kind, _ in table["columns"]]
    assert kinds == ["phone", "name", "zone", "schedule"]
    anna, boris = numbers_from(batch)
    assert (anna.phone, anna.payload, anna.zone) == (
        "79123456789",
        {"Имя": "Анна"},
        "Europe/Moscow",
    )
    assert anna.schedule is not None
    assert anna.schedule.week is not None
    assert (boris.phone, boris.zone, boris.schedule) == ("79031234567", None, None)
    refused = [(one.row, one.value, one.reason.key) for one in refused_from(batch)]
    assert refused == [
        (4, "1234567", "refused-too-short"),
        (5, "9031234568", "refused-row-zone"),
    ]
    assert clocks_from(batch) == {"Europe/Moscow": 1, None: 1}


def test_a_column_that_is_not_clear_is_asked_for_and_nothing_is_read(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a;b", "79123456780;79031234560", "79123456781;79031234561")
    (question,) = read(path)
    assert question == {"columns": [[0, "a", "79123456780"], [1, "b", "79031234560"]]}


@pytest.mark.parametrize("column", ["B", "b", "Второй", "второй"])
def test_a_column_is_set_by_its_letter_or_its_header(tmp_path: Path, column: str) -> None:
    path = text_file(tmp_path, "Первый;Второй", "79123456780;79031234560")
    wanted = Wanted("RU", NOW, columns=((column, ColumnKind.PHONE),))
    found, batch = read(path, wanted)
    assert batch["phones"] == ["79031234560"]
    assert found["lost"] == []


def test_columns_that_the_chat_set_before_are_recalled_and_new_words_win(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a;b;c", "79123456780;79031234560;x")
    first, _ = read(path, Wanted("RU", NOW, columns=(("A", ColumnKind.PHONE),)))
    recalled = {first["tables"][0]["fingerprint"]: (("B", ColumnKind.PHONE),)}
    found, batch = read(path, Wanted("RU", NOW, recalled=recalled))
    assert found["tables"][0]["recalled"] is True
    assert batch["phones"] == ["79031234560"]
    set_again = Wanted("RU", NOW, columns=(("A", ColumnKind.PHONE),), recalled=recalled)
    assert phones(read(path, set_again)) == ["79123456780"]


def test_a_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Телефон;Имя", "79123456780;Анна")
    found, _ = read(path, Wanted("RU", NOW, columns=(("Z", ColumnKind.NAME),)))
    assert found["lost"] == ["Z"]


def test_the_one_sheet_with_numbers_is_read(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Notes": [["to whom it may concern"]],
        "List": [[79123456789]],
        "Old": [[79031234567]],
    }
    found, batch = read(workbook(tmp_path, sheets, hidden="Old"))
    assert found["tables"][0]["name"] == "List"
    assert batch["phones"] == ["79123456789"]


def test_several_sheets_are_asked_for_and_read_as_they_are_chosen(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {"May": [[79123456789]], "June": [[79031234567], [1]]}
    path = workbook(tmp_path, sheets)
    assert read(path) == [{"sheets": [[0, "May", 1], [1, "June", 2]]}]
    assert phones(read(path, Wanted("RU", NOW, sheets=(1,)))) == ["79031234567"]
    assert phones(read(path, Wanted("RU", NOW, sheets=(0, 1)))) == ["79123456789", "79031234567"]


def test_cards_give_all_phones_but_those_of_machines(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(VCARD)
    _, batch = read(path)
    told = [(number.phone, number.payload) for number in numbers_from(batch)]
    assert told == [("79123456789", {"name": "Anna"}), ("79031234568", {"name": "Acme"})]
    refused = [(one.row, one.value, one.reason.key) for one in refused_from(batch)]
    assert refused == [
        (1, "+7 903 123-45-67", "refused-fax"),
        (2, "12345", "refused-too-short"),
    ]


def test_a_file_without_digits_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="file-no-numbers"):
        read(text_file(tmp_path, "hello;you", "my;friend"))


def test_a_list_of_broken_numbers_is_read_so_that_each_is_told(tmp_path: Path) -> None:
    _, batch = read(text_file(tmp_path, "7,91235E+10", "7,91236E+10"))
    assert [one.reason.key for one in refused_from(batch)] == ["refused-digits-lost"] * 2


def test_a_row_that_is_too_long_for_a_call_is_refused(tmp_path: Path) -> None:
    long = ";".join(["x" * 30_000] * 12)
    path = text_file(tmp_path, f"79123456789;Анна;{long}", "79031234567;Борис;y")
    _, batch = read(path)
    assert batch["phones"] == ["79031234567"]
    (refused,) = refused_from(batch)
    assert (refused.row, refused.reason.key) == (1, "refused-long-row")


def test_no_batch_outgrows_its_frame(tmp_path: Path) -> None:
    """Cells of the most characters, and of those that JSON writes in six."""
    wide = ";".join(["\x1b" * 20_000] * 12)
    path = text_file(tmp_path, *[f"7912345{n:04};{wide}" for n in range(40)])
    batches = read(path)[1:]
    assert sum(len(batch["phones"]) for batch in batches) == 40
    assert len(batches) > 1


def test_numbers_without_a_country_code_are_counted(tmp_path: Path) -> None:
    cells = ("9123456781", "912 345-67-82", "8 912 345 67 83", "+7 912 345 67 84", "79123456785")
    more = ("Анна 9123456786", "9123456787, 89123456788", "+375 29 123-45-67")
    _, batch = read(text_file(tmp_path, "Телефон;Имя", *(f"{one};" for one in (*cells, *more))))
    assert len(batch["phones"]) == 9
    assert assumed_from(batch) == {"7": 4}
    path = text_file(tmp_path, "912;3456781", "903;1234562")
    _, batch = read(path)
    assert (batch["phones"], assumed_from(batch)) == (["79123456781", "79031234562"], {"7": 2})


def test_rows_that_a_filter_hides_are_counted_and_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(
        book([["Телефон"], [79123456781], [79123456782], [79123456783]], hidden=[2, 3])
    )
    found, batch = read(path)
    assert found["tables"][0]["filtered"] == 2
    assert len(batch["phones"]) == 3


def test_a_question_about_sheets_counts_no_headers(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        "May": [["Телефон"], [79123456789]],
        "June": [["Список"], ["Телефон"], [79031234567], [1]],
    }
    assert read(workbook(tmp_path, sheets)) == [{"sheets": [[0, "May", 1], [1, "June", 2]]}]
