"""A manager taps a button of a card: everything is checked again at that moment."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.core import card
from bot.core.delivery import deliveries
from bot.core.draft import (
    Draft,
    by_campaign,
    cancel,
    confirm,
    current,
    is_old,
    on_local_time,
    settle,
)
from bot.core.errors import Refused
from bot.core.fields import entry
from bot.core.phones.spelling import EXAMPLE_PHONE, spelt
from bot.core.policy import Policy
from bot.core.texts import text
from bot.flows.campaign import press_stop
from bot.flows.cards import draft_card, edited_card, is_blocked, notice, refused_list, undo_button
from bot.flows.deliver import withdraw
from bot.flows.deployment import Deployment
from bot.flows.files import chosen
from bot.flows.messages import Action, Attachment, Outgoing, Reply, Tapped
from bot.flows.ports import Store

# A longer JSON goes as a file; Telegram takes 4096 characters in one message.
LONGEST_JSON = 3000
SHOWN_REQUESTS = 10

Press = Callable[[Store, Draft, Tapped, Deployment], Reply]


def press(store: Store, tapped: Tapped, deployment: Deployment) -> Reply:
    """Do what the button says, if this person may and this revision is still the newest.

    The message that was tapped is the draft's card from now on: after a crash there may be two.
    """
    if tapped.action is Action.STOP:
        return press_stop(store, tapped, deployment)
    draft = store.draft(tapped.draft)
    sender = tapped.sender
    if draft is not None and (draft.chat, draft.author) != (sender.chat, sender.person):
        raise Refused(text("refused-foreign"))
    if draft is not None and tapped.action is Action.WITHDRAW:
        return Reply(withdraw(store, replace(draft, card=tapped.message), deployment))
    draft = replace(current(draft, tapped.revision), card=tapped.message, language=sender.language)
    return PRESSES[tapped.action](store, draft, tapped, deployment)


def send(store: Store, draft: Draft, tapped: Tapped, deployment: Deployment) -> Reply:
    """Confirm: fix what is sent, its keys and its order, in this one transaction."""
    now = deployment.clock()
    if is_blocked(draft, deployment) or is_old(draft, now):
        return Reply(
            (_shown_again(store, draft, now, deployment),), text("refused-old"), done=False
        )
    draft = confirm(draft, without_unknown=tapped.action is Action.SEND_WITHOUT)
    store.save(draft)
    spans = store.numbers.cut(draft.id)
    store.deliveries.add(deliveries(draft, spans, deployment.campaign, now, deployment.hold))
    seconds = round(deployment.hold.total_seconds())
    sending = text("sending", added=0, total=draft.numbers.count)
    said = text("sending-in", count=seconds) if seconds else sending
    what = card.summary(draft, deployment.zone, now)
    shown = edited_card(draft, card.spaced((what, (said,))))
    return Reply((replace(shown, buttons=undo_button(draft)) if seconds else shown,))


def _shown_again(store: Store, draft: Draft, now: datetime, deployment: Deployment) -> Outgoing:
    """A card that time has overtaken is shown as it would be now, for a tap of its own."""
    draft = replace(draft, revision=draft.revision + 1, said_at=now)
    store.save(draft)
    return draft_card(draft, deployment)


def answer(store: Store, draft: Draft, tapped: Tapped, deployment: Deployment) -> Reply:
    """Take one ready reading of the first open question."""
    answers = draft.questions[0].answers if draft.questions else ()
    if not 0 <= tapped.choice < len(answers):
        raise Refused(text("refused-stale"))
    choice = answers[tapped.choice].file
    if choice is not None:
        return _changed(store, chosen(store, draft, choice, deployment), deployment)
    policy = answers[tapped.choice].policy
    numbers = store.numbers.tally(draft.id, zones=on_local_time(draft, policy))
    return _changed(store, settle(draft, policy, numbers), deployment)


def leave_to_campaign(store: Store, draft: Draft, _tapped: Tapped, deployment: Deployment) -> Reply:
    """Send no schedule: the campaign's own holds."""
    return _changed(store, by_campaign(draft), deployment)


def explain_change(_store: Store, draft: Draft, _tapped: Tapped, _deployment: Deployment) -> Reply:
    """Tell how to change the draft by talking."""
    return Reply((notice(draft, text("change-how", phone=spelt(EXAMPLE_PHONE))),))


def show_json(store: Store, draft: Draft, _tapped: Tapped, deployment: Deployment) -> Reply:
    """Show the exact request bodies, of a large draft the first ones."""
    spans = tuple(store.numbers.cut(draft.id))
    bodies = [
        [entry(n, draft.policy or Policy(), deployment.zone) for n in numbers]
        for numbers in (store.numbers.within(draft.id, span) for span in spans[:SHOWN_REQUESTS])
    ]
    written = json.dumps(bodies[0] if len(bodies) == 1 else bodies, ensure_ascii=False, indent=1)
    return Reply((_json_message(draft, written, len(spans)),))


def show_refused(_store: Store, draft: Draft, _tapped: Tapped, _deployment: Deployment) -> Reply:
    """Give the list of what was refused."""
    return Reply((refused_list(draft),))


def throw_away(store: Store, draft: Draft, _tapped: Tapped, _deployment: Deployment) -> Reply:
    """Cancel the draft; nothing of it was sent."""
    draft = cancel(draft)
    store.save(draft)
    return Reply((edited_card(draft, (text("cancelled"),)),))


def _changed(store: Store, draft: Draft, deployment: Deployment) -> Reply:
    draft = replace(draft, said_at=deployment.clock())
    store.save(draft)
    return Reply((draft_card(draft, deployment),))


def _json_message(draft: Draft, written: str, requests: int) -> Outgoing:
    title = [text("json-title", count=requests)]
    if requests > SHOWN_REQUESTS:
        title.append(text("list-cut", count=SHOWN_REQUESTS))
    if len(written) <= LONGEST_JSON:
        return notice(draft, *title, text("json-body", body=written))
    return replace(notice(draft, *title), attachment=Attachment("request.json", written))


PRESSES: dict[Action, Press] = {
    Action.SEND: send,
    Action.SEND_WITHOUT: send,
    Action.BY_CAMPAIGN: leave_to_campaign,
    Action.ANSWER: answer,
    Action.CHANGE: explain_change,
    Action.JSON: show_json,
    Action.REFUSED: show_refused,
    Action.CANCEL: throw_away,
}
