"""Which cards of the outbox a newer card takes out, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.texts import text
from bot.flows.messages import Outgoing, RefusedList
from bot.storage.store import SqlStore
from tests.contract.draft import DRAFT, NOW

CARD = Outgoing(1, "ru", (text("x"),), draft="a", in_burst=True)


def open_cards(store: SqlStore) -> list[Outgoing]:
    """All that would still be shown, in order."""
    out = []
    while waiting := store.outbox.unsent(NOW):
        out += [one.outgoing for one in waiting]
        for one in waiting:
            store.outbox.shown(one.seq, None)
    return out


@pytest.fixture
def kept(store: SqlStore) -> SqlStore:
    store.save(DRAFT)
    store.save(replace(DRAFT, id="b"))
    return store


def test_a_newer_card_takes_out_those_of_its_draft(kept: SqlStore) -> None:
    for said in "one", "two", "three":
        kept.outbox.post(replace(CARD, lines=(text(said),)))
    assert [card.lines[0].key for card in open_cards(kept)] == ["three"]


@pytest.mark.parametrize(
    "other",
    [
        replace(CARD, in_burst=False),
        replace(CARD, draft="b"),
        replace(CARD, draft=None),
        replace(CARD, chat=2),
    ],
)
def test_nothing_else_is_dropped(kept: SqlStore, other: Outgoing) -> None:
    kept.outbox.post(other)
    kept.outbox.post(CARD)
    assert sorted(map(repr, open_cards(kept))) == sorted(map(repr, [other, CARD]))


def test_an_edit_of_a_card_takes_nothing_out(kept: SqlStore) -> None:
    edit = replace(CARD, edit=True, in_burst=False)
    kept.outbox.post(CARD)
    kept.outbox.post(edit)
    assert open_cards(kept) == [CARD, edit]


def test_a_card_that_is_being_shown_may_be_taken_out(kept: SqlStore) -> None:
    """It becomes the draft's card all the same, so that it loses its buttons to the next one."""
    kept.outbox.post(CARD)
    (first,) = kept.outbox.unsent(NOW)
    kept.outbox.post(CARD)
    kept.outbox.shown(first.seq, 17)
    (second,) = kept.outbox.unsent(NOW)
    assert (second.card, second.seq != first.seq) == (17, True)


def test_a_list_is_kept_as_the_order_to_make_it(kept: SqlStore) -> None:
    listed = Outgoing(1, "ru", (text("refused-list", count=2),), attachment=RefusedList("a"))
    kept.outbox.post(listed)
    assert open_cards(kept) == [listed]
