"""What a database of the first release holds goes on after the numbers got rows of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, text

from bot.core.delivery import DeliveryState
from bot.core.draft import DraftState
from bot.core.phones.number import Number, RefusedNumber
from bot.core.texts import text as said
from bot.storage import migrate
from bot.storage.database import SqlDatabase, open_database
from bot.storage.migrate import ensure
from bot.storage.store import SqlStore

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ONE, TWO, THREE = (Number(f"7912345678{n}") for n in (1, 2, 3))
ANNA = Number(ONE.phone, {"name": "Анна", "a": "b"})
BORIS = Number(ONE.phone, {"name": "Борис"})
SHORT = RefusedNumber("12", said("refused-too-short"))


def body(number: Number) -> dict[str, Any]:
    return {"phone": number.phone, "payload": number.payload}


def add_draft(connection: Connection, name: str, state: str, *numbers: Number) -> None:
    """Write a draft as the first release did."""
    value = {
        "id": name,
        "chat": 1,
        "author": 1,
        "language": "ru",
        "revision": 3,
        "state": state,
        "numbers": [body(number) for number in numbers],
        "refused": [{"value": "12", "reason": {"key": "refused-too-short", "params": {}}}],
        "policy": {"zone": "Europe/Moscow"},
    }
    connection.execute(
        text(
            "INSERT INTO draft (id, chat, author, revision, state, card, body, updated_at)"
            " VALUES (:id, 1, 1, 3, :state, 7, :body, :at)"
        ),
        {"id": name, "state": state, "body": json.dumps(value), "at": "2026-11-23 09:30:00"},
    )


def add_delivery(
    connection: Connection, chunk: int, state: str, *numbers: Number, jobs: tuple[str, ...] = ()
) -> None:
    """Write a delivery of the draft "sent" as the first release did."""
    value = {
        "key": f"key-{chunk}",
        "draft": "sent",
        "revision": 3,
        "chunk": chunk,
        "campaign": "default",
        "numbers": [body(number) for number in numbers],
        "policy": {"zone": "Europe/Moscow"},
        "confirmed_at": "2026-11-23T09:30:00Z",
        "not_before": "2026-11-23T09:30:00Z",
        "state": state,
        "unsure": True,
        "answer": "418" if state == "unclear" else "",
        "jobs": list(jobs),
    }
    connection.execute(
        text(
            "INSERT INTO delivery (key, draft, revision, chunk, state, not_before, body)"
            " VALUES (:key, 'sent', 3, :chunk, :state, :at, :body)"
        ),
        {
            "key": value["key"],
            "chunk": chunk,
            "state": state,
            "at": "2026-11-23 09:30:00",
            "body": json.dumps(value),
        },
    )


@pytest.fixture
def database(lasting_url: str) -> Iterator[SqlDatabase]:
    """A database of the first release, brought up to date."""
    database = open_database(lasting_url, lambda: NOW)
    with migrate._alone(database.engine) as connection:
        command.upgrade(migrate._config(connection), "0001")
        add_draft(connection, "open", "open", TWO, ANNA, BORIS)
        add_draft(connection, "sent", "confirmed", ONE, TWO, ANNA, THREE, BORIS)
        add_delivery(connection, 0, "added", ONE, TWO, jobs=("j1", "j2"))
        add_delivery(connection, 1, "unclear", ANNA)
        add_delivery(connection, 2, "waiting", THREE, BORIS)
        add_delivery(connection, 3, "waiting", ANNA, TWO)
    ensure(database)
    yield database
    database.close()


@pytest.fixture
def store(database: SqlDatabase) -> Iterator[SqlStore]:
    with database.engine.begin() as connection:
        yield SqlStore(connection, lambda: NOW)


def test_an_open_draft_goes_on(store: SqlStore) -> None:
    draft = store.draft("open")
    assert draft is not None
    assert (draft.state, draft.revision, draft.card) == (DraftState.OPEN, 3, 7)
    assert list(store.numbers.each("open")) == [TWO, ANNA, BORIS]
    assert list(store.numbers.refused("open")) == [SHORT]
    assert draft.numbers == store.numbers.tally("open")
    assert draft.refused == store.numbers.refused_tally("open")
    assert (draft.numbers.count, draft.numbers.second) == (3, 1)
    chunks = [store.numbers.within("open", span) for span in store.numbers.cut("open")]
    assert chunks == [(TWO, ANNA), (BORIS,)]


def test_what_is_said_again_is_known(store: SqlStore) -> None:
    store.sources.add("open", (ANNA, TWO, THREE))
    assert list(store.numbers.each("open")) == [TWO, ANNA, BORIS, THREE]
    store.numbers.remove("open", (ONE.phone,))
    assert store.numbers.tally("open").keys == ()


def test_a_delivery_that_waits_is_tried_again_as_it_was(store: SqlStore) -> None:
    (due,) = store.deliveries.due(NOW)
    assert (due.key, due.unsure, due.state) == ("key-2", True, DeliveryState.WAITING)
    assert store.numbers.within("sent", due.span) == (THREE, BORIS)
    later = store.deliveries.find("key-3")
    assert later is not None
    assert store.numbers.within("sent", later.span) == (ANNA, TWO)


def test_what_was_added_keeps_its_jobs_and_what_is_unclear_stays_so(store: SqlStore) -> None:
    progress = store.deliveries.progress("sent")
    assert (progress.added, progress.unclear, progress.waiting) == (2, 1, 4)
    assert (progress.jobs, progress.answers) == (("j1", "j2"), ("418",))
    assert store.numbers.added("sent", 9) == [(ONE.phone, "j1"), (TWO.phone, "j2")]
    assert store.numbers.unclear("sent", 9) == [ONE.phone]


def test_what_waited_can_be_given_back_and_sent_anew(store: SqlStore) -> None:
    store.deliveries.withdraw("sent")
    assert list(store.numbers.each("sent")) == [THREE, BORIS, ANNA, TWO]
    chunks = [store.numbers.within("sent", span) for span in store.numbers.cut("sent")]
    assert sorted(n.phone for chunk in chunks for n in chunk) == [
        n.phone for n in (ONE, ONE, TWO, THREE)
    ]
    assert all(len({n.phone for n in chunk}) == len(chunk) for chunk in chunks)
