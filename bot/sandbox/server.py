"""The sandbox as a web application, in the process or on a port of this machine."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.routing import Route

from bot.sandbox.controls import control_routes
from bot.sandbox.endpoint import Endpoint
from bot.sandbox.methods import METHODS
from bot.sandbox.page import page_routes
from bot.sandbox.rules import Sandbox


def create_app(sandbox: Sandbox) -> Starlette:
    """Return the ASGI application: the Calls API, and beside it practice controls and pages.

    With no server around it (httpx.ASGITransport) a scripted cut raises wire.ConnectionCut, and
    a hang lasts until the caller gives up.
    """
    routes = [Route(path, Endpoint(sandbox, methods)) for path, methods in METHODS.items()]
    rest = Route("/{path:path}", Endpoint(sandbox, {}))
    app = Starlette(routes=[*control_routes(sandbox), *page_routes(sandbox), *routes, rest])
    app.router.redirect_slashes = False
    return app


async def serve(sandbox: Sandbox, host: str, port: int, on_ready: Callable[[int], None]) -> None:
    """Serve the sandbox until cancelled or interrupted; port 0 takes any free one.

    `on_ready` is called with the real port once connections are accepted. OSError when the
    address cannot be had.
    """
    # uvicorn is not needed in the process, and costs a tenth of a second to import.
    from bot.sandbox.listening import listen

    await listen(create_app(sandbox), host, port, on_ready)
