"""From an HTTP request to raw parameters: query string, form, multipart or JSON."""

from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from tests.botapi.wire import Json, Upload

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class BadBody(Exception):
    """The body is of no kind that Telegram reads."""


async def read_parameters(request: Request) -> Json:
    """Return all parameters by name: strings, JSON values, uploads; raise BadBody."""
    values: Json = dict(request.query_params)
    if request.method == "POST":
        values |= await _read_body(request)
    return values


async def _read_body(request: Request) -> Json:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in FORMS:
        async with request.form() as form:
            return await _read_form(form)
    content = await request.body()
    if not content:
        return {}
    if kind != "application/json":
        raise BadBody(f"a body of type {kind!r}")
    return await _read_json(request)


async def _read_json(request: Request) -> Json:
    try:
        values = await request.json()
    except ValueError:
        raise BadBody("a body that is not JSON") from None
    if not isinstance(values, dict):
        raise BadBody("a body that is not a JSON object")
    return values


async def _read_form(form: FormData) -> Json:
    values: dict[str, Any] = {}
    for name, value in form.multi_items():
        if name in values:
            raise BadBody("a parameter twice")
        values[name] = await _read_file(name, value) if isinstance(value, UploadFile) else value
    return values


async def _read_file(name: str, file: UploadFile) -> Upload:
    mime = file.content_type or "application/octet-stream"
    return Upload(name, file.filename or "", mime, await file.read())
