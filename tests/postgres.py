"""The databases of the tests. PostgreSQL is that of TEST_DATABASE_URL, else a private one.

The private one is made from the server's binaries if they are on this machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text

BINARIES = Path("/usr/lib/postgresql")
# Nothing here has to outlive the test run.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_numbers = count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Give the URL of a server in which databases may be made; skip where there is none."""
    with server() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Give the URL of a new, empty database, which is dropped after the test."""
    with new_database(postgres_server) as url:
        yield url


@contextmanager
def server() -> Iterator[str]:
    """Give the URL of the server of the environment, else of one that runs until the end."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    initdb = max(BINARIES.glob("*/bin/initdb"), key=_version, default=None)
    if initdb is None:
        pytest.skip("no PostgreSQL: set TEST_DATABASE_URL, or install the package postgresql")
    with _private_server(initdb.parent) as url:
        yield url


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """Make an empty database and drop it at the end."""
    name = f"bot_test_{os.getpid()}_{next(_numbers)}"
    _administer(server, f'CREATE DATABASE "{name}"')
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["file", "postgres"])
def lasting_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database of each kind that outlives a process."""
    return _url(request, tmp_path)


@pytest.fixture(params=["memory", "file", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database of each kind."""
    return _url(request, tmp_path)


def _url(request: pytest.FixtureRequest, folder: Path) -> str:
    match request.param:
        case "memory":
            return "sqlite://"
        case "file":
            return f"sqlite:///{folder / 'bot.db'}"
        case _:
            return str(request.getfixturevalue("postgres_url"))


@contextmanager
def _private_server(binaries: Path) -> Iterator[str]:
    # Its socket is a file in a folder of its own, so it needs no port. A path of a socket may have
    # 107 characters at the most, which the folders of pytest can exceed.
    folder = Path(tempfile.mkdtemp(prefix="bot-postgres-"))
    user = _owner(folder)
    settings = [
        f"-c{s}" for s in (*QUICK, "listen_addresses=", f"unix_socket_directories={folder}")
    ]
    try:
        _run(binaries / "initdb", "-D", folder / "data", "-A", "trust", "-U", "postgres", user=user)
        control = (binaries / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log")
        _run(*control, "-o", " ".join(settings), "start", user=user)
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            _run(*control, "-m", "immediate", "stop", user=user)
    finally:
        shutil.rmtree(folder)


def _owner(folder: Path) -> str | None:
    """Hand the folder to the user postgres when we are root, as whom PostgreSQL does not run."""
    if os.geteuid() != 0:
        return None
    try:
        shutil.chown(folder, "postgres")
    except LookupError:
        pytest.skip("no PostgreSQL: we are root, and there is no user postgres to run it")
    return "postgres"


def _run(*command: str | Path, user: str | None) -> None:
    # pg_ctl's server inherits the pipes of a captured output and would keep us waiting.
    subprocess.run(command, user=user, cwd="/", check=True, stdout=subprocess.DEVNULL, timeout=60)


def _administer(server: str, statement: str) -> None:
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))


def _version(initdb: Path) -> int:
    return int(initdb.parent.parent.name)
