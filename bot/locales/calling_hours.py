"""The hours in which one may call, by country: `locales/calling_hours.toml` and its faults."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from babel import Locale

from bot.core.legal import CallingHours, LegalHours, Purpose
from bot.core.policy import Hours, Window, merged
from bot.locales import REFERENCE, folder

FILE = "calling_hours.toml"
_DEFAULT = "default"
_SPAN = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
_WORKDAYS = 5
_HOURS = ("workdays", "saturday", "sunday")
_HOLIDAYS = "holidays"
_FACTS = ("source", "seen")
_KEYS = frozenset({*_HOURS, _HOLIDAYS, "purpose", *_FACTS, "checked", "note"})
_Table = Mapping[str, object]


class BadHours(ValueError):
    """The file is wrong; the message names file, key and reason, a line for each fault."""


def load_hours(file: Path | None = None) -> LegalHours:
    """Load the hours of all countries; raise BadHours."""
    file = file or folder() / FILE
    found = faults(file)
    if found:
        raise BadHours("\n".join(found))
    tables = {country: _hours(table) for country, table in _tables(file).items()}
    default = tables.pop(_DEFAULT)
    return LegalHours(MappingProxyType(tables), default)


def faults(file: Path) -> list[str]:
    """Say what is wrong with the file: `file: key: reason` each."""
    try:
        tables = _tables(file)
    except BadHours as error:
        return [str(error)]
    out = [] if _DEFAULT in tables else [f"{file}: {_DEFAULT}: missing"]
    known = Locale.parse(REFERENCE).territories
    for country, table in tables.items():
        if country != _DEFAULT and not (country in known and re.fullmatch("[A-Z]{2}", country)):
            out.append(f"{file}: {country}: no code of a country; for example: FR")
        out += [f"{file}: {country}.{fault}" for fault in _wrong(table)]
    return out


def _tables(file: Path) -> dict[str, _Table]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadHours(f"{file}: {error}") from error
    except OSError as error:
        raise BadHours(f"{file}: {error.strerror}") from error
    for country, table in tables.items():
        if not isinstance(table, dict):
            raise BadHours(f"{file}: {country}: not a table")
    return tables


def _wrong(table: _Table) -> Iterator[str]:
    """What is wrong with a country's table: `key: reason` each."""
    for key in sorted(table.keys() - _KEYS):
        yield f"{key}: no such key; allowed: {', '.join(sorted(_KEYS))}"
    for key in (*_HOURS, *table.keys() & {_HOLIDAYS}):
        yield from (f"{key}: {reason}" for reason in _wrong_hours(table.get(key)))
    if table.get("purpose") not in set(Purpose):
        yield f"purpose: one of {', '.join(Purpose)} is expected"
    for key in _FACTS:
        if not isinstance(table.get(key), str) or not table[key]:
            yield f"{key}: missing: where the hours come from"
    if type(table.get("checked")) is not date:
        yield "checked: a date is expected, for example 2026-11-23"
    if not isinstance(table.get("note", ""), str):
        yield "note: not a text"


def _wrong_hours(listed: object) -> Iterator[str]:
    if not isinstance(listed, list):
        yield "a list of hours is expected, [] where no call is allowed"
        return
    for span in listed:
        try:
            _window(span)
        except ValueError:
            yield f'not hours: {span}; for example: "08:00-22:00"'
    spans = sorted(span for span in listed if isinstance(span, str))
    for one, other in pairwise(spans):
        if one[-5:] > other[:5]:
            yield f"{one} and {other} overlap"


def _hours(table: _Table) -> CallingHours:
    workday, saturday, sunday = (_listed(table[key]) for key in _HOURS)
    return CallingHours(
        (*((workday,) * _WORKDAYS), saturday, sunday),
        Purpose(str(table["purpose"])),
        _listed(table[_HOLIDAYS]) if _HOLIDAYS in table else None,
    )


def _listed(listed: object) -> Hours:
    return merged(map(_window, listed)) if isinstance(listed, list) else ()


def _window(span: object) -> Window:
    match = _SPAN.fullmatch(span) if isinstance(span, str) else None
    if match is None:
        raise ValueError(span)
    hour, minute, until, until_minute = map(int, match.groups())
    return Window(hour * 60 + minute, until * 60 + until_minute)
