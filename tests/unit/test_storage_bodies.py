"""What goes into a body comes out of it as the same value, to the last nested parameter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from sqlalchemy.dialects import sqlite

from bot.core.delivery import Delivery, DeliveryState, Span
from bot.core.draft import Draft, DraftState
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.tally import RefusedTally, Tally
from bot.core.policy import DAY_END, Attempts, Day, Policy, Week, Window, merged
from bot.core.reading.reading import Answer, Assumption, Question, Unknown
from bot.core.texts import Param, Text, text
from bot.flows.messages import Action, Attachment, Button, Outgoing
from bot.storage.bodies import codec, from_json, to_json
from bot.storage.columns import UtcTime

NOW = datetime(2026, 11, 23, tzinfo=UTC)
CODECS: dict[type, TypeAdapter[Any]] = {kind: codec(kind) for kind in (Draft, Delivery, Outgoing)}

words = st.text(max_size=8)
ids = st.text("abcXYZ019_-", min_size=22, max_size=22)
telegram_ids = st.integers(-(2**52), 2**52)
phones = st.text("0123456789", min_size=11, max_size=15)
# Strings that look like other things, and whole numbers beyond 64 bits, are the hard ones.
plain = st.one_of(words, st.sampled_from(["1", "0", "true", "null", "[]", "{}"]), st.integers())


def texts(params: st.SearchStrategy[Param]) -> st.SearchStrategy[Text]:
    names = st.sampled_from(["count", "list", "which"])
    return st.builds(Text, words, st.dictionaries(names, params, max_size=3))


params: st.SearchStrategy[Param] = st.recursive(
    plain, lambda inner: texts(inner) | st.lists(inner, max_size=3).map(tuple), max_leaves=6
)
said = texts(params)


def few(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=2).map(tuple)


windows = (
    st.lists(st.integers(0, DAY_END), min_size=2, max_size=2, unique=True)
    .map(sorted)
    .map(lambda ends: Window(*ends))
)
hours = st.lists(windows, min_size=1, max_size=3).map(merged)
weeks = st.one_of(
    st.dictionaries(st.sampled_from(Day), hours, min_size=1).map(Week.of),
    st.dictionaries(st.sampled_from(Day), st.just(()), min_size=1).map(Week.of),
)
# A fold is not written; nobody in the core makes one.
dates = st.datetimes().map(lambda date: date.replace(fold=0))
attempts = st.builds(Attempts, st.none() | st.integers(1, 50), st.none() | st.integers(1, 2880))
policies = st.builds(
    Policy,
    st.none() | weeks,
    st.sampled_from([None, "Europe/Moscow", "+03:00", "Z"]),
    st.booleans(),
    st.none() | dates,
    st.none() | dates,
    attempts,
)
zones = st.sampled_from([None, "Europe/Moscow", "Asia/Almaty"])
payloads = st.dictionaries(words, words, max_size=2)
numbers = st.builds(Number, phones, payloads, zones, st.none() | policies)
counts = st.integers(0, 1_000_000)
tallies = st.builds(
    Tally, counts, few(numbers), few(words), counts, counts, few(st.tuples(zones, counts))
)
refused = st.builds(
    RefusedTally,
    counts,
    few(st.builds(RefusedNumber, words, said, st.none() | counts)),
    few(st.tuples(words, counts)),
)
moments = dates.map(lambda date: date.replace(tzinfo=UTC))
drafts = st.builds(
    Draft,
    id=ids,
    chat=telegram_ids,
    author=telegram_ids,
    language=st.sampled_from(["ru", "en"]),
    revision=st.integers(1, 10_000),
    state=st.sampled_from(DraftState),
    numbers=tallies,
    refused=refused,
    policy=st.none() | policies,
    assumptions=few(st.builds(Assumption, said, words, words)),
    questions=few(st.builds(Question, said, words, few(st.builds(Answer, said, policies)), words)),
    unknown=few(st.builds(Unknown, words, st.just(0), st.just(3), st.none() | said)),
    card=st.none() | telegram_ids,
)
deliveries = st.builds(
    Delivery,
    key=ids,
    draft=ids,
    revision=st.integers(1, 10_000),
    chunk=st.integers(0, 1000),
    campaign=words,
    span=st.builds(Span, counts, counts, counts, counts),
    policy=policies,
    confirmed_at=moments,
    not_before=moments,
    state=st.sampled_from(DeliveryState),
    attempt=st.integers(0, 1000),
)
buttons = st.builds(
    Button, said, st.sampled_from(Action), ids, st.integers(1, 10_000), st.integers(0, 9)
)
outgoings = st.builds(
    Outgoing,
    chat=telegram_ids,
    language=st.sampled_from(["ru", "en"]),
    lines=few(said),
    buttons=few(few(buttons)),
    draft=st.none() | ids,
    edit=st.booleans(),
    attachment=st.none() | st.builds(Attachment, words, words),
)


@given(st.one_of(drafts, deliveries, outgoings))
def test_a_value_survives_its_body(value: Draft | Delivery | Outgoing) -> None:
    """`repr` tells apart what `==` does not: True from 1, an enum from its value."""
    body = to_json(CODECS[type(value)], value)
    back = from_json(CODECS[type(value)], body)
    assert back == value
    assert _without_zones(repr(back)) == _without_zones(repr(value))


def test_numbers_and_their_digits_are_told_apart() -> None:
    said = text("k", digits="1", number=1, both=("1", 1, (1, "1"), text("j", deep=("2", 2))))
    outgoing = Outgoing(chat=1, language="ru", lines=(said,))
    back = from_json(CODECS[Outgoing], to_json(CODECS[Outgoing], outgoing))
    assert repr(back) == repr(outgoing)


@pytest.mark.parametrize("wrong", [1.5, None, ["a list"], b"bytes", "\ud83d"])
def test_a_value_of_a_wrong_type_is_refused_when_it_is_written(wrong: Any) -> None:
    outgoing = Outgoing(chat=1, language="ru", lines=(Text("k", {"which": wrong}),))
    with pytest.raises(ValueError, match="Outgoing: something in it breaks"):
        to_json(CODECS[Outgoing], outgoing)


def test_a_body_of_an_older_release_lacks_new_fields_and_has_forgotten_ones() -> None:
    body = '{"id":"d","chat":1,"author":2,"language":"ru","gone":true}'
    assert from_json(CODECS[Draft], body) == Draft(id="d", chat=1, author=2, language="ru")


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        UtcTime().process_bind_param(NOW.replace(tzinfo=None), sqlite.dialect())


def test_times_are_kept_in_utc() -> None:
    moscow = datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=3)))
    kept = UtcTime().process_bind_param(moscow, sqlite.dialect())
    assert kept == moscow
    assert kept is not None
    assert kept.hour == 9


def _without_zones(shown: str) -> str:
    """Pydantic's UTC is the same zone as datetime's by another name."""
    return (
        shown.replace("TzInfo(0)", "UTC")
        .replace("TzInfo(UTC)", "UTC")
        .replace("datetime.timezone.utc", "UTC")
    )
