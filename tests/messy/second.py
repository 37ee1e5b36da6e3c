"""More messy files, written after the reader had learnt from the first ones."""

from __future__ import annotations

from tests.messy.made import A, B, C, D, Messy, bare, book, dumped, said, sheets

_PAIR = [(A, {"Имя": "Анна"}), (B, {"Имя": "Борис"})]


def _daily(start: str, end: str) -> dict[str, object]:
    return {"default": [{"localTimeFrom": start, "localTimeTo": end}]}


_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]

SECOND = [
    Messy(
        "a crm's export",
        said(
            "ID;Название сделки;Контакт: Имя;Контакт: Телефон;Ответственный;Дата создания\n"
            '10234;Сделка #10234;Анна;"+7 (912) 345-67-81";Петров П.;01.11.2026 10:15\n'
            '10235;Сделка #10235;Борис;"+7 (903) 123-45-62";Петров П.;02.11.2026 11:20\n',
            "cp1251",
        ),
        [
            (
                A,
                {
                    "ID": "10234",
                    "Название сделки": "Сделка #10234",
                    "Контакт: Имя": "Анна",
                    "Ответственный": "Петров П.",
                    "Дата создания": "01.11.2026 10:15",
                },
            ),
            (
                B,
                {
                    "ID": "10235",
                    "Название сделки": "Сделка #10235",
                    "Контакт: Имя": "Борис",
                    "Ответственный": "Петров П.",
                    "Дата создания": "02.11.2026 11:20",
                },
            ),
        ],
    ),
    Messy(
        "an english export with utc columns",
        said(
            "Created At,First Name,Phone Number,Email\n"
            f"2026-11-01T10:00:00Z,Ann,+{A},a@b.c\n2026-11-02T10:00:00Z,Bob,+{B},b@b.c\n"
        ),
        [
            (A, {"Created At": "2026-11-01T10:00:00Z", "First Name": "Ann", "Email": "a@b.c"}),
            (B, {"Created At": "2026-11-02T10:00:00Z", "First Name": "Bob", "Email": "b@b.c"}),
        ],
    ),
    Messy(
        "first and last name",
        said(f"Фамилия;Имя;Телефон\nИванова;Анна;{A}\nПетров;Борис;{B}\n"),
        [(A, {"Фамилия": "Иванова", "Имя": "Анна"}), (B, {"Фамилия": "Петров", "Имя": "Борис"})],
    ),
    Messy("a page in the middle", said(f"Телефон;Имя\n{A};Анна\nТелефон;Имя\n{B};Борис\n"), _PAIR),
    Messy(
        "notes below",
        said(f"Телефон;Имя\n{A};Анна\n{B};Борис\n;\nСоставил: Иванов И.И.;\nДата: 01.12.2026;\n"),
        _PAIR,
        refused=[(5, "refused-no-phone"), (6, "refused-no-phone")],
    ),
    Messy(
        "a schedule above the table",
        said(f"Звонить по будням с 10 до 18;\nТелефон;Имя\n{A};Анна\n{B};Борис\n"),
        _PAIR,
        refused=[(1, "refused-row-caption")],
    ),
    Messy(
        "a schedule above a list",
        said(f"будни 10-18 мск\n{A}\n{B}\n"),
        bare(A, B),
        refused=[(1, "refused-row-caption")],
    ),
    Messy(
        "a list with numbers of lines",
        said("1. 89123456781\n2. 89031234562\n3) 89261234563\n"),
        bare(A, B, C),
    ),
    Messy("a list with commas at the ends", said(f"{A},\n{B},\n{C},\n"), bare(A, B, C)),
    Messy("a list with quotes", said(f'"{A}"\n"{B}"\n'), bare(A, B)),
    Messy("numbers between semicolons on lines", said(f"{A};{B}\n{C};{D}\n"), asks="columns"),
    Messy(
        "times and money beside the phone",
        said(f"Телефон;Сумма;Время\n{A};1 200 000,00;10:30\n{B};950 000,50;11:45\n"),
        [
            (A, {"Сумма": "1 200 000,00", "Время": "10:30"}),
            (B, {"Сумма": "950 000,50", "Время": "11:45"}),
        ],
    ),
    Messy(
        "snils and passports",
        said(
            "СНИЛС;Паспорт;Телефон\n112-233-445 95;4509 123456;8 912 345 67 81\n"
            "112-233-445 96;4510 654321;8 903 123 45 62\n"
        ),
        [
            (A, {"СНИЛС": "112-233-445 95", "Паспорт": "4509 123456"}),
            (B, {"СНИЛС": "112-233-445 96", "Паспорт": "4510 654321"}),
        ],
    ),
    Messy(
        "numbers of other countries",
        said(
            "Phone;Country\n+375 29 123-45-67;BY\n+998 90 123 45 67;UZ\n+1 202 555 0123;US\n"
            "8 701 234 56 78;KZ\n"
        ),
        [
            ("375291234567", {"Country": "BY"}),
            ("998901234567", {"Country": "UZ"}),
            ("12025550123", {"Country": "US"}),
            ("77012345678", {"Country": "KZ"}),
        ],
    ),
    Messy(
        "all that is refused",
        said(
            "Телефон\n112\n8 800 555 35 35\n8 809 123 45 67\n891234567\n8912345678901\nнет номера\n"
            f"{A}\n"
        ),
        bare(A),
        refused=[
            (2, "refused-emergency"),
            (3, "refused-toll-free"),
            (4, "refused-premium"),
            (5, "refused-too-short"),
            (6, "refused-too-long"),
            (7, "refused-no-phone"),
        ],
    ),
    Messy(
        "extensions",
        said("Телефон;Имя\n8 (495) 123-45-67 доб. 12;Анна\n+7 495 123-45-68 ext 5;Борис\n"),
        [
            ("74951234567", {"Имя": "Анна", "extension": "12"}),
            ("74951234568", {"Имя": "Борис", "extension": "5"}),
        ],
    ),
    Messy(
        "labels in the cells",
        said("Телефоны;Имя\nмоб. 8 912 345-67-81;Анна\nтел.: +7 903 123-45-62;Борис\n"),
        _PAIR,
    ),
    Messy(
        "hours of the row without its days, a city's clock",
        said(f"Телефон;Удобное время;Город\n{A};10:00-12:00;Екатеринбург\n{B};после 15;Омск\n"),
        [(A, {"Город": "Екатеринбург"}), (B, {"Город": "Омск"})],
        when=[{"allowedTime": _daily("10:00", "12:00")}, {"allowedTime": _daily("15:00", "21:00")}],
    ),
    Messy(
        "weekdays and the weekend apart",
        said(f"Телефон;Будни;Выходные\n{A};10-18;12-16\n{B};9:00-12:00;-\n"),
        bare(A, B),
        when=[
            {
                "allowedDays": [*_WEEKDAYS, "sat", "sun"],
                "allowedTime": {
                    **_daily("10:00", "18:00"),
                    "sat": [{"localTimeFrom": "12:00", "localTimeTo": "16:00"}],
                    "sun": [{"localTimeFrom": "12:00", "localTimeTo": "16:00"}],
                },
            },
            {"allowedDays": _WEEKDAYS, "allowedTime": _daily("09:00", "12:00")},
        ],
    ),
    Messy(
        "a clock in the header",
        said(f"Телефон;Время звонка (мск)\n{A};10-18\n"),
        bare(A),
        when=[{"allowedTime": _daily("10:00", "18:00"), "gmtZone": "Europe/Moscow"}],
    ),
    Messy(
        "days of the api as columns",
        said(
            "phone,allowedTime.mon,allowedTime.tue\n"
            f'{A},10:00-18:00,"[{{""localTimeFrom"": ""11:00"", ""localTimeTo"": ""12:00""}}]"\n'
        ),
        bare(A),
        when=[
            {
                "allowedDays": ["mon", "tue"],
                "allowedTime": {
                    "default": [{"localTimeFrom": "10:00", "localTimeTo": "18:00"}],
                    "tue": [{"localTimeFrom": "11:00", "localTimeTo": "12:00"}],
                },
            }
        ],
    ),
    Messy(
        "the end of the last day",
        said(f"phone;gmtZone;startDateTime;finishDateTime\n{A};+03:00;2026-12-01;2026-12-05\n"),
        bare(A),
        when=[
            {
                "gmtZone": "+03:00",
                "startDateTime": "2026-11-30T21:00:00Z",
                "finishDateTime": "2026-12-05T20:59:59Z",
            }
        ],
    ),
    Messy(
        "a body with one zone for all",
        dumped({"gmtZone": "+05:00", "list": [{"phone": A}, {"phone": B, "gmtZone": "+03:00"}]}),
        bare(A, B),
        when=[{"gmtZone": "+05:00"}, {"gmtZone": "+03:00"}],
    ),
    Messy(
        "contacts inside objects",
        dumped([{"client": {"name": "Анна", "phone": f"+{A}"}, "tags": ["vip", "new"]}]),
        [(A, {"client.name": "Анна", "tags": "vip, new"})],
    ),
    Messy(
        "several phones of one object",
        dumped([{"name": "Анна", "phones": [A, B]}]),
        [(A, {"name": "Анна"}), (B, {"name": "Анна"})],
    ),
    Messy(
        "phones as floats in json",
        dumped([{"phone": 79123456781.0}, {"phone": 7.9031234562e10}]),
        bare(A, B),
    ),
    Messy("lines of json strings", said(f'"{A}"\n"+7 903 123-45-62"\n'), bare(A, B)),
    Messy(
        "text in brackets that is no json",
        said(f"[{A}] Анна\n[{B}] Борис\n"),
        [(A, {"name": "Анна"}), (B, {"name": "Борис"})],
    ),
    Messy(
        "numbers as text and as floats side by side",
        book(
            [
                ["Клиент", "Тел."],
                ["Анна", 79123456781.0],
                ["Борис", "8(903)1234562"],
                ["Вера", 9261234563],
            ]
        ),
        [(A, {"Клиент": "Анна"}), (B, {"Клиент": "Борис"}), (C, {"Клиент": "Вера"})],
    ),
    Messy(
        "a table to the right of notes",
        book(
            [
                ["Заметка", "", "Телефон", "Имя"],
                ["позвонить до пятницы", "", int(A), "Анна"],
                ["", "", int(B), "Борис"],
            ]
        ),
        [(A, {"Заметка": "позвонить до пятницы", "Имя": "Анна"}), (B, {"Имя": "Борис"})],
    ),
    Messy(
        "a header of two rows",
        book(
            [
                ["Клиент", "", "Контакты", ""],
                ["ФИО", "Город", "Телефон", "Почта"],
                ["Анна", "Самара", int(A), "a@b.ru"],
            ],
            merged=["A1:B1", "C1:D1"],
        ),
        [(A, {"ФИО": "Анна", "Город": "Самара", "Почта": "a@b.ru"})],
    ),
    Messy(
        "line breaks in a header",
        book([["Номер\nтелефона", "Имя\nклиента"], [int(A), "Анна"]]),
        [(A, {"Имя клиента": "Анна"})],
    ),
    Messy(
        "a sheet of refusals beside the list",
        sheets({"База": [["Телефон"], [int(A)], [int(B)]], "Архив": [["Телефон"], [int(C)]]}),
        asks="sheets",
    ),
    Messy(
        "contract numbers only in titles",
        book([["Приложение к договору 9161234567"], ["от 12.05.2026"], ["Телефон"], [int(A)]]),
        bare(A),
    ),
    Messy("tabs and spaces mixed", said(f"Телефон\tИмя\n{A}\t Анна \n{B} \tБорис\n"), _PAIR),
    Messy(
        "hours in the cell of the phone",
        said(f"Телефон;Имя\n8 912 345-67-81 после 18;Анна\n{B} абракадабра 10-18;Борис\n"),
        [(A, {"Имя": "Анна"})],
        refused=[(3, "refused-row-schedule")],
        when=[{"allowedTime": _daily("18:00", "21:00")}],
    ),
    Messy(
        "what names the phone in its cell",
        said(
            "Телефон;Имя\nWhatsApp 8 912 345-67-81;Анна\nт.8-903-123-45-62;Борис\n"
            "8 926 123-45-63 (сот., viber);Вера\n8 916 123-45-64 муж;Глеб\n"
        ),
        [*_PAIR, (C, {"Имя": "Вера"}), (D, {"Имя": "Глеб", "data": "муж"})],
    ),
]
