"""Updates of a messenger: kept first, handled once, in order, and never in each other's way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.core.errors import StoreFailed
from bot.durable import inbox
from bot.durable.inbox import TRIES, Updates
from bot.flows.deployment import Deployment
from bot.flows.handle import handle
from bot.flows.messages import Command, Incoming, Reply, Sender
from bot.flows.ports import Store
from bot.flows.store_ports import Received
from bot.storage.database import SqlDatabase, open_database
from bot.storage.migrate import ensure
from tests.fakes import FakeClock, FakeIds, FakeReader

OWNER = 7


@dataclass
class FakeFront:
    """Reads updates of the form {"update_id", "chat", "name"}."""

    answered: list[Reply] = field(default_factory=list)

    def received(self, raw: dict[str, Any], /) -> Received:
        return Received(raw["update_id"], raw["chat"], raw.get("person", OWNER), json.dumps(raw))

    def meant(self, raw: dict[str, Any], /) -> Incoming | None:
        if raw["name"] == "unreadable":
            raise TypeError("of no known form")
        if raw["name"] == "nothing":
            return None
        return Command(Sender(OWNER, raw["chat"], "en"), raw["name"])

    async def answer(self, raw: dict[str, Any], reply: Reply, /) -> None:
        self.answered.append(reply)


@dataclass
class World:
    """An inbox over a database in memory; `handled` are the names in the order they were tried."""

    database: SqlDatabase
    clock: FakeClock
    updates: Updates
    front: FakeFront
    handled: list[str] = field(default_factory=list)
    faults: dict[str, list[Exception]] = field(default_factory=dict)

    def handle(self, store: Store, incoming: Incoming, deployment: Deployment) -> Reply:
        assert isinstance(incoming, Command)
        self.handled.append(incoming.name)
        if self.faults.get(incoming.name):
            raise self.faults[incoming.name].pop()
        return handle(store, incoming, deployment)

    async def put(self, *updates: tuple[int, int, str]) -> None:
        raw = [{"update_id": id_, "chat": chat, "name": name} for id_, chat, name in updates]
        await self.updates.put(raw)

    async def said(self) -> list[tuple[int, str]]:
        """What waits in the outbox: the chat, and the key of the first line."""
        shown = []
        while waiting := await self.database.run(lambda s: s.outbox.unsent(self.clock())):
            for one in waiting:
                shown.append((one.outgoing.chat, one.outgoing.lines[0].key))
                await self.database.run(lambda s, seq=one.seq: s.outbox.shown(seq, None))  # type: ignore[misc]
        return shown


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    clock = FakeClock()
    database = open_database("sqlite://", clock)
    ensure(database)
    deployment = Deployment(frozenset({OWNER}), FakeReader({}), clock, FakeIds(), lambda: 1.0)
    front = FakeFront()
    world = World(database, clock, Updates(database, deployment, front, lambda: None), front)
    monkeypatch.setattr(inbox, "handle", world.handle)
    yield world
    database.close()


async def test_the_same_update_is_handled_once(world: World) -> None:
    await world.put((500, 1, "start"))
    await world.put((500, 1, "start"))
    await world.updates.drain()
    await world.put((500, 1, "start"))
    await world.updates.drain()
    assert await world.said() == [(1, "start")]


async def test_what_was_kept_before_a_crash_is_handled_after_it(world: World) -> None:
    await world.put((500, 1, "start"), (501, 1, "help"))
    other = Updates(
        world.database,
        Deployment(frozenset({OWNER}), FakeReader({}), world.clock, FakeIds(), lambda: 1.0),
        world.front,
        lambda: None,
    )
    await other.drain()
    assert await world.said() == [(1, "start"), (1, "help")]


async def test_ids_that_begin_anew_keep_the_order(world: World) -> None:
    """Telegram's ids are random again after a quiet week."""
    await world.put((900, 1, "start"), (3, 1, "help"))
    await world.updates.drain()
    assert await world.said() == [(1, "start"), (1, "help")]


async def test_a_person_is_heard_in_order_across_chats(world: World) -> None:
    world.faults["start"] = [ZeroDivisionError()]
    await world.put((1, 1, "start"), (2, 2, "help"))
    await world.updates.drain()
    assert world.handled == ["start"]
    world.clock.advance(60)
    await world.updates.drain()
    assert world.handled == ["start", "start", "help"]


async def test_a_poisoned_update_is_set_aside_and_holds_nobody_else(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.faults["start"] = [ZeroDivisionError() for _ in range(TRIES)]
    poisoned = {"update_id": 1, "chat": 1, "person": 8, "name": "start", "text": "79123456789"}
    await world.updates.put([poisoned])
    await world.put((2, 2, "help"))
    await world.updates.drain()
    assert world.handled == ["start", "help"]
    for _ in range(TRIES):
        world.clock.advance(60)
        await world.updates.drain()
    assert world.handled.count("start") == TRIES
    assert await world.said() == [(2, "help"), (1, "failure")]
    assert "79123456789" not in caplog.text
    await world.put((3, 1, "help"))
    await world.updates.drain()
    assert await world.said() == [(1, "help")]


async def test_a_failing_database_poisons_nothing(world: World) -> None:
    world.faults["start"] = [StoreFailed("away") for _ in range(TRIES * 2)]
    await world.put((1, 1, "start"))
    for _ in range(TRIES * 2):
        with pytest.raises(StoreFailed):
            await world.updates.drain()
    await world.updates.drain()
    assert await world.said() == [(1, "start")]


@pytest.mark.parametrize("name", ["unreadable", "nothing"])
async def test_what_asks_for_nothing_is_closed(world: World, name: str) -> None:
    await world.put((1, 1, name), (2, 1, "start"))
    await world.updates.drain()
    assert await world.said() == [(1, "start")]


async def test_nothing_of_what_was_said_stays_in_a_closed_row(world: World) -> None:
    await world.put((1, 1, "start"))
    await world.updates.drain()
    with world.database.engine.connect() as connection:
        bodies = connection.exec_driver_sql("SELECT body, done FROM inbox").all()
    assert [tuple(row) for row in bodies] == [(None, 1)]
