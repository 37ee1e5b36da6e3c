"""The bot's life on Telegram: introduces itself, takes updates one at a time, answers taps."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from telegram import Bot, BotCommand, Update
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.core.texts import text
from bot.flows.messages import Incoming, Reply
from bot.telegram.handlers import ALLOWED_UPDATES, Languages, incoming
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.poller import RawUpdate, poll, wait_out

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

Take = Callable[[int, Incoming], Awaitable[Reply]]


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
    """Feeds Telegram's updates to the inbox."""

    def __init__(
        self, bot: Bot, messenger: TelegramMessenger, take: Take, languages: Languages
    ) -> None:
        self._bot = bot
        self._messenger = messenger
        self._take = take
        self._languages = languages
        self._username = ""

    async def run(self) -> None:
        """Poll for ever."""
        await self._introduce()
        await poll(self._bot, ALLOWED_UPDATES, self._one)

    async def _introduce(self) -> None:
        """Learn the bot's own name and set its menus; wait for Telegram as long as it takes."""
        failures = 0
        while not self._username:
            try:
                self._username = (await self._bot.get_me()).username or "bot"
                await self._set_menus()
            except TelegramError as error:
                failures += 1
                await wait_out(error, failures)
        log.info("ready", username=self._username)

    async def _set_menus(self) -> None:
        """One menu per language; the client shows the reader's own."""
        for language, say in self._messenger.voices.items():
            commands = [BotCommand(name, say(said)) for name, said in COMMANDS.items()]
            await self._bot.set_my_commands(commands, language_code=language)

    async def _one(self, raw: RawUpdate) -> None:
        try:
            update = Update.de_json(raw, self._bot)
        except Exception:  # a form of update that nobody knows must not hold up the others
            log.exception("update_unreadable", update=raw.get("update_id"))
            return
        meant = incoming(update, self._languages, self._username)
        reply = await self._take(update.update_id, meant) if meant else Reply()
        log.info("update", update=update.update_id, kind=type(meant).__name__)
        if update.callback_query is not None:
            query = update.callback_query
            language = self._languages.of(query.from_user)
            await self._messenger.answer(query.id, language, reply.toast)
