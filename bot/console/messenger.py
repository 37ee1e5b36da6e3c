"""Shows messages in the terminal: framed and numbered on a screen, plain lines in a pipe."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.text import Text as Styled

from bot.core.texts import Text, text
from bot.flows.messages import Action, Button, Document, Outgoing
from bot.flows.ports import Say

# The words that tap these buttons too.
WORDS = {Action.SEND: text("console-yes"), Action.CANCEL: text("console-no")}


class ConsoleMessenger:
    """The Messenger port on a terminal; keeps the buttons that can be answered now."""

    def __init__(self, screen: Console, say: Say, folder: Path, *, framed: bool) -> None:
        """Tables that a terminal cannot show are put into the folder."""
        self._screen = screen
        self._framed = framed
        self._voice = say
        self._folder = folder
        self._waiting: list[tuple[Outgoing, Document | None]] = []
        self._shown = 0
        self.buttons: tuple[Button, ...] = ()

    async def show(
        self, outgoing: Outgoing, card: int | None, document: Document | None = None
    ) -> int | None:
        """Keep the message for `flush`; what was edited meanwhile is not worth reading."""
        self._waiting = [
            (one, its)
            for one, its in self._waiting
            if one.draft != outgoing.draft or not (one.edit or outgoing.edit)
        ]
        self._waiting.append((outgoing, document))
        if outgoing.draft is not None or outgoing.buttons:
            self.buttons = tuple(button for row in outgoing.buttons for button in row)
        if outgoing.draft is None:
            return None
        self._shown += 1
        return card if outgoing.edit and card is not None else self._shown

    async def answer(self, _tap: str, _language: str, toast: Text | None, /) -> None:
        """Say the short word, where there is one."""
        if toast is not None:
            self.say(self._voice(toast))

    def flush(self) -> None:
        """Print what was shown since the last time."""
        for outgoing, document in self._waiting:
            self._print(outgoing, document)
        self._waiting.clear()

    def say(self, *lines: str) -> None:
        """Print lines of the console's own."""
        for line in lines:
            self._screen.print(Styled(line), soft_wrap=not self._framed)

    def _print(self, outgoing: Outgoing, document: Document | None) -> None:
        lines = "\n".join(self._voice(line) for line in outgoing.lines)
        if self._framed and outgoing.draft:
            self._screen.print(Panel(Styled(lines), expand=False, padding=(0, 1)))
        else:
            self.say(lines)
        if document is not None:
            self._hand_over(document)
        if outgoing.buttons:
            self.say(self._choices(outgoing), "")

    def _hand_over(self, document: Document) -> None:
        """Print a text; put any other file where the person can open it."""
        try:
            self.say(document.content.decode())
        except UnicodeDecodeError:
            path = self._folder / document.name
            path.write_bytes(document.content)
            self.say(str(path))

    def _choices(self, outgoing: Outgoing) -> str:
        buttons = (button for row in outgoing.buttons for button in row)
        choices = tuple(_choice(number, button) for number, button in enumerate(buttons, start=1))
        return self._voice(text("console-answers", answers=choices))


def _choice(number: int, button: Button) -> Text:
    word = WORDS.get(button.action)
    if word is None:
        return text("console-answer-choice", number=str(number), label=button.label)
    return text("console-answer-word", number=str(number), word=word, label=button.label)
