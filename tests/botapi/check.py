"""Checks values against the specification: names, types, lengths, markup, down to every leaf.

Stricter than Telegram, on purpose: it ignores parameters it does not know, converts scalars and
clamps numbers, and so hides our mistakes. The rules that stand in no table are in rules.py.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tests.botapi.markup import formatted
from tests.botapi.rules import METHOD_RULES, TYPE_RULES
from tests.botapi.spec import ARRAY, PLAIN, Field, Fields, Spec
from tests.botapi.text import MarkupError, entity_problems, longest
from tests.botapi.wire import Json, Problem, Upload


def check_call(
    spec: Spec, method: str, params: Json, uploads: Mapping[str, Upload]
) -> list[Problem]:
    """Return every rule that a decoded call of a known method breaks."""
    fields = spec.methods[method].fields
    direct = {name: upload for name, upload in uploads.items() if name in fields}
    values = {**params, **direct}
    problems = check_object(spec, fields, values, "")
    if problems:
        return problems
    problems.extend(METHOD_RULES[method](values) if method in METHOD_RULES else ())
    problems.extend(_attachments(values, {name for name in uploads if name not in direct}))
    return problems


def check_value(spec: Spec, types: Sequence[str], value: Any, path: str) -> list[Problem]:
    """Return what keeps `value` from being of one of the types."""
    if len(types) > 1 and all(name.startswith(ARRAY) for name in types):
        return _check_items(spec, [name.removeprefix(ARRAY) for name in types], value, path)
    tries = [_check_one(spec, name, value, path) for name in types]
    if not all(tries):
        return []
    if len(tries) == 1:
        return tries[0]
    best = _closest(spec, types, value)
    return tries[best] if best is not None else [_wrong(path, " or ".join(types))]


def check_object(spec: Spec, fields: Fields, value: Json, path: str) -> list[Problem]:
    """Return what is wrong with the fields of one object: unknown, missing, ill-typed, too long."""
    problems = [
        Problem(_join(path, name), "is not known to the specification")
        for name in value
        if name not in fields
    ]
    for name, field in fields.items():
        where = _join(path, name)
        if name in value:
            problems.extend(_check_field(spec, field, value[name], where))
        elif field.required:
            problems.append(Problem(where, "is required", _missing(name)))
    if not problems:
        problems.extend(_marked_up(fields, value, path))
    return problems


def _missing(name: str) -> str:
    return "message text is empty" if name == "text" else f"{name} is empty"


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _wrong(path: str, expected: str) -> Problem:
    return Problem(path, f"is not of type {expected}")


def _check_field(spec: Spec, field: Field, value: Any, path: str) -> Iterator[Problem]:
    problems = check_value(spec, field.types, value, path)
    yield from problems
    if problems:
        return
    if field.const is not None and value != field.const:
        yield Problem(path, f"must be {field.const!r}")
    if field.one_of and value not in field.one_of:
        yield Problem(path, f"must be one of {', '.join(field.one_of)}")
    yield from _ranges(field, value, path)
    if isinstance(value, str) and not field.markup:
        yield from _lengths(field, value, path)


def _ranges(field: Field, value: Any, path: str) -> Iterator[Problem]:
    if isinstance(value, int):
        yield from _between(field.min, field.max, value, path, "a number")
    if isinstance(value, list):
        yield from _between(field.min_items, field.max_items, len(value), path, "items")


def _lengths(field: Field, value: str, path: str) -> Iterator[Problem]:
    in_bytes = field.unit == "bytes"
    size = len(value.encode("utf-8", "surrogatepass")) if in_bytes else longest(value)
    yield from _between(field.min_len, field.max_len, size, path, field.unit)


def _between(
    low: int | None, high: int | None, size: int, path: str, what: str
) -> Iterator[Problem]:
    if (low is not None and size < low) or (high is not None and size > high):
        yield Problem(
            path, f"is {size}, allowed are {low}-{high} ({what})", _telegram_says(path, size)
        )


def _telegram_says(path: str, size: int) -> str:
    name = path.rsplit(".", 1)[-1]
    if name == "text" and "reply_markup" not in path:
        return "message is too long" if size else "message text is empty"
    return {"caption": "message caption is too long", "callback_data": "BUTTON_DATA_INVALID"}.get(
        name, ""
    )


def _marked_up(fields: Fields, value: Json, path: str) -> Iterator[Problem]:
    """Check each text by what a reader sees of it, after the markup is parsed."""
    for name, field in fields.items():
        if field.markup and name in value:
            mode, entities = field.markup
            yield from _check_text(
                field, value[name], value.get(mode), value.get(entities), _join(path, name)
            )


def _check_text(
    field: Field, source: str, mode: str | None, entities: list[Json] | None, path: str
) -> Iterator[Problem]:
    if mode and entities:
        yield Problem(path, "has both a parse mode and entities: Telegram would ignore one of them")
        return
    try:
        plain = formatted(source, mode, entities or ()).text
    except MarkupError as error:
        yield Problem(path, f"does not parse: {error}", f"can't parse entities: {error}")
        return
    yield from (Problem(path, reason) for reason in entity_problems(plain, entities or ()))
    yield from _lengths(field, plain.strip(), path)


def _check_one(spec: Spec, name: str, value: Any, path: str) -> list[Problem]:
    if name.startswith(ARRAY):
        return _check_items(spec, [name.removeprefix(ARRAY)], value, path)
    if name in PLAIN:
        return [] if PLAIN_CHECKS[name](value) else [_wrong(path, name)]
    kind = spec.types[name]
    if kind.opaque:
        return [Problem(path, f"the fake does not describe {name}; see OPAQUE in make_spec.py")]
    if kind.one_of_types:
        return check_value(spec, kind.one_of_types, value, path)
    if not isinstance(value, dict):
        return [_wrong(path, name)]
    problems = check_object(spec, kind.fields, value, path)
    if not problems and name in TYPE_RULES:
        problems.extend(
            Problem(_join(path, p.parameter), p.reason, p.description)
            for p in TYPE_RULES[name](value)
        )
    return problems


def _check_items(spec: Spec, types: Sequence[str], value: Any, path: str) -> list[Problem]:
    if not isinstance(value, list):
        return [_wrong(path, f"Array of {'|'.join(types)}")]
    return [
        problem
        for number, item in enumerate(value)
        for problem in check_value(spec, types, item, f"{path}[{number}]")
    ]


def _closest(spec: Spec, types: Sequence[str], value: Any) -> int | None:
    """Guess which of the types was meant: the one of that kind, or that knows most of the keys."""
    if not isinstance(value, dict):
        return None
    scores = []
    for name in types:
        fields = spec.types[name].fields if name in spec.types else {}
        kinds = [value.get(key) == field.const for key, field in fields.items() if field.const]
        named = sum(1 for key in value if key in fields)
        scores.append(named if all(kinds) else 0)
    return scores.index(max(scores)) if max(scores) else None


def _attachments(values: Json, offered: set[str]) -> Iterator[Problem]:
    """Match every attach:// address with a file of the body, both ways."""
    wanted = {address.removeprefix("attach://") for address in _addresses(values)}
    yield from (
        Problem("attach://", "names a file the body does not hold") for _ in wanted - offered
    )
    yield from (Problem(name, "is a file nothing refers to") for name in sorted(offered - wanted))


def _addresses(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("attach://"):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _addresses(inner)


def _is_integer(value: Any) -> bool:
    return type(value) is int and -(2**63) <= value < 2**63


def _is_text(value: Any) -> bool:
    # A lone surrogate is no text: Telegram wants UTF-8.
    return isinstance(value, str) and not any(
        "\ud800" <= character <= "\udfff" for character in value
    )


PLAIN_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "Integer": _is_integer,
    "Float": lambda value: type(value) in {int, float},
    "String": _is_text,
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
    "InputFile": lambda value: isinstance(value, Upload),
}
