"""What follows an answer of the campaign, and how a draft is cut into requests."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.delivery import (
    CHUNK,
    KEY_LIFE,
    Delivery,
    DeliveryState,
    added,
    begun,
    chunks,
    deliveries,
    failed,
)
from bot.core.draft import Draft
from bot.core.errors import (
    ApiBroken,
    ApiBusy,
    ApiRejected,
    ApiUnclear,
    ApiUnknown,
    ApiUnreachable,
    CampaignClosed,
    Outside,
    TokenInvalid,
)
from bot.core.phones.number import Number

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def numbers(count: int) -> tuple[Number, ...]:
    return tuple(Number(str(79_000_000_000 + n)) for n in range(count))


def draft(count: int = 1, revision: int = 1) -> Draft:
    return Draft("draft-1", 7, 7, "en", revision=revision, numbers=numbers(count))


def first(count: int = 1) -> Delivery:
    return deliveries(draft(count), "default", NOW)[0]


def test_a_large_draft_is_cut_into_chunks_in_order() -> None:
    cut = chunks(numbers(1201))
    assert [len(chunk) for chunk in cut] == [CHUNK, CHUNK, 201]
    assert [n for chunk in cut for n in chunk] == list(numbers(1201))


def test_one_request_never_carries_a_phone_twice() -> None:
    twice = (Number("79000000000", {"name": "A"}), Number("79000000000", {"name": "B"}))
    assert chunks(twice) == (twice[:1], twice[1:])


def test_the_same_confirmation_has_the_same_keys_and_another_has_others() -> None:
    keys = [d.key for d in deliveries(draft(1201), "default", NOW)]
    assert len(set(keys)) == 3
    assert keys == [d.key for d in deliveries(draft(1201), "default", NOW + KEY_LIFE)]
    again = deliveries(draft(1201, revision=2), "default", NOW)
    assert not set(keys) & {d.key for d in again}


def test_an_answer_closes_the_chunk() -> None:
    done = added(first(), ("5000000001",))
    assert (done.state, done.jobs) == (DeliveryState.ADDED, ("5000000001",))


@pytest.mark.parametrize("failure", [ApiUnreachable(), ApiUnclear(), ApiBroken(), ApiBusy()])
def test_a_passing_failure_waits_with_the_same_key(failure: Outside) -> None:
    after = failed(first(), failure, NOW, jitter=1)
    assert (after.state, after.key) == (DeliveryState.WAITING, first().key)
    assert after.not_before == NOW + timedelta(seconds=1)


def test_waits_grow_and_jitter_shortens_them() -> None:
    third = failed(
        failed(failed(first(), ApiBroken(), NOW, 1), ApiBroken(), NOW, 1), ApiBroken(), NOW, 1
    )
    assert third.not_before == NOW + timedelta(seconds=4)
    assert failed(first(), ApiBroken(), NOW, 0).not_before == NOW + timedelta(seconds=0.5)


def test_a_busy_campaign_is_waited_for_as_long_as_it_asks() -> None:
    assert failed(first(), ApiBusy(90), NOW, 0).not_before == NOW + timedelta(seconds=90)


@pytest.mark.parametrize(
    "failure", [ApiRejected("phone.bad.format"), CampaignClosed("FINISHED"), TokenInvalid()]
)
def test_a_refusal_is_never_sent_again(failure: Outside) -> None:
    assert failed(first(), failure, NOW, 0).state is DeliveryState.REFUSED


@pytest.mark.parametrize("first_failure", [ApiUnclear(), ApiBroken(), ApiBusy()])
def test_a_refusal_after_a_try_that_may_have_arrived_is_unclear(first_failure: Outside) -> None:
    """The numbers must not be offered again: their jobs may exist."""
    tried = failed(first(), first_failure, NOW, 0)
    assert failed(tried, CampaignClosed("finished"), NOW, 0).state is DeliveryState.UNCLEAR


def test_a_refusal_after_a_try_that_never_left_is_a_refusal() -> None:
    tried = failed(first(), ApiUnreachable(), NOW, 0)
    assert failed(tried, CampaignClosed("finished"), NOW, 0).state is DeliveryState.REFUSED


def test_an_answer_no_document_describes_is_unclear() -> None:
    assert failed(first(), ApiUnknown(418, ""), NOW, 0).state is DeliveryState.UNCLEAR


def test_a_try_is_noted_before_it_is_made() -> None:
    """A crash in the middle of a try must not hide that it may have arrived."""
    assert begun(first(), NOW).unsure


def test_a_key_that_may_have_died_is_not_used_again() -> None:
    late = NOW + KEY_LIFE + timedelta(seconds=1)
    assert begun(first(), NOW + KEY_LIFE).state is DeliveryState.WAITING
    assert begun(begun(first(), NOW), late).state is DeliveryState.UNCLEAR
    assert begun(first(), late).state is DeliveryState.REFUSED
