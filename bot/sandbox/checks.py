"""Small strict checks of JSON values; each names the field that it refuses."""

from collections.abc import Collection

from bot.sandbox.answers import bad_request
from bot.sandbox.documents import Json

ANY_LENGTH = 1_000_000


def as_object(value: Json, field: str) -> dict[str, Json]:
    """Return the object, or refuse the field."""
    if not isinstance(value, dict):
        raise bad_request(field, "an object is expected")
    return value


def as_array(value: Json, field: str, longest: int = ANY_LENGTH) -> list[Json]:
    """Return the array of 1 to `longest` elements, or refuse the field."""
    if not isinstance(value, list):
        raise bad_request(field, "an array is expected")
    if not 1 <= len(value) <= longest:
        raise bad_request(field, f"from 1 to {longest} elements are expected")
    return value


def as_text(value: Json, field: str) -> str:
    """Return the string, or refuse the field."""
    if not isinstance(value, str):
        raise bad_request(field, "a string is expected")
    return value


def as_integer(value: Json, field: str, least: int, most: int) -> int:
    """Return the integer from `least` to `most` (no boolean, no 1.0), or refuse the field."""
    if type(value) is not int or not least <= value <= most:
        raise bad_request(field, f"an integer from {least} to {most} is expected")
    return value


def only_fields(value: dict[str, Json], field: str, allowed: Collection[str]) -> None:
    """Refuse an object that has a field besides the allowed ones."""
    unknown = [name for name in value if name not in allowed]
    if unknown:
        raise bad_request(f"{field}.{unknown[0]}", "the field is unknown")
