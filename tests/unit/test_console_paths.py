"""Paths as people type them, and as terminals paste what is dragged into them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.console.paths import dragged, file_at, named, path_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "my list (1).csv"
    path.write_text("79123456789\n")
    return path


def ways(path: Path) -> list[str]:
    escaped = "".join(f"\\{letter}" if letter in " ()" else letter for letter in str(path))
    return [str(path), f"'{path}'", f'"{path}"', escaped, path.as_uri()]


@pytest.mark.parametrize("way", range(5))
def test_a_line_that_is_a_file_is_read(path: Path, way: int) -> None:
    found = dragged(ways(path)[way])
    assert found is not None
    assert (path_of(found.place), found.name, found.size) == (path, "my list (1).csv", 12)


@pytest.mark.parametrize("way", range(1, 5))
def test_words_behind_a_path_are_its_caption(path: Path, way: int) -> None:
    found = named(f"{ways(path)[way]} weekdays 10-18")
    assert found is not None
    assert (path_of(found[0].place), found[1]) == (path, "weekdays 10-18")


@pytest.mark.parametrize("way", range(5))
def test_a_path_alone_has_no_caption(path: Path, way: int) -> None:
    found = named(ways(path)[way])
    assert found is not None
    assert (path_of(found[0].place), found[1]) == (path, "")


@pytest.mark.parametrize(
    "line",
    ["79123456789", "weekdays 10-18.", "/help", "a\0b.csv", "x." * 3000, "'", "~nobody1/x.csv", ""],
)
def test_other_lines_are_words(line: str) -> None:
    assert dragged(line) is None


def test_a_file_called_like_a_number_is_not_taken_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "79123456789").touch()
    monkeypatch.chdir(tmp_path)
    assert dragged("79123456789") is None
    assert dragged("./79123456789") is not None


def test_a_file_that_is_not_there_is_named_without_its_size(tmp_path: Path) -> None:
    found = named(f"{tmp_path}/no.csv weekdays")
    assert found is not None
    assert (found[0].name, found[0].size, found[1]) == ("no.csv", None, "weekdays")
    assert named("") is None


def test_a_name_that_is_no_text_can_be_stored(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.csv"))
    path.touch()
    found = file_at(path)
    assert (path_of(found.place), found.name, found.size) == (path, "?.csv", 0)
    found.place.encode()
