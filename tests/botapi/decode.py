"""From the strings of a form to the values of the specification.

Clients send scalars as strings and objects as JSON in strings. Stricter than Telegram, which reads
"12abc" as 12 and any unknown word as false: here each is a violation.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from tests.botapi.spec import PLAIN, Fields
from tests.botapi.wire import Json, Problem, Upload

INTEGER = re.compile(r"-?(?:0|[1-9]\d*)")
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
WORDS = {"true": True, "false": False}


def decode(fields: Fields, raw: Mapping[str, Any]) -> tuple[Json, list[Problem]]:
    """Return the values by name, and a problem for each that cannot be read as its type."""
    values: Json = {}
    problems = []
    for name, value in raw.items():
        types = fields[name].types if name in fields else ("String",)
        if not isinstance(value, str):
            values[name] = value
            continue
        try:
            values[name] = _read(types, value)
        except ValueError as error:
            problems.append(Problem(name, str(error)))
    return values, problems


def _read(types: tuple[str, ...], raw: str) -> Any:
    if "Integer" in types and INTEGER.fullmatch(raw):
        return int(raw)
    if "Float" in types and NUMBER.fullmatch(raw):
        return float(raw)
    if {"Boolean", "True"} & set(types) and raw in WORDS:
        return WORDS[raw]
    if "String" in types:
        return raw
    if set(types) <= PLAIN:
        raise ValueError(f"cannot be read as {' or '.join(types)}")
    try:
        return json.loads(raw, parse_constant=_no_constant)
    except ValueError:
        raise ValueError("is not JSON") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def split_uploads(raw: Mapping[str, Any]) -> tuple[Json, dict[str, Upload]]:
    """Part the plain values of a body from its files."""
    plain = {name: value for name, value in raw.items() if not isinstance(value, Upload)}
    files = {name: value for name, value in raw.items() if isinstance(value, Upload)}
    return plain, files
