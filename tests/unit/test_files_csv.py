from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.errors import Refused
from bot.files.book import Limits, Row
from bot.files.opening import open_book


def rows(folder: Path, said: str | bytes, limits: Limits | None = None) -> list[Row]:
    path = folder / "file"
    path.write_bytes(said if isinstance(said, bytes) else said.encode())
    return list(open_book(path, limits or Limits()).rows(0))


def cells(folder: Path, said: str | bytes) -> list[list[str]]:
    return [row for _, row in rows(folder, said)]


@pytest.mark.parametrize("mark", ["\t", ";", "|", ","])
def test_delimiters(tmp_path: Path, mark: str) -> None:
    said = f"phone{mark}name\n79123456789{mark}Anna\n79123456780{mark}Ivan\n"
    assert cells(tmp_path, said)[1] == ["79123456789", "Anna"]


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("79123456789;Иванов, Иван\n79123456780;Петров, Пётр\n", ["79123456789", "Иванов, Иван"]),
        ('79123456789,"a; b"\n79123456780,"c; d"\n', ["79123456789", "a; b"]),
        ("phone;1,5\n79123456789;2,5\n", ["phone", "1,5"]),
        ("phone,hours\n7912,пн-пт; 10-18\n7913,сб; 10\n", ["phone", "hours"]),
        ("79123456789 Иван\n79123456780 Пётр, Самара\n79123456781\n", ["79123456789 Иван"]),
        ("79123456789\n79123456780\n", ["79123456789"]),
        ("Позвонить завтра, в 10\n79123456789\n79123456780\n79123456781\n", None),
    ],
)
def test_the_delimiter_is_what_the_lines_agree_on(
    tmp_path: Path, said: str, first: list[str] | None
) -> None:
    assert cells(tmp_path, said)[0] == (first or [said.split("\n")[0]])


def test_the_line_that_names_the_delimiter_is_no_row(tmp_path: Path) -> None:
    """A spreadsheet hides `sep=;` and counts from the line below."""
    assert rows(tmp_path, "sep=|\r\nphone|a;b\r\n7912|c;d\r\n") == [
        (1, ["phone", "a;b"]),
        (2, ["7912", "c;d"]),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_empty_rows(tmp_path: Path, end: str) -> None:
    said = end.join(["phone;name", "", "7912;Anna", ";", "7913;Ivan"])
    assert rows(tmp_path, said) == [
        (1, ["phone", "name"]),
        (3, ["7912", "Anna"]),
        (5, ["7913", "Ivan"]),
    ]


def test_quoted_cells_hold_delimiters_quotes_and_line_ends(tmp_path: Path) -> None:
    said = 'phone;name\n7912;"OOO ""A; B"""\n7913;"two\nlines"\n7914;x\n'
    assert rows(tmp_path, said)[1:] == [
        (2, ["7912", 'OOO "A; B"']),
        (3, ["7913", "two\nlines"]),
        (4, ["7914", "x"]),
    ]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    said = 'phone;name\n7912;"Romashka\n7913;Ivan\n7914;"Vasilek\n7915;"A; B"\n'
    assert rows(tmp_path, said)[1:] == [
        (2, ["7912", "Romashka"]),
        (3, ["7913", "Ivan"]),
        (4, ["7914", "Vasilek"]),
        (5, ["7915", "A; B"]),
    ]


def test_a_quotation_mark_in_plain_lines_swallows_nothing(tmp_path: Path) -> None:
    said = '"Romashka 79123456789\n79123456780\n79123456781\n'
    assert rows(tmp_path, said) == [
        (1, ["Romashka 79123456789"]),
        (2, ["79123456780"]),
        (3, ["79123456781"]),
    ]


def test_ragged_rows_stay_and_empty_ends_go(tmp_path: Path) -> None:
    said = "phone;name;city;;;\n7912\n7913;Ivan;Samara;x;y\n7914;;Ufa\n"
    assert cells(tmp_path, said) == [
        ["phone", "name", "city"],
        ["7912"],
        ["7913", "Ivan", "Samara", "x", "y"],
        ["7914", "", "Ufa"],
    ]


def test_what_spreadsheets_wrap_texts_in_is_taken_off(tmp_path: Path) -> None:
    said = "phone;name\n=\"79123456789\";'Anna\n'+79123456780;O'Neil\n"
    assert cells(tmp_path, said)[1:] == [["79123456789", "Anna"], ["+79123456780", "O'Neil"]]


def test_zero_bytes_and_the_end_mark_of_dos_are_no_text(tmp_path: Path) -> None:
    assert cells(tmp_path, b"phone;name\n79\x0012;An\x00na\n\x1a") == [
        ["phone", "name"],
        ["7912", "Anna"],
    ]


def test_one_line_of_many_numbers_is_a_row_for_each(tmp_path: Path) -> None:
    said = ", ".join(f"7912345{n:04}" for n in range(1000))
    assert rows(tmp_path, said)[-1] == (1000, ["79123450999"])
    assert len(rows(tmp_path, said)) == 1000


def test_one_line_with_a_name_is_one_row(tmp_path: Path) -> None:
    assert cells(tmp_path, "79123456789;Anna;79123456780") == [
        ["79123456789", "Anna", "79123456780"]
    ]


def test_the_first_rows_are_in_the_head_and_all_come_again(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("".join(f"{n};x\n" for n in range(1, 501)))
    book = open_book(path, Limits())
    (head,) = book.heads
    assert (head.kind, head.name, len(head.first)) == ("text", "", 200)
    assert [number for number, _ in book.rows(0)] == list(range(1, 501))
    assert book.progress() == 1.0


@pytest.mark.parametrize(
    ("said", "key", "params"),
    [
        ("", "file-empty", {}),
        ("\n \r\n\n", "file-empty", {}),
        (";;;\n;;\n", "file-empty", {}),
        ("a;b\nc;" + "x" * 101 + "\n", "file-long-cell", {"row": 2, "limit": 100}),
        ('a;b\n"x";y\n"z";"' + "x" * 101 + '"\n', "file-long-cell", {"row": 3, "limit": 100}),
        ("a\n" * 11, "file-too-many-rows", {"limit": 10}),
        ("a;b\n" + "x;" * 5 + "y\n", "file-too-wide", {"row": 2, "limit": 5}),
        ("a" * 2000, "file-long-cell", {"row": 1, "limit": 100}),
    ],
)
def test_limits_name_the_row(
    tmp_path: Path, said: str, key: str, params: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refused:
        rows(tmp_path, said, Limits(rows=10, columns=5, cell=100))
    assert (refused.value.said.key, refused.value.said.params) == (key, params)


def test_the_limit_of_cells_holds_in_every_column_count(tmp_path: Path) -> None:
    """One column is read on another road than many."""
    with pytest.raises(Refused, match="file-long-cell"):
        rows(tmp_path, '"short"\n' + "x" * 101, Limits(cell=100))
