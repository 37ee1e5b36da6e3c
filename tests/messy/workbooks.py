"""Workbooks: merged cells, titles, hidden rows, several sheets, formulas."""

from __future__ import annotations

from tests.messy.made import A, B, C, Messy, book, sheets

_PAIR = [(A, {"Имя": "Анна"}), (B, {"Имя": "Борис"})]
_HEAD = ["Телефон", "Имя"]

WORKBOOKS = [
    Messy(
        "a merged title",
        book(
            [
                ["Клиенты за 2026 год", "", ""],
                ["Телефон", "Имя", "Город"],
                [int(A), "Анна", "Самара"],
            ],
            merged=["A1:C1"],
        ),
        [(A, {"Имя": "Анна", "Город": "Самара"})],
    ),
    Messy(
        "a merged city",
        book(
            [["Телефон", "Город"], [int(A), "Самара"], [int(B), None], [int(C), "Омск"]],
            merged=["B2:B3"],
        ),
        [(A, {"Город": "Самара"}), (B, {"Город": "Самара"}), (C, {"Город": "Омск"})],
    ),
    Messy(
        "links in cells",
        book(
            [
                _HEAD,
                [(f'=HYPERLINK("tel:{A}","8 912 345-67-81")', "8 912 345-67-81"), "Анна"],
                [int(B), ('=HYPERLINK("tel:1","Борис")', "Борис")],
            ]
        ),
        _PAIR,
    ),
    Messy(
        "floats, texts and apostrophes",
        book([_HEAD, [79123456781.0, "Анна"], ["'79031234562", "'Борис"]]),
        _PAIR,
    ),
    Messy(
        "totals by a formula",
        book([["Телефон", "Долг"], [int(A), 100], [int(B), 200], ["Итого", ("=SUM(B2:B3)", 300)]]),
        [(A, {"Долг": "100"}), (B, {"Долг": "200"})],
        refused=[(4, "refused-no-phone")],
    ),
    Messy(
        "dates and times in cells",
        book(
            [
                ["Телефон", "Дата визита", "Имя"],
                [int(A), "2026-12-01", "Анна"],
                [int(B), "2026-12-02 10:30", "Борис"],
            ]
        ),
        [
            (A, {"Дата визита": "2026-12-01", "Имя": "Анна"}),
            (B, {"Дата визита": "2026-12-02 10:30", "Имя": "Борис"}),
        ],
    ),
    Messy(
        "two lists on two sheets",
        sheets({"Май": [_HEAD, [int(A), "Анна"]], "Июнь": [_HEAD, [int(B), "Борис"]]}),
        asks="sheets",
    ),
    Messy(
        "one list and one note",
        sheets({"Инструкция": [["Заполните лист База"]], "База": [_HEAD, [int(A), "Анна"]]}),
        [(A, {"Имя": "Анна"})],
    ),
    Messy(
        "a list beside a price",
        sheets(
            {
                "Цены": [["Товар", "Цена"], ["Стол", 9900], ["Стул", 4500]],
                "База": [_HEAD, [int(A), "Анна"], [int(B), "Борис"]],
            }
        ),
        _PAIR,
    ),
    Messy(
        "a header below a number of a contract",
        book(
            [
                ["Договор 9123456789"],
                [],
                ["№", "ФИО", "Мобильный"],
                [1, "Анна", int(A)],
                [2, "Борис", int(B)],
                ["", "Всего", 2],
            ]
        ),
        [(A, {"ФИО": "Анна"}), (B, {"ФИО": "Борис"})],
        refused=[(6, "refused-too-short")],
    ),
    Messy(
        "a row hidden by a filter",
        book([_HEAD, [int(A), "Анна"], [int(B), "Борис"]], hidden=[2]),
        _PAIR,
    ),
    Messy(
        "empty columns in front",
        book([[], ["", "", *_HEAD], ["", "", int(A), "Анна"], [], ["", "", int(B), "Борис"]]),
        _PAIR,
    ),
]
