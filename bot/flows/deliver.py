"""A confirmed draft goes to the campaign, chunk by chunk, and its card says what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core import card
from bot.core.delivery import Delivery, DeliveryState, added, begun, failed
from bot.core.draft import Draft, DraftState, reopen
from bot.core.errors import ApiRejected, CampaignClosed, Outside, Refused, TokenInvalid
from bot.core.phones.number import RefusedNumber
from bot.core.phones.spelling import spelt
from bot.core.schedule import time_of
from bot.core.texts import Text, text
from bot.flows.cards import draft_card, edited_card, withdraw_button
from bot.flows.deployment import Deployment
from bot.flows.messages import Attachment, Outgoing
from bot.flows.ports import CallsApi, Database, Store

SHOWN_JOBS = 10


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
    delivery = _waiting(store, key)
    after = begun(delivery, deployment.clock())
    if delivery.state is DeliveryState.WAITING:
        store.update(after)
        if after.state is not DeliveryState.WAITING:
            _tell(store, after, Expired("key"), deployment)
    return after


def _waiting(store: Store, key: str) -> Delivery:
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
    if _waiting(store, delivery.key).state is not DeliveryState.WAITING:
        return Attempted(_waiting(store, delivery.key))  # another process was quicker
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
    return (_progress(draft, store.deliveries(draft.id), deployment),)


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
    """Open the draft again with all that was not added; a new ✅ gives it new keys."""
    unsent = [d for d in store.deliveries(draft.id) if d.state is DeliveryState.WAITING]
    for delivery in unsent:
        store.update(replace(delivery, state=DeliveryState.WITHDRAWN))
    named = failure.phones if isinstance(failure, ApiRejected) else ()
    left = [n for d in (refused, *unsent) for n in d.numbers if n.phone not in named]
    dropped = [
        RefusedNumber(spelt(n.phone), text("refused-by-campaign"))
        for n in refused.numbers
        if n.phone in named
    ]
    draft = reopen(draft, tuple(left), tuple(dropped), deployment.clock())
    store.save(draft)
    progress = _progress(draft, store.deliveries(draft.id), deployment)
    return (progress, draft_card(draft, deployment, first=(_why(failure),)))


def withdraw(store: Store, draft: Draft, deployment: Deployment) -> tuple[Outgoing, ...]:
    """Take back what waits and surely never left; Refused when some of it may have arrived."""
    waiting = [d for d in store.deliveries(draft.id) if d.state is DeliveryState.WAITING]
    if not waiting:
        raise Refused(text("refused-already-sent"))
    if any(delivery.unsure for delivery in waiting):
        raise Refused(text("refused-maybe-sent"))
    for delivery in waiting:
        store.update(replace(delivery, state=DeliveryState.WITHDRAWN))
    numbers = tuple(n for d in waiting for n in d.numbers)
    draft = reopen(draft, numbers, (), deployment.clock())
    store.save(draft)
    progress = _progress(draft, store.deliveries(draft.id), deployment)
    return (progress, draft_card(draft, deployment, first=(text("withdrawn"),)))


def _why(failure: Outside) -> Text:
    match failure:
        case TokenInvalid():
            return text("token-invalid")
        case CampaignClosed(state=state):
            return text("campaign-closed", state=text("campaign-state", state=state))
        case Expired():
            return text("expired")
        case ApiRejected(phones=phones) if phones:
            shown = tuple(spelt(phone) for phone in phones[:SHOWN_JOBS])
            return text("campaign-refused-phones", phones=shown)
        case ApiRejected(kind=kind):
            return text("campaign-refused", kind=kind)
        case _:
            raise AssertionError(failure)


def _progress(draft: Draft, chunks: tuple[Delivery, ...], deployment: Deployment) -> Outgoing:
    """The card after ✅: what was sent, and how far it got."""
    zone = (draft.policy.zone if draft.policy else None) or deployment.zone
    done = [d for d in chunks if d.state is DeliveryState.ADDED]
    jobs = tuple((n.phone, job) for d in done for n, job in zip(d.numbers, d.jobs, strict=True))
    lines = card.spaced(
        (
            _sent(draft, deployment),
            _outcome(chunks, len(jobs), zone, deployment),
            _jobs(jobs),
        )
    )
    card_now = edited_card(draft, lines)
    if _can_be_withdrawn(chunks):
        card_now = replace(card_now, buttons=withdraw_button(draft))
    return replace(card_now, attachment=_job_list(jobs, chunks) or _unclear_list(chunks))


def _sent(draft: Draft, deployment: Deployment) -> tuple[Text, ...]:
    """What the confirmation held; a draft that was given back shows it on a card of its own."""
    if draft.state is not DraftState.CONFIRMED:
        return ()
    return card.summary(draft, deployment.zone, deployment.clock())


def _outcome(
    chunks: tuple[Delivery, ...], jobs: int, zone: str | None, deployment: Deployment
) -> tuple[Text, ...]:
    waiting = [d for d in chunks if d.state is DeliveryState.WAITING]
    lost = [d for d in chunks if d.state is DeliveryState.UNCLEAR]
    unclear = sum(len(d.numbers) for d in lost)
    lines = _lost(lost, unclear)
    if waiting and waiting[0].attempt:
        at = time_of(waiting[0].not_before, zone)
        lines.append(text("retrying", at=at, attempt=waiting[0].attempt + 1))
    if waiting:
        total = sum(len(d.numbers) for d in waiting) + jobs + unclear
        lines.append(text("sending", added=jobs, total=total))
    elif jobs:
        lines.append(text("added", count=jobs, time=time_of(deployment.clock(), zone)))
    return tuple(lines) or (text("nothing-sent"),)


def _lost(lost: list[Delivery], count: int) -> list[Text]:
    """Whether the campaign took these is not known, and why; a person has to look."""
    if not lost:
        return []
    statuses = tuple(sorted({d.answer for d in lost if d.answer}))
    why = text("unclear-answer", statuses=statuses) if statuses else text("unclear-connection")
    return [why, text("unclear", count=count)]


def _jobs(jobs: tuple[tuple[str, str], ...]) -> tuple[Text, ...]:
    if not jobs:
        return ()
    shown = tuple(job for _, job in jobs[:SHOWN_JOBS])
    rest = len(jobs) - len(shown)
    more = (text("jobs-more", count=rest),) if rest else ()
    return (text("jobs-line", jobs=(*shown, *more)),)


def _can_be_withdrawn(chunks: tuple[Delivery, ...]) -> bool:
    """Whether a chunk that was tried in vain waits, and surely never left."""
    waiting = [d for d in chunks if d.state is DeliveryState.WAITING]
    return bool(waiting) and waiting[0].attempt > 0 and not waiting[0].unsure


def _unclear_list(chunks: tuple[Delivery, ...]) -> Attachment | None:
    """The numbers that a person has to look up in the campaign, once all else is settled."""
    unclear = [n.phone for d in chunks if d.state is DeliveryState.UNCLEAR for n in d.numbers]
    waiting = any(d.state is DeliveryState.WAITING for d in chunks)
    return None if waiting or not unclear else Attachment("unknown.csv", "\n".join(unclear) + "\n")


def _job_list(jobs: tuple[tuple[str, str], ...], chunks: tuple[Delivery, ...]) -> Attachment | None:
    """All call jobs as a file, once, when the card cannot hold them."""
    waiting = any(d.state is DeliveryState.WAITING for d in chunks)
    if waiting or len(jobs) <= SHOWN_JOBS:
        return None
    return Attachment("jobs.csv", "".join(f"{phone};{job}\n" for phone, job in jobs))
