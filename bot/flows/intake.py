"""A manager writes: the words become a draft, or change the one that is open."""

from __future__ import annotations

from dataclasses import replace

from bot.core.card import not_understood, spaced
from bot.core.draft import Draft, apply
from bot.core.errors import Refused
from bot.core.policy import Policy
from bot.core.reading.reading import Reading
from bot.core.texts import text
from bot.flows.cards import draft_card
from bot.flows.deployment import Deployment
from bot.flows.messages import Outgoing, Reply, Said
from bot.flows.ports import Store

# Telegram's own limit for one message is 4096; the console has none.
LONGEST = 16_384


def hear(store: Store, said: Said, deployment: Deployment) -> Reply:
    """Read the words and show the draft they make."""
    if len(said.text) > LONGEST:
        raise Refused(text("too-long", limit=LONGEST))
    reading = deployment.read(said.text)
    draft = store.open_draft(said.sender.chat, said.sender.person)
    if not _speaks(reading):
        return Reply((_nothing_understood(said, reading, draft),), done=False)
    if draft is None or _stands_alone(reading, draft):
        draft = deployment.new_draft(said.sender)
    elif draft.policy is not None and draft.policy.week is not None:
        reading = deployment.read(said.text, draft.policy.week)
    draft = replace(
        apply(draft, reading), said_at=deployment.clock(), language=said.sender.language
    )
    store.save(draft)
    return Reply((draft_card(draft, deployment),))


def _speaks(reading: Reading) -> bool:
    """Whether anything at all in the message is about a call."""
    found = reading.numbers or reading.removed or reading.refused or reading.questions
    return bool(found) or reading.policy != Policy() or any(u.note for u in reading.unknown)


def _stands_alone(reading: Reading, draft: Draft) -> bool:
    """Numbers with a schedule of their own are a new request, not more of one that has numbers."""
    own = reading.numbers and (reading.policy != Policy() or reading.questions)
    return bool(own and draft.numbers)


def _nothing_understood(said: Said, reading: Reading, draft: Draft | None) -> Outgoing:
    """Say so, quote what was not understood, and tell what would be; the draft stays as it was."""
    way_out = text("draft-unchanged") if draft else text("nothing-understood")
    lines = spaced((not_understood(reading.unknown), (way_out,)))
    return Outgoing(chat=said.sender.chat, language=said.sender.language, lines=lines)
