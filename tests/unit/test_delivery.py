"""What follows an answer of the campaign, and how a draft is cut into requests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.delivery import (
    KEY_LIFE,
    Delivery,
    DeliveryState,
    Span,
    added,
    begun,
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

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


DRAFT = Draft("draft-1", 7, 7, "en", revision=1)
SPANS = (Span(0, 1, 500, 500), Span(0, 501, 900, 400), Span(1, 7, 7, 1))


def first() -> Delivery:
    return next(deliveries(DRAFT, SPANS, "default", NOW))


def keys(revision: int = 1, now: datetime = NOW) -> list[str]:
    draft = replace(DRAFT, revision=revision)
    return [d.key for d in deliveries(draft, SPANS, "default", now)]


def test_each_request_is_a_chunk_in_order() -> None:
    made = list(deliveries(DRAFT, SPANS, "default", NOW))
    assert [(d.chunk, d.span) for d in made] == list(enumerate(SPANS))


def test_the_same_confirmation_has_the_same_keys_and_another_has_others() -> None:
    assert len(set(keys())) == 3
    assert keys() == keys(now=NOW + KEY_LIFE)
    assert not set(keys()) & set(keys(revision=2))


def test_an_answer_closes_the_chunk() -> None:
    done = added(first())
    assert (done.state, done.attempt) == (DeliveryState.ADDED, 1)


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
