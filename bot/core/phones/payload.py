"""What stands beside a number for the script to say: key=value, a JSON object, a table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from phonenumbers import NumberParseException, parse

from bot.core.phones.columns import ColumnKind, field_named
from bot.core.phones.find import Found
from bot.core.phones.number import Payload
from bot.core.phones.table import Row

_PAIR: Final = re.compile(r"([^\W\d]\w*)\s?=\s?(\"[^\"\n]*\"|[^\s,;]+)")
# A short word or mark and some digits; whether it is one of an extension the library knows.
_EXTENSION: Final = re.compile(r"[ \t,;(]{0,3}(?:[^\W\d_]{1,10}|#)[.:]?[ \t]?\d{1,6}(?!\d)\)?")
_DIGITS: Final = re.compile(r"\D+")
_DECODE: Final = json.JSONDecoder().raw_decode
_WHEN: Final = frozenset(ColumnKind) - {ColumnKind.PHONE, ColumnKind.PAYLOAD}
# The API's own name for what it hands to the script.
_PAYLOAD: Final = "payload"
# Objects one in another are no data of a call.
_MOST_OBJECTS: Final = 400


class Extra(NamedTuple):
    """Data at `text[start:end]` for one of the numbers, by its place among them."""

    start: int
    end: int
    number: int
    payload: Payload


def extras(message: str, found: Sequence[Found], table: Sequence[Row]) -> list[Extra]:
    """Find key=value pairs and JSON objects beside numbers; the rows of a table come with them."""
    if not found:
        return []
    places = {f.start: i for i, f in enumerate(found)}
    out = [extra for row in table for extra in _around(row, places)]
    if not table:
        out.extend(_extensions(message, found))
    if "{" in message:
        out.extend(_objects(message, found, places))
    for match in _PAIR.finditer(message) if "=" in message else ():
        index = owner(message, found, match.start())
        inside = any(e.start <= match.start() < e.end for e in out)
        phone = any(f.start < match.end() and match.start() < f.end for f in found)
        if index is not None and not inside and not phone:
            payload = {match[1]: match[2].strip('"')}
            out.append(Extra(match.start(), match.end(), index, payload))
    return sorted(out, key=lambda extra: extra[:3])


def extension(phone: str, behind: str) -> str:
    """The digits to dial once the call is answered, if the text behind a phone names them."""
    try:
        return parse(f"+{phone}{behind}").extension or ""
    except NumberParseException:
        return ""


def _extensions(message: str, found: Sequence[Found]) -> Iterator[Extra]:
    for i, one in enumerate(found):
        match = _EXTENSION.match(message, one.end) if one.number else None
        if one.number is None or match is None:
            continue
        dialled = extension(one.number.phone, match[0].rstrip(" )"))
        if dialled:
            yield Extra(one.end, match.end(), i, {"extension": dialled})


def _around(row: Row, places: Mapping[int, int]) -> Iterator[Extra]:
    """The parts of a row before and behind its phone."""
    number = places[row.phone.start]
    before, behind = row.phone.start, row.phone.end
    if not row.start <= before < row.end:
        before = behind = row.start
    if row.start < before:
        yield Extra(row.start, before, number, row.payload)
    if behind < row.end:
        yield Extra(behind, row.end, number, row.payload)


def _objects(message: str, found: Sequence[Found], places: Mapping[int, int]) -> Iterator[Extra]:
    """JSON objects of plain values: those with one phone inside, those beside one on its line."""
    end = 0
    for _ in range(_MOST_OBJECTS):
        start = message.find("{", end)
        if start < 0:
            return
        value, end = _decoded(message, start)
        inside = [i for i, f in enumerate(found) if start <= f.start < end]
        index = inside[0] if inside else owner(message, found, start)
        usual = value and index is not None and len(inside) < 2 and not _schedules(value)
        payload = _plain(value) if usual else None
        if payload is None or index is None:
            end = start + 1
            continue
        if inside:
            payload = _without_phone(payload, message[found[index].start : found[index].end])
        yield from _around(Row(start, end, found[index], payload), places)


def _decoded(message: str, start: int) -> tuple[object, int]:
    try:
        return _DECODE(message, start)
    except (ValueError, RecursionError):
        return None, start + 1


def _schedules(value: object) -> bool:
    """Whether an object names the API's own fields that say when to call: they are no payload."""
    return isinstance(value, dict) and any(field_named(str(key)) in _WHEN for key in value)


def _plain(value: object) -> Payload | None:
    """The object as a payload, with the payload in it; None for one that says more than data."""
    if not isinstance(value, dict):
        return None
    out: Payload = {}
    for key, one in value.items():
        if isinstance(one, Mapping) and key == _PAYLOAD:
            inner = _plain(one)
            if inner is None:
                return None
            out |= inner
        elif isinstance(one, str | int | float):
            out[str(key)] = str(one)
        else:
            return None
    return out


def plain_object(cell: str) -> Payload | None:
    """A JSON object of plain values as a payload; None for anything else."""
    try:
        value = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    return _plain(value)


def _without_phone(payload: Payload, written: str) -> Payload:
    digits = _DIGITS.sub("", written)
    return {k: v for k, v in payload.items() if _DIGITS.sub("", v) != digits}


def owner(message: str, found: Sequence[Found], place: int) -> int | None:
    """The number that a place belongs to: the last before it on its line, else the first there."""
    start = message.rfind("\n", 0, place) + 1
    end = message.find("\n", place)
    end = len(message) if end < 0 else end
    here = [i for i, f in enumerate(found) if start <= f.start < end]
    before = [i for i in here if found[i].start < place]
    return before[-1] if before else (here[0] if here else None)
