"""Rows of a table: the number with its data, zone and schedule, or why nobody is called."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.phones.cell import phones_in
from bot.core.phones.columns import ColumnKind, Columns
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.row_times import Cells
from bot.core.phones.rows import Row, RowReader
from bot.core.policy import Attempts, Day, Policy, Week, Window
from bot.core.schedule import never_calls

KIND = ColumnKind
WEEKDAYS = Policy(week=Week.of({day: (Window(600, 1080),) for day in list(Day)[:5]}))
TOLD = {"weekdays": WEEKDAYS, "by Tokyo": Policy(week=WEEKDAYS.week, zone="Asia/Tokyo")}


def reader(*kinds: ColumnKind) -> RowReader:
    header = tuple(kind.value for kind in kinds)
    zones = {"Samara": "Europe/Samara", "Omsk": "Asia/Omsk"}.get
    columns = Columns(header, kinds, has_header=True)
    return RowReader(columns, "RU", Cells(zones, zones, TOLD.get))


def no_zone(_cell: str) -> None:
    return None


def only(row: Row) -> Number:
    (number,) = row
    assert isinstance(number, Number)
    return number


def reasons(row: Row) -> list[str]:
    return [one.reason.key for one in row if isinstance(one, RefusedNumber)]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("7.9123456789E+10", "79123456789"),
        ("7,9123456789e10", "79123456789"),
        ("79123456789.0", "79123456789"),
        ("'+7 (912) 345-67-89", "79123456789"),
        ("\u202a+7 912\u00a0345\u201167\u201189\u202c", "79123456789"),
        ("+7\u200b9123456789", "79123456789"),
        ("７９１２３４５６７８９", "79123456789"),
        ("tel:+7-912-345-67-89", "79123456789"),
        ("https://wa.me/79123456789?text=hi", "79123456789"),
        ("тел. 8 912 345-67-89 (Мария)", "79123456789"),
        ("9123456789", "79123456789"),
        ("+375 29 123-45-67", "375291234567"),
        ("7,91235E+10", "refused-digits-lost"),
        ("7.91234568E+10", "refused-digits-lost"),
        ("8912345678", "refused-too-short"),
        ("112", "refused-emergency"),
        ("8 800 555 35 35", "refused-toll-free"),
        ("нет", "refused-no-phone"),
        ("12.05.2026", "refused-no-such-code"),
    ],
)
def test_cells(cell: str, wanted: str) -> None:
    (found,) = phones_in(cell, "RU")
    assert (found.phone if isinstance(found, Number) else found.reason.key) == wanted


@pytest.mark.parametrize("mark", [", ", "; ", "/", "\n", " ", " или "])
def test_two_phones_in_a_cell_are_two_numbers_of_the_same_data(mark: str) -> None:
    row = reader(KIND.PHONE, KIND.NAME).row(2, [f"89123456789{mark}89132223344", "Ann"])
    assert row == (
        Number("79123456789", {"name": "Ann"}),
        Number("79132223344", {"name": "Ann"}),
    )


def test_an_extension_is_kept_for_the_script() -> None:
    number = only(reader(KIND.PHONE).row(2, ["8(495)123-45-67 доб. 12"]))
    assert number == Number("74951234567", {"extension": "12"})


def test_data_under_its_headers_without_empty_cells() -> None:
    row = [" 89123456789 ", " Ann ", "", '{"id": 5}', "x"]
    read = reader(KIND.PHONE, KIND.NAME, KIND.DATA, KIND.PAYLOAD, KIND.NOTHING)
    assert only(read.row(2, row)) == Number("79123456789", {"name": "Ann", "id": "5"})


def test_one_person_is_called_on_one_phone() -> None:
    """A spare phone is data, unless the row's first one cannot be called."""
    read = reader(KIND.PHONE, KIND.SPARE_PHONE)
    assert read.row(2, ["89123456789", "89132223344"]) == (
        Number("79123456789", {"spare_phone": "89132223344"}),
    )
    assert only(read.row(3, ["", "89132223344"])) == Number("79132223344")
    refused, number = read.row(4, ["8912", "89132223344"])
    assert (number, reasons((refused,))) == (Number("79132223344"), ["refused-too-short"])


def test_rows_without_a_phone() -> None:
    read = reader(KIND.PHONE, KIND.NAME)
    assert read.row(2, ["", " "]) == ()
    assert read.row(3, []) == ()
    (refused,) = read.row(4, ["", "Ann"])
    assert isinstance(refused, RefusedNumber)
    assert (refused.value, refused.reason.key, refused.row) == ("Ann", "refused-no-phone", 4)


