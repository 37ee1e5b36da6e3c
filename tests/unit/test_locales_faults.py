"""What is wrong with a language's texts is said with the file, the key and the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import locales

RIGHT = """
city = { ZONE($zone) }
days = { $first }–{ $last }
numbers =
    { $count ->
        [one] { $count } number
       *[other] { $count } numbers
    }
"""


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """A small language to compare with."""
    return language(tmp_path, "en", RIGHT)


def language(root: Path, code: str, texts: str) -> Path:
    """A folder of a language."""
    folder = root / code
    folder.mkdir()
    (folder / "bot.ftl").write_text(texts, encoding="utf-8")
    return folder


def faults(reference: Path, texts: str, code: str = "uk") -> list[str]:
    """The faults of a language, without the path to its folder."""
    folder = language(reference.parent, code, texts)
    return [line.removeprefix(f"{folder}/") for line in locales.faults(folder, reference)]


def test_a_language_with_the_same_keys_and_variables_has_no_fault(reference: Path) -> None:
    few = RIGHT.replace("       *[other]", "        [few] { $count }\n       *[other]")
    assert faults(reference, few) == []


@pytest.mark.parametrize(
    ("wrong", "right", "fault"),
    [
        ("", "city = { ZONE($zone) }\n", "bot.ftl: city: missing"),
        ("town = x\ncity =", "city =", "bot.ftl: town: no such text in en"),
        ("{ $first }", "{ $first }–{ $last }", "bot.ftl: days: $last is not used"),
        ("{ $end }–{ $last }–", "{ $last }", "bot.ftl: days: $end is not given"),
        ("ZONA($zone)", "ZONE($zone)", "bot.ftl: city: no such function: ZONA"),
        ("[two]", "[one]", "bot.ftl: numbers: [two] never comes in this language; it has"),
        ("city = x\ncity =", "city =", "bot.ftl: city: stands twice"),
        ("city { ZONE", "city = { ZONE", "bot.ftl: line 2: Expected token"),
    ],
)
def test_a_fault_names_the_file_the_key_and_the_reason(
    reference: Path, wrong: str, right: str, fault: str
) -> None:
    found = faults(reference, RIGHT.replace(right, wrong, 1))
    assert any(line.startswith(fault) for line in found), found


def test_a_file_that_is_not_there_is_one_fault(reference: Path, tmp_path: Path) -> None:
    (tmp_path / "uk").mkdir()
    assert locales.faults(tmp_path / "uk", reference) == [f"{tmp_path}/uk/bot.ftl: no such file"]


def test_a_folder_is_named_by_the_code_of_its_language(reference: Path) -> None:
    (fault,) = faults(reference, RIGHT, code="xx")
    assert fault.endswith("xx: no code of a language")
