"""Phone numbers in free text: found in every spelling, judged, left alone where they are none."""

from __future__ import annotations

import pytest

from bot.core.phones.find import find
from bot.core.phones.payload import extras
from bot.core.phones.zone import zone_of


def phones(text: str, region: str = "RU") -> list[str]:
    return [f.number.phone for f in find(text, region) if f.number]


def refused(text: str) -> list[str]:
    return [f.refused.reason.key for f in find(text, "RU") if f.refused]


@pytest.mark.parametrize(
    "written",
    [
        "79123456789",
        "+79123456789",
        "+7 (912) 345-67-89",
        "+7(912)3456789",
        "8 912 345 67 89",
        "8-912-345-67-89",
        "8(912)345-67-89",
        "912 345 67 89",
        "9123456789",
        "tel:+79123456789",
        "tel: +7 912 345 67 89",
        "７９１２３４５６７８９",
        "+7\u00a0912\u00a0345\u201167\u201189",
        "7.9123456789E+10",
        "7,9123456789E+10",
        "79123456789.0",
        "+7.912.345.67.89",
        "«+7 912 345-67-89»",
        "(+7 912 345-67-89)",
    ],
)
def test_spellings_of_one_number(written: str) -> None:
    assert phones(written) == ["79123456789"]
    assert phones(f"weekdays 10-18 {written}, please") == ["79123456789"]


@pytest.mark.parametrize(
    "text",
    [
        "10:00-18:00",
        "9.00-18.00",
        "9 00 - 18 00",
        "с 9-00 до 18-00, обед 13-00-14-00",
        "900-1800",
        "01.12.2026",
        "01.12.2026-10.12.2026",
        "2026-12-01 10:00",
        "цена 12 000 000 руб.",
        "ИНН 7707083893",
        "договор 123456",
        "24/7",
        "",
        "до 5 раз каждые 120 минут",
    ],
)
def test_what_is_no_number_is_left_alone(text: str) -> None:
    assert find(text, "RU") == []


def test_numbers_stand_beside_hours_and_each_other() -> None:
    assert phones("8 912 345 67 89 10-18") == ["79123456789"]
    assert phones("10-18 8 912 345 67 89") == ["79123456789"]
    assert phones("89123456789 89132223344") == ["79123456789", "79132223344"]
    assert phones("8 912 345 67 89 8 913 222 33 44") == ["79123456789", "79132223344"]
    assert phones("+79123456789+79132223344") == ["79123456789", "79132223344"]


def test_places_in_the_text_are_those_of_the_number() -> None:
    text = "звони ＋７ 912 345-67-89!"
    (found,) = find(text, "RU")
    assert text[found.start : found.end] == "＋７ 912 345-67-89"


def test_other_countries_keep_their_code() -> None:
    assert phones("+375 29 123-45-67") == ["375291234567"]
    assert phones("375291234567") == ["375291234567"]
    assert phones("+1 (212) 736-5000") == ["12127365000"]
    assert phones("020 7946 0958", "GB") == ["442079460958"]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("+7 912 345", "refused-too-short"),
        ("+7 912 345-67-89-00", "refused-too-long"),
        ("+7 000 345-67-89", "refused-no-such-code"),
        ("+999 12 345 67 89", "refused-no-such-code"),
        ("8 912 345 67 8", "refused-too-short"),
        ("+112", "refused-emergency"),
        ("8 800 555-35-35", "refused-toll-free"),
        ("8 809 505-00-00", "refused-premium"),
    ],
)
def test_what_was_meant_as_a_number_is_refused_with_its_reason(written: str, reason: str) -> None:
    assert refused(written) == [reason]


def test_data_beside_a_number() -> None:
    text = 'а=1\n79123456789 name="Алексей П." age=30 {"order": 15}\nb=2'
    found = find(text, "RU")
    payloads = [extra.payload for extra in extras(text, found, ())]
    assert payloads == [{"name": "Алексей П."}, {"age": "30"}, {"order": "15"}]
    assert all(extra.number == 0 for extra in extras(text, found, ()))


def test_broken_objects_are_not_data() -> None:
    text = "79123456789 {name: Алексей} {[1]} {}"
    assert extras(text, find(text, "RU"), ()) == []


def test_the_zone_of_an_area() -> None:
    assert zone_of("73432123456") == "Asia/Yekaterinburg"
    assert zone_of("79123456789") is None
    assert zone_of("0") is None
