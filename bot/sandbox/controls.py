"""The practice controls beside the API: reset, the clock, the faults, and what there is to see."""

from collections.abc import Callable
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.answers import Refused, bad_request
from bot.sandbox.campaign import Campaign, Job
from bot.sandbox.checks import as_object, only_fields
from bot.sandbox.documents import Json, read_json, write_json
from bot.sandbox.faults import read_faults
from bot.sandbox.journal import Entry
from bot.sandbox.methods import NAMES
from bot.sandbox.rules import LONGEST_LEAP, Sandbox


def control_routes(sandbox: Sandbox) -> list[Route]:
    """Return the routes below /_sandbox."""

    def reset(_body: Json) -> Json:
        sandbox.reset()
        return {}

    def advance(body: Json) -> Json:
        return {"now": sandbox.advance(_read_step(body)).isoformat()}

    def add_faults(body: Json) -> Json:
        sandbox.faults.add(*read_faults(body, NAMES))
        return {"pending": len(sandbox.faults)}

    def clear_faults(_body: Json) -> Json:
        sandbox.faults.clear()
        return {"pending": 0}

    def jobs(_body: Json) -> Json:
        campaigns = sandbox.campaigns()
        return {"jobs": [_job(each, job) for each in campaigns for job in each.jobs.values()]}

    def requests(_body: Json) -> Json:
        return {
            "total": sandbox.journal.total,
            "requests": [_entry(entry) for entry in sandbox.journal],
        }

    return [
        _route("POST", "reset", reset),
        _route("POST", "clock", advance),
        _route("POST", "faults", add_faults),
        _route("DELETE", "faults", clear_faults),
        _route("GET", "jobs", jobs),
        _route("GET", "requests", requests),
    ]


def _route(method: str, name: str, act: Callable[[Json], Json]) -> Route:
    async def endpoint(request: Request) -> Response:
        body = await request.body()
        try:
            status, content = 200, act(_read_body(body))
        except Refused as refusal:
            status, content = refusal.answer.status, refusal.answer.body
        return Response(write_json(content), status, media_type="application/json")

    return Route(f"/_sandbox/{name}", endpoint, methods=[method])


def _read_body(body: bytes) -> Json:
    try:
        return read_json(body) if body else None
    except ValueError as error:
        raise bad_request("body", f"not a JSON document: {error}") from None


def _read_step(body: Json) -> timedelta:
    fields = as_object(body, "body")
    only_fields(fields, "body", ("advance_s",))
    match fields.get("advance_s"):
        case bool():
            pass
        case int() | float() as seconds if 0 <= seconds <= LONGEST_LEAP.total_seconds():
            return timedelta(seconds=seconds)
    raise bad_request("advance_s", "seconds, from none to ten years, are expected")


def _job(campaign: Campaign, job: Job) -> Json:
    return {
        "id": job.id,
        "campaign": campaign.alias,
        "operation": job.operation,
        "phone": job.order.phone,
        "payload": dict(job.order.payload),
        "policy": dict(job.order.policy),
        "state": job.status,
        "created_at": job.created_at.isoformat(),
        "idempotence_key": job.key,
    }


def _entry(entry: Entry) -> Json:
    return {
        "at": entry.at.isoformat(),
        "method": entry.method,
        "path": entry.path,
        "campaign": entry.campaign,
        "operation": entry.operation,
        "idempotence_key": entry.key,
        "parameters": [[name, value] for name, value in entry.parameters],
        "body": _body(entry.body),
        "fault": entry.fault,
        "status": entry.status,
    }


def _body(body: bytes) -> Json:
    try:
        return read_json(body) if body else None
    except ValueError:
        return body.decode("utf-8", errors="replace")
