"""Checks requests, as they go over the wire, against what the vendor documents of them.

`vendor_schema.json` was written from the documented contract, not from the client: a part of JSON
Schema, with `pattern` for the whole text and `rules` for what a schema cannot say. A word that
this checker does not know is an error of the schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import available_timezones

import httpx

VENDOR: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
KEY = "Idempotence-Key"

Found = Iterator[str]

_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: type(value) is int,
}
_OFFSET = re.compile(r"[+-](?:(?:0[0-9]|1[0-7]):[0-5][0-9]|18:00)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_PLACES = available_timezones() - {"Factory", "localtime"}


def _is_moment(text: str) -> bool:
    try:
        return bool(_MOMENT.fullmatch(text)) and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _unique_phones(numbers: list[Any]) -> bool:
    phones = [number.get("phone") for number in numbers if isinstance(number, dict)]
    return len(set(phones)) == len(phones)


def _in_order(body: Mapping[str, Any], first: str, then: str, *, same: bool) -> bool:
    """True as well where a moment is missing, or is none: that is said elsewhere."""
    moments = [body.get(first), body.get(then)]
    if not all(isinstance(moment, str) and _is_moment(moment) for moment in moments):
        return True
    a, b = (datetime.fromisoformat(str(moment)) for moment in moments)
    return a < b or (same and a == b)


def _windows_apart(windows: list[Any]) -> bool:
    """Each forward, and none touches another: the document forbids to overlap."""
    if not all(isinstance(window, dict) for window in windows):
        return True
    edges = sorted((str(w.get("localTimeFrom")), str(w.get("localTimeTo"))) for w in windows)
    return all(a < b for a, b in edges) and all(a[1] < b[0] for a, b in pairwise(edges))


def _days_with_hours(body: Mapping[str, Any]) -> bool:
    """Hours of a day that is not allowed would be ignored: to send them is a mistake of ours."""
    days, hours = body.get("allowedDays"), body.get("allowedTime")
    if not isinstance(days, list) or not isinstance(hours, dict):
        return True
    return hours.keys() <= {"default", *days} and ("default" in hours or set(days) <= hours.keys())


def _bounds_in_order(body: Mapping[str, Any]) -> bool:
    names = [name.removesuffix("From") for name in body if name.endswith("From")]
    return all(_in_order(body, f"{name}From", f"{name}To", same=True) for name in names)


_FORMATS: dict[str, Callable[[str], bool]] = {
    "date-time": _is_moment,
    "zone": lambda text: bool(_OFFSET.fullmatch(text)) or text in _PLACES,
}
_RULES: dict[str, Callable[[Any], bool]] = {
    "unique phones": _unique_phones,
    "windows apart": _windows_apart,
    "starts before it finishes": lambda body: _in_order(
        body, "startDateTime", "finishDateTime", same=False
    ),
    "allowed days alone have hours": _days_with_hours,
    "bounds in order": _bounds_in_order,
}
_WORDS: dict[str, Callable[[Any, Any], bool]] = {
    "enum": lambda value, names: value in names,
    "pattern": lambda value, form: bool(re.fullmatch(form, value, re.ASCII)),
    "format": lambda value, name: _FORMATS[name](value),
    "minimum": lambda value, least: value >= least,
    "maximum": lambda value, most: value <= most,
    "minItems": lambda value, least: len(value) >= least,
    "maxItems": lambda value, most: len(value) <= most,
    "minProperties": lambda value, least: len(value) >= least,
    "uniqueItems": lambda value, _: len({json.dumps(one) for one in value}) == len(value),
    "required": lambda value, names: set(names) <= value.keys(),
    "rules": lambda value, names: all(_RULES[name](value) for name in names),
}


def violations(value: Any, schema: Mapping[str, Any], where: str = "body") -> Found:
    """Say what of the schema the value breaks, and where."""
    if "$ref" in schema:
        yield from violations(value, VENDOR["schemas"][schema["$ref"]], where)
        return
    if not _TYPES[schema["type"]](value):
        yield f"{where}: not of type {schema['type']}"
        return
    for word, limit in schema.items():
        if word not in ("type", "properties", "additionalProperties", "items") and not _WORDS[word](
            value, limit
        ):
            yield f"{where}: {word} {limit}"
    yield from _inside(value, schema, where)


def _inside(value: Any, schema: Mapping[str, Any], where: str) -> Found:
    if isinstance(value, list):
        for place, one in enumerate(value):
            yield from violations(one, schema["items"], f"{where}[{place}]")
    if isinstance(value, dict):
        others = schema["additionalProperties"]
        for name, one in value.items():
            known = schema["properties"].get(name, others) if "properties" in schema else others
            if known is False:
                yield f"{where}.{name}: unknown"
            else:
                yield from violations(one, known, f"{where}.{name}")


def wrong_with(request: httpx.Request, token: str) -> list[str]:
    """All that the vendor's document would not have in a request; empty for a good one."""
    path = request.url.path.replace(f"/{token}", "/{token}")
    for method in VENDOR["methods"].values():
        if (method["method"], method["path"]) == (request.method, path):
            return [*_wrong_with(request, method)]
    return [f"no method at {request.method} {path}"]


def _wrong_with(request: httpx.Request, method: Mapping[str, Any]) -> Found:
    query = parse_qsl(request.url.query.decode(), keep_blank_values=True)
    keys = {"header": request.headers.get_list(KEY), "query": [v for k, v in query if k == KEY]}
    for place, found in keys.items():
        if len(found) != (method.get("key") == place) or not all(found):
            yield f"{KEY} in the {place}: {len(found)}"
    parameters = [(name, value) for name, value in query if name != KEY]
    yield from _pairs(parameters, method.get("query"), "query")
    yield from _body(request, method)


def _body(request: httpx.Request, method: Mapping[str, Any]) -> Found:
    kind = request.headers.get("content-type", "")
    if "json" in method:
        if kind != "application/json":
            yield "content-type: not JSON"
        yield from violations(_json(request.content), method["json"])
    elif "form" in method:
        if kind != "application/x-www-form-urlencoded":
            yield "content-type: not a form"
        form = parse_qsl(request.content.decode(), keep_blank_values=True, errors="strict")
        yield from _pairs(form, method["form"], "form")
    elif request.content:
        yield "body: none is expected"


def _json(content: bytes) -> Any:
    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), "a name stands twice"
        return dict(pairs)

    return json.loads(content.decode("utf-8"), object_pairs_hook=members)


def _pairs(pairs: list[tuple[str, str]], schema: Mapping[str, Any] | None, where: str) -> Found:
    if len(dict(pairs)) < len(pairs):
        yield f"{where}: a name stands twice"
    if schema is not None:
        yield from violations(dict(pairs), schema, where)
    elif pairs:
        yield f"{where}: none is expected"
