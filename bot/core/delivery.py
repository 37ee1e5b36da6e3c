"""The delivery of a confirmed draft: its chunks, their keys, and what to do after an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.core.backoff import backoff
from bot.core.draft import Draft
from bot.core.errors import (
    ApiBroken,
    ApiBusy,
    ApiRejected,
    ApiUnclear,
    ApiUnknown,
    CampaignClosed,
    Outside,
    TokenInvalid,
)
from bot.core.policy import Policy

CHUNK = 500
# A key lives 24 hours at the campaign; past this a repeat might place a second call.
KEY_LIFE = timedelta(hours=20)


class DeliveryState(StrEnum):
    """Where one chunk stands. WAITING goes on by itself; the others are final.

    WITHDRAWN is a chunk that was never sent, because one before it was refused.
    """

    WAITING = "waiting"
    ADDED = "added"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Span:
    """The numbers of one request: `count` of a draft's, of one turn, from `first` to `last`.

    The store counts the numbers of a draft in their order. A phone's second request is of a later
    turn, so no phone is twice in a span.
    """

    turn: int
    first: int
    last: int
    count: int


@dataclass(frozen=True)
class Delivery:
    """One request to the campaign: at most 500 numbers, no phone twice, one key for all tries.

    Its numbers stay in the store, and are frozen there from the confirmation on. `unsure` means
    that a try may have reached the campaign without its answer reaching us, `answer` is the status
    of an answer that nobody can read.
    """

    key: str
    draft: str
    revision: int
    chunk: int
    campaign: str
    span: Span
    policy: Policy
    confirmed_at: datetime
    not_before: datetime
    state: DeliveryState = DeliveryState.WAITING
    attempt: int = 0
    unsure: bool = False
    answer: str = ""


@dataclass(frozen=True)
class Progress:
    """How far the deliveries of a draft got, in numbers.

    `given_back` surely never went out. `jobs` are the first call jobs, `answers` the statuses of
    answers that nobody could read, `next` is the delivery whose turn it is.
    """

    waiting: int = 0
    added: int = 0
    unclear: int = 0
    given_back: int = 0
    jobs: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    next: Delivery | None = None


def deliveries(
    draft: Draft,
    spans: Iterable[Span],
    campaign: str,
    now: datetime,
    hold: timedelta = timedelta(0),
) -> Iterator[Delivery]:
    """Make a request of each span, with the key that all its tries will carry.

    Nothing leaves before `hold` is over, so that until then an undo is surely free.
    """
    for chunk, span in enumerate(spans):
        yield Delivery(
            key=_key(draft, chunk),
            draft=draft.id,
            revision=draft.revision,
            chunk=chunk,
            campaign=campaign,
            span=span,
            policy=draft.policy or Policy(),
            confirmed_at=now,
            not_before=now + hold,
        )


def begun(delivery: Delivery, now: datetime) -> Delivery:
    """Decide, before a try, whether it may be made, and note that it may arrive.

    A key that may have died is not used again: what may have arrived is unclear, and what surely
    never left is given back to a person.
    """
    if now - delivery.confirmed_at <= KEY_LIFE:
        return replace(delivery, unsure=True)
    state = DeliveryState.UNCLEAR if delivery.unsure else DeliveryState.REFUSED
    return replace(delivery, state=state)


def added(delivery: Delivery) -> Delivery:
    """Close the chunk: the campaign made a call job of each number."""
    return replace(delivery, state=DeliveryState.ADDED, attempt=delivery.attempt + 1)


def failed(delivery: Delivery, failure: Outside, now: datetime, jitter: float) -> Delivery:
    """Decide what follows a failure: wait with the same key, give back to a person, or ask one.

    `delivery` is as it was before the try. `jitter` is a chance in 0..1, drawn outside, that
    spreads the tries of many deliveries.
    """
    unsure = delivery.unsure or isinstance(failure, ApiUnclear | ApiBroken | ApiBusy)
    tried = replace(delivery, attempt=delivery.attempt + 1, unsure=unsure)
    if isinstance(failure, ApiRejected | CampaignClosed | TokenInvalid):
        # An earlier try may have been added: to offer these numbers again could call them twice.
        state = DeliveryState.UNCLEAR if unsure else DeliveryState.REFUSED
        return replace(tried, state=state)
    if isinstance(failure, ApiUnknown):
        return replace(tried, state=DeliveryState.UNCLEAR, answer=str(failure.status))
    at = now + wait(tried.attempt, failure, jitter)
    return replace(tried, not_before=at)


def wait(attempt: int, failure: Outside, jitter: float) -> timedelta:
    """The wait before the next try: what the service asks for, else doubling with jitter."""
    if isinstance(failure, ApiBusy) and failure.retry_after is not None:
        return timedelta(seconds=failure.retry_after)
    return backoff(attempt, jitter)


def _key(draft: Draft, chunk: int) -> str:
    """The same confirmation always gives the same key, in the form of a UUID."""
    digest = sha256(f"{draft.id}/{draft.revision}/{chunk}".encode()).hexdigest()
    return "-".join(digest[a:b] for a, b in ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32)))
