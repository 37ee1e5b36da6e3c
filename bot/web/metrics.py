"""Figures for Prometheus: how often each event was logged, and how much waits.

What happens is logged in any case, so to count the log's events counts everything, and nothing
else has to know of figures.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST as CONTENT_TYPE

from bot.core.errors import StoreFailed

__all__ = ["CONTENT_TYPE", "Metrics"]

Waiting = Callable[[], Awaitable[Mapping[str, float]]]
"""Counts what waits, by kind. Raises StoreFailed."""


class Metrics:
    """The figures of this process, and of the database that it shares with others."""

    def __init__(self, waiting: Waiting) -> None:
        self._registry = CollectorRegistry()
        self._waiting = waiting
        self._events = Counter(
            "bot_events", "Events in the log.", ["event", "level"], registry=self._registry
        )
        self._waits = Gauge(
            "bot_waiting", "What waits, in the whole deployment.", ["kind"], registry=self._registry
        )
        self._reachable = Gauge(
            "bot_database_up", "Whether the database answered.", registry=self._registry
        )
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self._registry)

    def heard(
        self, _logger: object, level: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        """Count an event; a processor of structlog, before any is filtered out."""
        self._events.labels(str(event.get("event")), level).inc()
        return event

    async def written(self) -> bytes:
        """Write the figures as Prometheus reads them."""
        try:
            waiting = await self._waiting()
        except StoreFailed:
            self._reachable.set(0)
        else:
            self._reachable.set(1)
            for kind, count in waiting.items():
                self._waits.labels(kind).set(count)
        return generate_latest(self._registry)
