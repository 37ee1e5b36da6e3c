"""A language is a folder: a new one is read without a change of the code."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.reading.parse import Context, parse
from bot.words import faults, folder, load

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
GERMAN = """
[day]
mon = ["montag", "mo"]
tue = ["dienstag", "di"]
wed = ["mittwoch", "mi"]
thu = ["donnerstag", "do"]
fri = ["freitag", "fr"]
sat = ["samstag", "sa"]
sun = ["sonntag", "so"]
[days]
weekdays = ["werktag{,s,e,en}"]
weekend = ["wochenende{,n}"]
every = ["täglich"]
[unit]
minute = ["minute{,n}"]
hour = ["stunde{,n}", "uhr"]
day = ["tag{,e,en}"]
week = ["woche{,n}"]
month = ["monat{,e,en}"]
[word]
from = ["von", "ab"]
to = ["bis"]
and = ["und"]
not = ["nicht", "kein{,e,en}"]
except = ["außer"]
closed = ["geschlossen"]
every = ["alle"]
attempt = ["versuch{,e}"]
lunch = ["mittagspause"]
[zone]
"Europe/Berlin" = ["berliner zeit"]
"""


@pytest.fixture
def german(tmp_path: Path) -> Path:
    """A folder of languages: English and a little German."""
    for language in ("en", "de"):
        (tmp_path / language).mkdir()
    english = (folder() / "en" / "words.toml").read_text(encoding="utf-8")
    (tmp_path / "en" / "words.toml").write_text(english, encoding="utf-8")
    (tmp_path / "de" / "words.toml").write_text(GERMAN, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("Montag bis Freitag von 9 bis 18 Uhr", "Monday to Friday from 9 to 18"),
        ("werktags 10-18 berliner Zeit", "weekdays 10-18 Europe/Berlin"),
        ("täglich außer Sonntag 9-17", "every day except Sunday 9-17"),
        ("Mo-Fr 9-18, Mittagspause 12-13", "Mon-Fri 9-18, lunch 12-13"),
        ("3 Versuche alle 2 Stunden", "3 attempts every 2 hours"),
        ("Sa 10-14, Sonntag geschlossen", "Sat 10-14, Sunday closed"),
        ("weekdays von 10 bis 18", "weekdays from 10 to 18"),
    ],
)
def test_a_new_folder_is_read(german: Path, said: str, english: str) -> None:
    lexicon = load(root=german)
    found, right = (parse(text, lexicon, Context(NOW)) for text in (said, english))
    assert found.ready, (found.questions, found.unknown)
    assert found.policy == right.policy


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("Europe/Berlin", "Europe/Berlinn", "zone.Europe/Berlinn: no such zone"),
        ('"samstag"', '"sams{tag"', "day.sat: sams{tag: a brace without its pair"),
    ],
)
def test_a_slip_in_the_folder_is_told(german: Path, right: str, wrong: str, fault: str) -> None:
    file = german / "de" / "words.toml"
    file.write_text(GERMAN.replace(right, wrong), encoding="utf-8")
    assert f"{file}: {fault}" in faults(file)
