"""What a person asks of the campaign itself: how it is, pause, stop, take calls back, a test call.

The question is kept as an errand in the transaction that takes the message; a lane runs it later.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.campaign import CALLING, ERRAND_LIFE, Errand, ErrandKind, again_at, tried
from bot.core.campaign_lines import report_lines, status_lines
from bot.core.draft import DraftState
from bot.core.errors import (
    ApiRejected,
    ApiUnknown,
    ApiUnreachable,
    CampaignClosed,
    Outside,
    TokenInvalid,
)
from bot.core.phones.spelling import spelt
from bot.core.texts import Text, text
from bot.flows.cards import draft_card
from bot.flows.deployment import Deployment
from bot.flows.messages import Outgoing
from bot.flows.ports import Campaigns, Database, Store

REPORT_DAYS = 7
DONE = {
    ErrandKind.PAUSE: text("campaign-paused"),
    ErrandKind.RESUME: text("campaign-resumed"),
    ErrandKind.STOP: text("campaign-stopped"),
}

Lines = tuple[Text, ...]


async def run(
    database: Database, campaigns: Campaigns, errand: Errand, deployment: Deployment
) -> Outside | None:
    """Try an errand once, and keep in one transaction what is said of it; give its failure."""
    if errand.kind is ErrandKind.CARD:
        return await _look(database, campaigns, errand, deployment)
    lines, failure = await asked(campaigns, errand, deployment.clock())
    if failure is None:
        await database.run(lambda store: _close(store, errand, lines))
    else:
        await database.run(lambda store: _failed(store, errand, failure, deployment))
    return failure


async def _look(
    database: Database, campaigns: Campaigns, errand: Errand, deployment: Deployment
) -> Outside | None:
    """Find out whether a card has to warn; when the campaign does not tell, it is as it was."""
    try:
        state = (await campaigns.look(errand.campaign)).state
    except Outside as failure:
        await database.run(lambda store: store.errands.close(errand.key))
        return failure
    await database.run(lambda store: _warn(store, errand, state, deployment))
    return None


def _warn(store: Store, errand: Errand, state: str, deployment: Deployment) -> None:
    """Keep the campaign's state with the draft; its card changes where that is news."""
    store.errands.close(errand.key)
    draft = store.draft(errand.about[0])
    if draft is None or draft.state is not DraftState.OPEN or draft.campaign_state == state:
        return
    known = {draft.campaign_state or state, state}
    draft = replace(draft, campaign_state=state)
    store.save(draft)
    if not known <= CALLING:
        store.outbox.post(replace(draft_card(draft, deployment), edit=True))


async def asked(
    campaigns: Campaigns, errand: Errand, now: datetime
) -> tuple[Lines, Outside | None]:
    """Ask the campaign once: its answer in words, or the failure."""
    try:
        return await ASK[errand.kind](campaigns, errand, now), None
    except Outside as failure:
        return (), failure


async def status(campaigns: Campaigns, errand: Errand, _now: datetime) -> Lines:
    """Tell the campaign's state and how far it is."""
    return status_lines(await campaigns.look(errand.campaign))


async def report(campaigns: Campaigns, errand: Errand, now: datetime) -> Lines:
    """Tell what became of the calls of the last days."""
    since = now - timedelta(days=REPORT_DAYS)
    return report_lines(await campaigns.outcomes(errand.campaign, since), REPORT_DAYS)


async def control(campaigns: Campaigns, errand: Errand, _now: datetime) -> Lines:
    """Pause, resume or stop the campaign."""
    await campaigns.control(errand.campaign, errand.kind, errand.key)
    return (DONE[errand.kind],)


async def cancel(campaigns: Campaigns, errand: Errand, _now: datetime) -> Lines:
    """Take call jobs back."""
    taken = await campaigns.cancel(errand.campaign, errand.key, errand.about)
    return (text("calls-cancelled", count=len(taken), asked=len(errand.about)),)


async def test(campaigns: Campaigns, errand: Errand, _now: datetime) -> Lines:
    """Place a test call."""
    phone = errand.about[0]
    job = await campaigns.test(errand.campaign, errand.key, phone)
    return (text("test-call", phone=spelt(phone), job=job),)


def _close(store: Store, errand: Errand, lines: Lines) -> None:
    store.errands.close(errand.key)
    store.outbox.post(Outgoing(chat=errand.chat, language=errand.language, lines=lines))


def _failed(store: Store, errand: Errand, failure: Outside, deployment: Deployment) -> None:
    """Try again while the person waits, and say so once; else say what is known."""
    after = tried(errand, failure)
    at = again_at(after, failure, deployment.clock(), deployment.chance())
    if at is None:
        return _close(store, errand, (why(after, failure),))
    store.errands.keep(after, at)
    if after.attempt == 1:
        said = Outgoing(errand.chat, errand.language, (text("errand-waits"),))
        store.outbox.post(said)
    return None


def why(errand: Errand, failure: Outside) -> Text:
    """Say what a failure that is final means for what was asked."""
    match failure:
        case TokenInvalid():
            return text("errand-token-invalid")
        case CampaignClosed(state=state):
            return text("errand-campaign-closed", state=text("campaign-state", state=state))
        case ApiRejected(kind=kind):
            return text("errand-refused", kind=kind)
        case ApiUnknown(status=status, raw=raw):
            return text("errand-unknown", status=str(status), said=raw)
        case _ if errand.unsure and errand.kind.writes:
            return text("errand-unclear")
        case _:
            return text("errand-unreachable")


def begun(store: Store, key: str, deployment: Deployment) -> Errand | None:
    """Note, before a try that may change something, that it may arrive.

    None when nothing is to be done any more; too late is said.
    """
    errand = store.errands.find(key)
    if errand is None:
        return None
    if deployment.clock() - errand.asked_at > ERRAND_LIFE and errand.kind is not ErrandKind.CARD:
        _close(store, errand, (why(errand, ApiUnreachable()),))
        return None
    if errand.kind.writes:
        store.errands.note(replace(errand, unsure=True))
    return errand


Ask = Callable[[Campaigns, Errand, datetime], Awaitable[Lines]]
ASK: dict[ErrandKind, Ask] = {
    ErrandKind.STATUS: status,
    ErrandKind.REPORT: report,
    ErrandKind.PAUSE: control,
    ErrandKind.RESUME: control,
    ErrandKind.STOP: control,
    ErrandKind.CANCEL: cancel,
    ErrandKind.TEST: test,
}
