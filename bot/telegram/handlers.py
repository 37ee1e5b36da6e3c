"""An Update becomes an Incoming: ids, words or a tap, and the language to answer in."""

from __future__ import annotations

from collections.abc import Collection

from telegram import CallbackQuery, Chat, Message, MessageEntity, Update, User
from telegram.constants import ChatType

from bot.flows.messages import Command, Incoming, Said, Sender, Tapped, Unreadable
from bot.telegram.buttons import decode

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


class Languages:
    """Picks the bot's language for a person: theirs if the bot speaks it, else the default."""

    def __init__(self, spoken: Collection[str], default: str) -> None:
        self._spoken = frozenset(spoken)
        self._default = default

    def of(self, user: User) -> str:
        """Take the first part of a tag such as ru-RU."""
        language = (user.language_code or "").lower().split("-")[0]
        return language if language in self._spoken else self._default


def incoming(update: Update, languages: Languages, username: str) -> Incoming | None:
    """Translate an update; None for those that ask for no answer."""
    if update.callback_query is not None:
        return _tapped(update.callback_query, languages)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    sender = _sender(message.from_user, message.chat, languages)
    if update.edited_message is not None:
        return Unreadable(sender, "edit")
    return _said(message, sender, username)


def _said(message: Message, sender: Sender, username: str) -> Incoming | None:
    if message.text is not None:
        return (
            _command(message, sender, username) if _is_command(message) else _words(message, sender)
        )
    if message.document:
        return Unreadable(sender, "file")
    if message.contact:
        return Unreadable(sender, "contact")
    if message.voice or message.video_note or message.audio:
        return Unreadable(sender, "voice")
    return Unreadable(sender, "other") if message.effective_attachment else None


def _words(message: Message, sender: Sender) -> Said:
    """A lone half of an emoji, which JSON can carry, is no text anywhere else."""
    return Said(sender, (message.text or "").encode("utf-8", "replace").decode("utf-8"))


def _is_command(message: Message) -> bool:
    return any(e.type == MessageEntity.BOT_COMMAND and e.offset == 0 for e in message.entities)


def _command(message: Message, sender: Sender, username: str) -> Command | None:
    """Split `/name@bot rest`; a command to another bot is none of ours."""
    head, rest = [*(message.text or "").split(maxsplit=1), ""][:2]
    name, _, addressee = head[1:].partition("@")
    if addressee and addressee.lower() != username.lower():
        return None
    return Command(sender, name.lower(), rest.strip())


def _tapped(query: CallbackQuery, languages: Languages) -> Tapped | None:
    pressed = decode(query.data)
    if pressed is None or query.message is None:
        return None
    return Tapped(
        sender=_sender(query.from_user, query.message.chat, languages),
        action=pressed.action,
        draft=pressed.draft,
        revision=pressed.revision,
        choice=pressed.choice,
        message=query.message.message_id,
    )


def _sender(user: User, chat: Chat, languages: Languages) -> Sender:
    return Sender(
        person=user.id,
        chat=chat.id,
        language=languages.of(user),
        private=chat.type == ChatType.PRIVATE,
    )
