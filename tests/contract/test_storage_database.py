"""Units of work: all or nothing, one after another, and what happens when the database fails."""

from __future__ import annotations

import asyncio
import stat
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from bot.core.draft import Draft, DraftState
from bot.core.errors import Refused, StoreFailed
from bot.core.phones.number import Number
from bot.core.texts import text as said
from bot.flows.messages import Outgoing
from bot.flows.ports import Store
from bot.flows.store_ports import Received
from bot.storage import engine as engines
from bot.storage.database import SqlDatabase, open_database
from bot.storage.migrate import ensure

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DRAFT = Draft(id="a", chat=1, author=1, language="ru")
ROOT = Path(__file__).parents[2]

Open = Callable[[], SqlDatabase]

# Does half of a unit of work, says so, and waits to be killed.
HALF = """
import asyncio, sys, time
from datetime import UTC, datetime
from bot.core.draft import Draft
from bot.storage.database import open_database

def half(store):
    store.turn_away(1)
    store.save(Draft(id="a", chat=1, author=1, language="ru"))
    print("half", flush=True)
    time.sleep(600)

asyncio.run(open_database(sys.argv[1], lambda: datetime.now(UTC)).run(half))
"""


END_THE_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture
def opened(lasting_url: str) -> Iterator[Open]:
    """Open the same database as often as wanted, each time as another process would."""
    databases: list[SqlDatabase] = []

    def another() -> SqlDatabase:
        databases.append(open_database(lasting_url, lambda: NOW))
        return databases[-1]

    ensure(another())
    yield another
    for database in databases:
        database.close()


async def test_a_unit_that_raises_leaves_nothing(opened: Open) -> None:
    database = opened()

    def work(store: Store) -> None:
        store.turn_away(1)
        store.save(DRAFT)
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        await database.run(work)
    assert await database.run(lambda store: store.draft("a")) is None
    assert await database.run(lambda store: store.turn_away(1))


async def test_a_unit_gives_its_result_and_is_seen_by_others(opened: Open) -> None:
    await opened().run(lambda store: store.save(DRAFT))
    assert await opened().run(lambda store: store.draft("a")) == DRAFT


async def test_memory_is_kept_between_units() -> None:
    database = open_database("sqlite://", lambda: NOW)
    ensure(database)
    await database.run(lambda store: store.save(DRAFT))
    assert await database.run(lambda store: store.open_draft(1, 1)) == DRAFT
    database.close()


def _put(new: list[Received], store: Store) -> int:
    return store.inbox.put(new)


async def test_an_update_is_kept_by_exactly_one_of_many(opened: Open) -> None:
    databases = [opened() for _ in range(4)]
    for update in range(10):
        new = [Received(update, 1, 1, "{}")]
        put = partial(_put, new)
        kept = await asyncio.gather(*(database.run(put) for database in databases * 2))
        assert sorted(kept) == [0] * 7 + [1]


async def test_no_change_of_a_draft_is_lost_to_another(opened: Open) -> None:
    """Read and write again is safe: a tap and a message at once cannot undo each other."""
    databases = [opened() for _ in range(3)]
    await databases[0].run(lambda store: store.save(DRAFT))

    def amend(store: Store) -> None:
        draft = store.draft("a")
        assert draft is not None
        store.save(replace(draft, revision=draft.revision + 1))

    await asyncio.gather(*(database.run(amend) for database in databases * 5))
    last = await databases[0].run(lambda store: store.draft("a"))
    assert last == replace(DRAFT, revision=16)


async def test_two_messages_at_once_begin_one_draft(opened: Open) -> None:
    """What a unit did not find is still not there when the unit ends."""
    databases = [opened(), opened()]

    def begin(name: str) -> Callable[[Store], bool]:
        def work(store: Store) -> bool:
            found = store.open_draft(1, 1)
            store.save(found or replace(DRAFT, id=name))
            return found is None

        return work

    began = [d.run(begin(f"{n}{i}")) for n in range(5) for i, d in enumerate(databases)]
    assert sum(await asyncio.gather(*began)) == 1


async def test_numbers_that_come_at_once_are_each_there_once(opened: Open) -> None:
    databases = [opened() for _ in range(3)]
    await databases[0].run(lambda store: store.save(DRAFT))

    def say(first: int) -> Callable[[Store], None]:
        numbers = [Number(str(79_000_000_000 + first + n)) for n in range(3)]
        return lambda store: store.sources.add("a", numbers)

    await asyncio.gather(*(databases[n % 3].run(say(n)) for n in range(9)))
    held = await databases[0].run(lambda store: list(store.numbers.each("a")))
    assert sorted(n.phone for n in held) == [str(79_000_000_000 + n) for n in range(11)]
    tally = await databases[0].run(lambda store: store.numbers.tally("a"))
    assert (tally.count, tally.repeats) == (11, 27 - 11)


