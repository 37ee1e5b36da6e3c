"""The sandbox's own OpenAPI 3.1 document, made from the tables that serve the requests."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from bot.sandbox.call import KEY as KEY_NAME
from bot.sandbox.documents import Json
from bot.sandbox.methods import METHODS
from bot.sandbox.rules import KEY
from bot.sandbox.schemas import FREE, SCHEMAS, TEXT, Schema, ref


@dataclass(frozen=True, slots=True)
class _Described:
    """What a method takes and answers, by names of shapes; `phone`: as parameters of crmCalls."""

    summary: str
    takes: str | None = None
    answers: str | None = None
    refuses: tuple[str, ...] = ("RequestError",)
    keyed: bool = False
    phone: bool = False


_ADDS: Final = ("RequestError", "PhoneDuplicatedError", "PhoneFormatError", "CampaignStateError")
_SELECTS: Final = ("RequestError", "IdNotFoundError", "PhoneNotFoundError")
_CONTROLS: Final = ("RequestError", "ControlError")
_SELECTION: Final = "CallNumbersAndCallJobIds"

_METHODS: Final = {
    "addPhones": _Described(
        "Add numbers, each with its own payload and call parameters",
        "CallJobParametersList",
        "CallJobIDList",
        (*_ADDS, "ZoneError", "AllowedTimeError", "PriorityError"),
        keyed=True,
    ),
    "addPhone": _Described(
        "Add a number; other parameters are its payload",
        answers="CallJobID",
        refuses=(*_ADDS, "ZoneError"),
        keyed=True,
        phone=True,
    ),
    "test/addPhone": _Described(
        "Add a number that may have been added before",
        answers="CallJobID",
        refuses=(*_ADDS, "ZoneError"),
        keyed=True,
        phone=True,
    ),
    "cancel": _Described(
        "Start no new calls of these jobs", _SELECTION, "CallJobIDList", _SELECTS, keyed=True
    ),
    "callJob/getReport": _Described("Report on jobs", _SELECTION, "CallJobReportList", _SELECTS),
    "callJob/getReportByDate": _Described(
        "Report on the jobs of a time", "CallJobDatesWithPagination", "CallJobReportPage"
    ),
    "callJob/getUnfinished": _Described(
        "Report on jobs without an end", "PaginationRequest", "CallJobReportPage"
    ),
    "callAttempt/getReport": _Described(
        "Report on the calls of jobs", _SELECTION, "CallAttemptReportList", _SELECTS
    ),
    "callAttempt/getReportByDate": _Described(
        "Report on the calls of a time", "CallAttemptDatesWithPagination", "CallAttemptReportPage"
    ),
    "info": _Described("What the campaign is and how far it has come", answers="Campaign"),
    "status": _Described("The state of the campaign", answers="CampaignStatus"),
    "pause": _Described("Start no new calls for now", refuses=_CONTROLS, keyed=True),
    "resume": _Described("Go on after a pause", refuses=_CONTROLS, keyed=True),
    "stop": _Described("Finish the campaign for good", refuses=_CONTROLS, keyed=True),
}

_PRACTICE: Final = {
    "reset": {"post": _Described("Begin anew")},
    "clock": {
        "get": _Described("What time it is", answers="Clock"),
        "post": _Described("Move the clock forward", "Step", "Clock"),
    },
    "campaign": {"post": _Described("Change how a campaign behaves", "Settings")},
    "faults": {
        "post": _Described("Let the next answers go wrong", "Fault", "Pending"),
        "delete": _Described("Let nothing more go wrong", answers="Pending"),
    },
    "jobs": {"get": _Described("All jobs of all campaigns")},
    "requests": {"get": _Described("The last requests to the API")},
    "openapi.json": {"get": _Described("This document")},
}


def document() -> Json:
    """Return the document."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "A Calls API to practise on", "version": "1.0.0"},
        "paths": _api() | _practice(),
        "components": {"schemas": {**SCHEMAS}},
    }


def _api() -> dict[str, Json]:
    return {
        path: {
            verb.lower(): _operation(verb.lower(), each.name, _METHODS[each.name], path)
            for verb, each in methods.items()
        }
        for path, methods in METHODS.items()
    }


def _practice() -> dict[str, Json]:
    return {
        f"/_sandbox/{name}": {
            verb: _operation(verb, f"practice/{name}", each, "") for verb, each in verbs.items()
        }
        for name, verbs in _PRACTICE.items()
    }


def _operation(verb: str, name: str, described: _Described, path: str) -> Json:
    operation: dict[str, Json] = {
        "operationId": re.sub("[^A-Za-z]+", "_", f"{verb}/{name}"),
        "summary": described.summary,
        "parameters": _parameters(verb, described, path),
        "responses": _responses(described, path),
    }
    if described.takes is not None:
        operation["requestBody"] = _body("application/json", ref(described.takes), required=True)
    elif described.phone and verb == "post":
        form: Schema = {**FREE, "additionalProperties": TEXT}
        operation["requestBody"] = _body("application/x-www-form-urlencoded", form, required=False)
    return operation


def _parameters(verb: str, described: _Described, path: str) -> list[Json]:
    found: list[Json] = []
    if "{token}" in path:
        found.append({"name": "token", "in": "path", "required": True, "schema": TEXT})
    if described.keyed:
        key: Schema = {**TEXT, "pattern": f"^{KEY}$"}
        found.append({"name": KEY_NAME, "in": "header", "schema": key})
    if described.phone:
        # In a form, the phone may come with the body instead.
        needed = verb == "get"
        found.append({"name": "phone", "in": "query", "required": needed, "schema": TEXT})
        found.append({"name": "gmtZone", "in": "query", "schema": TEXT})
    return found


def _responses(described: _Described, path: str) -> Json:
    responses: dict[str, Json] = {"200": _done(described.answers, bare=path == "")}
    responses["400"] = _refused(described.refuses)
    if path:
        responses["404"] = _refused(("TokenError",))
    if described.takes is not None or described.phone:
        responses["413"] = _refused(("RequestError",))
        responses["415"] = _refused(("RequestError",))
    if described.keyed:
        responses["422"] = _refused(("KeyReusedError",))
        responses["503"] = _refused(("StateFailedError",))
    return responses


def _done(name: str | None, *, bare: bool) -> Json:
    if name is None and not bare:
        return {"description": "Done; the body is empty"}
    return {"description": "Done", **_body("application/json", FREE if name is None else ref(name))}


def _refused(names: Collection[str]) -> Json:
    shapes: list[Json] = [ref(name) for name in names]
    return {"description": "Refused", **_body("application/json", {"anyOf": shapes})}


def _body(media_type: str, schema: Schema, *, required: bool | None = None) -> dict[str, Json]:
    content: dict[str, Json] = {"content": {media_type: {"schema": schema}}}
    return content if required is None else {**content, "required": required}
