"""What the port Store promises, on every database that the bot runs on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import IntegrityError, NoResultFound

from bot.core.delivery import Delivery, DeliveryState, Progress, Span
from bot.core.draft import Draft, DraftState
from bot.core.phones.number import Number
from bot.core.phones.tally import Tally
from bot.core.policy import Policy
from bot.core.texts import text as said
from bot.flows.messages import Outgoing
from bot.flows.store_ports import Received
from bot.storage.database import SqlDatabase, open_database
from bot.storage.migrate import ensure
from bot.storage.store import SqlStore

NOW = datetime(2026, 11, 23, 9, 30, 0, 123456, tzinfo=UTC)
SOON = NOW + timedelta(minutes=1)
BIG = 2**52 - 1
NUMBERS = tuple(Number(f"7912345678{n}", {"name": "Анна"}) for n in (7, 8, 9))


@pytest.fixture
def database(database_url: str) -> Iterator[SqlDatabase]:
    database = open_database(database_url, lambda: NOW)
    ensure(database)
    yield database
    database.close()


@pytest.fixture
def connection(database: SqlDatabase) -> Iterator[Connection]:
    with database.engine.begin() as connection:
        yield connection


@pytest.fixture
def store(connection: Connection) -> SqlStore:
    return SqlStore(connection, lambda: NOW)


def draft(name: str, *, chat: int = 1, author: int = 1, **other: Any) -> Draft:
    return replace(Draft(id=name, chat=chat, author=author, language="ru"), **other)


def kept(store: SqlStore, *names: str) -> None:
    """Keep drafts, each with three numbers."""
    for name in names:
        store.save(draft(name))
        store.sources.add(name, NUMBERS)


def delivery(draft: str, revision: int = 1, chunk: int = 0, at: datetime = NOW) -> Delivery:
    """A delivery of one number of a draft: the first, the second or the third."""
    return Delivery(
        key=f"{draft}/{revision}/{chunk}",
        draft=draft,
        revision=revision,
        chunk=chunk,
        campaign="default",
        span=Span(0, chunk % 3 + 1, chunk % 3 + 1, 1),
        policy=Policy(zone="Europe/Moscow", start=NOW.replace(tzinfo=None)),
        confirmed_at=NOW,
        not_before=at,
    )


def outgoing(chat: int, key: str = "hello", draft: str | None = None) -> Outgoing:
    return Outgoing(chat=chat, language="ru", lines=(said(key, count=1),), draft=draft)


def keys(store: SqlStore, now: datetime = NOW) -> list[str]:
    return [delivery.key for delivery in store.deliveries.due(now)]


def shown_in(store: SqlStore, now: datetime = NOW) -> list[tuple[int, str]]:
    return [(w.outgoing.chat, w.outgoing.lines[0].key) for w in store.outbox.unsent(now)]


def test_an_update_is_kept_once(store: SqlStore) -> None:
    received = [Received(update, 1, 1, "{}") for update in (BIG, BIG, BIG - 1)]
    assert store.inbox.put(received) == 2
    assert [one.update for one in store.inbox.unhandled(NOW)] == [BIG]


def test_a_stranger_is_turned_away_once(store: SqlStore) -> None:
    assert [store.turn_away(BIG), store.turn_away(BIG), store.turn_away(7)] == [True, False, True]


def test_a_draft_is_found_as_it_was_saved_last(store: SqlStore) -> None:
    first = draft("a", chat=-BIG, author=BIG)
    later = replace(first, revision=2, state=DraftState.CANCELLED, numbers=Tally(1, (NUMBERS[0],)))
    assert store.draft("a") is None
    store.save(first)
    assert store.draft("a") == first
    store.save(later)
    assert store.draft("a") == later


def test_the_open_draft_is_the_newest_of_its_author_in_its_chat(store: SqlStore) -> None:
    store.save(draft("z", chat=1, author=1))
    store.save(draft("a", chat=1, author=1))
    store.save(draft("b", chat=1, author=2))
    store.save(draft("c", chat=2, author=1))
    assert store.open_draft(1, 1) == draft("a")
    assert store.open_draft(2, 2) is None


def test_a_draft_that_changes_does_not_become_the_newest(store: SqlStore) -> None:
    """The card of an older draft is cancelled while the manager goes on with the newer one."""
    store.save(draft("old"))
    store.save(draft("new"))
    store.save(draft("old", state=DraftState.CANCELLED))
    assert store.open_draft(1, 1) == draft("new")


@pytest.mark.parametrize("state", [DraftState.CONFIRMED, DraftState.CANCELLED])
def test_there_is_no_open_draft_when_the_newest_is_closed(
    store: SqlStore, state: DraftState
) -> None:
    store.save(draft("old"))
    store.save(draft("new", state=state))
    assert store.open_draft(1, 1) is None


def test_a_delivery_is_found_as_it_was_kept_last(store: SqlStore) -> None:
    kept(store, "a", "b")
    store.deliveries.add([delivery("a", *which) for which in ((2, 0), (1, 10), (1, 9))])
    store.deliveries.add([delivery("b")])
    done = replace(delivery("a", 1, 10), state=DeliveryState.ADDED, attempt=1)
    store.deliveries.update(done, ("j1",))
    assert store.deliveries.find(done.key) == done
    assert store.deliveries.find("a/1/9") == delivery("a", 1, 9)
    assert store.deliveries.find("none") is None


def test_progress_counts_the_numbers_of_each_state(store: SqlStore) -> None:
    kept(store, "a", "b")
    assert store.deliveries.progress("a") == Progress()
    store.deliveries.add([delivery("b"), *(delivery("a", chunk=chunk) for chunk in range(3))])
    assert store.deliveries.progress("a") == Progress(waiting=3, next=delivery("a"))
    store.deliveries.update(replace(delivery("a"), state=DeliveryState.ADDED), ("j1",))
    store.deliveries.update(
        replace(delivery("a", chunk=1), state=DeliveryState.UNCLEAR, answer="418")
    )
    assert store.deliveries.progress("a") == Progress(
        1, 1, 1, 0, ("j1",), ("418",), delivery("a", chunk=2)
    )
    store.deliveries.withdraw("a")
    assert store.deliveries.progress("a") == Progress(0, 1, 1, 1, ("j1",), ("418",))
    assert store.deliveries.progress("b").waiting == 1


def test_what_is_withdrawn_is_withdrawn_whichever_way_it_is_looked_at(store: SqlStore) -> None:
    kept(store, "a")
    store.deliveries.add([delivery("a")])
    store.deliveries.withdraw("a")
    found = store.deliveries.find("a/1/0")
    assert found is not None
    assert found.state is DeliveryState.WITHDRAWN
    assert keys(store) == []


@pytest.mark.parametrize(
    "second",
    [delivery("a", chunk=1), replace(delivery("a", chunk=1), key="other"), delivery("nowhere")],
    ids=["its key again", "its chunk under another key", "of no draft"],
)
def test_a_delivery_cannot_be_made_twice_nor_without_a_draft(
    store: SqlStore, connection: Connection, second: Delivery
) -> None:
    kept(store, "a")
    store.deliveries.add([delivery("a", chunk=1)])
    with pytest.raises(IntegrityError), connection.begin_nested():
        store.deliveries.add([second])
    assert store.deliveries.progress("a").waiting == 1


def test_what_was_never_kept_cannot_be_changed(store: SqlStore) -> None:
    with pytest.raises(NoResultFound):
        store.deliveries.update(delivery("a"))
    with pytest.raises(NoResultFound):
        store.outbox.shown(1, 1)
    with pytest.raises(NoResultFound):
        store.outbox.postpone(1, NOW)


def test_of_each_draft_the_first_waiting_delivery_is_due(store: SqlStore) -> None:
    kept(store, "a", "b")
    store.deliveries.add([delivery(name, chunk=chunk) for name in ("a", "b") for chunk in (1, 0)])
    assert keys(store) == ["a/1/0", "b/1/0"]
    store.deliveries.update(replace(delivery("a"), state=DeliveryState.ADDED))
    store.deliveries.update(replace(delivery("b"), state=DeliveryState.UNCLEAR))
    assert keys(store) == ["a/1/1", "b/1/1"]
    store.deliveries.update(replace(delivery("a", chunk=1), state=DeliveryState.REFUSED))
    assert keys(store) == ["b/1/1"]


def test_a_delivery_that_waits_for_its_time_holds_the_later_ones(store: SqlStore) -> None:
    kept(store, "a")
    store.deliveries.add([delivery("a", 1, 1, at=SOON), delivery("a", 2, 0, at=NOW)])
    assert keys(store, SOON - timedelta(microseconds=1)) == []
    assert keys(store, SOON) == ["a/1/1"]


def test_no_more_deliveries_are_due_at_once_than_can_be_tried(store: SqlStore) -> None:
    names = [f"draft-{n}" for n in range(103)]
    for name in names:
        store.save(draft(name))
    store.deliveries.add([delivery(name) for name in names])
    assert len(store.deliveries.due(NOW)) == 100


def test_of_each_chat_the_oldest_open_message_is_shown(store: SqlStore) -> None:
    for chat, key in ((2, "first"), (1, "second"), (2, "third")):
        store.outbox.post(outgoing(chat, key))
    assert shown_in(store) == [(2, "first"), (1, "second")]
    assert shown_in(store, NOW - timedelta(microseconds=1)) == []
    store.outbox.shown(store.outbox.unsent(NOW)[0].seq, None)
    assert shown_in(store) == [(1, "second"), (2, "third")]


def test_a_message_that_waits_for_its_time_holds_its_chat(store: SqlStore) -> None:
    store.outbox.post(outgoing(1, "first"))
    store.outbox.post(outgoing(1, "second"))
    store.outbox.post(outgoing(2, "third"))
    store.outbox.postpone(store.outbox.unsent(NOW)[0].seq, SOON)
    assert shown_in(store) == [(2, "third")]
    assert shown_in(store, SOON) == [(1, "first"), (2, "third")]
    assert [waiting.attempts for waiting in store.outbox.unsent(SOON)] == [1, 0]


def test_a_message_comes_with_the_card_its_draft_has_by_then(store: SqlStore) -> None:
    store.save(draft("a"))
    for key in ("first", "second"):
        store.outbox.post(outgoing(1, key, draft="a"))
    store.outbox.post(outgoing(2))
    first, other = store.outbox.unsent(NOW)
    assert (first.card, other.card) == (None, None)
    store.outbox.shown(first.seq, BIG)
    second, _ = store.outbox.unsent(NOW)
    assert second.outgoing == outgoing(1, "second", draft="a")
    assert second.card == BIG


def test_a_message_shown_becomes_the_card_of_its_draft_only(store: SqlStore) -> None:
    store.save(draft("a"))
    store.save(draft("b", chat=2, author=2))
    for message in (outgoing(1, draft="a"), outgoing(1, draft="a"), outgoing(1)):
        store.outbox.post(message)
    for card in (7, None, 8):
        store.outbox.shown(store.outbox.unsent(NOW)[0].seq, card)
    assert store.draft("a") == store.open_draft(1, 1) == draft("a", card=7)
    assert store.draft("b") == draft("b", chat=2, author=2)
    assert store.outbox.unsent(SOON) == ()


def test_the_next_time_is_that_of_the_first_thing_that_can_be_tried(store: SqlStore) -> None:
    assert store.deliveries.next_due() is None
    assert store.outbox.next_due() is None
    kept(store, "a")
    later = SOON + timedelta(hours=1)
    store.deliveries.add([delivery("a", chunk=0, at=later), delivery("a", chunk=1, at=NOW)])
    assert store.deliveries.next_due() == later
    store.outbox.post(outgoing(1))
    store.outbox.post(outgoing(1))
    assert store.outbox.next_due() == NOW
    store.outbox.postpone(store.outbox.unsent(NOW)[0].seq, SOON)
    assert store.outbox.next_due() == SOON
    store.outbox.shown(store.outbox.unsent(SOON)[0].seq, None)
    assert store.outbox.next_due() == NOW


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda store, now: store.outbox.unsent(now), "ix_outbox_open"),
        (lambda store, now: store.deliveries.due(now), "ix_delivery_waiting"),
    ],
)
def test_what_waits_is_found_without_reading_what_is_done(
    store: SqlStore, connection: Connection, ask: Callable[[SqlStore, datetime], object], index: str
) -> None:
    """The plan of the query names the partial index, on both databases."""
    plans: list[str] = []
    postgres = connection.dialect.name == "postgresql"
    if postgres:
        # The tables are empty, and to read an empty table whole is cheapest.
        connection.execute(text("SET LOCAL enable_seqscan = off"))

    def explain(_c: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if not statement.startswith("EXPLAIN"):
            ask = "EXPLAIN " if postgres else "EXPLAIN QUERY PLAN "
            plans.extend(str(row) for row in connection.exec_driver_sql(ask + statement, values))

    event.listen(connection, "before_cursor_execute", explain)
    ask(store, NOW)
    assert any(index in line for line in plans), plans
