"""The tables. Columns beside a body repeat what queries ask for; the body is the value itself."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.core.delivery import Delivery
from bot.core.draft import Draft
from bot.flows.messages import Outgoing
from bot.storage.columns import Body, UtcTime

HEAD = "0001"
"""The newest migration, known without the cost of importing Alembic."""

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# SQLite counts by itself only in a column that is called INTEGER.
_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")

DRAFT = Table(
    "draft",
    METADATA,
    # Ids are random and clocks stand still or jump: only an own sequence tells which is newest.
    Column("seq", _SEQUENCE, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("chat", BigInteger, nullable=False),
    Column("author", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("card", BigInteger),
    Column("body", Body(Draft), nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Index(None, "chat", "author", "seq"),
    sqlite_autoincrement=True,
)

DELIVERY = Table(
    "delivery",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("draft", Text, ForeignKey(DRAFT.c.id), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("chunk", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("not_before", UtcTime, nullable=False),
    Column("body", Body(Delivery), nullable=False),
    UniqueConstraint("draft", "revision", "chunk"),
    Index(
        "ix_delivery_waiting",
        "draft",
        "revision",
        "chunk",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("seq", _SEQUENCE, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("draft", Text),
    Column("done", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", UtcTime, nullable=False),
    Column("body", Body(Outgoing), nullable=False),
    # Closed rows pile up, open ones are few. SQLite uses a partial index only when the condition
    # of the query is written as it is here.
    Index(
        "ix_outbox_open",
        "chat",
        "seq",
        sqlite_where=text("done = 0"),
        postgresql_where=text("NOT done"),
    ),
    sqlite_autoincrement=True,
)

HANDLED = Table(
    "handled",
    METADATA,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
)

STRANGER = Table(
    "stranger",
    METADATA,
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
)
