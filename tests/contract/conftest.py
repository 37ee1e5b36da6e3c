"""A store with one open draft, on each database; each test is rolled back at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import Connection, Engine

from bot.storage.database import open_database
from bot.storage.migrate import ensure
from bot.storage.store import SqlStore
from tests.contract.draft import DRAFT, NOW
from tests.postgres import new_database


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """One database for all tests of a file."""
    with ExitStack() as stack:
        url = "sqlite://"
        if request.param == "postgres":
            url = stack.enter_context(new_database(request.getfixturevalue("postgres_server")))
        database = open_database(url, lambda: NOW)
        ensure(database)
        yield database.engine
        database.close()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def store(connection: Connection) -> SqlStore:
    store = SqlStore(connection, lambda: NOW)
    store.save(DRAFT)
    return store
