"""Long polling that confirms an update only after it was kept, and survives every answer.

python-telegram-bot's own updater confirms a batch before its handlers ran (a crash loses it) and
stops for good after one 401 or 404; a proxy's hiccup is enough for that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
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
# A poll that neither ends nor fails is dead, and so is one that fails for so long.
STUCK_S = 180
FAILING_S = 900

HINTS: dict[type[TelegramError], str] = {
    InvalidToken: "is TELEGRAM_TOKEN right?",
    Conflict: "another process polls with the same token",
}

RawUpdate = dict[str, Any]
Put = Callable[[Sequence[RawUpdate]], Awaitable[None]]


class PollingDead(Exception):
    """No poll succeeded for so long that a new process may do better."""


async def poll(
    bot: Bot,
    allowed: tuple[str, ...],
    put: Put,
    stuck_s: float = STUCK_S,
    failing_s: float = FAILING_S,
) -> None:
    """Fetch updates for ever; each batch is kept by `put` before the next confirms it.

    Raises PollingDead when one poll takes `stuck_s`, or all fail for `failing_s`.
    """
    loop = asyncio.get_running_loop()
    offset = failures = 0
    well = loop.time()
    while True:
        try:
            async with asyncio.timeout(stuck_s):
                updates = await _fetch(bot, allowed, offset)
        except TimeoutError:
            raise PollingDead(f"a poll took {stuck_s:.0f} s") from None
        except TelegramError as error:
            failures += 1
            if loop.time() - well > failing_s:
                raise PollingDead(f"no poll succeeded for {failing_s:.0f} s") from None
            await wait_out(error, failures)
            continue
        failures, well = 0, loop.time()
        if updates:
            await _insist(put, updates)
            offset = updates[-1]["update_id"] + 1


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


async def _insist(put: Put, updates: Sequence[RawUpdate]) -> None:
    """Hand over a batch until the database could keep it."""
    while True:
        try:
            return await put(updates)
        except StoreFailed as failed:
            log.warning("database_unreachable", updates=len(updates), reason=str(failed))
            await asyncio.sleep(1)
