"""Shows messages in the terminal: framed and numbered on a screen, plain lines in a pipe."""

from __future__ import annotations

from rich.console import Console
from rich.panel import Panel
from rich.text import Text as Styled

from bot.core.texts import Text, text
from bot.flows.messages import Action, Button, Outgoing
from bot.flows.ports import Say

# The words that tap these buttons too.
WORDS = {Action.SEND: text("console-yes"), Action.CANCEL: text("console-no")}


class ConsoleMessenger:
    """The Messenger port on a terminal; keeps the buttons that can be answered now."""

    def __init__(self, screen: Console, say: Say, *, framed: bool) -> None:
        self._screen = screen
        self._framed = framed
        self._voice = say
        self._waiting: list[Outgoing] = []
        self._shown = 0
        self.buttons: tuple[Button, ...] = ()

    async def show(self, outgoing: Outgoing, card: int | None) -> int | None:
        """Keep the message for `flush`; of one card's edits only the newest is worth reading."""
        self._waiting = [
            one for one in self._waiting if not (one.edit and one.draft == outgoing.draft)
        ]
        self._waiting.append(outgoing)
        if outgoing.draft is None:
            return None
        self.buttons = tuple(button for row in outgoing.buttons for button in row)
        self._shown += 1
        return card if outgoing.edit and card is not None else self._shown

    async def answer(self, _tap: str, _language: str, toast: Text | None, /) -> None:
        """Say the short word, where there is one."""
        if toast is not None:
            self.say(self._voice(toast))

    def flush(self) -> None:
        """Print what was shown since the last time."""
        for outgoing in self._waiting:
            self._print(outgoing)
        self._waiting.clear()

    def say(self, *lines: str) -> None:
        """Print lines of the console's own."""
        for line in lines:
            self._screen.print(Styled(line), soft_wrap=not self._framed)

    def _print(self, outgoing: Outgoing) -> None:
        lines = "\n".join(self._voice(line) for line in outgoing.lines)
        if self._framed and outgoing.draft:
            self._screen.print(Panel(Styled(lines), expand=False, padding=(0, 1)))
        else:
            self.say(lines)
        if outgoing.attachment:
            self.say(outgoing.attachment.content)
        if outgoing.buttons:
            self.say(self._choices(outgoing), "")

    def _choices(self, outgoing: Outgoing) -> str:
        buttons = (button for row in outgoing.buttons for button in row)
        choices = tuple(_choice(number, button) for number, button in enumerate(buttons, start=1))
        return self._voice(text("console-answers", answers=choices))


def _choice(number: int, button: Button) -> Text:
    word = WORDS.get(button.action)
    if word is None:
        return text("console-answer-choice", number=str(number), label=button.label)
    return text("console-answer-word", number=str(number), word=word, label=button.label)
