"""A confirmed draft goes to the campaign, chunk by chunk, and its card says what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.delivery import Delivery, DeliveryState, added, begun, failed
from bot.core.draft import Draft, reopen
from bot.core.errors import ApiRejected, CampaignClosed, Outside, Refused, TokenInvalid
from bot.core.phones.number import RefusedNumber
from bot.core.phones.spelling import spelt
from bot.core.texts import Text, text
from bot.flows.cards import draft_card
from bot.flows.deployment import Deployment
from bot.flows.messages import Outgoing
from bot.flows.ports import CallsApi, Database, Store
from bot.flows.progress import progress

SHOWN_PHONES = 10


@dataclass(frozen=True)
class Attempted:
    """One try of a delivery, for the log: its state now, and why it failed if it did."""

    delivery: Delivery
    failure: Outside | None = None


class Expired(Outside):
    """The delivery waited so long that its key may have died; nothing of it was ever sent."""


async def deliver(
    database: Database, calls: CallsApi, delivery: Delivery, deployment: Deployment
) -> Attempted:
    """Post one delivery under its key and settle what the answer means in one transaction.

    That it may arrive is noted before the first byte leaves, so that a crash cannot hide it.
    """
    begin = await database.run(lambda store: _begin(store, delivery.key, deployment))
    if begin.state is not DeliveryState.WAITING:
        return Attempted(begin)
    failure: Outside | None = None
    jobs: tuple[str, ...] = ()
    try:
        jobs = await calls.add_phones(delivery)
    except Outside as failed_with:
        failure = failed_with
    return await database.run(lambda store: _settle(store, delivery, jobs, failure, deployment))


def _begin(store: Store, key: str, deployment: Deployment) -> Delivery:
    """Note that a try begins, or that it is too late for one."""
    delivery = _kept(store, key)
    if delivery.state is not DeliveryState.WAITING:
        return delivery
    after = begun(delivery, deployment.clock())
    store.update(after)
    if after.state is not DeliveryState.WAITING:
        _tell(store, after, Expired("key"), deployment)
    return after


def _kept(store: Store, key: str) -> Delivery:
    delivery = store.delivery(key)
    if delivery is None:
        raise LookupError("a delivery that nobody enqueued")
    return delivery


def _settle(
    store: Store,
    delivery: Delivery,
    jobs: tuple[str, ...],
    failure: Outside | None,
    deployment: Deployment,
) -> Attempted:
    """Keep the new state and put the card's next form into the outbox."""
    kept = _kept(store, delivery.key)
    if kept.state is not DeliveryState.WAITING:
        return Attempted(kept)  # another process was quicker
    if failure is None:
        after = added(delivery, jobs)
    else:
        after = failed(delivery, failure, deployment.clock(), deployment.chance())
    store.update(after)
    _tell(store, after, failure, deployment)
    return Attempted(after, failure)


def _tell(store: Store, after: Delivery, failure: Outside | None, deployment: Deployment) -> None:
    draft = store.draft(after.draft)
    if draft is not None:
        for outgoing in _told(store, draft, after, failure, deployment):
            store.post(outgoing)


def _told(
    store: Store,
    draft: Draft,
    delivery: Delivery,
    failure: Outside | None,
    deployment: Deployment,
) -> tuple[Outgoing, ...]:
    if delivery.state is DeliveryState.REFUSED and failure is not None:
        return _given_back(store, draft, delivery, failure, deployment)
    if delivery.state is DeliveryState.WAITING and not _worth_saying(delivery.attempt):
        return ()
    return (progress(draft, store.deliveries(draft.id), deployment),)


def _worth_saying(attempt: int) -> bool:
    """The first tries, then ever fewer: an edit each time would be noise."""
    return attempt & (attempt - 1) == 0


def _given_back(
    store: Store,
    draft: Draft,
    refused: Delivery,
    failure: Outside,
    deployment: Deployment,
) -> tuple[Outgoing, ...]:
    """Open the draft again with all that was not added, but for the phones that were named."""
    named = failure.phones if isinstance(failure, ApiRejected) else ()
    dropped = tuple(
        RefusedNumber(spelt(n.phone), text("refused-by-campaign"))
        for n in refused.numbers
        if n.phone in named
    )
    unsent = _waiting(store, draft)
    _close(store, unsent)
    left = tuple(n for d in (refused, *unsent) for n in d.numbers if n.phone not in named)
    draft = reopen(draft, left, dropped, deployment.clock())
    return _shown_open(store, draft, _why(failure), deployment)


def withdraw(store: Store, draft: Draft, deployment: Deployment) -> tuple[Outgoing, ...]:
    """Take back what waits and surely never left; Refused when some of it may have arrived."""
    waiting = _waiting(store, draft)
    if not waiting:
        raise Refused(text("refused-already-sent"))
    if any(delivery.unsure for delivery in waiting):
        raise Refused(text("refused-maybe-sent"))
    _close(store, waiting)
    numbers = tuple(n for d in waiting for n in d.numbers)
    draft = reopen(draft, numbers, (), deployment.clock())
    return _shown_open(store, draft, text("withdrawn"), deployment)


def _waiting(store: Store, draft: Draft) -> list[Delivery]:
    return [d for d in store.deliveries(draft.id) if d.state is DeliveryState.WAITING]


def _close(store: Store, waiting: list[Delivery]) -> None:
    """Withdraw the chunks; nothing of them was sent."""
    for delivery in waiting:
        store.update(replace(delivery, state=DeliveryState.WITHDRAWN))


def _shown_open(
    store: Store, draft: Draft, why: Text, deployment: Deployment
) -> tuple[Outgoing, ...]:
    """The old card tells what was sent, a new one what is left: its ✅ has keys of its own."""
    store.save(draft)
    told = progress(draft, store.deliveries(draft.id), deployment)
    return (told, draft_card(draft, deployment, first=(why,)))


def _why(failure: Outside) -> Text:
    match failure:
        case TokenInvalid():
            return text("token-invalid")
        case CampaignClosed(state=state):
            return text("campaign-closed", state=text("campaign-state", state=state))
        case Expired():
            return text("expired")
        case ApiRejected(phones=phones) if phones:
            shown = tuple(spelt(phone) for phone in phones[:SHOWN_PHONES])
            return text("campaign-refused-phones", phones=shown)
        case ApiRejected(kind=kind):
            return text("campaign-refused", kind=kind)
        case _:
            raise AssertionError(failure)
