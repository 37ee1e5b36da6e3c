"""Frozen values of the core as JSON and back, by their own annotations."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError


def codec(kind: type) -> TypeAdapter[Any]:
    """Make the two-way translation of a frozen dataclass and of all that it holds."""
    return TypeAdapter(kind)


def to_json(codec: TypeAdapter[Any], value: object) -> str:
    """Write the value; ValueError, with nothing of it, when it could not be read back as it is."""
    with suppress(PydanticSerializationError, ValidationError):
        body = codec.dump_json(value, warnings=False).decode()
        if from_json(codec, body) == value:
            return body
    raise ValueError(f"{type(value).__name__}: something in it breaks its annotations")


def from_json(codec: TypeAdapter[Any], body: str) -> Any:
    """Read back what was written; nothing is converted, so 1 and "1" stay what they were."""
    return codec.validate_json(body, strict=True)