def test_the_zone_of_a_row() -> None:
    """Its own column goes before the city, which stays data and need not be known."""
    read = reader(KIND.PHONE, KIND.CITY, KIND.ZONE)
    assert only(read.row(2, ["89123456789", "Samara", "Omsk"])).zone == "Asia/Omsk"
    by_city = only(read.row(3, ["89123456789", "Samara", ""]))
    assert (by_city.zone, by_city.city_zone) == (None, "Europe/Samara")
    unknown = only(read.row(4, ["89123456789", "Somewhere", ""]))
    assert (unknown.zone, unknown.city_zone, unknown.payload) == (None, None, {"city": "Somewhere"})


def test_dates_of_a_row_are_on_the_clock_of_its_city() -> None:
    read = reader(KIND.PHONE, KIND.CITY, KIND.START)
    number = only(read.row(2, ["89123456789", "Samara", "2026-12-01T06:00:00Z"]))
    assert (number.zone, number.city_zone) == ("Europe/Samara", None)
    assert number.schedule == Policy(start=datetime(2026, 12, 1, 10))


def test_a_row_whose_time_is_over_is_refused() -> None:
    columns = Columns(("phone", "finish"), (KIND.PHONE, KIND.FINISH), has_header=True)
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    known = Cells(no_zone, no_zone, TOLD.get, lambda policy, zone: never_calls(policy, zone, now))
    read = RowReader(columns, "RU", known)
    assert reasons(read.row(2, ["89123456789", "2026-11-20"])) == ["refused-row-over"]
    assert reasons(read.row(3, ["89123456789", "2026-12-20"])) == []


def test_the_schedule_of_a_row() -> None:
    read = reader(KIND.PHONE, KIND.SCHEDULE)
    assert only(read.row(2, ["89123456789", "weekdays"])).schedule == WEEKDAYS
    zoned = only(read.row(3, ["89123456789", "by Tokyo"]))
    assert (zoned.zone, zoned.schedule) == ("Asia/Tokyo", WEEKDAYS)
    assert only(read.row(4, ["89123456789", ""])).schedule is None


@pytest.mark.parametrize(
    ("kind", "cell", "reason"),
    [
        (KIND.ZONE, "the Moon", "refused-row-zone"),
        (KIND.GMT_ZONE, "+25:00", "refused-row-zone"),
        (KIND.GMT_ZONE, "../etc", "refused-row-zone"),
        (KIND.SCHEDULE, "one day", "refused-row-schedule"),
        (KIND.ALLOWED_DAYS, "mon, someday", "refused-row-schedule"),
        (KIND.ALLOWED_TIME, "18:00-10:00", "refused-row-schedule"),
        (KIND.ALLOWED_TIME, '{"default": 1}', "refused-row-schedule"),
        (KIND.START, "tomorrow", "refused-row-schedule"),
        (KIND.START, "2026-12-01T06:00:00Z", "refused-row-no-zone"),
        (KIND.MAX_ATTEMPTS, "99", "refused-row-attempts"),
        (KIND.RETRY_INTERVAL, "1.5", "refused-row-attempts"),
    ],
)
def test_nobody_is_called_by_what_was_not_understood(
    kind: ColumnKind, cell: str, reason: str
) -> None:
    (refused,) = reader(KIND.PHONE, kind).row(7, ["89123456789", cell])
    assert isinstance(refused, RefusedNumber)
    assert (refused.reason.key, refused.reason.params) == (reason, {"cell": cell})
    assert (refused.value, refused.row) == ("89123456789", 7)


def test_the_fields_of_the_api() -> None:
    kinds = (KIND.PHONE, KIND.GMT_ZONE, KIND.ALLOWED_DAYS, KIND.ALLOWED_TIME, KIND.START)
    read = reader(*kinds, KIND.FINISH, KIND.MAX_ATTEMPTS, KIND.RETRY_INTERVAL)
    object_ = (
        '{"default": [{"localTimeFrom": "10:00", "localTimeTo": "18:00"}],'
        ' "fri": [{"localTimeFrom": "10:00", "localTimeTo": "23:59"}]}'
    )
    row = ["79123456789", "UTC+5", '["mon", "FRIDAY"]', object_, "2026-12-01T06:00:00Z"]
    number = only(read.row(2, [*row, "2026-12-05 18:00", "3.0", "60"]))
    assert number.zone == "+05:00"
    assert number.schedule == Policy(
        week=Week.of({Day.MON: (Window(600, 1080),), Day.FRI: (Window(600, 1440),)}),
        start=datetime(2026, 12, 1, 11),
        finish=datetime(2026, 12, 5, 18),
        attempts=Attempts(3, 60),
    )


def test_hours_for_every_day() -> None:
    number = only(
        reader(KIND.PHONE, KIND.ALLOWED_TIME).row(2, ["79123456789", "10:00-13:00, 14:00-18:00"])
    )
    assert number.schedule
    assert number.schedule.week == Week.of(
        {day: (Window(600, 780), Window(840, 1080)) for day in Day}, named=False
    )


def test_a_table_needs_a_column_of_phones() -> None:
    with pytest.raises(ValueError, match="phones"):
        reader(KIND.NAME)
