"""The practice controls beside the API: reset, clock, settings, faults, and what there is."""

from collections.abc import Callable
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.answers import Answer, Refused, bad_request, state_failed
from bot.sandbox.campaign import Campaign
from bot.sandbox.checks import as_object, as_text, only_fields
from bot.sandbox.documents import Json, read_json, write_json
from bot.sandbox.faults import read_faults
from bot.sandbox.job import Job
from bot.sandbox.journal import Entry
from bot.sandbox.methods import NAMES
from bot.sandbox.openapi import document
from bot.sandbox.rules import LONGEST_LEAP, Sandbox
from bot.sandbox.state import StateFailed

USUAL_CAMPAIGN = "default"


def control_routes(sandbox: Sandbox) -> list[Route]:
    """Return the routes below /_sandbox that speak JSON."""
    controls = _Controls(sandbox)
    return [
        _route("POST", "reset", controls.reset),
        _route("GET", "clock", controls.tell),
        _route("POST", "clock", controls.advance),
        _route("POST", "campaign", controls.set_up),
        _route("POST", "faults", controls.add_faults),
        _route("DELETE", "faults", controls.clear_faults),
        _route("GET", "jobs", controls.jobs),
        _route("GET", "requests", controls.requests),
        _route("GET", "openapi.json", lambda _: document()),
    ]


class _Controls:
    """What each control does with its body, and what it answers."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def reset(self, _body: Json) -> Json:
        self._sandbox.reset()
        return {}

    def tell(self, _body: Json) -> Json:
        return {"now": self._sandbox.now().isoformat()}

    def advance(self, body: Json) -> Json:
        return {"now": self._sandbox.advance(_read_step(body)).isoformat()}

    def set_up(self, body: Json) -> Json:
        settings = dict(as_object(body, "body"))
        alias = as_text(settings.pop("campaign", USUAL_CAMPAIGN), "campaign")
        self._sandbox.set_up(alias, settings)
        return {}

    def add_faults(self, body: Json) -> Json:
        self._sandbox.faults.add(*read_faults(body, NAMES))
        return {"pending": len(self._sandbox.faults)}

    def clear_faults(self, _body: Json) -> Json:
        self._sandbox.faults.clear()
        return {"pending": 0}

    def jobs(self, _body: Json) -> Json:
        campaigns = self._sandbox.campaigns()
        return {"jobs": [_job(each, job) for each in campaigns for job in each.jobs.values()]}

    def requests(self, _body: Json) -> Json:
        journal = self._sandbox.journal
        return {"total": journal.total, "requests": [_entry(entry) for entry in journal]}


def _route(method: str, name: str, act: Callable[[Json], Json]) -> Route:
    async def endpoint(request: Request) -> Response:
        answer = _answer(act, await request.body())
        content = write_json(answer.body)
        return Response(content, answer.status, media_type="application/json")

    return Route(f"/_sandbox/{name}", endpoint, methods=[method])


def _answer(act: Callable[[Json], Json], body: bytes) -> Answer:
    try:
        return Answer(200, act(_read_body(body)))
    except Refused as refusal:
        return refusal.answer
    except StateFailed:
        return state_failed()


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
