from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bot.files import report
from bot.files.report import write_report

TITLES = ("Строка", "Значение", "Причина")
DANGEROUS = (
    "=1+1",
    "+79123456789",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://127.0.0.1","x")',
    "{=1}",
    "＝1+1",
    "http://127.0.0.1/",
    "mailto:a@b",
    "007",
    "</t><f>1</f>",
)


def test_no_cell_starts_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    lines = [(value, value, value) for value in DANGEROUS]
    assert write_report(path, TITLES, lines, str) == len(DANGEROUS)
    rows = list(openpyxl.load_workbook(path).active)
    assert {cell.data_type for row in rows for cell in row} == {"s"}
    assert not any(cell.hyperlink for row in rows for cell in row)
    assert [cell.value for cell in rows[0]] == list(TITLES)
    written = [[cell.value for cell in row] for row in rows[1:]]
    assert written == [[value.replace("\r", "_x000D_")] * 3 for value in DANGEROUS] or [
        [cell.replace("_x000D_", "\r").replace("_x0009_", "\t") for cell in row] for row in written
    ] == [[value] * 3 for value in DANGEROUS]


def test_what_cannot_be_written_does_not_stop_the_report(tmp_path: Path) -> None:
    """Half of a surrogate pair, control characters, and more than a cell can hold."""
    path = tmp_path / "report.xlsx"
    write_report(path, TITLES, [("1", "\ud83d", "\x00\x07"), ("2", "x" * 40_000, "y")], str)
    sheet = openpyxl.load_workbook(path).active
    assert sheet["B2"].value == "?"
    assert sheet["B3"].value == "x" * 32_767
    assert sheet["C3"].value == "y"


@pytest.mark.parametrize(("count", "last"), [(3, "3"), (4, "4"), (5, "more: 2"), (9, "more: 6")])
def test_the_last_row_says_what_the_sheet_cannot_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, last: str
) -> None:
    monkeypatch.setattr(report, "ROWS", 5)
    path = tmp_path / "report.xlsx"
    lines = ((str(n), "v", "r") for n in range(1, count + 1))
    assert write_report(path, TITLES, lines, lambda left: f"more: {left}") == count
    rows = list(openpyxl.load_workbook(path).active.values)
    assert len(rows) == min(count + 1, 5)
    assert rows[-1][0] == last


def test_nothing_is_left_beside_the_report(tmp_path: Path) -> None:
    write_report(tmp_path / "report.xlsx", TITLES, [("1", "2", "3")], str)
    assert [path.name for path in tmp_path.iterdir()] == ["report.xlsx"]
