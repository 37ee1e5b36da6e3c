"""Telegram's errors, named by what the sender of a message can do about them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from telegram import error

from bot.core.errors import ChatClosed, MessageRefused, MessengerBusy, MessengerUnreachable

UNCHANGED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
TOO_OLD = ("query is too old", "query_id_invalid", "query id is invalid")


@contextmanager
def translated() -> Iterator[None]:
    """Raise the port's errors in place of python-telegram-bot's."""
    try:
        yield
    except error.RetryAfter as busy:
        raise MessengerBusy(asked_wait(busy)) from None
    except (error.Forbidden, error.ChatMigrated):
        raise ChatClosed("chat") from None
    except error.BadRequest as refused:
        reason = refused.message
        if "chat not found" in reason.lower():
            raise ChatClosed("chat") from None
        raise MessageRefused(reason) from None
    except error.TelegramError as failed:
        # Its text may hold the address, and with it the token: keep the kind only.
        raise MessengerUnreachable(type(failed).__name__) from None


def says(refused: MessageRefused, *phrases: str) -> bool:
    """Whether Telegram's reason holds one of the phrases."""
    return any(phrase in refused.reason.lower() for phrase in phrases)


def asked_wait(busy: error.RetryAfter) -> float:
    """How many seconds Telegram asks to wait."""
    asked = busy.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
