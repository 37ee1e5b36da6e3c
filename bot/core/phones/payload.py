"""What stands beside a number for the script to say: key=value, a JSON object, a name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bot.core.phones.find import Found
from bot.core.phones.number import Payload

_PAIR: Final = re.compile(r"([^\W\d]\w*)\s?=\s?(\"[^\"\n]*\"|[^\s,;]+)")
_OBJECT: Final = re.compile(r"\{[^{}\n]*\}")


class Extra(NamedTuple):
    """Data at `text[start:end]` for one of the numbers, by its place among them."""

    start: int
    end: int
    number: int
    payload: Payload


def extras(message: str, found: Sequence[Found]) -> list[Extra]:
    """Find key=value pairs and JSON objects on the lines of numbers."""
    if "=" not in message and "{" not in message:
        return []
    out = [*_objects(message, found)]
    for match in _PAIR.finditer(message):
        index = owner(message, found, match.start())
        inside = any(e.start <= match.start() < e.end for e in out)
        phone = any(f.start < match.end() and match.start() < f.end for f in found)
        if index is not None and not inside and not phone:
            payload = {match[1]: match[2].strip('"')}
            out.append(Extra(match.start(), match.end(), index, payload))
    return sorted(out)


def _objects(message: str, found: Sequence[Found]) -> Iterator[Extra]:
    for match in _OBJECT.finditer(message):
        index = owner(message, found, match.start())
        if index is None or any(match.start() <= f.start < match.end() for f in found):
            continue
        try:
            value = json.loads(match[0])
        except ValueError:
            continue
        if value and all(isinstance(v, str | int | float) for v in value.values()):
            payload = {str(key): str(v) for key, v in value.items()}
            yield Extra(match.start(), match.end(), index, payload)


def owner(message: str, found: Sequence[Found], place: int) -> int | None:
    """The number that a place belongs to: the last before it on its line, else the first there."""
    start = message.rfind("\n", 0, place) + 1
    end = message.find("\n", place)
    end = len(message) if end < 0 else end
    here = [i for i, f in enumerate(found) if start <= f.start < end]
    before = [i for i in here if found[i].start < place]
    return before[-1] if before else (here[0] if here else None)
