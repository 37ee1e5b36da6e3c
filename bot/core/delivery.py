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
ABOUT_A_PHONE = "phone."
# A key lives 24 hours at the campaign; past this a repeat might place a second call.
KEY_LIFE = timedelta(hours=20)


class DeliveryState(StrEnum):
    """Where one chunk stands. WAITING goes on by itself, STOPPED when a person says so; the others
    are final.

    WITHDRAWN is a chunk that was never sent, because one before it was refused. SPLIT is one that
    was refused for some of its numbers: the others go on in deliveries of their own, and its span
    counts those that were dropped.
    """

    WAITING = "waiting"
    ADDED = "added"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    WITHDRAWN = "withdrawn"
    SPLIT = "split"
    STOPPED = "stopped"


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
    of an answer that nobody can read. `closed` is the campaign's state that stopped it; empty when
    the token did.
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
    closed: str = ""


@dataclass(frozen=True)
class Progress:
    """How far the deliveries of a draft got, in numbers.

    `given_back` surely never went out, `dropped` the campaign refused one by one. `jobs` are the
    first call jobs, `answers` the statuses of answers that nobody could read, `next` is the
    delivery whose turn it is, and `halted` the one whose turn it would be if it had not stopped.
    """

    waiting: int = 0
    added: int = 0
    unclear: int = 0
    given_back: int = 0
    jobs: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    next: Delivery | None = None
    dropped: int = 0
    stopped: int = 0
    halted: Delivery | None = None


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
    """Decide what follows a failure: wait with the same key, stop, or give back to a person.

    `delivery` is as it was before the try. `jitter` is a chance in 0..1, drawn outside, that
    spreads the tries of many deliveries.
    """
    unsure = delivery.unsure or isinstance(failure, ApiUnclear | ApiBroken | ApiBusy)
    tried = replace(delivery, attempt=delivery.attempt + 1, unsure=unsure)
    if isinstance(failure, CampaignClosed | TokenInvalid):
        closed = failure.state if isinstance(failure, CampaignClosed) else ""
        return replace(tried, state=DeliveryState.STOPPED, closed=closed)
    if isinstance(failure, ApiRejected):
        # An earlier try may have been added: to offer these numbers again could call them twice.
        state = DeliveryState.UNCLEAR if unsure else DeliveryState.REFUSED
        return replace(tried, state=state)
    if isinstance(failure, ApiUnknown):
        return replace(tried, state=DeliveryState.UNCLEAR, answer=str(failure.status))
    at = now + wait(tried.attempt, failure, jitter)
    return replace(tried, not_before=at)


def resumed(delivery: Delivery, now: datetime) -> Delivery:
    """Let a stopped delivery go on.

    What may have arrived is only safe under its own key. To what was refused for certain the
    campaign might repeat its answer as long as it remembers the key, so that has another one.
    """
    tried = delivery.attempt > 0 and not delivery.unsure
    return replace(
        delivery,
        key=_as_uuid(f"{delivery.key}/again") if tried else delivery.key,
        state=DeliveryState.WAITING,
        attempt=0,
        not_before=now,
        closed="",
    )


def unresumed(delivery: Delivery) -> Delivery:
    """Give a stopped delivery up: what may have arrived is unclear, the rest was never sent."""
    state = DeliveryState.UNCLEAR if delivery.unsure else DeliveryState.WITHDRAWN
    return replace(delivery, state=state)


def splits(delivery: Delivery, failure: ApiRejected) -> bool:
    """Whether a refusal is about some of the numbers, so that the others may go on by themselves.

    `delivery` is as it was before the try: where an earlier one may have arrived, nothing of it is
    sent under another key. A refusal of the schedule that names nobody is about all of them, as
    they share it, and a request is given back: to narrow it down would ask a thousand times.
    """
    about_some = bool(failure.phones) or failure.kind.startswith(ABOUT_A_PHONE)
    return about_some and not delivery.unsure


def parts(
    delivery: Delivery, spans: Iterable[Span], chunk: int, now: datetime
) -> Iterator[Delivery]:
    """Make requests of what goes on of a refused one, numbered from `chunk`.

    Their keys follow from its own, so they are as lasting as the confirmation; the body is another.
    """
    for part, span in enumerate(spans):
        yield replace(
            delivery,
            key=_as_uuid(f"{delivery.key}/{part}"),
            chunk=chunk + part,
            span=span,
            not_before=now,
            state=DeliveryState.WAITING,
            attempt=0,
            unsure=False,
        )


def wait(attempt: int, failure: Outside, jitter: float) -> timedelta:
    """The wait before the next try: what the service asks for, else doubling with jitter."""
    if isinstance(failure, ApiBusy) and failure.retry_after is not None:
        return timedelta(seconds=failure.retry_after)
    return backoff(attempt, jitter)


def _key(draft: Draft, chunk: int) -> str:
    """The same confirmation always gives the same key, in the form of a UUID."""
    return _as_uuid(f"{draft.id}/{draft.revision}/{chunk}")


def _as_uuid(what: str) -> str:
    digest = sha256(what.encode()).hexdigest()
    return "-".join(digest[a:b] for a, b in ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32)))
