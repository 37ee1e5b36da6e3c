"""The two column types of our own: a moment in UTC, and a frozen value of the core as JSON text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from bot.storage.bodies import codec, from_json, to_json


class UtcTime(TypeDecorator[datetime]):
    """An aware moment, in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite keeps no zone, but all that was stored is UTC; PostgreSQL answers in its own.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Body(TypeDecorator[Any]):
    """A frozen dataclass as JSON. Old bodies stay readable while every new field has a default."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type) -> None:
        super().__init__()
        self.kind = kind
        self.codec = codec(kind)

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return to_json(self.codec, value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else from_json(self.codec, value)
