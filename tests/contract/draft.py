"""One draft and a few numbers, and the ways to put them into a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.draft import Draft
from bot.core.phones.number import Number, RefusedNumber
from bot.core.texts import text
from bot.storage.store import SqlStore

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DRAFT = Draft(id="a", chat=1, author=1, language="ru")
ONE, TWO, THREE = (Number(f"7912345678{n}") for n in (1, 2, 3))
ANNA, BORIS = replace(ONE, payload={"name": "Анна"}), replace(ONE, payload={"name": "Борис"})
SHORT = RefusedNumber("12", text("refused-too-short"), row=7)
LONG = RefusedNumber("+7 912 345-67-89-00", text("refused-too-long", most=15))


def said(store: SqlStore, *numbers: Number) -> None:
    store.sources.add("a", numbers)


def held(store: SqlStore) -> list[Number]:
    return list(store.numbers.each("a"))


def imported(store: SqlStore, *parts: tuple[Number, ...]) -> int:
    source = store.sources.begin("a", "file", "f")
    for part in parts:
        store.sources.put(source, part)
    store.sources.merge(source, {number.phone for part in parts for number in part})
    return source


def many(count: int, first: int = 79_000_000_000) -> tuple[Number, ...]:
    return tuple(Number(str(first + n)) for n in range(count))
