"""The orders to read files, and the taking back of what a file brought, on each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.delivery import added, deliveries
from bot.core.errors import Refused
from bot.core.files import ColumnSet, FileOptions, FileRef
from bot.core.phones.columns import ColumnKind
from bot.storage.imports import REMEMBERED
from bot.storage.store import SqlStore
from tests.contract.draft import ANNA, DRAFT, NOW, ONE, SHORT, THREE, TWO, held, said

FILE = FileRef("BQACAgIAAxk", "Список.xlsx", 20)
PHONE = (ColumnSet("B", ColumnKind.PHONE),)


def sent(store: SqlStore, *numbers: object) -> int:
    """Read a file whole; the id of its import."""
    work = store.imports.add("a", FILE)
    source = store.sources.begin("a", "file", str(work.id))
    store.sources.put(source, numbers, [SHORT])  # type: ignore[arg-type]
    store.sources.finish(source)
    store.imports.close(work.id)
    return work.id


def test_an_import_is_due_at_once_and_keeps_what_it_was_told(store: SqlStore) -> None:
    work = store.imports.add("a", FILE, "album")
    assert (work.file, work.draft, work.album) == (FILE, "a", "album")
    assert store.imports.due(NOW, ()) == work
    assert store.imports.find(work.id) == work
    assert store.imports.next_due(()) == NOW


def test_an_import_that_is_under_way_is_not_given_again(store: SqlStore) -> None:
    first, second = store.imports.add("a", FILE), store.imports.add("a", FILE)
    assert store.imports.due(NOW, {first.id}) == second
    assert store.imports.due(NOW, {first.id, second.id}) is None
    assert store.imports.next_due({first.id, second.id}) is None


def test_an_import_waits_rests_and_goes_on(store: SqlStore) -> None:
    work = store.imports.add("a", FILE)
    later = NOW + timedelta(minutes=5)
    waiting = replace(work, tries=1)
    store.imports.again(waiting, later)
    assert store.imports.due(NOW, ()) is None
    assert store.imports.next_due(()) == later
    assert store.imports.due(later, ()) == waiting
    store.imports.close(work.id)
    assert store.imports.due(later, ()) is None
    assert store.imports.find(work.id) == waiting
    options = FileOptions((1,), PHONE)
    store.imports.again(replace(waiting, options=options, version=2), NOW)
    due = store.imports.due(NOW, ())
    assert due is not None
    assert (due.options, due.version) == (options, 2)


def test_the_files_of_an_album_find_each_other_in_their_chat(store: SqlStore) -> None:
    store.save(replace(DRAFT, id="b"))
    store.imports.add("a", FILE, "x")
    store.imports.add("b", FILE, "y")
    assert store.imports.of_album(DRAFT.chat, "x") == "a"
    assert store.imports.of_album(DRAFT.chat, "z") is None
    assert store.imports.of_album(99, "x") is None


def test_columns_are_remembered_by_chat_and_header(store: SqlStore) -> None:
    name = (ColumnSet("A", ColumnKind.NAME),)
    store.imports.remember(1, "print", name)
    store.imports.remember(1, "print", PHONE)
    store.imports.remember(2, "print", name)
    store.imports.remember(1, "other", name)
    assert store.imports.recall(1) == {"print": PHONE, "other": name}
    assert store.imports.recall(3) == {}


def test_a_chat_forgets_what_is_too_much(store: SqlStore) -> None:
    for n in range(REMEMBERED + 5):
        store.imports.remember(1, str(n), PHONE)
    assert len(store.imports.recall(1)) == REMEMBERED


def test_what_a_file_brought_is_taken_back(store: SqlStore) -> None:
    said(store, ANNA)
    file = sent(store, TWO, THREE)
    assert (store.numbers.tally("a").count, store.numbers.refused_tally("a").count) == (3, 1)
    store.sources.retract("a", "file", str(file))
    assert held(store) == [ANNA]
    assert store.numbers.tally("a").count == 1
    assert store.numbers.refused_tally("a").count == 0
    while store.sources.sweep("a", "file", str(file)):
        pass
    assert held(store) == [ANNA]
    assert sum(span.count for span in store.numbers.cut("a")) == 1


def test_what_was_removed_of_a_file_is_not_taken_back_twice(store: SqlStore) -> None:
    file = sent(store, ONE, TWO, THREE)
    store.numbers.remove("a", [TWO.phone])
    said(store, ANNA)
    store.sources.retract("a", "file", str(file))
    assert held(store) == [ANNA]
    tally = store.numbers.tally("a", zones=True)
    assert (tally.count, tally.keys) == (1, ("name",))
    assert sum(count for _, count in tally.zones) == 1


def test_what_was_sent_of_a_file_stays(store: SqlStore) -> None:
    file = sent(store, ONE, TWO)
    (delivery,) = deliveries(DRAFT, store.numbers.cut("a"), "default", NOW)
    store.deliveries.add([delivery])
    store.deliveries.update(added(delivery), ["1", "2"])
    with pytest.raises(Refused, match="refused-file-sent"):
        store.sources.retract("a", "file", str(file))
    assert [phone for phone, _ in store.numbers.added("a", 5)] == [ONE.phone, TWO.phone]


def test_nothing_is_taken_back_of_a_file_that_brought_nothing(store: SqlStore) -> None:
    said(store, ONE)
    store.sources.retract("a", "file", "5")
    assert held(store) == [ONE]
