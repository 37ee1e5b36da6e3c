"""Tables as text: delimiters, titles, totals, quotes, encodings."""

from __future__ import annotations

from tests.messy.made import A, B, C, D, Messy, said

_PAIR = [(A, {"Имя": "Анна"}), (B, {"Имя": "Борис"})]
_NAMED = [(A, {"name": "Анна"}), (B, {"name": "Борис"})]

TABLES = [
    *(
        Messy(f"cut by {mark!r}", said(f"Телефон{mark}Имя\n{A}{mark}Анна\n{B}{mark}Борис\n"), _PAIR)
        for mark in ("^", ":", "|", "~", "   ")
    ),
    Messy(
        "columns of spaces",
        said(
            "Телефон         Имя          Город\n"
            f"{A}     Анна         Самара\n{B}     Борис Ильич  Омск\n"
        ),
        [(A, {"Имя": "Анна", "Город": "Самара"}), (B, {"Имя": "Борис Ильич", "Город": "Омск"})],
    ),
    Messy(
        "a frame of pipes",
        said(f"| Телефон | Имя |\n|---|---|\n| {A} | Анна |\n| {B} | Борис |\n"),
        _PAIR,
    ),
    Messy(
        "a header in the third row",
        said(f"Выгрузка из CRM;\n;\nТелефон;Имя\n{A};Анна\n{B};Борис\n"),
        _PAIR,
    ),
    Messy(
        "a title with ten digits",
        said(f"Отчёт № 9123456789 от 01.12.2026;\nТелефон;Имя\n{A};Анна\n{B};Борис\n"),
        _PAIR,
    ),
    Messy(
        "a title with the phone of the firm",
        said(
            "ООО Ромашка, тел. 8 495 123-45-67;;\nБаза клиентов;;\n"
            f"Имя;Телефон;Город\nАнна;{A};Самара\nБорис;{B};Омск\n"
        ),
        [(A, {"Имя": "Анна", "Город": "Самара"}), (B, {"Имя": "Борис", "Город": "Омск"})],
        refused=[(1, "refused-above-table")],
    ),
    Messy(
        "totals at the end",
        said(f"Телефон;Сумма\n{A};1200\n{B};800\n\nИтого: 2;2000\n"),
        [(A, {"Сумма": "1200"}), (B, {"Сумма": "800"})],
        refused=[(5, "refused-no-phone")],
    ),
    Messy(
        "empty columns and rows in front",
        said(f";;;\n;;;\n;;Телефон;Имя\n;;{A};Анна\n;;;\n;;{B};Борис\n"),
        _PAIR,
    ),
    Messy("a header only", said("Телефон;Имя\n"), unread="file-no-numbers"),
    Messy(
        "an open quote",
        said(f'Телефон;Имя\n{A};"Анна\n{B};Борис\n{C};ООО "Ромашка"\n'),
        [*_PAIR, (C, {"Имя": 'ООО "Ромашка"'})],
    ),
    Messy(
        "line ends of three kinds",
        said(f"Телефон;Имя\r\n{A};Анна\r{B};Борис\n{C};Вера\r\n"),
        [*_PAIR, (C, {"Имя": "Вера"})],
    ),
    Messy(
        "two bytes a letter without a mark",
        said(f"Телефон;Имя\n{A};Анна\n{B};Борис\n", "utf-16-le"),
        _PAIR,
    ),
    Messy(
        "two bytes a letter, the big end first",
        said(f"\ufeffТелефон\tИмя\n{A}\tАнна\n{B}\tБорис\n", "utf-16-be"),
        _PAIR,
    ),
    Messy("zero bytes", said(f"Телефон;Имя\0\n{A};Анна\n\0{B};Бо\0рис\n"), _PAIR),
    *(
        Messy(f"in {codec}", said(f"Телефон;Имя\n{A};Анна\n{B};Борис\n", codec), _PAIR)
        for codec in ("cp1251", "koi8-r", "mac-cyrillic", "cp866", "utf-8-sig")
    ),
    Messy(
        "a link as a name",
        said(f'Телефон;Имя\n{A};"=HYPERLINK(""tel:+{A}"";""Анна"")"\n{B};Борис\n'),
        _PAIR,
    ),
    Messy(
        "a link as a phone",
        said(f'Телефон;Имя\n"=HYPERLINK(""tel:+{A}"";""8 912 345-67-81"")";Анна\n{B};Борис\n'),
        _PAIR,
    ),
    Messy("apostrophes in front", said(f"Телефон;Имя\n'{A};'Анна\n'+{B};Борис\n"), _PAIR),
    Messy(
        "a phone, a space and a month as a name",
        said("89123456781 Мая\n89031234562 Август\n"),
        [(A, {"name": "Мая"}), (B, {"name": "Август"})],
    ),
    Messy(
        "several phones in one cell",
        said(f'Телефон;Имя\n"{A}, {B}";Анна\n{C} / {D};Борис\n"79161234565\n79161234566";Вера\n'),
        [
            (A, {"Имя": "Анна"}),
            (B, {"Имя": "Анна"}),
            (C, {"Имя": "Борис"}),
            (D, {"Имя": "Борис"}),
            ("79161234565", {"Имя": "Вера"}),
            ("79161234566", {"Имя": "Вера"}),
        ],
    ),
    Messy(
        "a name and a phone in one cell",
        said("Контакт;Город\nАнна 8 912 345-67-81;Самара\nБорис +7 903 123-45-62;Омск\n"),
        [(A, {"name": "Анна", "Город": "Самара"}), (B, {"name": "Борис", "Город": "Омск"})],
    ),
    Messy(
        "the code and the number apart",
        said("Имя;Код;Телефон\nАнна;912;3456781\nБорис;903;123-45-62\n"),
        _PAIR,
    ),
    Messy(
        "the country, the code and the number apart",
        said("Name,Country code,Phone\nAnna,7,9123456781\nBob,+7,903 123 45 62\n"),
        [(A, {"Name": "Anna"}), (B, {"Name": "Bob"})],
    ),
    Messy(
        "two columns of phones",
        said(f"Имя;Телефон 1;Телефон 2\nАнна;{A};{B}\nБорис;;{C}\nВера;123;{D}\n"),
        [(A, {"Имя": "Анна", "Телефон 2": B}), (C, {"Имя": "Борис"}), (D, {"Имя": "Вера"})],
        refused=[(4, "refused-too-short")],
    ),
    Messy(
        "a contract beside the phone",
        said(f"Договор;Телефон;ИНН\n9123456789;{A};7707083893\n9031234567;{B};7736050003\n"),
        [
            (A, {"Договор": "9123456789", "ИНН": "7707083893"}),
            (B, {"Договор": "9031234567", "ИНН": "7736050003"}),
        ],
    ),
    Messy(
        "what a spreadsheet has mangled",
        said("Телефон;Имя\n7,9123456781E+10;Анна\n79031234562.0;Борис\n7,91235E+10;Вера\n"),
        _PAIR,
        refused=[(4, "refused-digits-lost")],
    ),
    Messy("no code at all", said("Имя;Телефон\nАнна;9123456781\nБорис;903 123 45 62\n"), _PAIR),
    Messy(
        "dates that look like phones",
        said(
            f"Телефон;Дата договора;Время последнего звонка\n{A};2026-12-01 10:00:00;10:00-18:00\n"
        ),
        [(A, {"Дата договора": "2026-12-01 10:00:00", "Время последнего звонка": "10:00-18:00"})],
    ),
    Messy(
        "words of a person in front of a list",
        said(f"Коллеги, добрый день!\nПрошу обзвонить:\n{A} Анна\n{B} Борис\nСпасибо\n"),
        _NAMED,
        refused=[(1, "refused-no-phone"), (2, "refused-no-phone"), (5, "refused-no-phone")],
    ),
]
