"""The sandbox against its own OpenAPI document: whatever is sent, what comes back is described."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.methods import METHODS
from bot.sandbox.openapi import document
from bot.sandbox.rules import Sandbox
from bot.sandbox.server import create_app

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DOCUMENT: Any = json.loads(json.dumps(document()))
# A scripted fault may hang for ever, and is no answer of the API.
UNTRIED = {("/_sandbox/faults", "post")}
ANYWHERE = {404, 405}
FORM = "application/x-www-form-urlencoded"

plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
anything: st.SearchStrategy[Any] = st.recursive(
    plain | st.characters(categories=["Cs"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
moments = st.sampled_from(
    ["2026-03-02T10:00:00Z", "2026-03-30T23:59:59.999+03:00", "0001-01-01T00:00:00+23:59",
     "9999-12-31T23:59:59-23:59", "2026-03-01T00:00:00Z"]
)  # fmt: skip
KNOWN: dict[str, st.SearchStrategy[Any]] = {
    "phone": st.sampled_from(["79123456789", "74951234567", "442079460958", "14155552672"]),
    "phones": st.lists(st.sampled_from(["79123456789", "14155552671"]), min_size=1),
    "ids": st.lists(st.sampled_from(["5000000001", "5000000002"]), min_size=1),
    "gmtZone": st.sampled_from(["+03:00", "-18:00", "Europe/Berlin", "Pacific/Apia"]),
    "campaign": st.just("default"),
    "externalCheckUrl": st.just("https://check.example/number"),
    "localTimeFrom": st.sampled_from(["00:00", "09:30"]),
    "localTimeTo": st.sampled_from(["09:31", "23:59"]),
}


class Sent(NamedTuple):
    """One request, and where the document describes it."""

    path: str
    verb: str
    url: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


def resolved(schema: Any) -> Any:
    while "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def known(name: str, schema: Any) -> st.SearchStrategy[Any]:
    """What a field of that name may hold so that the sandbox knows it, else what fits its shape."""
    return KNOWN[name] if name in KNOWN else values(schema)


def values(schema: Any) -> st.SearchStrategy[Any]:
    """What fits a shape of the document."""
    schema = resolved(schema)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of([_of_kind(kind, schema) for kind in kinds])


def _of_kind(kind: str, schema: Any) -> st.SearchStrategy[Any]:
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    least, most = schema.get("minimum"), schema.get("maximum")
    made: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "string": lambda: _strings(schema),
        "integer": lambda: st.integers(least, most),
        "number": lambda: st.floats(least, most),
        "boolean": st.booleans,
        "null": st.none,
        "array": lambda: st.lists(
            values(schema["items"]), min_size=schema.get("minItems", 0), max_size=3
        ),
        "object": lambda: _objects(schema),
    }
    return made[kind]()


def _strings(schema: Any) -> st.SearchStrategy[str]:
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True)
    return moments if schema.get("format") == "date-time" else st.text()


def _objects(schema: Any) -> st.SearchStrategy[Any]:
    fields = {name: known(name, each) for name, each in schema.get("properties", {}).items()}
    required = {name: fields.pop(name) for name in schema.get("required", [])}
    if not required and not fields:
        return st.dictionaries(st.text(), anything, max_size=3)
    return st.fixed_dictionaries(required, optional=fields)


def spoiled(given_value: Any, by: Any) -> Any:
    """The value with one part of it replaced."""
    if isinstance(given_value, list) and given_value:
        return [spoiled(given_value[0], by), *given_value[1:]]
    if isinstance(given_value, dict) and given_value:
        name = max(given_value)
        return {**given_value, name: by}
    return by


@st.composite
def requests(draw: st.DrawFn) -> Sent:
    operations = [
        (path, verb)
        for path, verbs in DOCUMENT["paths"].items()
        for verb in verbs
        if (path, verb) not in UNTRIED
    ]
    path, verb = draw(st.sampled_from(operations))
    described = DOCUMENT["paths"][path][verb]
    token = draw(st.sampled_from(["1.1.sandbox"] * 9 + ["9.9.nothing", "%00", "%D0%B0"]))
    query: dict[str, str] = {}
    headers: dict[str, str] = {}
    for parameter in described["parameters"]:
        name = parameter["name"]
        wanted = parameter.get("required") or draw(st.booleans())
        if wanted and parameter["in"] != "path":
            place = query if parameter["in"] == "query" else headers
            place[name] = draw(known(name, parameter["schema"]))
    kind, body = draw(bodies(described))
    if kind is not None:
        headers["Content-Type"] = kind
    return Sent(path, verb, path.replace("{token}", token), query, headers, body)


@st.composite
def bodies(draw: st.DrawFn, described: Any) -> tuple[str | None, bytes]:
    """A body that fits, one that is spoiled, any JSON, or any bytes; with its content type."""
    content = described.get("requestBody", {}).get("content", {})
    if not content:
        return draw(st.sampled_from([(None, b"")] * 5 + [("application/json", b"[]")]))
    [(kind, each)] = content.items()
    way = draw(st.integers(0, 9))
    if way == 0:
        return draw(st.sampled_from([kind, "text/plain", ""])), draw(st.binary(max_size=50))
    if kind == FORM:
        fields = draw(st.dictionaries(st.text(), st.text(), max_size=2))
        return FORM, str(httpx.QueryParams({"phone": "79123456789"} | fields)).encode()
    value = draw(values(each["schema"]) if way > 1 else anything)
    if way in (2, 3):
        value = spoiled(value, draw(anything))
    return kind, json.dumps(value).encode()


def faults(value: Any, schema: Any, where: str = "") -> Iterator[str]:
    """What is wrong with a value, by the shapes of the document."""
    schema = resolved(schema)
    if "anyOf" in schema:
        if not any(not [*faults(value, each, where)] for each in schema["anyOf"]):
            yield f"{where}: {value!r} fits none"
        return
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if _kind(value) not in kinds:
        yield f"{where}: {value!r} is no {kinds}"
    elif value != schema.get("const", value) or value not in schema.get("enum", [value]):
        yield f"{where}: {value!r} is another"
    elif isinstance(value, list):
        for each in value:
            yield from faults(each, schema["items"], f"{where}[]")
    elif isinstance(value, dict):
        yield from _faults_of_object(value, schema, where)


def _faults_of_object(value: dict[str, Any], schema: Any, where: str) -> Iterator[str]:
    fields = schema.get("properties", {})
    for name in schema.get("required", []):
        if name not in value:
            yield f"{where}.{name} is missing"
    for name, each in value.items():
        if name in fields:
            yield from faults(each, fields[name], f"{where}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{where}.{name} is unknown"


def _kind(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array",
             dict: "object", type(None): "null"}  # fmt: skip
    return names[type(value)]


def check(sent: Sent, response: httpx.Response) -> None:
    """The answer is one that the document gives."""
    described = DOCUMENT["paths"][sent.path][sent.verb]["responses"]
    assert str(response.status_code) in described, (sent, response.text)
    content = described[str(response.status_code)].get("content")
    if content is None:
        assert response.content == b""
    else:
        shape = content["application/json"]["schema"]
        assert [*faults(response.json(), shape)] == [], sent


def a_client() -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=create_app(Sandbox(lambda: NOW)))
    return httpx.AsyncClient(transport=transport, base_url="http://sandbox")


@settings(max_examples=150, deadline=None)
@given(history=st.lists(requests(), min_size=1, max_size=6))
def test_every_answer_is_one_that_the_document_describes(history: list[Sent]) -> None:
    async def send() -> None:
        async with a_client() as client:
            first = [{"phone": "79123456789"}, {"phone": "14155552671"}]
            ids = await client.post("/api/calls/campaign/1.1.sandbox/addPhones", json=first)
            assert ids.json() == ["5000000001", "5000000002"]
            for each in history:
                response = await client.request(
                    each.verb, each.url, params=each.query, headers=each.headers, content=each.body
                )
                check(each, response)

    asyncio.run(send())


@settings(max_examples=150, deadline=None)
@given(
    verb=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]),
    start=st.sampled_from([*DOCUMENT["paths"], "/_sandbox/campaigns/1", "/_sandbox/", "", "/"]),
    rest=st.binary(max_size=20),
    query=st.binary(max_size=30),
    body=st.binary(max_size=30),
)
def test_no_address_breaks_the_sandbox(
    verb: str, start: str, rest: bytes, query: bytes, body: bytes
) -> None:
    async def send() -> int:
        async with a_client() as client:
            path = start.replace("{token}", "1.1.sandbox") + "/".join(["", *_quoted(rest)])
            url = httpx.URL("http://sandbox").copy_with(
                raw_path=path.encode() + b"?" + "".join(_quoted(query)).encode()
            )
            return (await client.request(verb, url, content=body)).status_code

    assert asyncio.run(send()) in {200, 400, 415, *ANYWHERE}


def _quoted(text: bytes) -> list[str]:
    return [f"%{each:02X}" if each % 3 else chr(97 + each % 26) for each in text]


def test_the_document_describes_every_address_and_resolves() -> None:
    for path, methods in METHODS.items():
        assert {verb.lower() for verb in methods} == set(DOCUMENT["paths"][path])
    assert DOCUMENT["openapi"] == "3.1.0"
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(DOCUMENT)))
    schemas = DOCUMENT["components"]["schemas"]
    assert named - set(schemas) == set()
    assert set(schemas) - named == set()
    ids = [each["operationId"] for verbs in DOCUMENT["paths"].values() for each in verbs.values()]
    assert len(ids) == len(set(ids)) > 15


def test_the_document_is_served_and_every_route_of_practice_is_in_it() -> None:
    async def read() -> httpx.Response:
        async with a_client() as client:
            return await client.get("/_sandbox/openapi.json")

    answer = asyncio.run(read())
    assert answer.json() == DOCUMENT
    routes = create_app(Sandbox(lambda: NOW)).routes
    paths: set[str] = {getattr(route, "path", "") for route in routes}
    pages = {path for path in paths if "campaigns" in path or path in ("/_sandbox", "/_sandbox/")}
    assert paths - pages - {"/{path:path}"} == set(DOCUMENT["paths"])
