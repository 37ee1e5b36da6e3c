"""What the port Errands promises, on every database that the bot runs on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.campaign import Errand, ErrandKind
from bot.storage.store import SqlStore
from tests.contract.draft import NOW

LATER = NOW + timedelta(seconds=5)
FIRST = Errand("k1", 7, 7, "en", "default", ErrandKind.PAUSE, NOW)
SECOND = Errand("k2", 7, 7, "ru", "default", ErrandKind.CANCEL, NOW, ("1", "2"))


def test_an_errand_is_due_at_its_time(store: SqlStore) -> None:
    store.errands.add(FIRST, LATER)
    store.errands.add(SECOND, NOW)
    assert store.errands.due(NOW) == (SECOND,)
    assert store.errands.due(LATER) == (SECOND, FIRST)
    assert store.errands.next_due() == NOW


def test_one_without_a_time_waits_for_a_person(store: SqlStore) -> None:
    store.errands.add(FIRST, None)
    assert store.errands.due(LATER) == ()
    assert store.errands.next_due() is None
    assert store.errands.find("k1") == FIRST
    store.errands.keep(FIRST, NOW)
    assert store.errands.due(NOW) == (FIRST,)


def test_what_changed_is_kept_and_a_closed_one_forgotten(store: SqlStore) -> None:
    store.errands.add(FIRST, NOW)
    tried = replace(FIRST, attempt=1, unsure=True)
    store.errands.note(tried)
    assert store.errands.due(NOW) == (tried,)
    store.errands.keep(tried, LATER)
    assert store.errands.due(NOW) == ()
    store.errands.close("k1")
    assert store.errands.find("k1") is None
    assert store.errands.next_due() is None
