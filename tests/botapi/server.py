"""The HTTP side: addresses, tokens, checks, faults, answers in Telegram's form."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.botapi.body import BadBody, read_parameters
from tests.botapi.check import check_call
from tests.botapi.decode import decode, split_uploads
from tests.botapi.faults import Fault, How
from tests.botapi.methods import HANDLERS
from tests.botapi.polling import GLANCE, poll
from tests.botapi.spec import load
from tests.botapi.wire import Json, Problem, Refusal
from tests.botapi.world import Call, World

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
# Files are no method, but what is planned for methods may befall them under this name.
DOWNLOAD = "download"
UNKNOWN_METHOD = "is not a method the fake knows (its list is in make_spec.py)"
# A proxy in front of Telegram speaks for it with these, and not in JSON.
GATEWAY = {502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}

Cut = Callable[[Request], None]


class Server:
    """Answers requests for one bot. `cut` ends the connection of a request without an answer."""

    def __init__(self, world: World, token: str, cut: Cut) -> None:
        self.world = world
        self.token = token
        self.cut = cut
        self.spec = load()
        verbs = ["GET", "POST"]
        self.app = Starlette(
            routes=[
                Route("/file/bot{token}/{path:path}", self.download, methods=["GET"]),
                Route("/bot{token}/{method}", self.answer, methods=verbs),
            ]
        )

    async def download(self, request: Request) -> Response:
        """Give the bytes behind a link."""
        refused = self._token_refusal(request)
        if refused:
            return refused
        with self.world.lock:
            found = self.world.files.read(request.path_params["path"], self.world.now())
        if found is None:
            return failure(Refusal("Not Found", 404))
        with self.world.lock:
            fault = self.world.faults.take(DOWNLOAD, None)
        if fault and fault.how is How.STATUS:
            return failure(Refusal(fault.says, fault.status))
        return StreamingResponse(self._bytes(request, found.content, fault), media_type=found.mime)

    async def _bytes(
        self, request: Request, content: bytes, fault: Fault | None
    ) -> AsyncIterator[bytes]:
        """Give a file; with a fault only half of it, and the rest once that is released."""
        half = len(content) // 2
        yield content[:half]
        if fault and fault.how is How.CUT:
            self.cut(request)
            return
        while fault and not fault.released.is_set() and not self.world.closing:
            if await request.is_disconnected():
                return
            await asyncio.sleep(GLANCE)
        yield content[half:]

    async def answer(self, request: Request) -> Response:
        """Check one call, play its fault if one is planned, and do what it asks."""
        refused = self._token_refusal(request)
        if refused:
            return refused
        method = request.path_params["method"]
        try:
            raw = await read_parameters(request)
        except BadBody as error:
            problem = Problem("body", f"the request has {error}")
            self.world.blame(method, problem)
            return self._violated(Call(method, {}), problem)
        call, problems = self._understand(method, raw)
        with self.world.lock:
            self.world.calls.append(call)
            fault = self.world.faults.take(method, call.params.get("chat_id"))
        self.world.touch()
        return await self._respond(request, call, problems, fault)

    def _token_refusal(self, request: Request) -> Response | None:
        if self.world.outage:
            return gateway(self.world.outage)
        given = request.path_params["token"]
        if given == self.token:
            return None
        known_shape = TOKEN.fullmatch(given)
        return failure(Refusal("Unauthorized", 401) if known_shape else Refusal("Not Found", 404))

    def _understand(self, method: str, raw: Json) -> tuple[Call, list[Problem]]:
        plain, uploads = split_uploads(raw)
        if method not in self.spec.methods:
            return Call(method, plain, uploads), [Problem("method", UNKNOWN_METHOD)]
        params, problems = decode(self.spec.methods[method].fields, plain)
        call = Call(method, params, uploads, self.world.now())
        return call, problems or check_call(self.spec, method, params, uploads)

    async def _respond(
        self, request: Request, call: Call, problems: list[Problem], fault: Fault | None
    ) -> Response:
        for problem in problems:
            self.world.blame(call.method, problem)
        if fault and not fault.after_effect and not await self._survives(request, call, fault):
            return self._fail(request, call, fault)
        response = self._violated(call, problems[0]) if problems else await self._act(request, call)
        if fault and fault.after_effect and not await self._survives(request, call, fault):
            return self._fail(request, call, fault)
        call.status = response.status_code
        self.world.touch()
        return response

    async def _survives(self, request: Request, call: Call, fault: Fault) -> bool:
        """Hang until released; tell whether the call goes on as if nothing had happened."""
        if fault.how is not How.HANG:
            return False
        while not fault.released.is_set() and not self.world.closing:
            if await request.is_disconnected():
                return False
            await asyncio.sleep(GLANCE)
        return fault.released.is_set()

    def _fail(self, request: Request, call: Call, fault: Fault) -> Response:
        if fault.how is not How.STATUS:
            self.cut(request)
            return PlainTextResponse("cut")
        call.status, call.description = fault.status, fault.says
        self.world.touch()
        if fault.status in GATEWAY:
            return gateway(fault.status)
        wait = {"retry_after": fault.retry_after} if fault.retry_after is not None else None
        return failure(Refusal(fault.says, fault.status, wait))

    def _violated(self, call: Call, problem: Problem) -> Response:
        unknown = call.method not in self.spec.methods
        refusal = Refusal("Not Found", 404) if unknown else Refusal(problem.answer)
        call.description = refusal.description
        return failure(refusal)

    async def _act(self, request: Request, call: Call) -> Response:
        try:
            return JSONResponse({"ok": True, "result": await self._result(request, call)})
        except Refusal as refusal:
            if refusal.blame:
                self.world.blame(call.method, refusal.blame)
            call.description = refusal.description
            return failure(refusal)
        except Exception as error:
            reason = f"the fake itself failed: {type(error).__name__}"
            self.world.blame(call.method, Problem("", reason))
            raise

    async def _result(self, request: Request, call: Call) -> Any:
        if call.method == "getUpdates":
            gone: Callable[[], Awaitable[bool]] = request.is_disconnected
            return await poll(self.world, call.params, gone)
        with self.world.lock:
            return HANDLERS[call.method](self.world, call)


def failure(refusal: Refusal) -> Response:
    """Write a refusal as Telegram does."""
    body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    headers = {}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
        if "retry_after" in refusal.parameters:
            headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return JSONResponse(body, refusal.code, headers)


def gateway(status: int) -> Response:
    """Answer as the proxy in front of Telegram does when nothing is behind it."""
    page = f"<html><body><h1>{status} {GATEWAY.get(status, 'Error')}</h1></body></html>"
    return Response(page, status, media_type="text/html")
