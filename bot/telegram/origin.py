"""Whose order an update keeps, read from its raw form, whatever kind it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NOBODY = 0


def origin(raw: Mapping[str, Any]) -> tuple[int, int]:
    """Give the chat and the person of an update; NOBODY where it names none."""
    content = next((part for part in raw.values() if isinstance(part, Mapping)), {})
    message = content.get("message")
    place = message if isinstance(message, Mapping) else content
    person = _id(content.get("from"))
    return _id(place.get("chat")) or person, person or _id(place.get("chat"))


def _id(named: object) -> int:
    known = named.get("id") if isinstance(named, Mapping) else None
    return known if type(known) is int else NOBODY