async def test_a_confirmation_and_a_number_at_once_agree(opened: Open) -> None:
    """Either the number is confirmed too, or its sender is told that it came too late."""
    databases = [opened() for _ in range(2)]
    first, second = Number("79000000001"), Number("79000000002")

    def begin(name: str) -> Callable[[Store], None]:
        def work(store: Store) -> None:
            store.save(replace(DRAFT, id=name))
            store.sources.add(name, [first])

        return work

    def confirm(name: str) -> Callable[[Store], int]:
        def work(store: Store) -> int:
            store.save(replace(DRAFT, id=name, state=DraftState.CONFIRMED))
            return sum(span.count for span in store.numbers.cut(name))

        return work

    for name in ("a", "b", "c", "d", "e"):
        await databases[0].run(begin(name))
        sent, added = await asyncio.gather(
            databases[0].run(confirm(name)),
            databases[1].run(lambda store, name=name: store.sources.add(name, [second])),  # type: ignore[misc]
            return_exceptions=True,
        )
        assert sent == (1 if isinstance(added, Refused) else 2)


async def test_a_process_killed_in_a_unit_leaves_nothing_of_it(
    opened: Open, lasting_url: str
) -> None:
    _kill_in_a_unit(lasting_url)
    database = opened()
    assert await database.run(lambda store: store.draft("a")) is None
    assert await database.run(lambda store: store.turn_away(1))


async def test_a_connection_that_breaks_fails_its_unit_and_not_the_next(postgres_url: str) -> None:
    database = open_database(postgres_url, lambda: NOW)
    ensure(database)
    admin = create_engine(make_url(postgres_url).set(drivername="postgresql+psycopg"))

    def end_the_others() -> None:
        with admin.begin() as connection:
            connection.execute(text(END_THE_OTHERS))

    def work(store: Store) -> None:
        store.save(DRAFT)
        end_the_others()
        store.turn_away(1)

    with pytest.raises(StoreFailed):
        await database.run(work)
    assert await database.run(lambda store: store.draft("a")) is None
    end_the_others()
    assert await database.run(lambda store: store.turn_away(1))
    admin.dispose()
    database.close()


async def test_a_locked_file_is_a_failure_of_the_world(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0)
    first, second = (open_database(f"sqlite:///{tmp_path / 'bot.db'}", lambda: NOW) for _ in "12")
    ensure(first)
    with first.engine.begin(), pytest.raises(StoreFailed, match="locked"):
        await second.run(lambda store: store.turn_away(1))
    assert await second.run(lambda store: store.turn_away(1))
    first.close()
    second.close()


async def test_an_unreachable_server_is_a_failure_of_the_world_and_keeps_the_password() -> None:
    database = open_database("postgresql://bot:sesame@127.0.0.1:1/bot", lambda: NOW)
    with pytest.raises(StoreFailed, match=r"127\.0\.0\.1") as caught:
        await database.run(lambda store: store.turn_away(1))
    assert "sesame" not in "".join(traceback.format_exception(caught.value))
    database.close()


def test_a_file_that_cannot_be_made_is_a_failure_of_the_world(tmp_path: Path) -> None:
    with pytest.raises(StoreFailed, match="No such file or directory"):
        open_database(f"sqlite:///{tmp_path / 'none' / 'bot.db'}", lambda: NOW)


async def test_a_missing_table_is_a_bug(lasting_url: str) -> None:
    database = open_database(lasting_url, lambda: NOW)
    with pytest.raises(DBAPIError):
        await database.run(lambda store: store.turn_away(1))
    database.close()


async def test_no_error_tells_what_was_to_be_stored(opened: Open) -> None:
    database = opened()
    await database.run(lambda store: store.outbox.post(Outgoing(1, "ru", (said("79123456789"),))))
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE outbox"))
    with pytest.raises(DBAPIError) as caught:
        await database.run(
            lambda store: store.outbox.post(Outgoing(1, "ru", (said("79123456789"),)))
        )
    assert "79123456789" not in str(caught.value)


@pytest.mark.parametrize("url", ["mysql://u:sesame@localhost/x", "sqlite+aiosqlite3x://", "bot.db"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:// or postgresql://") as caught:
        open_database(url, lambda: NOW)
    assert "sesame" not in str(caught.value)


def test_a_path_after_two_slashes_is_not_taken_for_a_database_in_memory() -> None:
    with pytest.raises(ValueError, match="three slashes"):
        open_database("sqlite://bot.db", lambda: NOW)


def test_a_url_that_cannot_be_read_is_refused_without_its_password() -> None:
    with pytest.raises(ValueError, match="%2F") as caught:
        open_database("postgresql://bot:ses@me:ame@localhost/bot", lambda: NOW)
    told = traceback.format_exception_only(caught.value)
    assert "ame@localhost" not in "".join(told)
    assert caught.value.__suppress_context__


def test_the_file_is_private_and_every_commit_is_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    database = open_database(f"sqlite:///{path}", lambda: NOW)
    ensure(database)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["bot.db", "bot.db-shm", "bot.db-wal"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    with database.engine.connect() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        answers = [connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in pragmas]
    assert answers == ["wal", 2, 1]
    database.close()


def _kill_in_a_unit(url: str) -> None:
    command = [sys.executable, "-c", HALF, url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        process.kill()
