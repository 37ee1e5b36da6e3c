"""The flows on a real database in memory: what is said, what is kept, what is posted."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace

import pytest

from bot.core.delivery import CHUNK, DeliveryState
from bot.core.errors import (
    ApiBroken,
    ApiRejected,
    ApiUnclear,
    ApiUnknown,
    ApiUnreachable,
    CampaignClosed,
    ChatClosed,
    MessageRefused,
    MessengerBusy,
    MessengerUnreachable,
    Outside,
    Refused,
    TokenInvalid,
)
from bot.core.phones.number import Number, RefusedNumber
from bot.core.policy import Day, Policy, Week, Window
from bot.core.reading.reading import Answer, Question, Reading, Unknown
from bot.core.texts import text
from bot.durable.delivery import Deliveries
from bot.durable.inbox import Inbox
from bot.durable.outbox import Outbox
from bot.flows.deliver import STEPS, deliver
from bot.flows.deployment import Deployment
from bot.flows.file_ports import Part
from bot.flows.imports import Suspects, take_in
from bot.flows.messages import (
    Action,
    Attachment,
    Button,
    Command,
    Outgoing,
    Reply,
    Said,
    Sender,
    Tapped,
)
from bot.storage.database import SqlDatabase, open_database
from bot.storage.migrate import ensure
from tests.fakes import FakeCalls, FakeClock, FakeDocuments, FakeIds, FakeMessenger, FakeReader

ANNA = Sender(person=7, chat=7, language="en")
BORIS = Sender(person=8, chat=8, language="en")
STRANGER = Sender(person=9, chat=9, language="en")
WEEK = Policy(week=Week.of(dict.fromkeys(tuple(Day)[:5], (Window(600, 1080),))))
ONE, TWO = Number("79123456789"), Number("79123456780")
SHORT = RefusedNumber("12", text("refused-too-short"))
READINGS = {
    "request": Reading("request", WEEK, (ONE,)),
    "two": Reading("two", WEEK, (ONE, TWO)),
    "number": Reading("number", numbers=(TWO,)),
    "schedule": Reading("schedule", WEEK),
    "unknown": Reading("unknown", WEEK, (ONE,), unknown=(Unknown("abra", 0, 4),)),
    "question": Reading(
        "question",
        numbers=(ONE,),
        questions=(Question(text("x"), "18-10", (Answer(text("a"), WEEK),), about="week"),),
    ),
    "bug": Reading("bug"),
    "refused": Reading("refused", WEEK, (ONE,), refused=(SHORT,) * 9),
    "few refused": Reading("few refused", WEEK, (ONE,), refused=(SHORT,) * 2),
}


@dataclass
class Stage:
    """A deployment with fakes at its edges."""

    database: SqlDatabase
    inbox: Inbox
    calls: FakeCalls
    clock: FakeClock
    messenger: FakeMessenger
    outbox: Outbox
    deliveries: Deliveries

    async def hear(self, said: str, sender: Sender = ANNA) -> Reply:
        """Let somebody say something, and show the answer."""
        return await self._take(Said(sender, said))

    async def tap(
        self,
        action: Action,
        *,
        card: Outgoing | None = None,
        sender: Sender = ANNA,
        choice: int = 0,
    ) -> Reply:
        """Tap a button of the newest card, or of another."""
        button = self.button(action, card)
        tapped = Tapped(sender, action, button.draft, button.revision, choice, message=1)
        return await self._take(tapped)

    def button(self, action: Action, card: Outgoing | None = None) -> Button:
        """Find a button of the newest card that has any, or of another."""
        shown = [o for o, _ in self.messenger.shown if o.buttons]
        rows = (card or shown[-1]).buttons
        return next(b for row in rows for b in row if b.action is action)

    async def drain(self) -> None:
        """Deliver and show what is due."""
        await self.deliveries.drain()
        await self.outbox.drain()

    @property
    def last(self) -> list[str]:
        """The keys of the last message."""
        return self.messenger.keys[-1]

    async def _take(self, incoming: Said | Tapped | Command) -> Reply:
        reply = await self.inbox.take(incoming)
        await self.outbox.drain()
        return reply


@pytest.fixture
def stage() -> Iterator[Stage]:
    clock, calls, messenger = FakeClock(), FakeCalls(), FakeMessenger()
    database = open_database("sqlite://", clock)
    ensure(database)
    owners = frozenset({ANNA.person, BORIS.person})
    deployment = Deployment(owners, FakeReader(READINGS), clock, FakeIds(), lambda: 1.0)
    yield Stage(
        database,
        Inbox(database, deployment, lambda: None),
        calls,
        clock,
        messenger,
        Outbox(database, messenger, clock, FakeDocuments()),
        Deliveries(database, calls, deployment),
    )
    database.close()


def many(count: int, first: int = 79_000_000_000) -> tuple[Number, ...]:
    return tuple(Number(str(first + n)) for n in range(count))


async def confirmed(stage: Stage, said: str = "request") -> None:
    await stage.hear(said)
    await stage.tap(Action.SEND)


async def test_a_confirmed_request_is_posted_once_and_told(stage: Stage) -> None:
    await confirmed(stage)
    await stage.drain()
    await stage.drain()
    assert [d.numbers for d in stage.calls.posted] == [(ONE,)]
    assert {"added", "jobs-line"} <= set(stage.last)


async def test_nothing_is_posted_before_the_tap(stage: Stage) -> None:
    await stage.hear("request")
    await stage.drain()
    assert stage.calls.posted == []


async def test_a_second_tap_posts_nothing(stage: Stage) -> None:
    await stage.hear("request")
    card = stage.messenger.shown[-1][0]
    await stage.tap(Action.SEND, card=card)
    second = await stage.tap(Action.SEND, card=card)
    await stage.drain()
    assert second.toast == text("refused-already-sent")
    assert len(stage.calls.posted) == 1


async def test_a_tap_on_an_older_card_posts_nothing(stage: Stage) -> None:
    await stage.hear("request")
    old = stage.messenger.shown[-1][0]
    await stage.hear("number")
    refused = await stage.tap(Action.SEND, card=old)
    await stage.drain()
    assert refused.toast == text("refused-stale")
    assert stage.calls.posted == []


async def test_another_person_cannot_tap(stage: Stage) -> None:
    await stage.hear("request")
    card = stage.messenger.shown[-1][0]
    assert (await stage.tap(Action.SEND, card=card, sender=BORIS)).toast == text("refused-foreign")


async def test_later_numbers_join_the_open_draft(stage: Stage) -> None:
    await stage.hear("request")
    await stage.hear("number")
    await stage.tap(Action.SEND)
    await stage.drain()
    assert stage.calls.posted[0].numbers == (ONE, TWO)


async def test_a_whole_new_request_is_a_draft_of_its_own(stage: Stage) -> None:
    await stage.hear("request")
    first = stage.messenger.shown[-1][0]
    await stage.hear("two")
    await stage.tap(Action.SEND)
    await stage.tap(Action.SEND, card=first)
    await stage.drain()
    assert sorted(len(d.numbers) for d in stage.calls.posted) == [1, 2]


async def test_words_without_meaning_leave_the_draft_as_it_was(stage: Stage) -> None:
    await stage.hear("request")
    reply = await stage.hear("how are you")
    assert (stage.last, reply.done) == (["draft-unchanged"], False)
    await stage.tap(Action.SEND)


async def test_without_a_draft_they_get_an_example(stage: Stage) -> None:
    await stage.hear("how are you")
    assert stage.last == ["nothing-understood"]


async def test_words_not_understood_need_a_tap_of_their_own(stage: Stage) -> None:
    await stage.hear("unknown")
    with pytest.raises(StopIteration):
        stage.button(Action.SEND)
    await stage.tap(Action.SEND_WITHOUT)
    await stage.drain()
    assert len(stage.calls.posted) == 1


async def test_a_forged_plain_send_does_not_pass_over_them(stage: Stage) -> None:
    await stage.hear("unknown")
    button = stage.button(Action.SEND_WITHOUT)
    forged = Tapped(ANNA, Action.SEND, button.draft, button.revision, 0, message=1)
    assert (await stage.inbox.take(forged)).toast == text("refused-not-ready")


async def test_a_question_is_settled_by_one_tap(stage: Stage) -> None:
    await stage.hear("question")
    assert "question" in stage.last
    await stage.tap(Action.ANSWER)
    await stage.tap(Action.SEND)
    await stage.drain()
    assert stage.calls.posted[0].policy == WEEK


async def test_an_answer_that_is_not_there_is_refused(stage: Stage) -> None:
    await stage.hear("question")
    assert (await stage.tap(Action.ANSWER, choice=5)).toast == text("refused-stale")


async def test_the_campaigns_own_schedule_has_to_be_asked_for(stage: Stage) -> None:
    await stage.hear("number")
    assert "missing-schedule" in stage.last
    await stage.tap(Action.BY_CAMPAIGN)
    assert "schedule-of-campaign" in stage.last
    await stage.tap(Action.SEND)
    await stage.drain()
    assert stage.calls.posted[0].policy == Policy()


async def test_a_stranger_is_refused_once(stage: Stage) -> None:
    await stage.hear("request", sender=STRANGER)
    await stage.hear("request", sender=STRANGER)
    assert stage.messenger.keys == [["stranger"]]


@pytest.mark.parametrize("failure", [ApiUnreachable(), ApiUnclear(), ApiBroken()])
async def test_a_failure_that_passes_is_tried_again_with_the_same_key(
    stage: Stage, failure: Outside
) -> None:
    stage.calls.script = [failure, failure]
    await confirmed(stage)
    await stage.drain()
    assert "retrying" in stage.last
    for _ in range(2):
        stage.clock.advance(10)
        await stage.drain()
    assert len({d.key for d in stage.calls.posted}) == 1
    assert len(stage.calls.posted) == 3
    assert "added" in stage.last


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (TokenInvalid(), "token-invalid"),
        (CampaignClosed("finished"), "campaign-closed"),
        (ApiRejected("invalid.call.allowed.time"), "campaign-refused"),
        (ApiRejected("phone.bad.format", (ONE.phone,)), "campaign-refused-phones"),
    ],
)
async def test_a_refusal_gives_the_draft_back(stage: Stage, failure: Outside, said: str) -> None:
    stage.calls.script = [failure]
    await confirmed(stage, "two")
    await stage.drain()
    assert said in stage.last
    await stage.tap(Action.SEND)
    await stage.drain()
    first, second = stage.calls.posted
    assert first.key != second.key
    left = (TWO,) if said == "campaign-refused-phones" else (ONE, TWO)
    assert second.numbers == left


async def test_a_refusal_in_the_middle_gives_back_only_what_was_not_added(stage: Stage) -> None:
    READINGS["many"] = Reading("many", WEEK, many(1200))
    stage.calls.script = [lambda d: tuple(f"j{n}" for n in range(len(d.numbers))), TokenInvalid()]
    await confirmed(stage, "many")
    await stage.drain()
    await stage.tap(Action.SEND)
    await stage.drain()
    sent = [d.numbers for d in stage.calls.posted]
    assert [len(numbers) for numbers in sent] == [500, 500, 500, 200]
    assert (*sent[0], *sent[2], *sent[3]) == many(1200)


@pytest.mark.parametrize("failures", [[ApiUnknown(418, "")], [ApiBroken(), TokenInvalid()]])
async def test_what_cannot_be_known_is_said_and_not_repeated(
    stage: Stage, failures: list[Outside]
) -> None:
    stage.calls.script = [*failures]
    await confirmed(stage)
    for _ in range(4):
        await stage.drain()
        stage.clock.advance(3600)
    assert "unclear" in stage.last
    assert len(stage.calls.posted) == len(failures)


async def test_a_message_telegram_will_not_take_now_comes_later_and_in_order(stage: Stage) -> None:
    stage.messenger.script = [MessengerBusy(5), MessengerUnreachable()]
    await stage.hear("request")
    await stage.hear("how are you")
    assert stage.messenger.keys == []
    for _ in range(3):
        stage.clock.advance(10)
        await stage.drain()
    assert [keys[-1] for keys in stage.messenger.keys] == ["week-line", "draft-unchanged"] or (
        stage.messenger.keys[-1] == ["draft-unchanged"] and len(stage.messenger.keys) == 2
    )


@pytest.mark.parametrize("failure", [ChatClosed("gone"), MessageRefused("too long")])
async def test_a_message_that_can_never_be_shown_holds_up_nothing(
    stage: Stage, failure: Exception
) -> None:
    stage.messenger.script = [failure]
    await stage.hear("request")
    await stage.hear("how are you")
    assert stage.messenger.keys == [["draft-unchanged"]]


async def test_a_bug_is_answered_with_a_reference(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.durable.inbox.handle", lambda *_: 1 // 0)
    await stage.hear("request")
    assert stage.messenger.keys == [["failure"]]


async def test_commands_answer(stage: Stage) -> None:
    for name, key in [("start", "start"), ("help", "help"), ("x", "unknown-command")]:
        await stage.inbox.take(Command(ANNA, name))
        await stage.outbox.drain()
        assert stage.last == [key]


async def test_cancel_by_command_and_by_button(stage: Stage) -> None:
    await stage.hear("request")
    await stage.inbox.take(Command(ANNA, "cancel"))
    await stage.outbox.drain()
    assert stage.last == ["cancelled"]
    await stage.hear("request")
    await stage.tap(Action.CANCEL)
    assert stage.last == ["cancelled"]
    await stage.inbox.take(Command(ANNA, "cancel"))
    await stage.outbox.drain()
    assert stage.last == ["nothing-to-cancel"]


async def test_in_a_group_only_a_command_is_answered(stage: Stage) -> None:
    group = Sender(person=7, chat=-100, language="en", private=False)
    await stage.hear("request", sender=group)
    assert stage.messenger.keys == []
    await stage.inbox.take(Command(group, "start"))
    await stage.outbox.drain()
    assert stage.messenger.keys == [["private-only"]]


async def test_a_lost_answer_and_a_long_sleep_do_not_call_twice(stage: Stage) -> None:
    """The key has died meanwhile: a repeat would make a second job."""
    stage.calls.script = [ApiUnclear()]
    await confirmed(stage)
    await stage.drain()
    stage.clock.advance(25 * 3600)
    await stage.drain()
    assert len(stage.calls.posted) == 1
    assert "unclear" in stage.last
    file = stage.messenger.shown[-1][0].attachment
    assert isinstance(file, Attachment)
    assert file.content == f"{ONE.phone}\n"


async def test_what_never_left_is_given_back_when_its_time_is_over(stage: Stage) -> None:
    stage.calls.script = [ApiUnreachable()]
    await confirmed(stage)
    await stage.drain()
    stage.clock.advance(25 * 3600)
    await stage.drain()
    assert "expired" in stage.last
    assert len(stage.calls.posted) == 1
    await stage.tap(Action.SEND)
    await stage.drain()
    assert len({d.key for d in stage.calls.posted}) == 2


@pytest.mark.parametrize("by_command", [True, False])
async def test_a_request_that_never_left_can_be_taken_back(stage: Stage, by_command: bool) -> None:
    stage.calls.script = [ApiUnreachable()]
    await confirmed(stage)
    await stage.drain()
    if by_command:
        await stage.inbox.take(Command(ANNA, "cancel"))
    else:
        await stage.tap(Action.WITHDRAW)
    stage.clock.advance(3600)
    await stage.drain()
    assert "withdrawn" in stage.last
    assert len(stage.calls.posted) == 1


@pytest.mark.parametrize(
    ("script", "said"),
    [([ApiBroken()], "refused-maybe-sent"), ([], "refused-already-sent")],
)
async def test_what_may_have_arrived_cannot_be_taken_back(
    stage: Stage, script: list[Outside], said: str
) -> None:
    stage.calls.script = [*script]
    await confirmed(stage)
    await stage.drain()
    await stage.inbox.take(Command(ANNA, "cancel"))
    await stage.outbox.drain()
    assert stage.last == [said]


async def test_an_old_card_is_shown_again_before_it_sends(stage: Stage) -> None:
    await stage.hear("request")
    stage.clock.advance(13 * 3600)
    assert (await stage.tap(Action.SEND)).toast == text("refused-old")
    await stage.drain()
    assert stage.calls.posted == []
    await stage.tap(Action.SEND)
    await stage.drain()
    assert len(stage.calls.posted) == 1


async def test_a_second_process_that_answers_later_changes_nothing(stage: Stage) -> None:
    """Two processes on one database by mistake: the first answer stands."""
    await confirmed(stage)
    (due,) = await stage.database.run(lambda store: store.deliveries.due(stage.clock()))
    await stage.drain()
    stage.calls.script = [TokenInvalid()]
    deployment = Deployment(frozenset(), FakeReader(), stage.clock, FakeIds(), lambda: 1.0)
    await deliver(stage.database, stage.calls, due, deployment)
    kept = await stage.database.run(lambda store: store.deliveries.find(due.key))
    assert kept is not None
    assert kept.state is DeliveryState.ADDED


async def test_a_repeat_is_told_on_the_card(stage: Stage) -> None:
    READINGS["twice"] = Reading("twice", WEEK, (ONE, ONE))
    await stage.hear("twice")
    assert "repeats-merged" in stage.last
    assert "second-request" not in stage.last


async def test_two_payloads_of_a_phone_are_two_requests_and_the_card_says_so(stage: Stage) -> None:
    named = [Number(ONE.phone, {"name": name}) for name in ("Anna", "Boris")]
    READINGS["named"] = Reading("named", WEEK, (*named, TWO))
    await stage.hear("named")
    assert "second-request" in stage.last
    await stage.tap(Action.SEND)
    await stage.drain()
    assert [d.numbers for d in stage.calls.posted] == [(named[0], TWO), (named[1],)]


async def test_numbers_taken_off_by_words_are_not_called(stage: Stage) -> None:
    READINGS["without"] = Reading("without", removed=(ONE.phone,))
    await stage.hear("two")
    await stage.hear("without")
    await stage.tap(Action.SEND)
    await stage.drain()
    assert stage.calls.posted[0].numbers == (TWO,)


async def test_a_large_request_edits_its_card_now_and_then(stage: Stage) -> None:
    count = 60 * CHUNK
    READINGS["large"] = Reading("large", WEEK, many(count))
    await confirmed(stage, "large")
    told = len(stage.messenger.shown)
    await stage.drain()
    assert len(stage.calls.posted) == 60
    assert 15 <= len(stage.messenger.shown) - told <= STEPS
    assert [n for posted in stage.calls.posted for n in posted.numbers] == list(many(count))
    file = stage.messenger.shown[-1][0].attachment
    assert isinstance(file, Attachment)
    assert file.content.splitlines()[0] == f"{many(1)[0].phone};job-1"
    assert len(file.content.splitlines()) == count


async def test_a_list_that_is_too_long_is_cut_and_the_card_says_so(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.flows.progress.LISTED", 15)
    READINGS["list"] = Reading("list", WEEK, many(16))
    await confirmed(stage, "list")
    await stage.drain()
    shown = stage.messenger.shown[-1][0]
    assert text("list-cut", count=15) in shown.lines
    assert isinstance(shown.attachment, Attachment)
    assert len(shown.attachment.content.splitlines()) == 15


async def test_the_json_of_a_large_draft_shows_the_first_requests(stage: Stage) -> None:
    READINGS["json"] = Reading("json", WEEK, many(10 * CHUNK + 1))
    await stage.hear("json")
    await stage.tap(Action.JSON)
    shown = stage.messenger.shown[-1][0]
    assert shown.lines == (text("json-title", count=11), text("list-cut", count=10))
    assert isinstance(shown.attachment, Attachment)
    bodies = json.loads(shown.attachment.content)
    assert [len(body) for body in bodies] == [CHUNK] * 10


async def test_a_phone_that_the_campaign_names_leaves_the_later_requests_too(stage: Stage) -> None:
    named = [Number(ONE.phone, {"name": name}) for name in ("Anna", "Boris")]
    READINGS["both"] = Reading("both", WEEK, (*named, TWO))
    stage.calls.script = [ApiRejected("phone.bad.format", (ONE.phone,))]
    await confirmed(stage, "both")
    await stage.drain()
    assert {"campaign-refused-phones", "refused-title"} <= set(stage.last)
    await stage.tap(Action.SEND)
    await stage.drain()
    assert [d.numbers for d in stage.calls.posted[1:]] == [(TWO,)]


async def in_parts(*parts: tuple[Number, ...]) -> AsyncIterator[Part]:
    for numbers in parts:
        yield Part(numbers)


async def test_a_file_comes_part_by_part_and_is_seen_as_a_whole(stage: Stage) -> None:
    await stage.hear("request")
    draft = stage.button(Action.SEND).draft
    parts = in_parts((TWO, ONE), (TWO, *many(2)))
    source = await take_in(stage.database, draft, "file", "f", parts)
    before = await stage.database.run(lambda store: store.numbers.tally(draft))
    assert before.count == 1
    await stage.database.run(lambda store: store.sources.finish(source))
    tally = await stage.database.run(lambda store: store.numbers.tally(draft))
    assert (tally.count, tally.repeats, tally.first) == (4, 2, (ONE, TWO, many(1)[0]))


async def test_an_import_that_died_is_done_again_from_its_beginning(stage: Stage) -> None:
    await stage.hear("request")
    draft = stage.button(Action.SEND).draft

    async def dying() -> AsyncIterator[Part]:
        yield Part((TWO,))
        raise LookupError("a crash")

    with pytest.raises(LookupError):
        await take_in(stage.database, draft, "file", "f", dying())
    source = await take_in(stage.database, draft, "file", "f", in_parts(many(2)))
    await stage.database.run(lambda store: store.sources.finish(source))
    numbers = await stage.database.run(lambda store: list(store.numbers.each(draft)))
    assert numbers == [ONE, *many(2)]


async def test_a_draft_that_is_sent_while_a_file_is_read_goes_without_it(stage: Stage) -> None:
    await stage.hear("request")
    draft = stage.button(Action.SEND).draft

    async def slow() -> AsyncIterator[Part]:
        yield Part((TWO,))
        await stage.tap(Action.SEND)
        yield Part(many(2))

    with pytest.raises(Refused) as refused:
        await take_in(stage.database, draft, "file", "f", slow())
    assert refused.value.said.key == "import-overtaken"
    await stage.drain()
    assert [d.numbers for d in stage.calls.posted] == [(ONE,)]


def test_every_phone_that_stands_twice_in_a_file_is_a_suspect() -> None:
    suspects = Suspects()
    for start in (0, 500, 900):
        suspects.look_at(many(1000, 79_000_000_000 + start))
    found = [phone for portion in suspects.portions() for phone in portion]
    assert sorted(found) == [n.phone for n in many(1000, 79_000_000_500)]


async def test_a_reopened_draft_still_asks_for_the_clock_of_what_is_left(stage: Stage) -> None:
    local = replace(WEEK, zone="Europe/Moscow", zone_per_number=True)
    READINGS["local"] = Reading("local", local, (Number("73432223344"), ONE))
    stage.calls.script = [CampaignClosed("paused")]
    await confirmed(stage, "local")
    await stage.drain()
    await stage.tap(Action.SEND)
    await stage.drain()
    assert stage.calls.posted[0].numbers == stage.calls.posted[1].numbers


async def test_a_list_of_refused_numbers_is_made_when_it_is_shown(stage: Stage) -> None:
    await stage.hear("refused")
    await stage.tap(Action.REFUSED)
    assert stage.last == ["refused-list"]
    assert [document.name for document in stage.messenger.documents] == [
        "en-id-0000000000000000001"
    ]


async def test_a_few_typed_numbers_that_were_refused_need_no_list(stage: Stage) -> None:
    await stage.hear("few refused")
    card, _ = stage.messenger.shown[-1]
    assert Action.REFUSED not in [button.action for row in card.buttons for button in row]
    assert "refused-line" in stage.last


async def test_many_messages_make_few_cards(stage: Stage) -> None:
    """What was not shown yet gives way to the newer card; nothing else does."""
    for _ in range(5):
        await stage.inbox.take(Said(ANNA, "number"))
    await stage.inbox.take(Command(ANNA, "help"))
    await stage.inbox.take(Said(ANNA, "schedule"))
    await stage.outbox.drain()
    assert [keys[0] for keys in stage.messenger.keys] == ["help", "count-numbers"]
