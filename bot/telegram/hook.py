"""Tells Telegram where its updates go: to the webhook, or to whoever polls."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from telegram import Bot

log = structlog.stdlib.get_logger(__name__)

# So many posts of Telegram at once; within a chat they come one by one anyway.
CONNECTIONS = 40


@dataclass(frozen=True)
class Hook:
    """The address that Telegram calls, and the secret that it shows there."""

    url: str
    secret: str


async def direct_updates(bot: Bot, hook: Hook | None, allowed: tuple[str, ...]) -> None:
    """Set the webhook, or take it away where the bot polls; no waiting update is dropped.

    Raises TelegramError. Replicas may all say the same.
    """
    if hook is None:
        await bot.delete_webhook(drop_pending_updates=False)
        return
    await bot.set_webhook(
        hook.url,
        secret_token=hook.secret,
        allowed_updates=allowed,
        max_connections=CONNECTIONS,
        drop_pending_updates=False,
    )
    log.info("webhook_set")
