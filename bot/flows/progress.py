"""The card after ✅: what was sent, how far it got, and the lists that a person may need."""

from __future__ import annotations

from dataclasses import replace

from bot.core import card
from bot.core.delivery import Progress
from bot.core.draft import Draft, DraftState
from bot.core.schedule import time_of
from bot.core.texts import Text, text
from bot.flows.cards import edited_card, withdraw_button
from bot.flows.deployment import Deployment
from bot.flows.messages import Attachment, Outgoing
from bot.flows.ports import Store

SHOWN_JOBS = 10
# A file of so many lines is some 2 MB, which still goes through the outbox as one message.
LISTED = 100_000


def progress(store: Store, draft: Draft, how_far: Progress, deployment: Deployment) -> Outgoing:
    """The card after ✅: what was sent, and how far it got."""
    listed = _listed(how_far)
    lines = card.spaced(
        (
            _sent(draft, deployment),
            _outcome(draft, how_far, deployment),
            _jobs(how_far),
            (text("list-cut", count=LISTED),) if listed > LISTED else (),
        )
    )
    card_now = edited_card(draft, lines)
    if how_far.next is not None and how_far.next.attempt and not how_far.next.unsure:
        card_now = replace(card_now, buttons=withdraw_button(draft))
    return replace(card_now, attachment=_list(store, draft, how_far) if listed else None)


def _sent(draft: Draft, deployment: Deployment) -> tuple[Text, ...]:
    """What the confirmation held; a draft that was given back shows it on a card of its own."""
    if draft.state is not DraftState.CONFIRMED:
        return ()
    return card.summary(draft, deployment.zone, deployment.clock())


def _outcome(draft: Draft, how_far: Progress, deployment: Deployment) -> tuple[Text, ...]:
    zone = (draft.policy.zone if draft.policy else None) or deployment.zone
    lines = _lost(how_far)
    waiting = how_far.next
    if waiting and waiting.attempt:
        at = time_of(waiting.not_before, zone)
        lines.append(text("retrying", at=at, attempt=waiting.attempt + 1))
    if waiting:
        total = how_far.waiting + how_far.added + how_far.unclear
        lines.append(text("sending", added=how_far.added, total=total))
    elif how_far.added:
        time = time_of(deployment.clock(), zone)
        lines.append(text("added", count=how_far.added, time=time))
    return tuple(lines) or (text("nothing-sent"),)


def _lost(how_far: Progress) -> list[Text]:
    """Whether the campaign took these is not known, and why; a person has to look."""
    if not how_far.unclear:
        return []
    statuses = how_far.answers
    why = text("unclear-answer", statuses=statuses) if statuses else text("unclear-connection")
    return [why, text("unclear", count=how_far.unclear)]


def _jobs(how_far: Progress) -> tuple[Text, ...]:
    if not how_far.jobs:
        return ()
    shown = how_far.jobs[:SHOWN_JOBS]
    rest = how_far.added - len(shown)
    key = "jobs-more" if how_far.added <= LISTED else "numbers-more"
    more = (text(key, count=rest),) if rest else ()
    return (text("jobs-line", jobs=(*shown, *more)),)


def _listed(how_far: Progress) -> int:
    """How many lines a file would have, once nothing waits: the card holds a few by itself."""
    if how_far.waiting:
        return 0
    return how_far.added if how_far.added > SHOWN_JOBS else how_far.unclear


def _list(store: Store, draft: Draft, how_far: Progress) -> Attachment:
    """All call jobs when the card cannot hold them, else the numbers to look up by hand."""
    if how_far.added > SHOWN_JOBS:
        jobs = store.numbers.added(draft.id, LISTED)
        return Attachment("jobs.csv", "".join(f"{phone};{job}\n" for phone, job in jobs))
    phones = store.numbers.unclear(draft.id, LISTED)
    return Attachment("unknown.csv", "".join(f"{phone}\n" for phone in phones))
