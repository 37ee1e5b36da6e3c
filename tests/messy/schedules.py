"""Tables whose rows say when to call: the API's own names, and plain words."""

from __future__ import annotations

from tests.messy.made import A, B, C, D, Messy, bare, book, said


def _daily(start: str, end: str) -> dict[str, object]:
    return {"default": [{"localTimeFrom": start, "localTimeTo": end}]}


SCHEDULES = [
    Messy(
        "hours in two columns of the api",
        said(f"phone;localTimeFrom;localTimeTo\n{A};10:00;18:00\n{B};11:00;15:30\n"),
        bare(A, B),
        when=[
            {"allowedTime": _daily("10:00", "18:00")},
            {"allowedTime": _daily("11:00", "15:30")},
        ],
    ),
    Messy(
        "days and hours of the api, names joined",
        said(
            "phone,name,allowedDays,local_time_from,local_time_to\n"
            f'{A},Anna,"mon,tue",10:00,18:00\n{B},Bob,"sat",9:00,13:00\n'
        ),
        [(A, {"name": "Anna"}), (B, {"name": "Bob"})],
        when=[
            {"allowedDays": ["mon", "tue"], "allowedTime": _daily("10:00", "18:00")},
            {"allowedDays": ["sat"], "allowedTime": _daily("09:00", "13:00")},
        ],
    ),
    Messy(
        "one end of the hours only",
        said(f"phone;localTimeFrom;localTimeTo\n{A};10:00;\n{B};;\n{C};18:00;10:00\n"),
        bare(B),
        refused=[(2, "refused-row-schedule"), (4, "refused-row-schedule")],
        when=[{}],
    ),
    Messy(
        "flattened names of allowedTime",
        said(
            "phone;allowedTime.default.localTimeFrom;allowedTime.default.localTimeTo\n"
            f"{A};10:00;18:00\n"
        ),
        bare(A),
        when=[{"allowedTime": _daily("10:00", "18:00")}],
    ),
    Messy(
        "instants with and without a zone",
        said(
            "phone;gmtZone;startDateTime\n"
            f"{A};Europe/Moscow;2026-12-01T07:00:00Z\n{B};;2026-12-01T07:00:00Z\n"
            f"{C};;2026-12-01 10:00\n"
        ),
        bare(A, C),
        refused=[(3, "refused-row-no-zone")],
        when=[
            {"gmtZone": "Europe/Moscow", "startDateTime": "2026-12-01T07:00:00Z"},
            {"startDateTime": "2026-12-01T10:00:00Z"},
        ],
    ),
    Messy(
        "attempts of the api in a workbook",
        book(
            [
                ["phone", "maxAttempts", "retryIntervalInMinutes", "gmtZone"],
                [79123456781, 3, 60, "+03:00"],
                [79031234562, 99, 60, "+03:00"],
            ]
        ),
        bare(A),
        refused=[(3, "refused-row-attempts")],
        when=[{"maxAttempts": 3, "retryIntervalInMinutes": 60, "gmtZone": "+03:00"}],
    ),
    Messy(
        "zones in words",
        said(
            "Телефон;Часовой пояс\n"
            f"{A};мск\n{B};Екатеринбург\n{C};МСК+2\n{D};UTC+7\n79161234565;+3\n79161234566;Нарния\n"
        ),
        bare(A, B, C, D, "79161234565"),
        refused=[(7, "refused-row-zone")],
        when=[
            {"gmtZone": zone}
            for zone in ("Europe/Moscow", "Asia/Yekaterinburg", "+05:00", "+07:00", "+03:00")
        ],
    ),
    Messy(
        "a city of two zones in the column of zones",
        said(f"Телефон;Часовой пояс\n{A};Железногорск\n{B};Казань\n"),
        bare(B),
        refused=[(2, "refused-row-zone")],
        when=[{"gmtZone": "Europe/Moscow"}],
    ),
    Messy(
        "a schedule cell that nobody understands",
        said(
            "Телефон;Имя;Когда звонить\n"
            f"{A};Анна;будни 10-18\n{B};Борис;как-нибудь потом\n{C};Вера;после дождичка\n"
            f"{D};Глеб;\n"
        ),
        [(A, {"Имя": "Анна"}), (D, {"Имя": "Глеб"})],
        refused=[(3, "refused-row-schedule"), (4, "refused-row-schedule")],
        when=[
            {
                "allowedDays": ["mon", "tue", "wed", "thu", "fri"],
                "allowedTime": _daily("10:00", "18:00"),
            },
            {},
        ],
    ),
    Messy(
        "a column for each day",
        said(f"Телефон;Пн;Вт;Ср\n{A};10-18;11-15;\n{B};10-18;;9-12\n"),
        bare(A, B),
        when=[
            {
                "allowedDays": ["mon", "tue"],
                "allowedTime": {
                    "default": [{"localTimeFrom": "10:00", "localTimeTo": "18:00"}],
                    "tue": [{"localTimeFrom": "11:00", "localTimeTo": "15:00"}],
                },
            },
            {
                "allowedDays": ["mon", "wed"],
                "allowedTime": {
                    "default": [{"localTimeFrom": "10:00", "localTimeTo": "18:00"}],
                    "wed": [{"localTimeFrom": "09:00", "localTimeTo": "12:00"}],
                },
            },
        ],
    ),
    Messy(
        "from and to in plain words",
        said(f"Телефон;Имя;Звонить с;Звонить до\n{A};Анна;10:00;18:00\n{B};Борис;9;12\n"),
        [(A, {"Имя": "Анна"}), (B, {"Имя": "Борис"})],
        when=[
            {"allowedTime": _daily("10:00", "18:00")},
            {"allowedTime": _daily("09:00", "12:00")},
        ],
    ),
    Messy(
        "days in one column and hours in the next",
        said(f"Phone;Call days;Call hours\n{A};mon-fri;10:00-18:00\n{B};sat;11-14\n"),
        bare(A, B),
        when=[
            {
                "allowedDays": ["mon", "tue", "wed", "thu", "fri"],
                "allowedTime": _daily("10:00", "18:00"),
            },
            {"allowedDays": ["sat"], "allowedTime": _daily("11:00", "14:00")},
        ],
    ),
    Messy(
        "opening hours of a shop are data, and so is a birthday",
        said(f"Телефон;Часы работы;Дата рождения\n{A};10:00-20:00;12.05.1980\n"),
        [(A, {"Часы работы": "10:00-20:00", "Дата рождения": "12.05.1980"})],
        when=[{}],
    ),
    Messy(
        "the payload of the api in a column",
        said(f'phone;payload\n{A};"{{""name"":""Анна"",""debt"":1200}}"\n{B};просто текст\n'),
        [(A, {"name": "Анна", "debt": "1200"}), (B, {"payload": "просто текст"})],
    ),
]
