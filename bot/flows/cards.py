"""The card of a draft as a message: its lines, and the buttons that its state allows."""

from __future__ import annotations

from dataclasses import replace

from bot.core import card
from bot.core.draft import Draft
from bot.core.refused_lines import is_listed
from bot.core.texts import Text, text
from bot.flows.deployment import Deployment
from bot.flows.messages import Action, Button, Outgoing, RefusedList

Rows = tuple[tuple[Button, ...], ...]


def draft_card(
    draft: Draft, deployment: Deployment, *, first: tuple[Text, ...] = (), in_burst: bool = False
) -> Outgoing:
    """A new card at the end of the chat; `first` is said above it. See Outgoing for `in_burst`."""
    lines = card.card(draft, deployment.zone, deployment.clock(), deployment.legal)
    return Outgoing(
        chat=draft.chat,
        language=draft.language,
        lines=card.spaced((first, lines)),
        buttons=buttons(draft, deployment),
        draft=draft.id,
        in_burst=in_burst,
    )


def edited_card(draft: Draft, lines: tuple[Text, ...]) -> Outgoing:
    """The same card, with other lines and no buttons: the draft has moved on."""
    return Outgoing(
        chat=draft.chat, language=draft.language, lines=lines, draft=draft.id, edit=True
    )


def notice(draft: Draft, *lines: Text) -> Outgoing:
    """A message beside the card."""
    return Outgoing(chat=draft.chat, language=draft.language, lines=lines)


def refused_list(draft: Draft) -> Outgoing:
    """All numbers that were refused, with their rows and reasons, as a table."""
    listed = notice(draft, text("refused-list", count=draft.refused.count))
    return replace(listed, attachment=RefusedList(draft.id))


def buttons(draft: Draft, deployment: Deployment) -> Rows:
    """What may be tapped: the plain ✅ only when nothing is left open."""
    return (*_choices(draft, deployment), *_refused(draft))


def _choices(draft: Draft, deployment: Deployment) -> Rows:
    change = _button(draft, Action.CHANGE, text("button-change"))
    leave = _button(draft, Action.CANCEL, text("button-cancel"))
    json = _button(draft, Action.JSON, text("button-json"))
    if draft.questions:
        answers = tuple((button,) for button in _answers(draft))
        return (*answers, (replace(change, label=text("button-otherwise")), leave))
    if draft.reading or draft.missing or is_blocked(draft, deployment):
        return (*_by_campaign(draft), (change, leave))
    return (*_send(draft, change), (leave, json))


def is_blocked(draft: Draft, deployment: Deployment) -> bool:
    """Whether no tap may send what the draft says now."""
    return card.blocked(draft, deployment.zone, deployment.clock(), deployment.legal)


def withdraw_button(draft: Draft) -> Rows:
    """While the campaign is away: take the request back."""
    return ((_button(draft, Action.WITHDRAW, text("button-withdraw")),),)


def undo_button(draft: Draft) -> Rows:
    """While nothing is sent yet: back to the draft as it was."""
    return ((_button(draft, Action.WITHDRAW, text("button-undo")),),)


def _send(draft: Draft, change: Button) -> Rows:
    if draft.unknown:
        anyway = _button(draft, Action.SEND_WITHOUT, text("button-send-without"))
        return ((anyway, change),)
    send = _button(draft, Action.SEND, text("button-send", count=draft.numbers.count))
    return ((send, change),)


def _refused(draft: Draft) -> Rows:
    """The list of what was refused, where the card cannot hold it."""
    if not is_listed(draft.refused):
        return ()
    label = text("button-refused", count=draft.refused.count)
    return ((_button(draft, Action.REFUSED, label),),)


def _by_campaign(draft: Draft) -> Rows:
    if not draft.numbers or draft.policy is not None:
        return ()
    return ((_button(draft, Action.BY_CAMPAIGN, text("button-by-campaign")),),)


def _answers(draft: Draft) -> tuple[Button, ...]:
    return tuple(
        replace(_button(draft, Action.ANSWER, answer.label), choice=choice)
        for choice, answer in enumerate(draft.questions[0].answers)
    )


def _button(draft: Draft, action: Action, label: Text) -> Button:
    return Button(label=label, action=action, draft=draft.id, revision=draft.revision)
