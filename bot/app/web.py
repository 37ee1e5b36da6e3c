"""What the bot serves over HTTP, made of the inbox and the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.app.parts import clock, revealed
from bot.core.errors import StoreFailed

if TYPE_CHECKING:
    from bot.config import Config
    from bot.storage.database import SqlDatabase
    from bot.web.metrics import Metrics


class Readiness:
    """Tells whether updates can be taken: once the tables are there, while the database is."""

    def __init__(self, database: SqlDatabase) -> None:
        self.prepared = False
        self._database = database

    async def missing(self) -> str:
        """Name what is missing; nothing when all is there."""
        if not self.prepared:
            return "database"
        try:
            await self._database.run(lambda store: store.inbox.next_due())
        except StoreFailed:
            return "database"
        return ""


def metrics_of(database: SqlDatabase) -> Metrics:
    """Make the figures, with what waits in the database."""
    from bot.web.metrics import Metrics

    async def waiting() -> Mapping[str, float]:
        return await database.run(lambda store: store.backlog(clock()))

    return Metrics(waiting)


def serving(
    config: Config,
    put: Callable[[Sequence[dict[str, Any]]], Awaitable[None]],
    readiness: Readiness,
    metrics: Metrics,
) -> tuple[Coroutine[Any, Any, None], ...]:
    """Serve what the settings ask for: nothing, health and figures, or the webhook with them."""
    from bot.web.app import create_app
    from bot.web.serving import serve
    from bot.web.webhook import webhook_route

    if config.listens is None:
        return ()
    routes = []
    if config.webhook_url:
        path = urlsplit(config.webhook_url).path or "/"
        routes = [webhook_route(path, revealed(config.webhook_secret), put)]
    app = create_app(readiness.missing, metrics, *routes)
    return (serve(app, *config.listens),)
