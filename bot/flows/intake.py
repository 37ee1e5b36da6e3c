"""A manager writes, or sends a file or a contact: it becomes a draft, or changes the open one."""

from __future__ import annotations

from dataclasses import replace

from bot.core.card import not_understood, spaced
from bot.core.draft import Draft, DraftState, apply, on_local_time
from bot.core.errors import Refused
from bot.core.phones.number import Number, RefusedNumber
from bot.core.policy import Policy
from bot.core.reading.reading import Reading
from bot.core.texts import text
from bot.flows.cards import draft_card
from bot.flows.contacts import contact_numbers
from bot.flows.deployment import Deployment
from bot.flows.files import corrected, order
from bot.flows.messages import Introduced, Outgoing, Reply, Said, Sender, Sent
from bot.flows.ports import Store

# Telegram's own limit for one message is 4096; the console has none.
LONGEST = 16_384
MIB = 1024 * 1024


def hear(store: Store, said: Said, deployment: Deployment) -> Reply:
    """Read the words and show the draft they make."""
    draft = store.open_draft(said.sender.chat, said.sender.person)
    reading = _read(said, deployment, table=bool(draft and draft.files))
    if not _speaks(reading):
        return Reply((_nothing_understood(said, reading, draft),), done=False)
    draft, reading = _addressed(store, said, reading, deployment, numbers=bool(reading.numbers))
    draft = _amended(store, draft, reading, deployment)
    if reading.columns:
        draft = corrected(store, draft, reading.columns, deployment)
    return _shown(store, draft, said.sender, deployment)


def receive(store: Store, sent: Sent, deployment: Deployment) -> Reply:
    """Note that a file is to be read; the words under it are a message of their own."""
    limit = deployment.largest_file
    if (sent.file.size or 0) > limit:
        raise Refused(text("file-too-big", limit=limit // MIB))
    said = Said(sent.sender, sent.caption)
    reading = _read(said, deployment, table=True)
    draft = _of_album(store, sent)
    if draft is None:
        draft, reading = _addressed(store, said, reading, deployment, numbers=True)
    if sent.caption:
        draft = _amended(store, draft, reading, deployment)
    draft = order(store, draft, sent, reading.columns)
    return _shown(store, replace(draft, said_at=deployment.clock()), sent.sender, deployment)


def meet(store: Store, introduced: Introduced, deployment: Deployment) -> Reply:
    """Add the numbers of a contact."""
    found = contact_numbers(introduced, deployment)
    numbers = tuple(one for one in found if isinstance(one, Number))
    refused = tuple(one for one in found if isinstance(one, RefusedNumber))
    reading = Reading("", numbers=numbers, refused=refused)
    said = Said(introduced.sender, "")
    draft, _ = _addressed(store, said, reading, deployment, numbers=True)
    draft = _amended(store, draft, reading, deployment)
    return _shown(store, draft, introduced.sender, deployment)


def _read(said: Said, deployment: Deployment, *, table: bool) -> Reading:
    if len(said.text) > LONGEST:
        raise Refused(text("too-long", limit=LONGEST))
    return deployment.read(said.text, table=table) if said.text else Reading("")


def _addressed(
    store: Store, said: Said, reading: Reading, deployment: Deployment, *, numbers: bool
) -> tuple[Draft, Reading]:
    """The draft that a message is about, and its words read as a change of that draft."""
    draft = store.open_draft(said.sender.chat, said.sender.person)
    if draft is None or (numbers and _stands_alone(reading, draft)):
        draft = deployment.new_draft(said.sender)
        store.save(draft)
    elif said.text and draft.policy is not None and draft.policy.week is not None:
        reading = deployment.read(said.text, draft.policy.week, table=bool(draft.files))
    return draft, reading


def _of_album(store: Store, sent: Sent) -> Draft | None:
    """The draft of the other files of the album, wherever its caption stands."""
    known = store.imports.of_album(sent.sender.chat, sent.album) if sent.album else None
    draft = store.draft(known) if known else None
    if draft is None or draft.author != sent.sender.person or draft.state is not DraftState.OPEN:
        return None
    return draft


def _amended(store: Store, draft: Draft, reading: Reading, deployment: Deployment) -> Draft:
    store.numbers.remove(draft.id, reading.removed)
    store.sources.add(draft.id, reading.numbers, reading.refused)
    return laid_over(store, draft, reading, deployment)


def _shown(store: Store, draft: Draft, sender: Sender, deployment: Deployment) -> Reply:
    draft = replace(draft, language=sender.language)
    store.save(draft)
    return Reply((draft_card(draft, deployment, in_burst=True),))


def laid_over(store: Store, draft: Draft, reading: Reading, deployment: Deployment) -> Draft:
    """Lay a reading over the draft, now that the store holds the numbers it brought."""
    numbers = store.numbers.tally(draft.id, zones=on_local_time(draft, reading.policy))
    refused = store.numbers.refused_tally(draft.id)
    return replace(apply(draft, reading, numbers, refused), said_at=deployment.clock())


def _speaks(reading: Reading) -> bool:
    """Whether anything at all in the message is about a call."""
    found = reading.numbers or reading.removed or reading.refused or reading.questions
    return (
        bool(found or reading.columns)
        or reading.policy != Policy()
        or any(u.note for u in reading.unknown)
    )


def _stands_alone(reading: Reading, draft: Draft) -> bool:
    """Numbers with a schedule of their own are a new request, not more of one that has numbers."""
    own = reading.policy != Policy() or reading.questions
    return bool(own and (draft.numbers or draft.files))


def _nothing_understood(said: Said, reading: Reading, draft: Draft | None) -> Outgoing:
    """Say so, quote what was not understood, and tell what would be; the draft stays as it was."""
    way_out = text("draft-unchanged") if draft else text("nothing-understood")
    lines = spaced((not_understood(reading.unknown), (way_out,)))
    return Outgoing(chat=said.sender.chat, language=said.sender.language, lines=lines)
