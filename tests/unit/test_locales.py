"""Texts in a language: plurals, lists, dates and cities, and bugs that are not hidden."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot import locales
from bot.core.texts import Param, Text, text


def say(language: str, key: str, **params: Param) -> str:
    """A text in a language."""
    return locales.catalogue(language).say(Text(key, params))


def test_the_languages_are_the_folders_that_hold_texts() -> None:
    assert set(locales.languages()) >= {"en", "ru"}
    assert set(locales.voices()) == set(locales.languages())


def test_a_wheel_finds_its_own_folder_and_not_a_neighbours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside an installed package anybody's folder "locales" may stand."""
    monkeypatch.setattr(locales, "__file__", str(tmp_path / "bot" / "locales" / "__init__.py"))
    (tmp_path / "locales").mkdir()
    assert locales.folder() == tmp_path / "locales"
    (tmp_path / "bot" / "locale_data" / "xx").mkdir(parents=True)
    assert locales.folder() == tmp_path / "bot" / "locale_data"


def test_a_language_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more language needs no line of code; one without texts is none yet."""
    spoken = locales.languages()
    shutil.copytree(locales.folder(), tmp_path / "locales")
    (tmp_path / "locales" / "be").mkdir()
    (tmp_path / "locales" / "kk").mkdir()
    (tmp_path / "locales" / "kk" / "bot.ftl").write_text("console-yes = иә\n", encoding="utf-8")
    monkeypatch.setattr(locales, "__file__", str(tmp_path / "bot" / "locales" / "__init__.py"))
    assert set(locales.languages()) == {*spoken, "kk"}
    assert locales.catalogue("kk").say(text("console-yes")) == "иә"


@pytest.mark.parametrize(
    ("count", "russian", "ukrainian"),
    [
        (1, "1 номер", "1 номер"),
        (2, "2 номера", "2 номери"),
        (5, "5 номеров", "5 номерів"),
        (11, "11 номеров", "11 номерів"),
        (21, "21 номер", "21 номер"),
        (112, "112 номеров", "112 номерів"),
    ],
)
def test_languages_count_in_their_own_way(count: int, russian: str, ukrainian: str) -> None:
    assert say("ru", "count-numbers", count=count) == russian
    assert say("uk", "count-numbers", count=count) == ukrainian


def test_the_digits_of_a_phone_are_not_grouped() -> None:
    said = say("ru", "number-line", phone="79123456789")
    assert said == "79123456789"


def test_texts_within_texts_and_lists_are_said_in_the_same_language() -> None:
    days = tuple(text("day", day=day) for day in ("mon", "tue"))
    assert say("en", "week-line", days=days, hours="10–18") == "Mon, Tue 10–18"
    assert say("ru", "week-line", days=days, hours="10–18") == "Пн, Вт 10–18"


@pytest.mark.parametrize(
    ("language", "zone", "day"),
    [
        ("en", "Moscow", "Tue 1 December"),
        ("ru", "Москва", "вт 1 декабря"),
        ("uk", "Москва", "вт 1 грудня"),
    ],
)
def test_cities_and_days_have_names(language: str, zone: str, day: str) -> None:
    said = say(language, "zone-named", zone="Europe/Moscow", offset="+3", now="12:00")
    assert said.startswith(f"{zone}, UTC+3")
    assert day in say(language, "dates-one-day", start="2026-12-01")


@pytest.mark.parametrize(("language", "city"), [("en", "Kyiv"), ("ru", "Киев"), ("uk", "Київ")])
def test_a_city_has_its_name_whatever_its_zone_is_called_now(language: str, city: str) -> None:
    """The public table of names still knows the zone by its older ID."""
    assert say(language, "answer-zone", zone="Europe/Kyiv") == city
    assert say(language, "answer-zone", zone="Europe/Kiev") == city


def test_a_missing_text_or_parameter_is_a_bug_and_no_empty_message() -> None:
    with pytest.raises(LookupError, match="no-such-text"):
        say("en", "no-such-text")
    with pytest.raises(LookupError, match="count-numbers"):
        say("en", "count-numbers")
    with pytest.raises(LookupError, match="xx"):
        locales.catalogue("xx")
