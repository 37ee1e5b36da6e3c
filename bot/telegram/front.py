"""The bot's life on Telegram: introduces itself, gets updates, reads them, answers taps."""

from __future__ import annotations

import json

import structlog
from telegram import Bot, BotCommand, Update
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.core.texts import text
from bot.flows.messages import Incoming, Reply
from bot.flows.store_ports import Received
from bot.telegram.handlers import ALLOWED_UPDATES, Languages, incoming
from bot.telegram.hook import Hook, direct_updates
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.origin import origin
from bot.telegram.poller import Put, RawUpdate, poll, wait_out

log = structlog.stdlib.get_logger(__name__)

COMMANDS = {
    "start": text("command-start"),
    "help": text("command-help"),
    "cancel": text("command-cancel"),
    "status": text("command-status"),
    "report": text("command-report"),
    "pause": text("command-pause"),
    "resume": text("command-resume"),
    "stop": text("command-stop"),
    "test": text("command-test"),
}


def make_bot(token: str, api_url: str) -> Bot:
    """Make the client; polling has a pool of its own, so that it never waits for a message."""
    return Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=HTTPXRequest(connection_pool_size=32, pool_timeout=10),
        get_updates_request=HTTPXRequest(connection_pool_size=1),
    )


async def answers(bot: Bot) -> str | None:
    """Ask Telegram who the bot is; the kind of failure, or None when it answers."""
    try:
        await bot.get_me()
    except TelegramError as error:
        return type(error).__name__
    return None


class TelegramFront:
    """Gets Telegram's updates, by polling or by its posts, and says what each of them asks for."""

    def __init__(
        self,
        bot: Bot,
        messenger: TelegramMessenger,
        languages: Languages,
        hook: Hook | None = None,
    ) -> None:
        self._bot = bot
        self.messenger = messenger
        self._languages = languages
        self._hook = hook
        self._username = ""

    async def introduce(self) -> None:
        """Learn the bot's own name, set its menus and say where updates go.

        Waits for Telegram as long as it takes.
        """
        failures = 0
        while not self._username:
            try:
                username = (await self._bot.get_me()).username or "bot"
                await self._set_menus()
                await direct_updates(self._bot, self._hook, ALLOWED_UPDATES)
                self._username = username
            except TelegramError as error:
                failures += 1
                await wait_out(error, failures)
        log.info("ready", username=self._username)

    async def run(self, put: Put) -> None:
        """Poll for ever; with a webhook Telegram comes by itself."""
        if self._hook is None:
            await poll(self._bot, ALLOWED_UPDATES, put)

    def received(self, raw: RawUpdate) -> Received:
        """Say whose order an update keeps."""
        chat, person = origin(raw)
        return Received(raw["update_id"], chat, person, json.dumps(raw))

    def meant(self, raw: RawUpdate) -> Incoming | None:
        """Say what an update asks for; None for one that asks for nothing.

        Raises whatever the library raises for one that it cannot read.
        """
        update = Update.de_json(raw, self._bot)
        return incoming(update, self._languages, self._username)

    async def answer(self, raw: RawUpdate, reply: Reply) -> None:
        """Stop the clock of a tapped button; other updates need none."""
        query = Update.de_json(raw, self._bot).callback_query
        if query is not None:
            language = self._languages.of(query.from_user)
            await self.messenger.answer(query.id, language, reply.toast)

    async def _set_menus(self) -> None:
        """One menu per language; the client shows the reader's own."""
        for language, say in self.messenger.voices.items():
            commands = [BotCommand(name, say(said)) for name, said in COMMANDS.items()]
            await self._bot.set_my_commands(commands, language_code=language)
