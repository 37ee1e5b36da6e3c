"""Reads lines: words for the draft, yes or no or a number for its buttons, commands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.console.messenger import ConsoleMessenger
from bot.core.delivery import DeliveryState
from bot.core.texts import Text, text
from bot.flows.messages import (
    Action,
    Button,
    Command,
    Incoming,
    Reply,
    Said,
    Sender,
    Tapped,
)
from bot.flows.ports import Database, Say

PERSON = 1
WORDS = ("/help", "/sandbox", "/cancel", "/start", "/quit")


@dataclass(frozen=True)
class Works:
    """What the console drives: the inbox, and the draining of all that follows from it."""

    take: Callable[[None, Incoming], Awaitable[Reply]]
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
        self._yes = {say(text("console-yes")) for say in voices.values()}
        self._no = {say(text("console-no")) for say in voices.values()}
        self._sender = Sender(person=PERSON, chat=PERSON, language=language)
        self.done = True

    def run(self, lines: Iterator[str]) -> bool:
        """Answer line after line to the end of the input or /quit; whether all was done."""
        with asyncio.Runner() as runner:
            for line in lines:
                if line.strip() == "/quit":
                    break
                if line.strip():
                    runner.run(self._answer(line.strip()))
        return self.done

    async def _answer(self, line: str) -> None:
        if line == "/sandbox":
            self._messenger.say(*(self._voice(said) for said in self._works.holds()))
            return
        incoming = self._meant(line)
        if incoming is None:
            self._not_done(text("console-nothing-open"))
            return
        reply = await self._works.take(None, incoming)
        await self._works.drain()
        self._messenger.flush()
        if line == "/help":
            self._messenger.say(self._voice(text("help-console")))
        self.done = self.done and reply.done and await self._delivered(incoming)
        if reply.toast:
            self._not_done(reply.toast)

    def _meant(self, line: str) -> Incoming | None:
        """What a line asks for; None for an answer to nothing."""
        word = line.lower()
        if word in self._yes:
            return self._tap(self._button(Action.SEND))
        if word in self._no:
            return self._tap(self._button(Action.CANCEL))
        if word == Action.JSON.name.lower():
            return self._tap(self._button(Action.JSON))
        if word.isdecimal() and 1 <= int(word) <= len(self._messenger.buttons):
            return self._tap(self._messenger.buttons[int(word) - 1])
        if line.startswith("/"):
            name, _, rest = line[1:].partition(" ")
            return Command(self._sender, name.lower(), rest)
        return Said(self._sender, line)

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
        """Whether what was confirmed was added; anything else confirms nothing."""
        if not (
            isinstance(incoming, Tapped) and incoming.action in {Action.SEND, Action.SEND_WITHOUT}
        ):
            return True
        chunks = await self._works.database.run(lambda store: store.deliveries(incoming.draft))
        return all(chunk.state is DeliveryState.ADDED for chunk in chunks)

    def _not_done(self, said: Text) -> None:
        self.done = False
        self._messenger.say(self._voice(said))
