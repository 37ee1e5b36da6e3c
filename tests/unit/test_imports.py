"""Files on their way into drafts, on a real database in memory, with fakes at the edges."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.core.draft import Draft, DraftState
from bot.core.errors import FileMissing, MessengerUnreachable, Refused
from bot.core.files import (
    TRIES_OF_BUG,
    TRIES_OF_MISSING,
    ColumnChoice,
    ColumnRead,
    ColumnSet,
    FileOptions,
    FileRef,
    FileState,
    Found,
    SheetChoice,
    SheetRead,
    TableRead,
    Unsure,
)
from bot.core.phones.columns import ColumnKind
from bot.core.phones.number import Number, RefusedNumber
from bot.core.policy import Day, Policy, Week, Window
from bot.core.reading.reading import ColumnSaid, Reading, Unknown
from bot.core.texts import text
from bot.durable.imports import Imports
from bot.durable.inbox import Inbox
from bot.flows.deployment import Deployment
from bot.flows.file_ports import Part
from bot.flows.messages import (
    Action,
    Button,
    Command,
    Incoming,
    Introduced,
    Outgoing,
    Reply,
    Said,
    Sender,
    Sent,
    Tapped,
)
from bot.flows.ports import Store
from bot.storage.database import SqlDatabase, open_database
from bot.storage.migrate import ensure
from tests.fakes import FakeClock, FakeIds, FakeReader

ANNA = Sender(person=7, chat=7, language="en")
WEEK = Policy(week=Week.of(dict.fromkeys(tuple(Day)[:5], (Window(600, 1080),))))
ONE, TWO, THREE = (Number(f"7912345678{n}") for n in (1, 2, 3))
SHORT = RefusedNumber("12", text("refused-too-short"), row=7)
B_PHONE = ColumnSet("B", ColumnKind.PHONE)
TABLE = TableRead("", "print", (ColumnRead(0, ColumnKind.PHONE, "tel"),))
FOUND = Found((TABLE,))
UNSURE = Unsure(columns=(ColumnChoice(0, "a", "79123456781"), ColumnChoice(1, "", "79123456782")))
SHEETS = Unsure(sheets=(SheetChoice(0, "May", 1), SheetChoice(2, "June", 1)))
READINGS = {
    "schedule": Reading("schedule", WEEK),
    "request": Reading("request", WEEK, (THREE,)),
    "words": Reading("words", unknown=(Unknown("words", 0, 5),)),
    "column B": Reading("column B", columns=(ColumnSaid("B", ColumnKind.PHONE),)),
}

Pieces = tuple[Found | Unsure | Part | Exception, ...]


@dataclass
class FakeFiles:
    """Hands every file over, after the failures of the script."""

    script: list[Exception] = field(default_factory=list)
    fetches: list[str] = field(default_factory=list)
    held: int = 0

    @asynccontextmanager
    async def fetched(self, file: FileRef) -> AsyncIterator[Path]:
        """Fail as scripted, or give some path."""
        self.fetches.append(file.place)
        if self.script:
            raise self.script.pop(0)
        self.held += 1
        yield Path("file")
        self.held -= 1


@dataclass
class FakeNumbers:
    """Reads what it was taught, the next time the next; `during` happens before each part."""

    script: list[Pieces] = field(default_factory=list)
    asked: list[tuple[FileOptions, Mapping[str, tuple[ColumnSet, ...]]]] = field(
        default_factory=list
    )
    during: Callable[[], None] = lambda: None

    @asynccontextmanager
    async def read(
        self,
        path: Path,
        now: datetime,
        options: FileOptions,
        recalled: Mapping[str, tuple[ColumnSet, ...]],
    ) -> AsyncIterator[AsyncIterator[Found | Unsure | Part]]:
        """Play the next script."""
        self.asked.append((options, recalled))
        yield self._pieces(self.script.pop(0))

    async def _pieces(self, pieces: Pieces) -> AsyncIterator[Found | Unsure | Part]:
        for piece in pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece
            self.during()


@dataclass
class Stage:
    """The inbox and the imports of one deployment."""

    database: SqlDatabase
    inbox: Inbox
    imports: Imports
    files: FakeFiles
    numbers: FakeNumbers
    clock: FakeClock

    async def send(self, *pieces: Found | Unsure | Part | Exception, **about: str) -> Draft:
        """Send a file that is read as told, and read it."""
        if pieces:
            self.numbers.script.append(pieces)
        await self.hear(sent(**about))
        await self.imports.drain()
        return await self.draft()

    async def hear(self, incoming: Incoming) -> Reply:
        """Take what comes in."""
        return await self.inbox.take(incoming)

    async def tap(self, action: Action, choice: int = 0) -> Reply:
        """Tap a button of the newest card."""
        button = await self.button(action)
        tap = (button.action, button.draft, button.revision, choice, 1)
        return await self.hear(Tapped(ANNA, *tap))

    async def button(self, action: Action) -> Button:
        """Find a button of the newest card."""
        cards = [one for one in await self.said() if one.draft]
        return next(b for row in cards[-1].buttons for b in row if b.action is action)

    async def actions(self) -> set[Action]:
        """What the newest card lets be done."""
        cards = [one for one in await self.said() if one.draft]
        return {button.action for row in cards[-1].buttons for button in row}

    async def draft(self) -> Draft:
        """The newest draft."""
        found = await self.database.run(lambda store: store.newest_draft(7, 7))
        assert found is not None
        return found

    async def phones(self, draft: Draft) -> list[str]:
        """The phones that a confirmation would send."""
        return await self.database.run(
            lambda store: [number.phone for number in store.numbers.each(draft.id)]
        )

    async def said(self) -> list[Outgoing]:
        """Everything that waits in the outbox, oldest first."""
        return await self.database.run(_outbox)

    async def keys(self) -> list[str]:
        """The keys of the newest message."""
        return [line.key for line in (await self.said())[-1].lines]


def _outbox(store: Store) -> list[Outgoing]:
    """Close the messages one by one, and put them back."""
    found: list[Outgoing] = []
    now = datetime.fromisoformat("2030-01-01T00:00:00+00:00")
    while waiting := store.outbox.unsent(now):
        found += [one.outgoing for one in waiting]
        for one in waiting:
            store.outbox.shown(one.seq, None)
    for outgoing in found:
        store.outbox.post(outgoing)
    return found


def sent(name: str = "list.csv", caption: str = "", album: str | None = None) -> Sent:
    return Sent(ANNA, FileRef(f"id-of-{name}", name, 100), caption, album)


def part(*numbers: Number, refused: tuple[RefusedNumber, ...] = ()) -> Part:
    return Part(numbers, refused, {None: len(numbers)} if numbers else None)


@pytest.fixture
def stage() -> Iterator[Stage]:
    clock, files, numbers = FakeClock(), FakeFiles(), FakeNumbers()
    database = open_database("sqlite://", clock)
    ensure(database)
    deployment = Deployment(
        frozenset({ANNA.person}),
        FakeReader(READINGS),
        clock,
        FakeIds(),
        lambda: 1.0,
        cards=lambda card: [(phone, "Card") for phone in card.split()],
    )
    inbox = Inbox(database, deployment, lambda: None)
    imports = Imports(database, files, numbers, deployment)
    yield Stage(database, inbox, imports, files, numbers, clock)
    database.close()


async def test_a_file_with_its_schedule_makes_a_draft_that_can_be_sent(stage: Stage) -> None:
    parts = part(ONE, TWO), part(replace(ONE, payload={"name": "Anna"}), refused=(SHORT,))
    draft = await stage.send(FOUND, *parts, caption="schedule")
    assert (draft.numbers.count, draft.refused.count, draft.policy) == (2, 1, WEEK)
    assert draft.ready
    assert draft.files[0].state is FileState.DONE
    assert Action.SEND in await stage.actions()
    assert stage.files.held == 0


async def test_nothing_can_be_sent_while_a_file_is_read(stage: Stage) -> None:
    await stage.hear(Said(ANNA, "request"))
    before = await stage.draft()
    await stage.hear(sent())
    draft = await stage.draft()
    assert draft.id == before.id
    assert draft.reading
    assert not draft.complete
    assert "file-reading" in await stage.keys()
    assert await stage.actions() == {Action.CHANGE, Action.CANCEL}
    forged = Tapped(ANNA, Action.SEND, draft.id, draft.revision, 0, 1)
    assert (await stage.hear(forged)).toast == text("refused-not-ready")
    stale = Tapped(ANNA, Action.SEND, draft.id, before.revision, 0, 1)
    assert (await stage.hear(stale)).toast == text("refused-stale")


async def test_words_after_a_file_amend_its_draft_while_it_is_read(stage: Stage) -> None:
    await stage.hear(sent())
    await stage.hear(Said(ANNA, "schedule"))
    stage.numbers.script.append((FOUND, part(ONE)))
    await stage.imports.drain()
    draft = await stage.draft()
    assert (draft.numbers.count, draft.policy) == (1, WEEK)


async def test_a_second_file_without_words_joins_the_draft(stage: Stage) -> None:
    first = await stage.send(FOUND, part(ONE), caption="schedule")
    second = await stage.send(FOUND, part(ONE, TWO), name="more.csv")
    assert second.id == first.id
    assert (second.numbers.count, second.numbers.repeats) == (2, 1)
    assert [file.name for file in second.files] == ["list.csv", "more.csv"]


async def test_a_file_with_a_schedule_of_its_own_is_a_new_request(stage: Stage) -> None:
    first = await stage.send(FOUND, part(ONE), caption="schedule")
    second = await stage.send(FOUND, part(TWO), name="more.csv", caption="schedule")
    assert second.id != first.id
    assert await stage.phones(first) == [ONE.phone]
    assert await stage.phones(second) == [TWO.phone]


@pytest.mark.parametrize("captions", [("schedule", ""), ("", "schedule")])
async def test_the_files_of_an_album_are_one_request(
    stage: Stage, captions: tuple[str, str]
) -> None:
    """Wherever the caption stands; each file is an update of its own."""
    for name, caption in zip(("a.csv", "b.csv"), captions, strict=True):
        await stage.hear(sent(name, caption, "album"))
    stage.numbers.script += [(FOUND, part(ONE)), (FOUND, part(TWO))]
    await stage.imports.drain()
    draft = await stage.draft()
    assert (draft.numbers.count, draft.policy, draft.ready) == (2, WEEK, True)


async def test_words_that_mean_nothing_under_a_file_are_quoted(stage: Stage) -> None:
    draft = await stage.send(FOUND, part(ONE), caption="words")
    assert [unknown.words for unknown in draft.unknown] == ["words"]


async def test_a_file_that_is_too_big_is_refused_at_once(stage: Stage) -> None:
    big = replace(sent(), file=FileRef("x", "big.csv", 21 << 20))
    reply = await stage.hear(big)
    assert [line.key for line in reply.said[0].lines] == ["file-too-big"]
    await stage.imports.drain()
    assert stage.files.fetches == []


async def test_a_file_of_a_stranger_is_never_fetched(stage: Stage) -> None:
    stranger = replace(sent(), sender=Sender(person=9, chat=9, language="en"))
    reply = await stage.hear(stranger)
    await stage.imports.drain()
    assert [line.key for line in reply.said[0].lines] == ["stranger"]
    assert stage.files.fetches == []


async def test_a_file_that_cannot_be_read_leaves_the_draft_as_it_was(stage: Stage) -> None:
    await stage.hear(Said(ANNA, "request"))
    draft = await stage.send(Refused(text("file-pdf")))
    assert (draft.numbers.count, draft.files, draft.ready) == (1, (), True)
    assert (await stage.keys())[0] == "file-refused"
    assert Action.SEND in await stage.actions()


async def test_a_draft_of_nothing_but_a_bad_file_goes_with_it(stage: Stage) -> None:
    draft = await stage.send(FOUND, Refused(text("file-broken")))
    assert draft.state is DraftState.CANCELLED
    assert await stage.keys() == ["file-refused"]
    assert (await stage.said())[-1].buttons == ()


async def test_a_file_that_breaks_in_the_middle_leaves_no_numbers(stage: Stage) -> None:
    await stage.hear(Said(ANNA, "request"))
    draft = await stage.send(FOUND, part(ONE, TWO), Refused(text("file-broken")))
    assert await stage.phones(draft) == [THREE.phone]
    assert draft.numbers.count == 1


async def test_a_column_is_asked_for_and_the_answer_reads_the_file_again(stage: Stage) -> None:
    draft = await stage.send(UNSURE, caption="schedule")
    assert [answer.label.key for answer in draft.questions[0].answers] == [
        "answer-file-column",
        "answer-file-column-bare",
        "answer-file-drop",
    ]
    assert draft.reading
    stage.numbers.script.append((FOUND, part(TWO)))
    await stage.tap(Action.ANSWER, choice=1)
    await stage.imports.drain()
    draft = await stage.draft()
    assert (draft.questions, draft.numbers.count, draft.policy) == ((), 1, WEEK)
    assert stage.numbers.asked[-1][0] == FileOptions(columns=(B_PHONE,))
    assert stage.files.fetches == ["id-of-list.csv"] * 2


async def test_what_was_answered_is_known_for_the_next_file_of_the_header(stage: Stage) -> None:
    await stage.send(UNSURE)
    stage.numbers.script.append((FOUND, part(TWO)))
    await stage.tap(Action.ANSWER, choice=1)
    await stage.imports.drain()
    await stage.send(FOUND, part(ONE), name="more.csv")
    assert stage.numbers.asked[-1] == (FileOptions(), {"print": (B_PHONE,)})


async def test_a_sheet_is_asked_for(stage: Stage) -> None:
    draft = await stage.send(SHEETS)
    chosen = [answer.file.options.sheets for answer in draft.questions[0].answers if answer.file]
    assert chosen == [(0,), (2,), (0, 2), ()]


async def test_a_file_can_be_left_out(stage: Stage) -> None:
    await stage.hear(Said(ANNA, "request"))
    await stage.send(UNSURE)
    await stage.tap(Action.ANSWER, choice=2)
    await stage.imports.drain()
    draft = await stage.draft()
    assert (draft.files, draft.questions, draft.ready) == ((), (), True)


async def test_words_about_a_column_read_the_file_again(stage: Stage) -> None:
    """What it brought before is gone, what came from elsewhere stays."""
    await stage.send(FOUND, part(ONE, TWO), caption="schedule")
    await stage.hear(Said(ANNA, "request"))
    later = await stage.draft()
    assert later.numbers.count == 1
    await stage.send(FOUND, part(ONE, TWO), name="more.csv")
    stage.numbers.script.append((FOUND, part(TWO)))
    await stage.hear(Said(ANNA, "column B"))
    assert await stage.phones(later) == [THREE.phone]
    await stage.imports.drain()
    assert await stage.phones(later) == [THREE.phone, TWO.phone]
    assert (await stage.draft()).numbers.count == 2


async def test_a_number_that_was_merged_with_a_file_is_there_when_the_file_has_it_no_more(
    stage: Stage,
) -> None:
    await stage.hear(Said(ANNA, "request"))
    named = replace(THREE, payload={"name": "Anna"})
    draft = await stage.send(FOUND, part(ONE, named))
    assert await stage.phones(draft) == [ONE.phone, THREE.phone]
    stage.numbers.script.append((FOUND, part(TWO)))
    await stage.hear(Said(ANNA, "column B"))
    await stage.imports.drain()
    assert await stage.phones(draft) == [THREE.phone, TWO.phone]
    assert ((await stage.draft()).numbers.count, (await stage.draft()).numbers.repeats) == (2, 0)


async def test_what_was_refused_is_listed_once_for_each_content(stage: Stage) -> None:
    other = replace(SHORT, value="34")
    for refused, lists in ((SHORT, 1), (SHORT, 1), (other, 2), (other, 2)):
        stage.numbers.script.append((FOUND, part(ONE, refused=(refused,))))
        await stage.hear(sent() if not stage.files.fetches else Said(ANNA, "column B"))
        await stage.imports.drain()
        assert sum(one.attachment is not None for one in await stage.said()) == lists


async def test_a_file_tells_of_assumed_codes_of_hidden_rows_and_of_other_sheets(
    stage: Stage,
) -> None:
    columns = (ColumnRead(0, ColumnKind.NAME), ColumnRead(1, ColumnKind.PHONE))
    first = replace(TABLE, name="May", filtered=2)
    found = Found((first, replace(TABLE, name="June", columns=columns), replace(first, name="J")))
    parts = (replace(part(ONE), codes={"7": 1}), replace(part(TWO), codes={"7": 1}))
    (file,) = (await stage.send(found, *parts)).files
    assert (file.codes, file.filtered) == ((("7", 2),), 4)
    assert file.sheets == (SheetRead("June", columns),)
    told = [line.key for line in (await stage.said())[-1].lines]
    lines = ["file-columns", "file-sheet-columns", "file-codes", "file-filtered"]
    assert [key for key in told if key in lines] == lines


async def test_words_about_a_column_of_no_file_are_not_understood(stage: Stage) -> None:
    await stage.hear(Said(ANNA, "request"))
    await stage.hear(Said(ANNA, "column B"))
    (unknown,) = (await stage.draft()).unknown
    assert (unknown.words, unknown.note) == ("B", text("columns-of-no-file"))


async def test_a_column_that_the_file_has_not_is_told(stage: Stage) -> None:
    draft = await stage.send(Found((TABLE,), lost=("Z",)), part(ONE))
    assert draft.unknown[0].note == text("no-such-column")


async def test_new_words_about_a_column_stop_the_reading_under_way(stage: Stage) -> None:
    """The first reading ends without a trace; the second begins at once."""
    await stage.hear(sent())
    draft = await stage.draft()
    work = await stage.database.run(lambda store: store.imports.due(stage.clock(), ()))
    assert work is not None
    newer = replace(work, version=2, options=FileOptions(columns=(B_PHONE,)))

    def change() -> None:
        if len(stage.numbers.asked) == 1:
            stage.database._run(lambda store: store.imports.again(newer, stage.clock()))

    stage.numbers.during = change
    stage.numbers.script += [(FOUND, part(ONE)), (FOUND, part(TWO))]
    await stage.imports.drain()
    assert await stage.phones(draft) == [TWO.phone]
    assert stage.numbers.asked[-1][0] == newer.options


async def test_a_cancelled_draft_stops_the_reading_and_nothing_more_is_said(stage: Stage) -> None:
    await stage.hear(sent())
    draft = await stage.draft()
    cancelled = replace(draft, state=DraftState.CANCELLED)
    stage.numbers.during = lambda: stage.database._run(lambda store: store.save(cancelled))
    stage.numbers.script.append((FOUND, part(ONE), part(TWO)))
    before = len(await stage.said())
    await stage.imports.drain()
    assert len(await stage.said()) == before
    assert await stage.phones(draft) == []
    assert await stage.database.run(lambda store: store.imports.next_due(())) is None


async def test_a_file_of_a_cancelled_draft_is_not_fetched(stage: Stage) -> None:
    await stage.hear(sent())
    await stage.hear(Command(ANNA, "cancel"))
    await stage.imports.drain()
    assert stage.files.fetches == []


async def test_progress_edits_the_card_every_two_seconds_at_most(stage: Stage) -> None:
    await stage.hear(sent())
    before = len(await stage.said())
    stage.numbers.during = lambda: stage.clock.advance(0.5)
    many = [part(Number(f"7912000{n:04}")) for n in range(9)]
    stage.numbers.script.append((FOUND, *many))
    await stage.imports.drain()
    *progress, last = (await stage.said())[before:]
    assert [line.params["count"] for one in progress for line in one.lines[:1]] == [4, 8]
    assert all(one.edit for one in progress)
    assert "count-numbers" in [line.key for line in last.lines]


async def test_a_card_that_was_told_long_ago_has_a_new_one_as_its_successor(stage: Stage) -> None:
    await stage.hear(sent())
    stage.numbers.script.append((FOUND, part(ONE)))
    stage.numbers.during = lambda: stage.clock.advance(30)
    await stage.imports.drain()
    assert not (await stage.said())[-1].edit


async def test_a_messenger_that_is_away_is_asked_again_and_the_card_says_so(stage: Stage) -> None:
    stage.files.script = [MessengerUnreachable("x") for _ in range(4)]
    await stage.hear(sent())
    for _ in range(4):
        await stage.imports.drain()
        stage.clock.advance(300)
    assert "file-late" in await stage.keys()
    stage.numbers.script.append((FOUND, part(ONE)))
    await stage.imports.drain()
    assert (await stage.draft()).numbers.count == 1
    assert len(stage.files.fetches) == 5


async def test_a_file_that_the_messenger_lost_is_given_up(stage: Stage) -> None:
    stage.files.script = [FileMissing("x") for _ in range(TRIES_OF_MISSING)]
    await stage.hear(sent())
    for _ in range(TRIES_OF_MISSING):
        await stage.imports.drain()
        stage.clock.advance(300)
    (line,) = (await stage.said())[-1].lines
    assert line.params["why"] == text("file-gone")


async def test_a_fault_of_our_own_is_tried_again_and_then_told_with_a_reference(
    stage: Stage,
) -> None:
    stage.numbers.script = [(FOUND, part(ONE), ZeroDivisionError()) for _ in range(TRIES_OF_BUG)]
    await stage.hear(sent())
    for _ in range(TRIES_OF_BUG):
        await stage.imports.drain()
        stage.clock.advance(300)
    (line,) = (await stage.said())[-1].lines
    why = line.params["why"]
    assert getattr(why, "key", "") == "file-failure"
    assert len(stage.numbers.asked) == TRIES_OF_BUG
    assert await stage.phones(await stage.draft()) == []


async def test_what_a_crash_left_is_removed_before_the_file_is_read_again(stage: Stage) -> None:
    await stage.hear(sent())
    draft = await stage.draft()

    def leave(store: Store) -> None:
        source = store.sources.begin(draft.id, "file", "1")
        store.sources.put(source, [ONE, TWO])

    await stage.database.run(leave)
    stage.numbers.script.append((FOUND, part(ONE, TWO)))
    await stage.imports.drain()
    assert await stage.phones(draft) == [ONE.phone, TWO.phone]
    assert (await stage.draft()).numbers.repeats == 0


async def test_two_lanes_read_two_files_side_by_side(stage: Stage) -> None:
    """Neither takes the import of the other."""
    await stage.hear(sent())
    work = await stage.database.run(lambda store: store.imports.due(stage.clock(), ()))
    assert work is not None
    stage.imports._busy.add(work.id)
    await stage.imports.drain()
    assert stage.files.fetches == []
    assert await stage.database.run(stage.imports.next_due) is None


async def test_a_contact_gives_its_number_and_those_of_its_card_once(stage: Stage) -> None:
    card = "+7-912-345-67-81 8(912)3456782 12"
    await stage.hear(Introduced(ANNA, "+7 912 345-67-81", "Anna", card))
    draft = await stage.draft()
    assert [(n.phone, n.payload) for n in draft.numbers.first] == [
        (ONE.phone, {"name": "Anna"}),
        (TWO.phone, {"name": "Anna"}),
    ]
    assert draft.refused.count == 1


async def test_contacts_one_after_the_other_are_one_draft(stage: Stage) -> None:
    await stage.hear(Said(ANNA, "schedule"))
    for number in (ONE, TWO, THREE):
        await stage.hear(Introduced(ANNA, f"+{number.phone}"))
    draft = await stage.draft()
    assert (draft.numbers.count, draft.ready) == (3, True)


async def test_an_import_that_even_cannot_be_given_up_does_not_hold_up_others(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its card cannot be written; it waits, and the other file is read."""
    await stage.hear(sent("bad.csv"))
    await stage.hear(sent("good.csv", "schedule"))
    stage.numbers.script = [(Refused(text("file-broken")),), (FOUND, part(ONE))]
    monkeypatch.setattr("bot.durable.imports.give_up", raises)
    await stage.imports.drain()
    assert await stage.phones(await stage.draft()) == [ONE.phone]
    due = await stage.database.run(stage.imports.next_due)
    assert due is not None
    assert due > stage.clock()


def raises(*_arguments: object) -> None:
    raise ZeroDivisionError
