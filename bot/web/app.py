"""The routes: the webhook, where there is one, and what watches over the process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.metrics import CONTENT_TYPE, Metrics

Ready = Callable[[], Awaitable[str]]
"""Tells what is missing before updates can be taken; nothing when all is there."""


def create_app(ready: Ready, metrics: Metrics, *more: Route) -> Starlette:
    """Return the ASGI application; `more` are the webhook's routes."""

    async def healthz(_request: Request) -> Response:
        """Answer at all: the process lives, and its loop turns."""
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        """Answer 200 once updates can be taken, else 503 with what is missing."""
        missing = await ready()
        return PlainTextResponse(f"{missing or 'ready'}\n", 503 if missing else 200)

    async def figures(_request: Request) -> Response:
        """Answer with the figures in Prometheus' text format."""
        return Response(await metrics.written(), media_type=CONTENT_TYPE)

    routes = [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", figures),
        *more,
    ]
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    return app
