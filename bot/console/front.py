"""Reads lines: words for the draft, a word or a number for its buttons, commands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.console.messenger import ConsoleMessenger
from bot.console.paths import dragged, named
from bot.core.texts import Text, text
from bot.flows.messages import (
    Action,
    Button,
    Command,
    Incoming,
    Reply,
    Said,
    Sender,
    Sent,
    Tapped,
)
from bot.flows.ports import Database, Say

PERSON = 1
FILE = "/file"
WORDS = ("/help", FILE, "/sandbox", "/cancel", "/start", "/quit")
ANSWERS = {
    "console-yes": Action.SEND,
    "console-no": Action.CANCEL,
    "console-cancel": Action.CANCEL,
    "console-json": Action.JSON,
}


@dataclass(frozen=True)
class Works:
    """What the console drives: the inbox, and the draining of all that follows from it."""

    take: Callable[[Incoming], Awaitable[Reply]]
    drain: Callable[[], Awaitable[None]]
    database: Database
    holds: Callable[[], tuple[Text, ...]]


class ConsoleFront:
    """One person's dialogue with the bot; `done` turns False when something asked was not done."""

    def __init__(
        self,
        works: Works,
        messenger: ConsoleMessenger,
        language: str,
        voices: Mapping[str, Say],
    ) -> None:
        self._works = works
        self._messenger = messenger
        self._voice = voices[language]
        self._answers = {
            say(text(key)): action for say in voices.values() for key, action in ANSWERS.items()
        }
        self._sender = Sender(person=PERSON, chat=PERSON, language=language)
        self.done = True

    def run(self, lines: Iterator[str]) -> bool:
        """Answer line after line to the end of the input or /quit; whether all was done."""
        with asyncio.Runner() as runner:
            for line in map(str.strip, lines):
                if line.lower() == "/quit":
                    break
                if line:
                    runner.run(self._answer(line))
        return self.done and not self._left_open()

    async def _answer(self, line: str) -> None:
        if line.lower() == "/sandbox":
            self._messenger.say(*(self._voice(said) for said in self._works.holds()))
            return
        if line.lower() == FILE:
            self._not_done(text("console-file-how"))
            return
        incoming = self._meant(line)
        if incoming is None:
            waits = self._messenger.buttons
            self._not_done(text("refused-not-ready" if waits else "console-nothing-open"))
            return
        reply = await self._works.take(incoming)
        await self._works.drain()
        self._messenger.flush()
        if line.lower() == "/help":
            self._messenger.say(self._voice(text("help-console")))
        await self._messenger.answer("", self._sender.language, reply.toast)
        self.done = self.done and reply.done and await self._delivered(incoming)

    def _meant(self, line: str) -> Incoming | None:
        """What a line asks for; None for an answer to nothing."""
        word = line.lower().rstrip(".!")
        if word in self._answers:
            return self._tap(self._button(self._answers[word]))
        if word.isdecimal() and 1 <= int(word) <= len(self._messenger.buttons):
            return self._tap(self._messenger.buttons[int(word) - 1])
        file = dragged(line)
        if file is not None:
            return Sent(self._sender, file)
        if line.lower().startswith(f"{FILE} "):
            asked = named(line[len(FILE) :].strip())
            return Sent(self._sender, *asked) if asked else None
        if line.startswith("/"):
            name, _, rest = line[1:].partition(" ")
            return Command(self._sender, name.lower(), rest)
        return Said(self._sender, line)

    def _left_open(self) -> bool:
        """Whether the newest card still asks for something before it can be sent."""
        actions = {button.action for button in self._messenger.buttons}
        return bool(actions) and Action.SEND not in actions

    def _button(self, action: Action) -> Button | None:
        return next((b for b in self._messenger.buttons if b.action is action), None)

    def _tap(self, button: Button | None) -> Tapped | None:
        if button is None:
            return None
        return Tapped(
            sender=self._sender,
            action=button.action,
            draft=button.draft,
            revision=button.revision,
            choice=button.choice,
            message=0,
        )

    async def _delivered(self, incoming: Incoming) -> bool:
        """Whether what was confirmed was added and a file was read; nothing else has to be."""
        if isinstance(incoming, Sent):
            newest = await self._works.database.run(
                lambda store: store.newest_draft(PERSON, PERSON)
            )
            return newest is not None and bool(newest.files)
        if not (
            isinstance(incoming, Tapped) and incoming.action in {Action.SEND, Action.SEND_WITHOUT}
        ):
            return True
        how_far = await self._works.database.run(
            lambda store: store.deliveries.progress(incoming.draft)
        )
        return not (how_far.waiting or how_far.unclear or how_far.given_back)

    def _not_done(self, said: Text) -> None:
        self.done = False
        self._messenger.say(self._voice(said))
