"""Buttons as callback data, at most 64 bytes: action, draft, revision, choice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.flows.messages import Action, Button
from bot.flows.ports import Say

DATA = re.compile(r"([a-z]):([A-Za-z0-9_-]{16,32}):(\d{1,9}):(\d{1,3})")


@dataclass(frozen=True)
class Pressed:
    """What callback data says; it may be forged, so the flows check all of it."""

    action: Action
    draft: str
    revision: int
    choice: int


def encode(button: Button) -> str:
    """Write a button as callback data."""
    return f"{button.action}:{button.draft}:{button.revision}:{button.choice}"


def decode(data: str | None) -> Pressed | None:
    """Read callback data; None for what this bot never wrote."""
    match = DATA.fullmatch(data or "")
    if match is None or match[1] not in list(Action):
        return None
    return Pressed(Action(match[1]), match[2], int(match[3]), int(match[4]))


def keyboard(rows: tuple[tuple[Button, ...], ...], say: Say) -> InlineKeyboardMarkup | None:
    """Draw the buttons in the reader's language; None where there are none."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(say(button.label), callback_data=encode(button))
                for button in row
            ]
            for row in rows
        ]
    )
