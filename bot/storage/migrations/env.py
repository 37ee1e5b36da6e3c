"""Where Alembic starts: the migrations run on the connection that migrate.py hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from bot.storage.tables import METADATA


def plain(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our own column types as what they are in the database: a migration never changes."""
    return f"sa.{thing.impl!r}" if kind == "type" and isinstance(thing, TypeDecorator) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_item=plain,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
