"""The word files: loaded, merged, and refused with file, key and reason when they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.words import BadWords, expanded, faults, folder, load


def language(root: Path, body: str, name: str = "xx") -> Path:
    folder = root / name
    folder.mkdir()
    (folder / "words.toml").write_text(body, encoding="utf-8")
    return root


def test_the_projects_own_languages_load() -> None:
    lexicon = load()
    assert set(lexicon.languages) >= {"en", "ru"}
    assert lexicon.sense("monday")["day"] == lexicon.sense("пн")["day"] == 0
    assert lexicon.places.find("казань")[0].zone == "Europe/Moscow"


def test_one_language_alone() -> None:
    lexicon = load({"en"})
    assert lexicon.languages == ("en",)
    assert not lexicon.sense("пн")


def test_patterns_spell_out_every_form() -> None:
    assert list(expanded("{a,b}c{,d}")) == ["ac", "acd", "bc", "bcd"]
    assert list(expanded("plain")) == ["plain"]


def test_a_class_of_words_shares_its_endings(tmp_path: Path) -> None:
    body = '[endings]\n"a" = "a e -"\n[day]\nmon = ["{x,y}b~a"]'
    lexicon = load(root=language(tmp_path, body))
    assert set(lexicon.words) == {"xba", "xbe", "xb", "yba", "ybe", "yb"}


def test_a_word_of_calling_is_filler_too(tmp_path: Path) -> None:
    lexicon = load(root=language(tmp_path, '[word]\ncall = ["ring"]'))
    assert set(lexicon.sense("ring")) == {"call", "filler"}


def test_a_form_may_have_several_meanings(tmp_path: Path) -> None:
    root = language(tmp_path, '[day]\nmon = ["x"]\n[word]\nfrom = ["x"]')
    assert load(root=root).sense("x") == {"day": 0, "from": 1}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('[day]\nmoon = ["x"]', "day.moon: no such meaning"),
        ('[words]\nfrom = ["x"]', "words.from: no such section"),
        ('[word]\nform = ["x"]', "word.form: no such meaning"),
        ('[month]\n13 = ["x"]', "month.13: 13 is not within 1..12"),
        ('[clock]\nnoon = ["x"]', "clock.noon: not a time of the day"),
        ('[day]\nmon = "x"', "day.mon: not a list of forms"),
        ("[day]\nmon = [1]", "day.mon: not a form"),
        ('[day]\nmon = [""]', "day.mon: an empty form"),
        ('[language]\nfold = { ab = "c" }', "language.fold: ab: one letter for one letter"),
        ("x = 1", "x: not a table"),
        ("[day", "words.toml"),
        ('[day]\nmon = ["x~a"]', "day.mon: x~a: no such ending: a"),
        ('[endings]\na = ["x"]', "endings.a: not a text of endings"),
        ('[zone]\n"Mars/Olympus" = ["x"]', "zone.Mars/Olympus: no such zone"),
    ],
)
def test_a_wrong_file_says_where_and_why(tmp_path: Path, body: str, reason: str) -> None:
    with pytest.raises(BadWords) as caught:
        load(root=language(tmp_path, body))
    assert reason in str(caught.value)
    assert "words.toml" in str(caught.value)


def test_a_whole_language_has_no_fault() -> None:
    assert faults(folder() / "en" / "words.toml") == []


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    whole = (folder() / "en" / "words.toml").read_text(encoding="utf-8")
    wrong = whole.replace('mon = ["monday"', 'moon = ["monday"').replace("\n5 = [", "\n99 = [")
    found = faults(language(tmp_path, wrong) / "xx" / "words.toml")
    assert any("day.moon: no such meaning" in line for line in found)
    assert any(line.endswith("day.mon: no form") for line in found)
    assert any(line.endswith("month.5: no form") for line in found)
    assert all(line.startswith(str(tmp_path)) for line in found)


def test_a_form_has_one_meaning_of_a_kind_in_all_languages(tmp_path: Path) -> None:
    """Of two, the grammar would see the first one only."""
    body = '[day]\nmon = ["abc"]\ntue = ["abc"]\nwed = ["friday"]'
    found = faults(language(tmp_path, body) / "xx" / "words.toml")
    file = tmp_path / "xx" / "words.toml"
    assert f"{file}: day.tue: abc is a form of day.mon of {file} as well" in found
    assert any("day.wed: friday is a form of day.fri of" in line for line in found)


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path / "xx" / "words.toml")
    assert fault == f"{tmp_path}/xx/words.toml: No such file or directory"
