"""Messy files give exactly what a careful person would take from them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.core.errors import Refused
from bot.core.fields import fields
from bot.core.phones.number import Number, RefusedNumber
from bot.core.policy import Policy
from bot.files.batches import numbers_from, refused_from
from bot.files.book import Limits
from bot.files.opening import open_book
from bot.files.rows import number_reader
from bot.files.wanted import Wanted
from bot.files.wire import frame
from bot.words import load
from tests.messy.made import Messy
from tests.messy.objects import OBJECTS
from tests.messy.schedules import SCHEDULES
from tests.messy.second import SECOND
from tests.messy.tables import TABLES
from tests.messy.workbooks import WORKBOOKS

READ = number_reader(load())
WANTED = Wanted("RU", datetime(2026, 11, 23, 9, tzinfo=UTC))
ALL = (*TABLES, *SCHEDULES, *OBJECTS, *WORKBOOKS, *SECOND)


def read(folder: Path, raw: bytes) -> list[Any]:
    """The pieces, as they come out of the pipe."""
    path = folder / "file"
    path.write_bytes(raw)
    pieces = READ(open_book(path, Limits()), WANTED.to_json())
    return [json.loads(frame({"batch": piece})[4:])["batch"] for piece in pieces]


def own(number: Number) -> dict[str, object]:
    policy = number.schedule or Policy()
    zone = {"gmtZone": number.zone} if number.zone else {}
    return {**fields(policy, number.zone), **zone}


@pytest.mark.parametrize("file", ALL, ids=[one.name for one in ALL])
def test_a_messy_file(tmp_path: Path, file: Messy) -> None:
    if file.unread:
        with pytest.raises(Refused) as refused:
            read(tmp_path, file.raw)
        assert refused.value.said.key == file.unread
        return
    pieces = read(tmp_path, file.raw)
    if file.asks:
        assert list(pieces[0]) == [file.asks]
        return
    batches = [piece for piece in pieces if "phones" in piece]
    numbers: list[Number] = [one for batch in batches for one in numbers_from(batch)]
    gone: list[RefusedNumber] = [one for batch in batches for one in refused_from(batch)]
    assert [(one.phone, one.payload) for one in numbers] == file.numbers
    assert [(one.row, one.reason.key) for one in gone] == list(file.refused)
    if file.when is not None:
        assert [own(one) for one in numbers] == list(file.when)
