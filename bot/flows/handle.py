"""The one door for everything that comes in: who is it, and which flow answers."""

from __future__ import annotations

from bot.core.access import Role, role_of
from bot.core.errors import Refused
from bot.core.texts import Text, text
from bot.flows.campaign import look_for
from bot.flows.commands import obey
from bot.flows.deployment import Deployment
from bot.flows.intake import hear, meet, receive
from bot.flows.messages import (
    Command,
    Incoming,
    Introduced,
    Outgoing,
    Reply,
    Said,
    Sender,
    Sent,
    Tapped,
    Unreadable,
)
from bot.flows.ports import Store
from bot.flows.taps import press

UNREADABLE = {
    "edit": text("unreadable-edit"),
    "voice": text("unreadable-voice"),
    "other": text("unreadable-other"),
}


def handle(store: Store, incoming: Incoming, deployment: Deployment) -> Reply:
    """Answer one incoming within one unit of work; what it says goes to the outbox."""
    sender = incoming.sender
    if role_of(sender.person, deployment.owners) is Role.STRANGER:
        return _turn_away(store, sender)
    if not sender.private:
        return _only_in_private(incoming)
    try:
        reply = _answer(store, incoming, deployment)
        for outgoing in reply.said:
            look_for(store, outgoing, deployment)
        return reply  # noqa: TRY300 - to look is part of the answer
    except Refused as refused:
        if isinstance(incoming, Tapped):
            return Reply(toast=refused.said, done=False)
        return Reply((_say(sender, refused.said),), done=False)


def _answer(store: Store, incoming: Incoming, deployment: Deployment) -> Reply:
    match incoming:
        case Said():
            return hear(store, incoming, deployment)
        case Sent():
            return receive(store, incoming, deployment)
        case Introduced():
            return meet(store, incoming, deployment)
        case Tapped():
            return press(store, incoming, deployment)
        case Command():
            return obey(store, incoming, deployment)
        case Unreadable():
            return Reply((_say(incoming.sender, UNREADABLE[incoming.kind]),), done=False)


def _turn_away(store: Store, sender: Sender) -> Reply:
    """One polite refusal for ever, and only where it disturbs nobody else."""
    if not sender.private or not store.turn_away(sender.person):
        return Reply()
    return Reply((_say(sender, text("stranger", person=str(sender.person))),))


def _only_in_private(incoming: Incoming) -> Reply:
    if isinstance(incoming, Command):
        return Reply((_say(incoming.sender, text("private-only")),))
    return Reply()


def _say(sender: Sender, said: Text) -> Outgoing:
    return Outgoing(chat=sender.chat, language=sender.language, lines=(said,))
