"""The tables. Columns beside a body repeat what queries ask for; the body is the value itself.

Where a statement changes many rows at once it changes the columns only, and they count.
"""

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

from bot.core.campaign import Errand
from bot.core.delivery import Delivery
from bot.core.draft import Draft
from bot.core.files import FileOptions, Import
from bot.core.texts import Text as Said
from bot.flows.messages import Outgoing
from bot.storage.columns import Body, UtcTime
from bot.storage.counts import Counts

HEAD = "0005"
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
    # Of the numbers that are free and can be seen; written as they come and go, not by `save`.
    Column("counts", Body(Counts), nullable=False, server_default="{}"),
    Index(None, "chat", "author", "seq"),
    sqlite_autoincrement=True,
)

# A message or a file that brought numbers. Before it is `done` nobody sees them, so that a crash
# in the middle shows nothing. Its rows begin at `first`.
SOURCE = Table(
    "source",
    METADATA,
    Column("id", _SEQUENCE, primary_key=True),
    Column("draft", BigInteger, ForeignKey(DRAFT.c.seq), nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("first", Integer, nullable=False),
    Column("counts", Body(Counts), nullable=False),
    Index(
        "ix_source_open",
        "draft",
        sqlite_where=text("done = 0"),
        postgresql_where=text("NOT done"),
    ),
    sqlite_autoincrement=True,
)

# One row a number. A number is free until a delivery has closed over it as added or unclear: then
# `revision` and `chunk` tell which, and it is never changed or removed again.
# No foreign keys: to look them up costs a million rows more than all the rest of their insertion.
NUMBER = Table(
    "number",
    METADATA,
    Column("draft", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("source", BigInteger, nullable=False),
    # 0, and more for a further request to a phone that has one already: no chunk has both.
    Column("turn", Integer, nullable=False),
    Column("phone", BigInteger, nullable=False),
    Column("digest", BigInteger, nullable=False),
    Column("payload", Text),
    Column("zone", Text),
    Column("schedule", Text),
    Column("city_zone", Text),
    Column("revision", Integer),
    Column("chunk", Integer),
    Column("job", Text),
    # Only of what was sent: an index over all would take longer than all the rest of an import.
    Index(
        "ix_number_sent",
        "phone",
        sqlite_where=text("revision IS NOT NULL"),
        postgresql_where=text("revision IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

REFUSED_NUMBER = Table(
    "refused_number",
    METADATA,
    Column("draft", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("source", BigInteger, nullable=False),
    Column("row", Integer),
    Column("value", Text, nullable=False),
    Column("reason", Body(Said), nullable=False),
    sqlite_with_rowid=False,
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
    Column("numbers", Integer, nullable=False, server_default="0"),
    Column("answer", Text, nullable=False, server_default=""),
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

# The order to read a file. It stays when it is done, so that the file can be read once more.
IMPORT = Table(
    "import",
    METADATA,
    Column("id", _SEQUENCE, primary_key=True),
    Column("draft", Text, ForeignKey(DRAFT.c.id), nullable=False),
    Column("album", Text),
    Column("done", Boolean, nullable=False),
    Column("not_before", UtcTime, nullable=False),
    Column("body", Body(Import), nullable=False),
    Index(
        "ix_import_open",
        "not_before",
        sqlite_where=text("done = 0"),
        postgresql_where=text("NOT done"),
    ),
    Index(None, "draft"),
    sqlite_autoincrement=True,
)

# What a chat has said of the columns of files with this header.
CHAT_COLUMNS = Table(
    "chat_columns",
    METADATA,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("fingerprint", Text, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("body", Body(FileOptions), nullable=False),
)

# What people ask of campaigns; without a `not_before` it waits for a tap.
ERRAND = Table(
    "errand",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("not_before", UtcTime),
    Column("body", Body(Errand), nullable=False),
    Index(None, "not_before"),
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

# Updates as Telegram sent them, until they are handled; then only that they were is known. One
# that cannot be handled is done too, and keeps its body for whoever looks into it.
INBOX = Table(
    "inbox",
    METADATA,
    Column("seq", _SEQUENCE, primary_key=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("chat", BigInteger, nullable=False),
    Column("person", BigInteger, nullable=False),
    Column("body", Text),
    Column("done", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", UtcTime, nullable=False),
    Column("at", UtcTime, nullable=False),
    *(
        Index(
            f"ix_inbox_open_{key}",
            key,
            "seq",
            sqlite_where=text("done = 0"),
            postgresql_where=text("NOT done"),
        )
        for key in ("chat", "person")
    ),
    sqlite_autoincrement=True,
)

STRANGER = Table(
    "stranger",
    METADATA,
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
)
