"""Commands about the campaign itself. Each becomes an errand, which is answered a moment later."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.core.campaign import Errand, ErrandKind
from bot.core.errors import Refused
from bot.core.phones.spelling import EXAMPLE_PHONE, spelt
from bot.core.texts import Text, text
from bot.flows.deployment import Deployment
from bot.flows.messages import Action, Button, Command, Outgoing, Reply, Sender, Tapped
from bot.flows.ports import Store

AT_ONCE = {
    kind.value: kind
    for kind in (ErrandKind.STATUS, ErrandKind.REPORT, ErrandKind.PAUSE, ErrandKind.RESUME)
}
NAMES = (*AT_ONCE, "stop", "test")
# A question that nobody answered in time is no consent.
STOP_LIFE = timedelta(minutes=10)
STEPS = {
    1: (text("stop-ask"), text("button-stop")),
    2: (text("stop-ask-again"), text("button-stop-sure")),
}
SENDS = frozenset({Action.SEND, Action.SEND_WITHOUT})
MOST_CANCELLED = 40_000

_JOB = re.compile(r"[0-9]{3,20}")


def ask(store: Store, command: Command, deployment: Deployment) -> Reply:
    """Order what a command asks of the campaign; `stop` asks twice before it orders."""
    if command.name in AT_ONCE:
        return _order(store, command.sender, AT_ONCE[command.name], (), deployment)
    if command.name == "stop":
        errand = _errand(command.sender, ErrandKind.STOP, (), deployment)
        store.errands.add(errand, None)
        return Reply((_stop_question(errand, 1),))
    return _test(store, command, deployment)


def cancel_jobs(store: Store, command: Command, deployment: Deployment) -> Reply | None:
    """Take back the call jobs that a command names, or all of the card that it answers.

    None when it does neither.
    """
    if command.rest:
        jobs = tuple(dict.fromkeys(re.split(r"[\s,;]+", command.rest.strip(" ,;"))))
        if not all(map(_JOB.fullmatch, jobs)):
            raise Refused(text("cancel-how"))
        return _order(store, command.sender, ErrandKind.CANCEL, jobs, deployment)
    if command.answers is None:
        return None
    draft = store.draft_of_card(command.sender.chat, command.answers)
    if draft is None or draft.author != command.sender.person:
        return None
    jobs = tuple(job for _, job in store.numbers.added(draft.id, MOST_CANCELLED))
    if not jobs:
        return None
    return _order(store, command.sender, ErrandKind.CANCEL, jobs, deployment)


def look_for(store: Store, outgoing: Outgoing, deployment: Deployment) -> None:
    """Order to look at the campaign for a card that can be sent: it may be paused or over."""
    offered = {button.action for row in outgoing.buttons for button in row}
    if outgoing.draft is None or not offered & SENDS:
        return
    now = deployment.clock()
    key = f"card-{outgoing.draft}"
    errand = Errand(
        key=key,
        chat=outgoing.chat,
        by=0,
        language=outgoing.language,
        campaign=deployment.campaign,
        kind=ErrandKind.CARD,
        asked_at=now,
        about=(outgoing.draft,),
    )
    if store.errands.find(key):
        store.errands.keep(errand, now)
    else:
        store.errands.add(errand, now)


def press_stop(store: Store, tapped: Tapped, deployment: Deployment) -> Reply:
    """Ask once more, or give the order to stop; late taps and foreign ones do nothing."""
    errand = store.errands.find(tapped.draft)
    if errand is None or errand.chat != tapped.sender.chat:
        raise Refused(text("refused-stale"))
    if errand.by != tapped.sender.person:
        raise Refused(text("refused-foreign"))
    now = deployment.clock()
    if now - errand.asked_at > STOP_LIFE:
        store.errands.close(errand.key)
        raise Refused(text("refused-stale"))
    if tapped.revision < max(STEPS):
        return Reply((_stop_question(errand, tapped.revision + 1),))
    store.errands.keep(replace(errand, asked_at=now), now)
    return Reply()


def _test(store: Store, command: Command, deployment: Deployment) -> Reply:
    numbers = deployment.read(command.rest).numbers
    if len(numbers) != 1:
        raise Refused(text("test-how", phone=spelt(EXAMPLE_PHONE)))
    about = (numbers[0].phone,)
    return _order(store, command.sender, ErrandKind.TEST, about, deployment)


def _order(
    store: Store,
    sender: Sender,
    kind: ErrandKind,
    about: tuple[str, ...],
    deployment: Deployment,
) -> Reply:
    errand = _errand(sender, kind, about, deployment)
    store.errands.add(errand, errand.asked_at)
    return Reply()


def _errand(
    sender: Sender, kind: ErrandKind, about: tuple[str, ...], deployment: Deployment
) -> Errand:
    return Errand(
        key=deployment.ids(),
        chat=sender.chat,
        by=sender.person,
        language=sender.language,
        campaign=deployment.campaign,
        kind=kind,
        asked_at=deployment.clock(),
        about=about,
    )


def _stop_question(errand: Errand, step: int) -> Outgoing:
    said, label = STEPS[step]
    button = Button(label=label, action=Action.STOP, draft=errand.key, revision=step)
    return _said(errand, said, ((button,),))


def _said(errand: Errand, said: Text, buttons: tuple[tuple[Button, ...], ...]) -> Outgoing:
    return Outgoing(errand.chat, errand.language, (said,), buttons)
