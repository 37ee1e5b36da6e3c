"""Objects of JSON as the data of a number: a name and a text for each of their items."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.core.phones.number import Payload

Decoded = Any
"""What JSON decodes to: objects, lists, texts, numbers, truth values, nothing."""


def decoded(said: str) -> Decoded:
    """Decode JSON. Raises ValueError, also for what lies too deep."""
    try:
        return json.loads(said)
    except RecursionError as error:
        raise ValueError("too deep") from error


def object_in(cell: str) -> Payload | None:
    """A JSON object in a cell as a payload; None for anything else."""
    try:
        value = decoded(cell)
    except ValueError:
        return None
    return payload_of(value) if isinstance(value, dict) else None


def payload_of(value: Mapping[str, Decoded]) -> Payload:
    """An object as a payload: objects inside it stay JSON, and what is nothing is left out."""
    return {str(key): written(one) for key, one in value.items() if one is not None}


def written(value: Decoded) -> str:
    """One item of an object as a text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
