"""A confirmed draft goes to the campaign, chunk by chunk, and its card says what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.delivery import Delivery, DeliveryState, Progress, added, begun, failed
from bot.core.draft import Draft, on_local_time, reopen
from bot.core.errors import ApiRejected, CampaignClosed, Outside, Refused, TokenInvalid
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.spelling import spelt
from bot.core.texts import Text, text
from bot.flows.cards import draft_card
from bot.flows.deployment import Deployment
from bot.flows.messages import Outgoing
from bot.flows.ports import CallsApi, Database, Store
from bot.flows.progress import progress

SHOWN_PHONES = 10
# A request that the client itself holds back, because the campaign would refuse it.
NOT_SENT = "not.sent."
# The card of a large request is not edited after each chunk, but so many times.
STEPS = 20


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
    begin, numbers = await database.run(lambda store: _begin(store, delivery.key, deployment))
    if begin.state is not DeliveryState.WAITING:
        return Attempted(begin)
    failure: Outside | None = None
    jobs: tuple[str, ...] = ()
    try:
        jobs = await calls.add_phones(delivery, numbers)
    except Outside as failed_with:
        failure = failed_with
    return await database.run(lambda store: _settle(store, delivery, jobs, failure, deployment))


def _begin(store: Store, key: str, deployment: Deployment) -> tuple[Delivery, tuple[Number, ...]]:
    """Note that a try begins, and read its numbers; or note that it is too late for one."""
    delivery = _kept(store, key)
    if delivery.state is not DeliveryState.WAITING:
        return delivery, ()
    numbers = store.numbers.within(delivery.draft, delivery.span)
    after = begun(delivery, deployment.clock())
    store.deliveries.update(after)
    if after.state is not DeliveryState.WAITING:
        _tell(store, after, Expired("key"), deployment)
    return after, numbers


def _kept(store: Store, key: str) -> Delivery:
    delivery = store.deliveries.find(key)
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
        after = added(delivery)
    else:
        after = failed(delivery, failure, deployment.clock(), deployment.chance())
    store.deliveries.update(after, jobs)
    _tell(store, after, failure, deployment)
    return Attempted(after, failure)


def _tell(store: Store, after: Delivery, failure: Outside | None, deployment: Deployment) -> None:
    draft = store.draft(after.draft)
    if draft is not None:
        for outgoing in _told(store, draft, after, failure, deployment):
            store.outbox.post(outgoing)


def _told(
    store: Store,
    draft: Draft,
    delivery: Delivery,
    failure: Outside | None,
    deployment: Deployment,
) -> tuple[Outgoing, ...]:
    if delivery.state is DeliveryState.REFUSED and failure is not None:
        return _given_back(store, draft, failure, deployment)
    how_far = store.deliveries.progress(draft.id)
    if not _worth_saying(delivery, how_far):
        return ()
    return (progress(store, draft, how_far, deployment),)


def _worth_saying(delivery: Delivery, how_far: Progress) -> bool:
    """After the first tries, then ever fewer; and of many chunks after some, and the last."""
    if delivery.state is DeliveryState.WAITING:
        return delivery.attempt & (delivery.attempt - 1) == 0
    total = how_far.waiting + how_far.added + how_far.unclear
    steps = [done * STEPS // total for done in (how_far.added - delivery.span.count, how_far.added)]
    return not how_far.waiting or steps[0] != steps[1] or delivery.state is DeliveryState.UNCLEAR


def _given_back(
    store: Store, draft: Draft, failure: Outside, deployment: Deployment
) -> tuple[Outgoing, ...]:
    """Open the draft again with all that was not added, but for the phones that were named."""
    store.deliveries.withdraw(draft.id)
    named = failure.phones if isinstance(failure, ApiRejected) else ()
    dropped = store.numbers.remove(draft.id, named)
    reason = text("refused-by-campaign")
    store.sources.refuse(draft.id, [RefusedNumber(spelt(n.phone), reason) for n in dropped])
    return _opened(store, draft, _why(failure), deployment)


def withdraw(store: Store, draft: Draft, deployment: Deployment) -> tuple[Outgoing, ...]:
    """Take back what waits and surely never left; Refused when some of it may have arrived."""
    waiting = store.deliveries.progress(draft.id).next
    if waiting is None:
        raise Refused(text("refused-already-sent"))
    if waiting.unsure:
        raise Refused(text("refused-maybe-sent"))
    store.deliveries.withdraw(draft.id)
    return _opened(store, draft, text("withdrawn"), deployment)


def _opened(store: Store, draft: Draft, why: Text, deployment: Deployment) -> tuple[Outgoing, ...]:
    """The old card tells what was sent, a new one what is left: its ✅ has keys of its own."""
    numbers = store.numbers.tally(draft.id, zones=on_local_time(draft))
    refused = store.numbers.refused_tally(draft.id)
    draft = reopen(draft, numbers, refused, deployment.clock())
    store.save(draft)
    told = progress(store, draft, store.deliveries.progress(draft.id), deployment)
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
        case ApiRejected(kind=kind) if kind.startswith(NOT_SENT):
            return text("not-sent", field=kind.removeprefix(NOT_SENT))
        case ApiRejected(kind=kind):
            return text("campaign-refused", kind=kind)
        case _:
            raise AssertionError(failure)
