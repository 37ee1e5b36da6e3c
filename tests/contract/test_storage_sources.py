"""What the port Sources promises, on every database that the bot runs on."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection, event

from bot.core.draft import DraftState
from bot.core.errors import Refused
from bot.core.phones.number import Number
from bot.core.phones.zone import own_zone
from bot.storage import sources
from bot.storage.store import SqlStore
from tests.contract.draft import (
    ANNA,
    BORIS,
    DRAFT,
    ONE,
    SHORT,
    THREE,
    TWO,
    held,
    imported,
    many,
    said,
)


def test_a_number_said_twice_is_called_once(store: SqlStore) -> None:
    said(store, ONE, TWO, ONE)
    said(store, THREE, TWO)
    assert held(store) == [ONE, TWO, THREE]
    assert store.numbers.tally("a").repeats == 2


def test_one_phone_with_two_payloads_is_called_twice(store: SqlStore) -> None:
    said(store, ANNA, BORIS)
    said(store, ANNA)
    tally = store.numbers.tally("a")
    assert held(store) == [ANNA, BORIS]
    assert (tally.count, tally.second, tally.repeats, tally.keys) == (2, 1, 1, ("name",))


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("first", [ONE, ANNA])
def test_a_phone_without_data_and_again_with_data_is_one_call(
    store: SqlStore, first: Number, together: bool
) -> None:
    both = [first, ANNA if first is ONE else ONE]
    if together:
        said(store, *both)
    else:
        for number in both:
            said(store, number)
    tally = store.numbers.tally("a")
    assert held(store) == [ANNA]
    assert (tally.count, tally.second, tally.repeats) == (1, 0, 1)


def test_the_same_data_in_another_order_is_the_same(store: SqlStore) -> None:
    said(store, replace(ONE, payload={"a": "1", "b": "2"}))
    said(
        store,
        replace(ONE, payload={"b": "2", "a": "1"}),
        replace(ONE, payload={"a1": "", "b": "2"}),
    )
    said(store, replace(ONE, payload={"a": '1","b":"2'}))
    assert store.numbers.tally("a").count == 3


def test_a_number_taken_off_can_be_said_again(store: SqlStore) -> None:
    said(store, ONE, TWO)
    store.numbers.remove("a", (ONE.phone,))
    said(store, ONE)
    assert held(store) == [TWO, ONE]


def test_a_source_is_seen_when_it_is_finished_and_not_before(store: SqlStore) -> None:
    source = imported(store, (ONE, TWO), (TWO, THREE))
    store.sources.put(source, (), (SHORT,))
    said(store, TWO)
    store.sources.merge(source, (ONE.phone, TWO.phone))
    assert held(store) == [TWO]
    assert store.numbers.tally("a").count == 1
    assert not store.numbers.refused_tally("a")
    store.sources.finish(source)
    assert sorted(n.phone for n in held(store)) == [ONE.phone, TWO.phone, THREE.phone]
    assert (store.numbers.tally("a").count, store.numbers.tally("a").repeats) == (3, 2)
    assert store.numbers.refused_tally("a").count == 1


def test_what_was_said_meanwhile_is_not_lost_with_an_import_that_fails(store: SqlStore) -> None:
    imported(store, (ONE, TWO))
    said(store, ONE)
    while store.sources.sweep("a", "file", "f"):
        pass
    assert held(store) == [ONE]


def test_what_an_import_left_over_is_removed_before_it_begins_again(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "SWEPT", 2)
    other = store.sources.begin("a", "file", "other")
    store.sources.put(other, (THREE,))
    imported(store, many(5))
    rounds = 0
    while store.sources.sweep("a", "file", "f"):
        rounds += 1
    assert rounds == 4
    store.sources.finish(imported(store, (ONE,)))
    store.sources.finish(other)
    assert held(store) == [THREE, ONE]


@pytest.mark.parametrize("state", [DraftState.CONFIRMED, DraftState.CANCELLED])
def test_nothing_is_added_to_a_draft_that_went_on_without_it(
    store: SqlStore, state: DraftState
) -> None:
    source = imported(store, (ONE,))
    store.save(replace(DRAFT, state=state))
    late: list[Callable[[], None]] = [
        lambda: store.sources.put(source, (TWO,)),
        lambda: store.sources.finish(source),
        lambda: said(store, TWO),
    ]
    for each in late:
        with pytest.raises(Refused) as refused:
            each()
        assert refused.value.said.key == "import-overtaken"
    assert held(store) == []


def test_zones_that_the_import_has_counted_are_taken_over(store: SqlStore) -> None:
    numbers = (Number("73432223344"), ONE, ONE)
    source = store.sources.begin("a", "file", "f")
    store.sources.put(source, numbers, zones=Counter(map(own_zone, numbers)))
    store.sources.merge(source, [ONE.phone])
    store.sources.finish(source)
    assert dict(store.numbers.tally("a").zones) == {"Asia/Yekaterinburg": 1, None: 1}


def test_refused_later_is_noted_in_any_state_of_the_draft(store: SqlStore) -> None:
    store.save(replace(DRAFT, state=DraftState.CONFIRMED))
    store.sources.refuse("a", [SHORT])
    assert store.numbers.refused_tally("a").count == 1


@pytest.mark.parametrize("seed", range(12))
def test_repeats_are_merged_as_one_would_with_a_pencil(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Messages, files in parts and removals in any order, against a list and plain loops."""
    # Numbers in common that are few are told to the statements, many are not.
    monkeypatch.setattr(sources, "PARAMETERS", seed % 3)
    monkeypatch.setattr(sources, "MANY", seed % 2 * 5)
    dice = random.Random(seed)
    expected: list[Number] = []
    for _ in range(8):
        brought = [_any_number(dice) for _ in range(dice.randrange(12))]
        if dice.random() < 0.3:
            gone = {_any_number(dice).phone}
            store.numbers.remove("a", gone)
            expected = [n for n in expected if n.phone not in gone]
        if dice.random() < 0.5:
            said(store, *brought)
        else:
            half = dice.randrange(len(brought) + 1)
            source = imported(store, tuple(brought[:half]), tuple(brought[half:]))
            store.sources.finish(source)
        expected = _together([*expected, *brought])
        _check(store, expected)


