"""Brings the tables up to date. Alembic, slow to import, is loaded only when there is work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, func, inspect, select, text

from bot.core.errors import StoreFailed
from bot.storage.database import SqlDatabase
from bot.storage.engine import in_memory, make_engine, outside
from bot.storage.tables import HEAD, METADATA

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")
# Any number will do, if nobody else who uses the database takes the same.
_LOCK = 0x626F74


def make(database: SqlDatabase) -> None:
    """Make the tables of a new database that no later version will ever open."""
    METADATA.create_all(database.engine)


def ensure(database: SqlDatabase) -> None:
    """Bring the tables to HEAD if they are not there; safe from several processes at once."""
    if in_memory(database.engine.url):
        make(database)
    elif current(database.engine) != HEAD:
        _upgrade(database.engine)


def upgrade(url: str) -> None:
    """Bring the tables of this database to HEAD."""
    engine = make_engine(url)
    try:
        _upgrade(engine)
    finally:
        engine.dispose()


def current(engine: Engine) -> str | None:
    """Tell the last migration this database has seen; None when it has no tables yet."""
    with outside(), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return version


def revise(title: str) -> None:
    """Write a draft of the next migration, from what METADATA has and the migrations have not."""
    from alembic import command

    number = f"{int(HEAD) + 1:04}"
    engine = make_engine("sqlite://")
    _upgrade(engine)
    with engine.begin() as connection:
        command.revision(_config(connection), title, autogenerate=True, rev_id=number)
    engine.dispose()


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.util import CommandError

    with outside(), _alone(engine) as connection:
        try:
            command.upgrade(_config(connection), "head")
        except CommandError as error:
            raise StoreFailed(str(error)) from error


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that only one process can be in; on SQLite every transaction is so."""
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            yield connection
        return
    # A serializable transaction would not see what was done while it waited for the lock.
    with engine.execution_options(isolation_level="READ COMMITTED").begin() as connection:
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        yield connection


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
