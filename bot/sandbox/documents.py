"""JSON as the sandbox reads and writes it: stricter than the standard library, never surprised."""

import json
import math
from typing import NoReturn, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

MAX_DEPTH = 32


def read_json(body: bytes) -> Json:
    """Read one UTF-8 JSON document; raise ValueError with the reason when it is not one."""
    try:
        value: Json = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_members,
            parse_constant=_not_json,
            parse_float=_finite,
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if _deeper_than(MAX_DEPTH, value):
        raise ValueError("nested too deeply")
    return value


def write_json(value: Json) -> bytes:
    """Write a JSON document in ASCII, so that lone surrogates echoed from a request survive."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii")


def canonical(value: Json) -> str:
    """Return a text that is equal for equal JSON values, whatever the order of their members."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True, allow_nan=False)


def _members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name is repeated in an object")
    return members


def _not_json(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number is out of range")
    return number


def _deeper_than(limit: int, value: Json) -> bool:
    level = [value]
    for _ in range(limit):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return False
    return True


def _children(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
