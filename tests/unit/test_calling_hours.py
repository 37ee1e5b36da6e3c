"""The file of calling hours: the one that is shipped is right, and faults are named by key."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.legal import Purpose
from bot.core.policy import Day, Window
from bot.locales import folder
from bot.locales.calling_hours import FILE, BadHours, faults, load_hours

RIGHT = """
[default]
workdays = ["09:00-21:00"]
saturday = ["09:00-13:00", "14:00-24:00"]
sunday = []
purpose = "custom"
source = "nobody"
seen = "nowhere"
checked = 2026-11-23
"""


def written(tmp_path: Path, words: str) -> Path:
    file = tmp_path / FILE
    file.write_text(words, encoding="utf-8")
    return file


def test_the_shipped_hours_are_right() -> None:
    assert faults(folder() / FILE) == []
    hours = load_hours()
    assert set(hours.countries) == {"RU", "KZ", "US", "FR"}
    france = hours.of("FR")
    assert france is not None
    assert france.days[Day.FRI] == (Window(600, 780), Window(840, 1200))
    assert (france.days[Day.SAT], france.holidays, france.purpose) == ((), (), Purpose.MARKETING)
    assert hours.of("DE") == hours.default


def test_weekdays_are_spread_over_the_week(tmp_path: Path) -> None:
    default = load_hours(written(tmp_path, RIGHT)).default
    assert default is not None
    assert default.days[Day.MON] == default.days[Day.FRI] == (Window(540, 1260),)
    assert default.days[Day.SAT] == (Window(540, 780), Window(840, 1440))
    assert (default.days[Day.SUN], default.holidays) == ((), None)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[default]", "[FR]", "default: missing"),
        ("[default]", "[France]", "France: no code of a country"),
        ('"09:00-21:00"', '"9-21"', "default.workdays: not hours: 9-21"),
        ('"09:00-21:00"', '"21:00-09:00"', "default.workdays: not hours: 21:00-09:00"),
        ('"09:00-21:00"', '"09:00-24:30"', "default.workdays: not hours: 09:00-24:30"),
        ('"09:00-21:00"', "9", "default.workdays: not hours: 9"),
        ('"14:00-24:00"', '"12:00-24:00"', "default.saturday: 09:00-13:00 and 12:00-24:00 overlap"),
        ("sunday = []\n", "", "default.sunday: a list of hours is expected"),
        ("sunday", "sundays", "default.sundays: no such key"),
        ('"custom"', '"fun"', "default.purpose: one of marketing, collection, custom"),
        ('source = "nobody"\n', "", "default.source: missing"),
        ("2026-11-23", '"today"', "default.checked: a date is expected"),
        ("[default]", "default = 1", "default: not a table"),
        ("[default]", "[default", "Expected"),
    ],
)
def test_faults_name_file_key_and_reason(tmp_path: Path, old: str, new: str, fault: str) -> None:
    if new == "default = 1":
        file = written(tmp_path, new)
    else:
        file = written(tmp_path, RIGHT.replace(old, new, 1))
    found = faults(file)
    assert any(line.startswith(f"{file}: ") and fault in line for line in found), found
    with pytest.raises(BadHours, match="calling_hours"):
        load_hours(file)


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path / FILE) == [f"{tmp_path / FILE}: No such file or directory"]
