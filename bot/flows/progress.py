"""The card after ✅: what was sent, how far it got, and the lists that a person may need."""

from __future__ import annotations

from dataclasses import replace

from bot.core import card
from bot.core.delivery import Delivery, DeliveryState
from bot.core.draft import Draft, DraftState
from bot.core.schedule import time_of
from bot.core.texts import Text, text
from bot.flows.cards import edited_card, withdraw_button
from bot.flows.deployment import Deployment
from bot.flows.messages import Attachment, Outgoing

SHOWN_JOBS = 10


def progress(draft: Draft, chunks: tuple[Delivery, ...], deployment: Deployment) -> Outgoing:
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
