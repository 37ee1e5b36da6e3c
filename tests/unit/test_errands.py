"""Questions and orders to the campaign, on a real database in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from bot.core.campaign import Campaign, ErrandKind, Outcome, Outcomes, counted
from bot.core.errors import (
    ApiBroken,
    ApiRejected,
    ApiUnclear,
    ApiUnknown,
    ApiUnreachable,
    Outside,
    TokenInvalid,
)
from bot.core.phones.number import Number
from bot.core.policy import Attempts, Policy
from bot.core.reading.reading import Reading
from bot.durable.errands import Errands
from bot.durable.inbox import Inbox
from bot.durable.outbox import Outbox
from bot.flows.deployment import Deployment
from bot.flows.messages import Action, Button, Command, Incoming, Reply, Said, Sender, Tapped
from bot.storage.database import SqlDatabase, open_database
from bot.storage.migrate import ensure
from tests.fakes import FakeClock, FakeDocuments, FakeIds, FakeMessenger, FakeReader

ANNA = Sender(person=7, chat=7, language="en")
BORIS = Sender(person=8, chat=7, language="en")
PHONE = "79123456789"


@dataclass
class FakeCampaigns:
    """A campaign that answers as scripted, then well; remembers every write and its key."""

    script: list[Outside] = field(default_factory=list)
    writes: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    state: str = "inProgress"

    async def look(self, campaign: str) -> Campaign:
        self._fail()
        return Campaign(campaign, self.state, total=5, processed=2, calling=1, on_retry=0)

    async def outcomes(self, campaign: str, since: datetime) -> Outcomes:
        self._fail()
        return counted([Outcome("noAnswer"), Outcome("longCallWithResult", 61)])

    async def control(self, campaign: str, what: ErrandKind, key: str) -> None:
        self._write(what.value, key)

    async def cancel(self, campaign: str, key: str, jobs: Sequence[str]) -> tuple[str, ...]:
        self._write("cancel", key, *jobs)
        return tuple(jobs)

    async def test(self, campaign: str, key: str, phone: str) -> str:
        self._write("test", key, phone)
        return "job-1"

    def _write(self, what: str, key: str, *about: str) -> None:
        self.writes.append((what, key, about))
        self._fail()

    def _fail(self) -> None:
        if self.script:
            raise self.script.pop(0)


@dataclass
class World:
    """The bot without Telegram: an inbox, the lanes, and what people saw."""

    database: SqlDatabase
    deployment: Deployment
    clock: FakeClock
    campaigns: FakeCampaigns = field(default_factory=FakeCampaigns)
    messenger: FakeMessenger = field(default_factory=FakeMessenger)

    async def say(self, name: str, rest: str = "", sender: Sender = ANNA) -> Reply:
        reply = await self.take(Command(sender, name, rest))
        await self.run()
        return reply

    async def take(self, incoming: Incoming) -> Reply:
        return await Inbox(self.database, self.deployment, lambda: None).take(incoming)

    async def run(self) -> None:
        await Errands(self.database, self.campaigns, self.deployment).drain()
        await Outbox(self.database, self.messenger, self.clock, FakeDocuments()).drain()

    async def tap(self, button: Button, sender: Sender = ANNA) -> Reply:
        tapped = Tapped(sender, button.action, button.draft, button.revision, 0, 1)
        reply = await self.take(tapped)
        await self.run()
        return reply

    @property
    def button(self) -> Button:
        """The only button of the newest message."""
        ((button,),) = self.messenger.shown[-1][0].buttons
        return button

    @property
    def keys(self) -> list[list[str]]:
        return self.messenger.keys

    async def left(self) -> bool:
        return await self.database.run(lambda store: store.errands.next_due()) is not None


@pytest.fixture
async def world() -> AsyncIterator[World]:
    clock = FakeClock()
    database = open_database("sqlite://", clock)
    ensure(database)
    number = (Number(PHONE),)
    week = Policy(attempts=Attempts(most=3))
    reader = FakeReader(
        {
            PHONE: Reading(PHONE, numbers=number),
            "request": Reading("request", policy=week, numbers=number),
            "more": Reading("more", policy=week),
        }
    )
    owners = frozenset({ANNA.person, BORIS.person})
    deployment = Deployment(owners, reader, clock, FakeIds(), lambda: 1.0)
    yield World(database, deployment, clock)
    database.close()


async def test_the_state_is_told_with_the_numbers_that_are_known(world: World) -> None:
    await world.say("status")
    told = ["status-title", "status-queued", "status-calling", "status-on-retry"]
    assert world.keys == [[*told, "status-processed"]]
    lines = world.messenger.shown[0][0].lines
    assert [line.params.get("count") for line in lines[1:]] == [2, 1, 0, 2]
    assert not await world.left()


async def test_what_became_of_the_calls_is_counted(world: World) -> None:
    await world.say("report")
    assert world.keys == [["report-title", "report-answered", "report-state", "report-state"]]
    answered = world.messenger.shown[0][0].lines[1]
    assert answered.params == {"count": 1, "minutes": 2}


@pytest.mark.parametrize(("name", "told"), [("pause", "paused"), ("resume", "resumed")])
async def test_an_order_is_given_once_and_told(world: World, name: str, told: str) -> None:
    await world.say(name)
    assert [what for what, _, _ in world.campaigns.writes] == [name]
    assert world.keys == [[f"campaign-{told}"]]


@pytest.mark.parametrize("failure", [ApiUnreachable(), ApiUnclear(), ApiBroken("503")])
async def test_an_order_is_tried_again_under_its_key(world: World, failure: Outside) -> None:
    world.campaigns.script = [failure, failure]
    await world.say("pause")
    assert world.keys == [["errand-waits"]]
    for _ in range(2):
        world.clock.advance(10)
        await world.run()
    keys = {key for _, key, _ in world.campaigns.writes}
    assert (len(world.campaigns.writes), len(keys)) == (3, 1)
    assert world.keys == [["errand-waits"], ["campaign-paused"]]


@pytest.mark.parametrize(
    ("failure", "name", "told"),
    [
        (ApiUnreachable(), "pause", "errand-unreachable"),
        (ApiUnclear(), "pause", "errand-unclear"),
        (ApiUnclear(), "status", "errand-unreachable"),
    ],
)
async def test_after_two_minutes_it_is_said_what_is_known(
    world: World, failure: Outside, name: str, told: str
) -> None:
    world.campaigns.script = [failure] * 100
    await world.say(name)
    for _ in range(30):
        world.clock.advance(10)
        await world.run()
    assert world.keys == [["errand-waits"], [told]]
    assert not await world.left()


async def test_an_order_of_an_hour_ago_is_not_given_any_more(world: World) -> None:
    """The bot was away meanwhile: nobody expects the campaign to pause now."""
    await world.take(Command(ANNA, "pause"))
    world.clock.advance(3600)
    await world.run()
    assert world.campaigns.writes == []
    assert world.keys == [["errand-unreachable"]]


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (TokenInvalid(), "errand-token-invalid"),
        (ApiRejected("id.not.found"), "errand-refused"),
        (ApiUnknown(400, "what"), "errand-unknown"),
    ],
)
async def test_a_refusal_is_told_at_once(world: World, failure: Outside, told: str) -> None:
    world.campaigns.script = [failure]
    await world.say("resume")
    assert world.keys == [[told]]
    assert not await world.left()


async def test_stop_asks_twice(world: World) -> None:
    await world.say("stop")
    assert world.campaigns.writes == []
    await world.tap(world.button)
    assert world.campaigns.writes == []
    assert world.keys == [["stop-ask"], ["stop-ask-again"]]
    second = world.button
    await world.tap(second)
    assert [what for what, _, _ in world.campaigns.writes] == ["stop"]
    assert world.keys[-1] == ["campaign-stopped"]
    again = await world.tap(second)
    assert again.toast is not None
    assert len(world.campaigns.writes) == 1


async def test_a_late_or_foreign_tap_stops_nothing(world: World) -> None:
    await world.say("stop")
    await world.tap(world.button)
    second = world.button
    foreign = await world.tap(second, BORIS)
    assert foreign.toast is not None
    assert foreign.toast.key == "refused-foreign"
    world.clock.advance(3600)
    late = await world.tap(second)
    assert late.toast is not None
    assert late.toast.key == "refused-stale"
    assert world.campaigns.writes == []


async def test_a_forged_tap_stops_nothing(world: World) -> None:
    forged = Tapped(ANNA, Action.STOP, "id-0000000000000000999", 2, 0, 1)
    assert (await world.take(forged)).toast is not None
    await world.run()
    assert world.campaigns.writes == []


async def test_call_jobs_are_taken_back_by_their_ids(world: World) -> None:
    await world.say("cancel", "5665334669, 5665334670 5665334669")
    ((what, _, about),) = world.campaigns.writes
    assert (what, about) == ("cancel", ("5665334669", "5665334670"))
    assert world.keys == [["calls-cancelled"]]


async def test_what_is_no_id_is_explained(world: World) -> None:
    await world.say("cancel", "everything")
    assert world.keys == [["cancel-how"]]
    assert world.campaigns.writes == []


async def test_a_test_call_goes_to_the_number(world: World) -> None:
    await world.say("test", PHONE)
    ((what, _, about),) = world.campaigns.writes
    assert (what, about) == ("test", (PHONE,))
    assert world.keys == [["test-call"]]


async def test_a_test_call_needs_one_number(world: World) -> None:
    await world.say("test")
    assert world.keys == [["test-how"]]
    assert world.campaigns.writes == []


@pytest.mark.parametrize(
    ("state", "told"), [("paused", "campaign-rests"), ("finished", "campaign-over")]
)
async def test_a_card_tells_of_a_campaign_that_calls_nobody(
    world: World, state: str, told: str
) -> None:
    world.campaigns.state = state
    await world.take(Said(ANNA, "request"))
    await world.run()
    await world.run()
    assert told in world.keys[-1]
    assert world.messenger.shown[-1][0].buttons
    assert not await world.left()


async def test_a_campaign_that_runs_again_is_no_news_any_more(world: World) -> None:
    world.campaigns.state = "paused"
    await world.take(Said(ANNA, "request"))
    await world.run()
    world.campaigns.state = "inProgress"
    await world.take(Said(ANNA, "more"))
    await world.run()
    await world.run()
    assert "campaign-rests" not in world.keys[-1]


async def test_a_campaign_that_runs_changes_no_card(world: World) -> None:
    await world.take(Said(ANNA, "request"))
    await world.run()
    assert len(world.messenger.shown) == 1


async def test_a_campaign_that_does_not_answer_is_no_news_on_a_card(world: World) -> None:
    world.campaigns.script = [ApiUnreachable()]
    await world.take(Said(ANNA, "request"))
    await world.run()
    assert len(world.messenger.shown) == 1
    assert not await world.left()
