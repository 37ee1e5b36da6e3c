"""Commands: /start, /help, /cancel; those about the campaign are in `campaign`."""

from __future__ import annotations

from dataclasses import replace

from bot.core.draft import DraftState, cancel
from bot.core.numbers_lines import cut
from bot.core.texts import Text, text
from bot.flows.campaign import NAMES, ask, cancel_jobs
from bot.flows.cards import edited_card
from bot.flows.deliver import withdraw
from bot.flows.deployment import Deployment
from bot.flows.messages import Command, Outgoing, Reply
from bot.flows.ports import Store

ANSWERS = {"start": text("start"), "help": text("help")}


def obey(store: Store, command: Command, deployment: Deployment) -> Reply:
    """Answer a command; one the bot does not know is said back."""
    if command.name == "cancel":
        return cancel_jobs(store, command, deployment) or _cancel(store, command, deployment)
    if command.name in NAMES:
        return ask(store, command, deployment)
    if command.name not in ANSWERS:
        said = _say(command, text("unknown-command", name=cut(command.name)))
        return replace(said, done=False)
    return _say(command, ANSWERS[command.name])


def _cancel(store: Store, command: Command, deployment: Deployment) -> Reply:
    """Throw the open draft away, or take back a confirmed one that has not left yet."""
    draft = store.newest_draft(command.sender.chat, command.sender.person)
    if draft is None or draft.state is DraftState.CANCELLED:
        return _say(command, text("nothing-to-cancel"))
    if draft.state is DraftState.CONFIRMED:
        return Reply(withdraw(store, draft, deployment))
    store.save(cancel(draft))
    return Reply((edited_card(draft, (text("cancelled"),)),))


def _say(command: Command, said: Text) -> Reply:
    sender = command.sender
    return Reply((Outgoing(chat=sender.chat, language=sender.language, lines=(said,)),))
