"""The migrations lead to the tables that the code expects, from anywhere and only once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from subprocess import PIPE

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Engine, Integer, Table, inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex

from bot.core.errors import StoreFailed
from bot.storage import migrate
from bot.storage.database import SqlDatabase, open_database
from bot.storage.migrate import current, ensure, revise, upgrade
from bot.storage.tables import HEAD, METADATA

ROOT = Path(__file__).parents[2]

# Loads all it needs, waits for the word, and makes the tables at the same time as others.
MAKE = """
import sys
from datetime import UTC, datetime
import alembic.command
from bot.storage.database import open_database
from bot.storage.migrate import ensure

print("ready", flush=True)
sys.stdin.readline()
ensure(open_database(sys.argv[1], lambda: datetime.now(UTC)))
"""

# Says whether Alembic was imported.
LOOK = """
import sys
from datetime import UTC, datetime
from bot.storage.database import open_database
from bot.storage.migrate import ensure

ensure(open_database(sys.argv[1], lambda: datetime.now(UTC)))
print("alembic" in sys.modules)
"""


@pytest.fixture
def database(lasting_url: str) -> Iterator[SqlDatabase]:
    database = open_database(lasting_url, lambda: datetime.now(UTC))
    yield database
    database.close()


def described(engine: Engine) -> dict[str, object]:
    """Say all that the database knows of our tables, in its own words."""
    looked = inspect(engine)
    return {
        table: [
            sorted(map(str, facts))
            for facts in (
                looked.get_columns(table),
                looked.get_pk_constraint(table).items(),
                looked.get_foreign_keys(table),
                looked.get_unique_constraints(table),
                map(plain, looked.get_indexes(table)),
                looked.get_check_constraints(table),
            )
        ]
        for table in METADATA.tables
    }


def plain(index: ReflectedIndex) -> object:
    """Show the condition of a partial index as what it says, not as the object it is."""
    options = index.get("dialect_options", {})
    return {**index, "dialect_options": {name: str(value) for name, value in options.items()}}


def counts_on(engine: Engine) -> int:
    """Count the tables whose numbers are never given twice; SQLite tells that only in its SQL."""
    with engine.connect() as connection:
        made = text("SELECT count(*) FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
        return int(connection.scalar(made) or 0)


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(migrate.MIGRATIONS)).get_heads() == [HEAD]


def test_an_empty_database_gets_its_tables_once(database: SqlDatabase) -> None:
    assert current(database.engine) is None
    ensure(database)
    assert current(database.engine) == HEAD
    ensure(database)
    assert current(database.engine) == HEAD


def test_upgrade_takes_a_url(lasting_url: str, database: SqlDatabase) -> None:
    upgrade(lasting_url)
    upgrade(lasting_url)
    assert current(database.engine) == HEAD


def test_the_migrations_make_the_tables_of_the_code(database: SqlDatabase) -> None:
    ensure(database)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_the_migrations_and_create_all_make_the_same(database: SqlDatabase) -> None:
    """The console's tables in memory are made by create_all, so they must not differ."""
    engine = database.engine
    sqlite = engine.dialect.name == "sqlite"
    ensure(database)
    migrated = described(engine), sqlite and counts_on(engine)
    METADATA.drop_all(engine)
    METADATA.create_all(engine)
    assert (described(engine), sqlite and counts_on(engine)) == migrated
    assert migrated[1] == (5 if sqlite else False)


def test_processes_that_start_together_make_the_tables_once(
    lasting_url: str, database: SqlDatabase
) -> None:
    command = [sys.executable, "-c", MAKE, lasting_url]
    start = partial(subprocess.Popen, command, cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=PIPE)
    started = [start(text=True) for _ in range(4)]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        print("now", file=process.stdin, flush=True)
    errors = [process.communicate()[1] for process in started]
    assert [process.returncode for process in started] == [0] * 4, errors
    assert current(database.engine) == HEAD


def test_alembic_is_not_even_imported_when_there_is_no_work(lasting_url: str) -> None:
    command = [sys.executable, "-c", LOOK, lasting_url]
    looked = [subprocess.check_output(command, cwd=ROOT, text=True).strip() for _ in range(2)]
    assert looked == ["True", "False"]


def test_a_database_of_a_newer_release_is_refused(database: SqlDatabase) -> None:
    ensure(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreFailed, match="9999"):
        ensure(database)


def test_a_new_table_gets_a_draft_of_its_migration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(migrate.MIGRATIONS, tmp_path / "100% new")
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    table = Table("pet", METADATA, Column("id", Integer, primary_key=True))
    try:
        revise("pets")
    finally:
        METADATA.remove(table)
    (written,) = (path for path in folder.glob("versions/*.py") if "pets" in path.name)
    assert "create_table('pet'" in written.read_text()
    assert ScriptDirectory(str(folder)).get_heads() == [f"{int(HEAD) + 1:04}"]
