"""Telegram's webhook: an update is kept before it is answered with 200.

What Telegram is refused it sends again, and holds all else of that chat back meanwhile, for a day.
So whatever carries the secret is taken, and what it means is found out later.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.core.errors import StoreFailed

log = structlog.stdlib.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
# The longest text and its entities are some 100 KB.
LARGEST_BODY = 1024 * 1024
RETRY_AFTER_S = 2

Put = Callable[[list[dict[str, Any]]], Awaitable[None]]
"""Keeps raw updates; returns once they are safe. Raises StoreFailed."""


class TooLarge(Exception):
    """A body that no update has."""


def webhook_route(path: str, secret: str, put: Put) -> Route:
    """Make the route of the webhook, behind its secret."""

    async def take(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            log.warning("webhook_forged")
            return Response(status_code=403)
        try:
            update = _update(await _body(request))
        except TooLarge:
            return Response(status_code=413)
        if update is None:
            return Response(status_code=400)
        try:
            await put([update])
        except StoreFailed as failed:
            log.warning("database_unreachable", reason=str(failed))
            return Response(status_code=503, headers={"Retry-After": str(RETRY_AFTER_S)})
        return Response()

    return Route(path, take, methods=["POST"])


async def _body(request: Request) -> bytes:
    """Read the body, whatever length it claims to have."""
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > LARGEST_BODY:
            raise TooLarge
    return bytes(parts)


def _update(body: bytes) -> dict[str, Any] | None:
    """Read an update; None for what cannot be one."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    known = isinstance(update, dict) and type(update.get("update_id")) is int
    return update if known else None
