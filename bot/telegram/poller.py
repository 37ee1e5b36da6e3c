"""Long polling that confirms an update only after it was handled, and survives every answer.

python-telegram-bot's own updater confirms a batch before its handlers ran (a crash loses it) and
stops for good after one 401 or 404; a proxy's hiccup is enough for that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.core.errors import StoreFailed
from bot.telegram.errors import asked_wait

log = structlog.stdlib.get_logger(__name__)

POLL_S = 50
ANSWER_S = 10
LONGEST_WAIT_S = 30

HINTS: dict[type[TelegramError], str] = {
    InvalidToken: "is TELEGRAM_TOKEN right?",
    Conflict: "another process polls with the same token",
}

RawUpdate = dict[str, Any]


async def poll(
    bot: Bot, allowed: tuple[str, ...], take: Callable[[RawUpdate], Awaitable[None]]
) -> None:
    """Fetch updates for ever and hand each to `take`, in order, one at a time."""
    offset = 0
    failures = 0
    while True:
        try:
            updates = await _fetch(bot, allowed, offset)
        except TelegramError as error:
            failures += 1
            await wait_out(error, failures)
            continue
        failures = 0
        for update in updates:
            await _insist(take, update)
            offset = update["update_id"] + 1


async def wait_out(error: TelegramError, failures: int) -> None:
    """Sleep after a failure: as long as asked, else doubling.

    The error's own text is not logged: it may hold the address, and with it the token.
    """
    seconds = min(2.0 ** min(failures, 10) / 2, LONGEST_WAIT_S)
    if isinstance(error, RetryAfter):
        seconds = asked_wait(error)
    hint = next((said for kind, said in HINTS.items() if isinstance(error, kind)), "")
    log.warning("telegram_unreachable", reason=type(error).__name__, hint=hint, again_in_s=seconds)
    await asyncio.sleep(seconds)


async def _fetch(bot: Bot, allowed: tuple[str, ...], offset: int) -> list[RawUpdate]:
    """Ask for raw updates: the library would log a whole update that it cannot read."""
    result: Any = await bot.do_api_request(
        "getUpdates",
        api_kwargs={"offset": offset, "timeout": POLL_S, "allowed_updates": list(allowed)},
        read_timeout=POLL_S + ANSWER_S,
    )
    return list(result)


async def _insist(take: Callable[[RawUpdate], Awaitable[None]], update: RawUpdate) -> None:
    """Hand over one update until the database could keep it."""
    while True:
        try:
            return await take(update)
        except StoreFailed as failed:
            log.warning("database_unreachable", update=update["update_id"], reason=str(failed))
            await asyncio.sleep(1)
