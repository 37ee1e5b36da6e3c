"""JSON of all kinds, and files that are no lists at all."""

from __future__ import annotations

import gzip

from tests.messy.made import A, B, C, Messy, bare, dumped, said, zipped

_WEEK = {"default": [{"localTimeFrom": "10:00", "localTimeTo": "18:00"}]}

OBJECTS = [
    Messy(
        "a list of strings",
        dumped(["+7 912 345-67-81", B, "12345"]),
        bare(A, B),
        refused=[(3, "refused-too-short")],
    ),
    Messy("a list of whole numbers", dumped([79123456781, 9031234562]), bare(A, B)),
    Messy(
        "a list of objects",
        dumped([{"phone": A, "name": "Анна", "debt": 1200.5}, {"phone": B, "city": "Самара"}]),
        [(A, {"name": "Анна", "debt": "1200.5"}), (B, {"city": "Самара"})],
    ),
    Messy(
        "the api's own body",
        dumped(
            {
                "list": [
                    {"phone": A, "payload": {"name": "Анна", "order": 17}},
                    {"phone": B},
                    {"phone": "112"},
                ]
            }
        ),
        [(A, {"name": "Анна", "order": "17"}), (B, {})],
        refused=[(3, "refused-emergency")],
    ),
    Messy(
        "the api's own body with when to call",
        dumped(
            [
                {"phone": A, "allowedDays": ["mon"], "allowedTime": _WEEK, "gmtZone": "+03:00"},
                {"phone": B, "payload": {"x": "y"}, "maxAttempts": 2},
            ]
        ),
        [(A, {}), (B, {"x": "y"})],
        when=[
            {"allowedDays": ["mon"], "allowedTime": _WEEK, "gmtZone": "+03:00"},
            {"maxAttempts": 2},
        ],
    ),
    Messy(
        "lines of json",
        said(f'{{"phone": "{A}", "name": "Анна"}}\n\n{{"phone": "{B}", "name": "Борис"}}\n'),
        [(A, {"name": "Анна"}), (B, {"name": "Борис"})],
    ),
    Messy(
        "lines of json with a torn one",
        said(f'{{"phone": "{A}"}}\n{{"phone": "{B}\n{{"phone": "{C}"}}\n'),
        bare(A, C),
        refused=[(2, "refused-row-json")],
    ),
    Messy(
        "objects in a payload stay what they are",
        dumped([{"phone": A, "payload": {"address": {"city": "Омск"}, "ok": True, "no": None}}]),
        [(A, {"address": '{"city": "Омск"}', "ok": "true"})],
    ),
    Messy("one object", dumped({"phone": A, "name": "Анна"}), [(A, {"name": "Анна"})]),
    Messy(
        "phones by their names",
        dumped({"Анна": A, "Борис": B}),
        [(A, {"name": "Анна"}), (B, {"name": "Борис"})],
    ),
    Messy(
        "records deep inside an answer",
        dumped({"ok": True, "data": {"items": [{"tel": A, "id": 5}, {"tel": B, "id": 6}]}}),
        [(A, {"id": "5"}), (B, {"id": "6"})],
    ),
    Messy(
        "a list of lists",
        dumped([["Телефон", "Имя"], [A, "Анна"], [B, "Борис"]]),
        [(A, {"Имя": "Анна"}), (B, {"Имя": "Борис"})],
    ),
    Messy(
        "json with a bom in two bytes a letter",
        "\ufeff".encode("utf-16-le") + dumped([A]).decode().encode("utf-16-le"),
        bare(A),
    ),
    Messy("torn json", dumped([{"phone": A}, {"phone": B}])[:-8], unread="file-json-broken"),
    Messy("json without numbers", dumped({"ok": True, "items": []}), unread="file-no-numbers"),
    Messy("json too deep", b"[" * 100_000 + b"]" * 100_000, unread="file-json-broken"),
    Messy(
        "a web page called .xls",
        said(f"<html><table><tr><td>{A}</td></tr></table></html>"),
        unread="file-web-page",
    ),
    Messy("xml", said(f'<?xml version="1.0"?><list><phone>{A}</phone></list>'), unread="file-xml"),
    Messy(
        "a zip with one table inside", zipped(list__csv=said(f"{A};Анна\n")), unread="file-archive"
    ),
    Messy("a table packed by gzip", gzip.compress(said(f"{A}\n")), unread="file-archive"),
]
