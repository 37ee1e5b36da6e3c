"""What the port Numbers promises, on every database that the bot runs on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from bot.core.delivery import CHUNK, Delivery, DeliveryState, Span
from bot.core.phones.number import Number
from bot.core.phones.tally import Own, RefusedTally
from bot.core.policy import Attempts, Day, Policy, Week, Window
from bot.storage.counts import FEW
from bot.storage.store import SqlStore
from tests.contract.draft import (
    ANNA,
    BORIS,
    LONG,
    NOW,
    ONE,
    SHORT,
    THREE,
    TWO,
    held,
    many,
    said,
)


def delivered(store: SqlStore, state: DeliveryState, chunk: int = 0) -> Delivery:
    """Confirm the draft and let one of its chunks end so."""
    spans = list(store.numbers.cut("a"))
    policy = Policy()
    made = [
        Delivery(f"k{n}", "a", 1, n, "default", span, policy, NOW, NOW)
        for n, span in enumerate(spans)
    ]
    store.deliveries.add(made)
    ended = replace(made[chunk], state=state)
    jobs = [f"j{n}" for n in range(ended.span.count)] if state is DeliveryState.ADDED else []
    store.deliveries.update(ended, jobs)
    return ended


def test_numbers_come_back_as_they_were_and_in_their_order(store: SqlStore) -> None:
    week = Policy(week=Week.of({Day.MON: (Window(600, 1080),)}), zone="+05:00")
    rich = Number("998901234567", {"имя": "O‘g‘il \\ \t\n", "a": ""}, "Asia/Tashkent", week)
    said(store, TWO, rich, ONE)
    assert held(store) == [TWO, rich, ONE]
    assert [list(n.payload) for n in held(store)] == [[], ["имя", "a"], []]


def test_what_was_refused_comes_back_as_it_was(store: SqlStore) -> None:
    store.sources.add("a", (), (SHORT, LONG))
    store.sources.add("a", (ONE,), (replace(SHORT, value="1\0"),))
    ends = replace(SHORT, value="1")
    assert list(store.numbers.refused("a")) == [SHORT, LONG, ends]
    reasons = (("refused-too-short", 2), ("refused-too-long", 1))
    assert store.numbers.refused_tally("a") == RefusedTally(3, (SHORT, LONG, ends), reasons)


def test_numbers_can_be_taken_off_with_all_their_data(store: SqlStore) -> None:
    said(store, ANNA, TWO, BORIS)
    assert store.numbers.remove("a", (ONE.phone, "70000000000")) == (ANNA, BORIS)
    tally = store.numbers.tally("a")
    assert (held(store), tally.count, tally.second, tally.keys) == ([TWO], 1, 0, ())
    assert store.numbers.remove("a", ()) == ()


def test_the_first_three_are_shown_and_all_are_counted(store: SqlStore) -> None:
    said(store, *many(2500), ANNA)
    tally = store.numbers.tally("a")
    assert (tally.count, tally.first) == (2501, many(3))
    assert held(store) == [*many(2500), ANNA]


def test_zones_of_many_are_counted_when_they_are_asked_for_and_kept_up_from_then_on(
    store: SqlStore,
) -> None:
    urals, told = Number("73432223344"), replace(TWO, zone="Asia/Almaty")
    said(store, urals, *many(FEW))
    assert store.numbers.tally("a").zones == ()
    expected = {"Asia/Yekaterinburg": 1, None: FEW}
    assert dict(store.numbers.tally("a", zones=True).zones) == expected
    said(store, told)
    store.numbers.remove("a", (urals.phone,))
    assert dict(store.numbers.tally("a").zones) == {None: FEW, "Asia/Almaty": 1}


def test_countries_and_the_zones_of_few_are_counted_at_once(store: SqlStore) -> None:
    """So that the hours of the law can be told; a zone of the row itself is counted apart."""
    paris = Number("33612345678")
    said(store, Number("73432223344"), ONE, replace(TWO, zone="Asia/Almaty"), paris)
    tally = store.numbers.tally("a")
    assert dict(tally.countries) == {"RU": 3, "FR": 1}
    zones = {"Asia/Yekaterinburg": 1, None: 1, "Asia/Almaty": 1, "Europe/Paris": 1}
    assert (dict(tally.zones), dict(tally.row_zones)) == (zones, {"Asia/Almaty": 1})
    store.numbers.remove("a", (paris.phone, TWO.phone))
    tally = store.numbers.tally("a")
    assert (dict(tally.countries), tally.row_zones) == ({"RU": 2}, ())


def test_a_large_draft_is_cut_in_order(store: SqlStore) -> None:
    said(store, *many(2 * CHUNK + 201))
    spans = list(store.numbers.cut("a"))
    assert [span.count for span in spans] == [CHUNK, CHUNK, 201]
    chunks = [store.numbers.within("a", span) for span in spans]
    assert [n for chunk in chunks for n in chunk] == held(store)


@pytest.mark.parametrize("count", [1, CHUNK - 1, CHUNK, CHUNK + 1])
def test_the_edges_of_requests_are_right(store: SqlStore, count: int) -> None:
    said(store, *many(count))
    spans = list(store.numbers.cut("a"))
    assert sum(span.count for span in spans) == count
    assert [len(store.numbers.within("a", span)) for span in spans] == [s.count for s in spans]


def test_one_request_never_carries_a_phone_twice(store: SqlStore) -> None:
    said(store, ANNA, TWO)
    said(store, BORIS, THREE, replace(ONE, payload={"name": "Вера"}))
    chunks = [store.numbers.within("a", span) for span in store.numbers.cut("a")]
    vera = replace(ONE, payload={"name": "Вера"})
    assert chunks == [(ANNA, TWO, THREE), (BORIS,), (vera,)]


@pytest.mark.parametrize("state", [DeliveryState.ADDED, DeliveryState.UNCLEAR])
def test_what_was_or_may_have_been_added_is_never_changed_nor_sent_again(
    store: SqlStore, state: DeliveryState
) -> None:
    numbers = many(CHUNK + 2)
    said(store, *numbers)
    ended = delivered(store, state)
    assert held(store) == list(numbers[CHUNK:])
    assert store.numbers.tally("a").count == 2
    assert store.numbers.remove("a", [numbers[0].phone]) == ()
    with pytest.raises(LookupError):
        store.numbers.within("a", ended.span)
    with pytest.raises(LookupError):
        store.deliveries.update(ended)
    assert [span.count for span in store.numbers.cut("a")] == [2]


def test_added_numbers_are_listed_with_their_jobs_and_unclear_ones_without(
    store: SqlStore,
) -> None:
    said(store, *many(CHUNK + 2))
    delivered(store, DeliveryState.ADDED, chunk=1)
    last = many(CHUNK + 2)[-2:]
    assert store.numbers.added("a", 10) == [(last[0].phone, "j0"), (last[1].phone, "j1")]
    assert store.numbers.added("a", 1) == [(last[0].phone, "j0")]
    assert store.numbers.unclear("a", 10) == []


def test_unclear_numbers_are_listed(store: SqlStore) -> None:
    said(store, ONE, TWO)
    delivered(store, DeliveryState.UNCLEAR)
    assert store.numbers.unclear("a", 10) == [ONE.phone, TWO.phone]
    assert store.numbers.added("a", 10) == []


@pytest.mark.parametrize("state", [DeliveryState.REFUSED, DeliveryState.WITHDRAWN])
def test_what_never_went_out_is_free_again(store: SqlStore, state: DeliveryState) -> None:
    said(store, ONE, TWO)
    delivered(store, state)
    assert held(store) == [ONE, TWO]
    store.numbers.remove("a", (ONE.phone,))
    said(store, THREE)
    assert held(store) == [TWO, THREE]


def test_a_number_that_was_added_can_be_said_anew(store: SqlStore) -> None:
    """What may not have been added has to be sent again by hand, in the same draft too."""
    said(store, *many(CHUNK + 1))
    delivered(store, DeliveryState.UNCLEAR)
    said(store, many(1)[0])
    assert held(store) == [many(CHUNK + 1)[-1], many(1)[0]]


def test_jobs_must_be_as_many_as_numbers(store: SqlStore) -> None:
    said(store, ONE, TWO)
    (span,) = store.numbers.cut("a")
    waiting = Delivery("k", "a", 1, 0, "default", span, Policy(), NOW, NOW)
    store.deliveries.add([waiting])
    with pytest.raises(ValueError, match="shorter"):
        store.deliveries.update(replace(waiting, state=DeliveryState.ADDED), ["only one"])


def test_a_request_with_other_numbers_than_were_cut_is_not_made(store: SqlStore) -> None:
    said(store, ONE, TWO)
    with pytest.raises(LookupError):
        store.numbers.within("a", Span(0, 1, 2, 3))


def test_no_error_shows_a_number(store: SqlStore, connection: Connection) -> None:
    with pytest.raises(Exception) as caught, connection.begin_nested():  # noqa: PT011
        said(store, replace(ONE, payload={"name": "\ud800"}))
    assert ONE.phone not in f"{caught.value!r} {caught.value}"


def test_what_rows_say_of_when_to_call_is_kept_and_counted(store: SqlStore) -> None:
    hours = Policy(week=Week.of({Day.MON: (Window(600, 1080),)}))
    rows = (
        replace(ONE, zone="Asia/Omsk", schedule=hours, city_zone="Asia/Tomsk"),
        replace(TWO, city_zone="Europe/Samara"),
        replace(THREE, schedule=Policy(attempts=Attempts(1))),
    )
    said(store, *rows)
    assert held(store) == list(rows)
    assert store.numbers.tally("a").own == Own(numbers=2, zones=1, cities=1, schedules=2, weeks=1)
    store.numbers.remove("a", [ONE.phone])
    assert store.numbers.tally("a").own == Own(numbers=1, cities=1, schedules=1)


def test_refused_numbers_are_read_part_by_part(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.numbers.PAGE", 2)
    refused = [replace(SHORT, row=row) for row in range(5)]
    store.sources.add("a", (), refused)
    read: list[int] = []
    after: int | None = 0
    while after is not None:
        part, after = store.numbers.refused_part("a", after)
        read.append(len(part))
    assert read == [2, 2, 1]
    assert store.numbers.refused_part("a", 99) == ((), None)
