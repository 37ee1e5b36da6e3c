"""One address of the Calls API over ASGI: read the request, apply rule and fault, log, answer."""

import re
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from bot.sandbox.answers import (
    Answer,
    Refused,
    bad_request,
    state_failed,
    unknown_path,
    wrong_method,
)
from bot.sandbox.call import KEY, MAX_BODY, Call, lenient_parameters
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.journal import Entry
from bot.sandbox.methods import Method
from bot.sandbox.rules import Sandbox
from bot.sandbox.state import StateFailed
from bot.sandbox.wire import Wire, deliver

_TOKEN_IN_PATH: Final = re.compile(r"(?<=/campaign/)[^/]+|[0-9]+\.[0-9]+\.[A-Za-z0-9]+")
_NO_STATUS: Final = frozenset({Kind.HANG, Kind.HANG_AFTER, Kind.CUT_BEFORE, Kind.CUT_AFTER})


class Endpoint:
    """Serve one address; without methods, serve the addresses that the API does not have."""

    def __init__(self, sandbox: Sandbox, methods: Mapping[str, Method]) -> None:
        self._sandbox = sandbox
        self._methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = await _read_body(receive)
        if body is None:
            return
        call = _call(scope, body)
        method = self._methods.get(call.method)
        fault = self._sandbox.faults.take(method.name) if method else None
        untouched = fault is not None and fault.is_before
        answer = Answer(500) if untouched else self._answer(call, method)
        self._log(scope["path"], call, method, fault, answer)
        await deliver(Wire(scope, receive, send), answer, fault)

    def _answer(self, call: Call, method: Method | None) -> Answer:
        try:
            if method is None:
                raise wrong_method([*self._methods]) if self._methods else unknown_path()
            self._sandbox.campaign(call.token)
            if len(call.body) > MAX_BODY:
                raise bad_request("body", f"at most {MAX_BODY} bytes are taken", status=413)
            return method.act(self._sandbox, call)
        except Refused as refusal:
            return refusal.answer
        except StateFailed:
            return state_failed()

    def _log(
        self, path: str, call: Call, method: Method | None, fault: Fault | None, answer: Answer
    ) -> None:
        aliases = {campaign.token: campaign.alias for campaign in self._sandbox.campaigns()}
        parameters = lenient_parameters(call.query)
        self._sandbox.journal.write(
            Entry(
                at=self._sandbox.now(),
                method=call.method,
                path=_TOKEN_IN_PATH.sub("***", path),
                campaign=aliases.get(call.token),
                operation=method.name if method else None,
                key=next(iter(call.keys), dict(parameters).get(KEY)),
                parameters=parameters,
                body=call.body,
                fault=fault.kind if fault else None,
                status=_status_sent(fault, answer),
            )
        )


def _status_sent(fault: Fault | None, answer: Answer) -> int | None:
    if fault is None:
        return answer.status
    if fault.kind in _NO_STATUS:
        return None
    return fault.status or answer.status


def _call(scope: Scope, body: bytes) -> Call:
    headers = Headers(scope=scope)
    return Call(
        method=scope["method"],
        token=scope["path_params"].get("token", ""),
        query=scope["query_string"].decode("latin-1"),
        content_type=headers.get("content-type", "").partition(";")[0].strip().lower(),
        keys=tuple(headers.getlist(KEY)),
        body=body,
    )


async def _read_body(receive: Receive) -> bytes | None:
    """Read the body, but keep hardly more than the limit; None when the client left."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        del body[MAX_BODY + 1 :]
        if not message.get("more_body", False):
            return bytes(body)
