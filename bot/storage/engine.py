"""How the databases are opened, and which of their failures the world is to blame for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.core.errors import StoreFailed

POSTGRES_THREADS = 8
BUSY_SECONDS = 30
CONNECT_SECONDS = 10
# A line that went dead without a word is noticed in some 10 seconds, not in two hours.
_WATCHED = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}

# https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html
_COLLISIONS = frozenset({"40001", "40P01"})


class Collided(StoreFailed):
    """Another transaction was in the way and this one was rolled back: begin it again at once."""


def make_engine(url: str) -> Engine:
    """Prepare for the database of an `sqlite:` or `postgresql:` URL, without connecting to it.

    Transactions are serial on both: SQLite by its one lock for writing, PostgreSQL by isolation.
    """
    scheme = url.partition("://")[0]
    if scheme == "sqlite":
        return _sqlite(_parsed(url))
    if scheme in {"postgresql", "postgresql+psycopg", "postgres"}:
        return _postgres(_parsed(url).set(drivername="postgresql+psycopg"))
    raise ValueError("the URL of a database begins with sqlite:// or postgresql://")


def in_memory(url: URL) -> bool:
    """Tell whether all is forgotten when the process ends."""
    return url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}


@contextmanager
def outside() -> Iterator[None]:
    """Translate the failures of the world; broken constraints and statements are bugs and stay."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _COLLISIONS:
            raise Collided("collided") from error
        if _is_outside(error):
            raise StoreFailed(str(error.orig).partition("\n")[0]) from error
        raise


def _is_outside(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    # SQLite calls a missing table or a wrong statement "operational" too.
    if code == sqlite3.SQLITE_ERROR:
        return False
    if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return True
    return isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        # The original error may quote a piece of the password.
        raise ValueError(
            "the URL of the database is not one; in a password write @ / : as %40 %2F %3A"
        ) from None


def _postgres(url: URL) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        isolation_level="SERIALIZABLE",
        pool_size=POSTGRES_THREADS,
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_SECONDS, **_WATCHED},
    )


def _sqlite(url: URL) -> Engine:
    if url.host:
        # SQLAlchemy would take this for a database in memory, and all would be lost at the end.
        raise ValueError("the path of an SQLite file comes after three slashes: sqlite:///bot.db")
    if in_memory(url):
        shared = {"check_same_thread": False}
        engine = create_engine(url, hide_parameters=True, poolclass=StaticPool, connect_args=shared)
    else:
        patient = {"timeout": BUSY_SECONDS}
        engine = create_engine(url, hide_parameters=True, connect_args=patient)
        _make_private(Path(url.database or ""))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_private(path: Path) -> None:
    """Make the file before SQLite does, which would let everybody read it."""
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreFailed(f"{path}: {error.strerror}") from error


def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # Python's sqlite3 begins a transaction only before it writes; so we begin ours ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A lock taken only at the first write fails at once, whatever the time-out, when another
    # transaction wrote since the first read.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
