"""How messages look in the terminal: framed or plain, numbered, and as they were written."""

from __future__ import annotations

import io
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console

from bot.console.messenger import ConsoleMessenger
from bot.core.texts import text
from bot.flows.messages import Action, Button, Document, Outgoing
from bot.locales import catalogue

WIDE = "🔥 ❤️ ✏️ 👍🏽 👨‍👩‍👧 🇷🇺 电话 é"
MARKS = "[red]x[/red] :smile: 10:100:5 \\["


class Screen:
    """A terminal of 60 columns, or a pipe, and the messenger that writes to it."""

    def __init__(self, folder: Path = Path(), *, framed: bool) -> None:
        self._file = io.StringIO()
        console = Console(file=self._file, width=60, force_terminal=framed, color_system=None)
        self.messenger = ConsoleMessenger(console, catalogue("en").say, folder, framed=framed)

    async def show(self, *outgoing: Outgoing) -> str:
        """Show messages; give what was printed."""
        for one in outgoing:
            await self.messenger.show(one, None)
        self.messenger.flush()
        return self._file.getvalue()


def message(*lines: str, draft: str | None = "d", edit: bool = False, buttons: int = 0) -> Outgoing:
    """A message with these words in its lines."""
    row = tuple(button(action) for action in (Action.SEND, Action.CHANGE, Action.CANCEL)[:buttons])
    said = tuple(text("json-body", body=line) for line in lines)
    return Outgoing(1, "en", said, (row,) if row else (), draft, edit)


def button(action: Action) -> Button:
    """A button of the draft."""
    labels = {Action.SEND: text("button-send", count=1), Action.CHANGE: text("button-change")}
    return Button(labels.get(action, text("button-cancel")), action, "d", 1)


async def test_the_frame_is_straight_whatever_stands_in_it() -> None:
    shown = await Screen(framed=True).show(message(WIDE, MARKS, "", "q" * 150))
    lines = shown.splitlines()
    assert lines[0][0] + lines[0][-1] + lines[-1][0] + lines[-1][-1] == "╭╮╰╯"
    assert {cell_len(line) for line in lines} == {60}
    assert WIDE in shown
    assert MARKS in shown, "a person's words are no markup"


async def test_in_a_pipe_the_words_stay_as_they_are() -> None:
    shown = await Screen(framed=False).show(message(WIDE, MARKS, "q" * 150))
    assert shown.splitlines() == [WIDE, MARKS, "q" * 150]


async def test_a_message_that_is_no_card_has_no_frame() -> None:
    shown = await Screen(framed=True).show(message("hello", draft=None))
    assert shown == "hello\n"


async def test_of_the_edits_of_a_card_only_the_newest_is_shown() -> None:
    screen = Screen(framed=False)
    sending, added = message("sending", edit=True), message("added", edit=True)
    other = message("of another draft", draft="e")
    assert (await screen.show(sending, other, added)).splitlines() == ["of another draft", "added"]


async def test_buttons_are_numbered_and_their_words_named() -> None:
    shown = await Screen(framed=False).show(message("card", buttons=3))
    assert "Answer: 1 (yes) – ✅ Send 1, 2 – ✏️ Change, 3 (no) – ✖️ Cancel" in shown


async def test_only_the_newest_card_can_be_answered() -> None:
    screen = Screen(framed=False)
    await screen.show(message("card", buttons=2), message("beside it", draft=None))
    assert [button.action for button in screen.messenger.buttons] == [Action.SEND, Action.CHANGE]
    await screen.show(message("sent", edit=True))
    assert screen.messenger.buttons == ()


async def test_a_text_file_is_printed() -> None:
    screen = Screen(framed=False)
    await screen.messenger.show(message("jobs"), None, Document("jobs.csv", b"7912;5\n"))
    assert "7912;5" in await screen.show()


async def test_any_other_file_is_put_where_it_can_be_opened(tmp_path: Path) -> None:
    screen = Screen(tmp_path, framed=False)
    await screen.messenger.show(message("list"), None, Document("list.xlsx", b"PK\xff"))
    assert str(tmp_path / "list.xlsx") in await screen.show()
    assert (tmp_path / "list.xlsx").read_bytes() == b"PK\xff"


async def test_a_short_answer_is_said_where_there_is_one() -> None:
    screen = Screen(framed=False)
    await screen.messenger.answer("", "en", None)
    await screen.messenger.answer("", "en", text("cancelled"))
    assert await screen.show() == "Cancelled, nothing was sent.\n"
