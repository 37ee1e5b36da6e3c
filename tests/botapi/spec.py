"""The specification in memory: what spec.json says about methods, types and their fields."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.botapi.wire import Json

PLAIN = frozenset({"Integer", "String", "Boolean", "True", "Float", "InputFile"})
ARRAY = "Array of "


@dataclass(frozen=True)
class Field:
    """One parameter of a method or one field of a type."""

    types: tuple[str, ...]
    required: bool = False
    const: str | None = None
    one_of: tuple[str, ...] = ()
    markup: tuple[str, str] | None = None
    unit: str = "characters"
    min_len: int | None = None
    max_len: int | None = None
    min: int | None = None
    max: int | None = None
    min_items: int | None = None
    max_items: int | None = None


Fields = Mapping[str, Field]


@dataclass(frozen=True)
class Kind:
    """A type: its fields, or the types it may be one of; opaque ones are not described."""

    fields: Fields
    one_of_types: tuple[str, ...] = ()
    opaque: bool = False


@dataclass(frozen=True)
class Method:
    """A method: its parameters and what it returns."""

    fields: Fields
    returns: tuple[str, ...]


@dataclass(frozen=True)
class Spec:
    """Everything the fake knows of the Bot API."""

    version: str
    methods: Mapping[str, Method]
    types: Mapping[str, Kind]


def _fields(source: Json) -> Fields:
    return {name: _field(given) for name, given in source.items()}


def _field(given: Json) -> Field:
    values: Json = {
        key: tuple(value) if isinstance(value, list) else value for key, value in given.items()
    }
    return Field(**values)


@cache
def load() -> Spec:
    """Read spec.json, once."""
    source = json.loads(Path(__file__).with_name("spec.json").read_text(encoding="utf-8"))
    methods = {
        name: Method(_fields(given["fields"]), tuple(given["returns"]))
        for name, given in source["methods"].items()
    }
    types = {
        name: Kind(
            _fields(given.get("fields", {})),
            tuple(given.get("one_of_types", ())),
            given.get("opaque", False),
        )
        for name, given in source["types"].items()
    }
    return Spec(source["bot_api"], methods, types)
