"""What the bot serves over HTTP, made of the inbox and the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.app.parts import revealed

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from bot.config import Config
    from bot.web.app import Ready
    from bot.web.metrics import Metrics


def web_app(
    config: Config,
    ready: Ready,
    metrics: Metrics,
    put: Callable[[list[dict[str, Any]]], Awaitable[None]],
) -> Starlette:
    """Wire the routes; the webhook only where Telegram is told of one."""
    from bot.web.app import create_app
    from bot.web.webhook import webhook_route

    if not config.webhook_url:
        return create_app(ready, metrics)
    path = urlsplit(config.webhook_url).path or "/"
    return create_app(ready, metrics, webhook_route(path, revealed(config.webhook_secret), put))