def _check(store: SqlStore, expected: list[Number]) -> None:
    tally = store.numbers.tally("a")
    phones = Counter(n.phone for n in expected)
    assert held(store) == expected
    assert (tally.count, tally.first) == (len(expected), tuple(expected[:3]))
    assert tally.second == len(expected) - len(phones)
    assert set(tally.keys) == {key for n in expected for key in n.payload}
    chunks = [store.numbers.within("a", span) for span in store.numbers.cut("a")]
    assert len(chunks) == max(phones.values(), default=0)
    assert all(len({n.phone for n in chunk}) == len(chunk) for chunk in chunks)
    assert Counter(map(repr, expected)) == Counter(repr(n) for chunk in chunks for n in chunk)


def _together(numbers: list[Number]) -> list[Number]:
    with_data = {n.phone for n in numbers if n.payload}
    out: list[Number] = []
    for number in numbers:
        if (number.payload or number.phone not in with_data) and number not in out:
            out.append(number)
    return out


def _any_number(dice: random.Random) -> Number:
    payload = dice.choice([{}, {}, {"name": "A"}, {"name": "B"}, {"city": "C", "name": "A"}])
    return Number(f"7912345678{dice.randrange(8)}", payload)


def test_an_import_is_not_slowed_down_by_what_is_there(
    store: SqlStore, connection: Connection
) -> None:
    """To put a part takes the same few statements whatever the draft holds."""
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    said(store, *many(700))
    source = imported(store, (ONE,))
    event.listen(connection, "before_cursor_execute", note)
    store.sources.put(source, many(300, 79_100_000_000))
    assert len(asked) <= 6


@pytest.mark.parametrize("typed_first", [True, False])
@pytest.mark.parametrize("in_file", [ONE, ANNA])
def test_what_was_merged_with_a_file_comes_back_when_the_file_is_taken_out(
    store: SqlStore, in_file: Number, typed_first: bool
) -> None:
    if typed_first:
        said(store, ONE, TWO)
        store.sources.finish(imported(store, (in_file, THREE)))
    else:
        store.sources.finish(imported(store, (in_file, THREE)))
        said(store, ONE, TWO)
    tally = store.numbers.tally("a")
    assert (tally.count, tally.repeats) == (3, 1)
    store.sources.retract("a", "file", "f")
    while store.sources.sweep("a", "file", "f"):
        pass
    assert held(store) == [ONE, TWO]
    tally = store.numbers.tally("a", zones=True)
    assert (tally.count, tally.repeats, tally.second) == (2, 0, 0)
    store.sources.finish(imported(store, (THREE,)))
    assert held(store) == [ONE, TWO, THREE]


def test_two_files_of_the_same_numbers_lose_none_when_one_is_taken_out(store: SqlStore) -> None:
    store.sources.finish(imported(store, (ONE, ANNA, TWO)))
    other = store.sources.begin("a", "file", "other")
    store.sources.put(other, (TWO, THREE, BORIS))
    store.sources.finish(other)
    store.sources.retract("a", "file", "f")
    while store.sources.sweep("a", "file", "f"):
        pass
    assert sorted(n.phone for n in held(store)) == sorted([TWO.phone, THREE.phone, BORIS.phone])
    store.sources.retract("a", "file", "other")
    while store.sources.sweep("a", "file", "other"):
        pass
    assert held(store) == []
    tally = store.numbers.tally("a")
    assert (tally.count, tally.repeats, tally.second) == (0, 0, 0)


def test_what_was_taken_off_the_list_does_not_come_back(store: SqlStore) -> None:
    said(store, ONE)
    store.sources.finish(imported(store, (ANNA, TWO)))
    store.numbers.remove("a", (ONE.phone,))
    store.sources.retract("a", "file", "f")
    assert held(store) == []
