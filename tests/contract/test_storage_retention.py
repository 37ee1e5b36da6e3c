"""What is over goes, what is under way stays, and a person can be removed from every table."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Text, cast, func, select

from bot.core.delivery import Delivery, DeliveryState
from bot.core.draft import DraftState
from bot.core.erasure import Erased
from bot.core.phones.number import RefusedNumber
from bot.core.policy import Policy
from bot.core.reading.reading import Unknown
from bot.core.texts import text
from bot.flows.messages import Outgoing
from bot.flows.store_ports import Received
from bot.storage.retention import PORTION
from bot.storage.store import SqlStore
from bot.storage.tables import METADATA
from tests.contract.draft import DRAFT, NOW, ONE, TWO, held, many, said

LATER = NOW + timedelta(days=31)


def rows(connection: Connection) -> Counter[str]:
    """How many rows each table has, where it has any."""
    found = {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in METADATA.sorted_tables
    }
    return Counter({name: count for name, count in found.items() if count})


def everything(connection: Connection) -> str:
    """All that the tables hold, as text."""
    columns = [cast(c, Text) for table in METADATA.sorted_tables for c in table.columns]
    return "\n".join(
        str(value) for column in columns for value in connection.scalars(select(column))
    )


def sweep(store: SqlStore) -> int:
    total = 0
    while gone := store.retention.sweep(LATER):
        assert gone <= PORTION
        total += gone
    return total


def confirmed(store: SqlStore, state: DeliveryState) -> None:
    """Confirm the draft; its one request ends so."""
    store.save(replace(DRAFT, state=DraftState.CONFIRMED))
    (span,) = store.numbers.cut("a")
    made = Delivery("key", "a", 1, 0, "default", span, Policy(), NOW, NOW)
    store.deliveries.add([made])
    if state is not DeliveryState.WAITING:
        jobs = [f"j{n}" for n in range(span.count)] if state is DeliveryState.ADDED else []
        store.deliveries.update(replace(made, state=state), jobs)


def shown(store: SqlStore, *keys: str) -> None:
    """Say something and show it."""
    for key in keys:
        store.outbox.post(Outgoing(1, "ru", (text(key),)))
    while waiting := store.outbox.unsent(NOW):
        store.outbox.shown(waiting[0].seq, None)


def test_a_draft_goes_with_all_that_hangs_on_it(store: SqlStore, connection: Connection) -> None:
    said(store, *many(PORTION + 10))
    store.sources.add("a", (), (RefusedNumber("12", text("refused-too-short")),))
    shown(store, "start")
    store.turn_away(9)
    sweep(store)
    assert rows(connection) == Counter()


@pytest.mark.parametrize("state", [DeliveryState.ADDED, DeliveryState.UNCLEAR])
def test_what_was_sent_goes_too(
    store: SqlStore, connection: Connection, state: DeliveryState
) -> None:
    said(store, ONE, TWO)
    confirmed(store, state)
    sweep(store)
    assert rows(connection) == Counter()


def test_what_is_on_its_way_stays(store: SqlStore) -> None:
    said(store, ONE, TWO)
    confirmed(store, DeliveryState.WAITING)
    store.outbox.post(Outgoing(1, "ru", (text("start"),)))
    store.inbox.put([Received(1, 1, 1, "{}")])
    assert sweep(store) == 0
    assert held(store) == [ONE, TWO]


def test_what_is_young_stays(store: SqlStore) -> None:
    said(store, ONE)
    shown(store, "start")
    assert store.retention.sweep(NOW - timedelta(days=30)) == 0


def test_an_update_is_known_for_as_long_as_telegram_may_send_it_again(store: SqlStore) -> None:
    store.inbox.put([Received(1, 1, 1, "{}")])
    store.inbox.close(store.inbox.unhandled(NOW)[0].seq)
    sweep(store)
    assert store.inbox.put([Received(1, 1, 1, "{}")]) == 0


def test_a_phone_is_removed_wherever_it_stands(store: SqlStore, connection: Connection) -> None:
    spelt = "+7 912 345-67-81"
    said(store, ONE, TWO)
    refused = RefusedNumber(f"{spelt} доб. 5", text("refused-too-long", most=15))
    store.sources.add("a", (), (refused,))
    draft = replace(
        DRAFT, unknown=(Unknown(spelt, 0, len(spelt)),), numbers=store.numbers.tally("a")
    )
    store.save(draft)
    store.inbox.put([Received(1, 1, 1, f'{{"text": "{spelt}"}}')])
    store.inbox.set_aside(store.inbox.unhandled(NOW)[0].seq)
    shown(store)
    store.outbox.post(Outgoing(1, "ru", (text("json-body", body=spelt),)))
    store.outbox.shown(store.outbox.unsent(NOW)[0].seq, None)
    erased = store.erasure.phone(ONE.phone)
    assert dict(erased.rows) == {
        "number": 1,
        "refused_number": 1,
        "draft": 1,
        "outbox": 1,
        "inbox": 1,
    }
    assert erased.complete
    assert held(store) == [TWO]
    left = everything(connection)
    assert ONE.phone not in left
    assert "345-67-81" not in left
    kept = store.draft("a")
    assert kept is not None
    assert (kept.numbers.count, kept.revision) == (1, DRAFT.revision + 1)


def test_a_phone_that_was_called_is_removed_and_told(store: SqlStore) -> None:
    said(store, ONE, TWO)
    confirmed(store, DeliveryState.ADDED)
    erased = store.erasure.phone(ONE.phone)
    assert (erased.sent, erased.complete) == (1, True)
    assert [phone for phone, _ in store.numbers.added("a", 10)] == [TWO.phone]


def test_a_request_on_its_way_keeps_its_numbers_until_it_is_over(store: SqlStore) -> None:
    """Its key belongs to just this body: another would be refused, or be a second call."""
    said(store, ONE, TWO)
    confirmed(store, DeliveryState.WAITING)
    erased = store.erasure.phone(ONE.phone)
    assert (erased.under_way, erased.complete) == (1, False)
    assert held(store) == [ONE, TWO]


def test_a_user_is_removed_with_drafts_and_messages(
    store: SqlStore, connection: Connection
) -> None:
    said(store, *many(PORTION * 2))
    shown(store, "start")
    store.turn_away(1)
    store.inbox.put([Received(1, 1, 1, "{}")])
    store.inbox.set_aside(store.inbox.unhandled(NOW)[0].seq)
    store.save(replace(DRAFT, id="b", chat=2, author=2))
    erased = store.erasure.person(1)
    assert erased.complete
    assert rows(connection) == Counter(draft=1)
    assert store.erasure.person(1) == Erased()
