from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from bot.core.errors import Refused
from bot.files.book import Book, Limits, Row
from bot.files.gaps import UNCOMPUTED
from bot.files.opening import open_book
from bot.files.sheets import cell_text

ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="list">
<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
<table:table-row>{cells}<table:table-cell table:number-columns-repeated="16380"/></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def book(folder: Path, fill: Callable[[Any], None]) -> Book:
    workbook = openpyxl.Workbook()
    fill(workbook)
    workbook.save(folder / "file")
    return open_book(folder / "file", Limits())


def rows(folder: Path, cells: Mapping[str, object], *merged: str) -> list[Row]:
    def fill(workbook: Any) -> None:
        for place, value in cells.items():
            workbook.active[place] = value
            if isinstance(value, str) and value.startswith("#"):
                workbook.active[place].data_type = "e"
        for area in merged:
            workbook.active.merge_cells(area)

    return list(book(folder, fill).rows(0))


def test_numbers_dates_and_truth_are_written_as_texts(tmp_path: Path) -> None:
    values: list[tuple[object, str]] = [
        (79123456789, "79123456789"),
        (7.9123456789e10, "79123456789"),
        ("7,91235E+10", "7,91235E+10"),
        ("'79123456789", "79123456789"),
        ("  +7 912 ", "+7 912"),
        (10.5, "10.5"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
        (dt.date(2026, 12, 1), "2026-12-01"),
        (dt.datetime(2026, 12, 1, 10, 30), "2026-12-01 10:30"),
        (dt.time(9, 5), "09:05"),
        (dt.timedelta(hours=30), "30:00"),
    ]
    cells = {f"{chr(65 + place)}1": value for place, (value, _) in enumerate(values)}
    assert rows(tmp_path, cells) == [(1, [said for _, said in values])]


def test_digits_that_were_never_typed_are_not_made_up() -> None:
    """A spreadsheet keeps fifteen of them."""
    assert cell_text(7.91234567890123456e19) == "7.91234567890123e+19"
    assert cell_text(-0.0) == "0"


def test_rows_and_columns_are_those_of_the_program(tmp_path: Path) -> None:
    assert rows(tmp_path, {"C3": "x", "D3": "y", "C7": "z"}) == [
        (3, ["", "", "x", "y"]),
        (7, ["", "", "z", ""]),
    ]


def test_errors_and_formulas_that_were_never_computed_are_marked(tmp_path: Path) -> None:
    cells = {"A1": "phone", "A2": "#N/A", "B2": "x", "A3": "=A1&1", "C5": "=1+1", "A9": "=1"}
    assert rows(tmp_path, cells) == [
        (1, ["phone", ""]),
        (2, ["#N/A", "x"]),
        (3, [UNCOMPUTED]),
        (5, ["", "", UNCOMPUTED]),
        (9, [UNCOMPUTED]),
    ]


def test_a_merged_word_speaks_for_its_rows_and_a_merged_phone_does_not(tmp_path: Path) -> None:
    cells = {"A1": 79123456789, "B1": "Anna", "B2": "Ivan", "C1": "Samara", "C4": "Ufa"}
    assert rows(tmp_path, cells, "A1:A2", "C1:C3") == [
        (1, ["79123456789", "Anna", "Samara"]),
        (2, ["", "Ivan", "Samara"]),
        (3, ["", "", "Samara"]),
        (4, ["", "", "Ufa"]),
    ]


def test_every_sheet_has_a_head(tmp_path: Path) -> None:
    def fill(workbook: Any) -> None:
        workbook.active.title = "Заметки"
        workbook.active["A1"] = "note"
        phones = workbook.create_sheet("База")
        for n in range(1, 301):
            phones.append([79120000000 + n])
        workbook.create_sheet("empty")
        workbook.create_sheet("old").sheet_state = "hidden"
        workbook["old"]["A1"] = 1
        workbook.create_chartsheet("chart")

    opened = book(tmp_path, fill)
    assert [(h.name, h.height, h.hidden, len(h.first)) for h in opened.heads] == [
        ("Заметки", 1, False, 1),
        ("База", 300, False, 200),
        ("empty", 0, False, 0),
        ("old", 1, True, 1),
    ]
    assert opened.heads[1].first[0] == (1, ["79120000001"])
    assert len(list(opened.rows(1))) == 300
    assert list(opened.rows(0)) == [(1, ["note"])]
    assert list(opened.rows(3)) == [(1, ["1"])]


def test_gaps_are_filled_in_the_sheet_they_belong_to(tmp_path: Path) -> None:
    def fill(workbook: Any) -> None:
        workbook.active["A1"] = "x"
        workbook.create_sheet("two").append(["=1+1", "y"])

    opened = book(tmp_path, fill)
    assert [list(opened.rows(sheet)) for sheet in (0, 1)] == [
        [(1, ["x"])],
        [(1, [UNCOMPUTED, "y"])],
    ]


def test_the_old_format(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("База")
    sheet.write(0, 0, "Телефон")
    sheet.write(2, 0, 79123456789)
    sheet.write(2, 1, "Анна")
    workbook.save(str(tmp_path / "file"))
    opened = open_book(tmp_path / "file", Limits())
    assert opened.heads[0].name == "База"
    assert list(opened.rows(0)) == [(1, ["Телефон", ""]), (3, ["79123456789", "Анна"])]


def test_an_opendocument_with_its_repeated_emptiness(tmp_path: Path) -> None:
    cells = (
        '<table:table-cell office:value-type="float" office:value="79123456789">'
        "<text:p>79123456789</text:p></table:table-cell>"
        '<table:table-cell office:value-type="string"><text:p>Анна</text:p></table:table-cell>'
    )
    opened = open_book(ods(tmp_path, ODS.format(cells=cells)), Limits())
    assert opened.heads[0].name == "list"
    assert list(opened.rows(0)) == [(3, ["79123456789", "Анна"])]
    with pytest.raises(Refused, match="file-too-wide"):
        open_book(tmp_path / "file", Limits(columns=1))
    with pytest.raises(Refused, match="file-long-cell"):
        open_book(tmp_path / "file", Limits(cell=10))


def ods(folder: Path, content: str, *more: tuple[str, str]) -> Path:
    with zipfile.ZipFile(folder / "file", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE)
        archive.writestr("content.xml", content)
        for name, held in (("META-INF/manifest.xml", "<manifest/>"), *more):
            archive.writestr(name, held)
    return folder / "file"


@pytest.mark.parametrize("width", [256, 257])
def test_a_cell_to_the_right_of_the_last_column_is_named(tmp_path: Path, width: int) -> None:
    column = openpyxl.utils.get_column_letter(width)
    cells: dict[str, object] = {"A1": "x", f"{column}7": "far"}
    if width == 256:
        assert rows(tmp_path, cells)[1][1][255] == "far"
        return
    with pytest.raises(Refused) as refused:
        rows(tmp_path, cells)
    assert refused.value.said.params == {"cell": "IW7"}


def test_a_workbook_without_a_word_is_empty(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="file-empty"):
        rows(tmp_path, {})
