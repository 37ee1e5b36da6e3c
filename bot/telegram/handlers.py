"""An Update becomes an Incoming: ids, words or a tap, and the language to answer in."""

from __future__ import annotations

import re
from collections.abc import Collection

from telegram import CallbackQuery, Chat, Contact, Document, Message, MessageEntity, Update, User
from telegram.constants import ChatType

from bot.core.files import FileRef
from bot.flows.messages import (
    Command,
    Incoming,
    Introduced,
    Said,
    Sender,
    Sent,
    Tapped,
    Unreadable,
)
from bot.telegram.buttons import decode

LONGEST_NAME = 100
NAMELESS = "…"
# With the prefix of calls inside the country, as address books keep it.
HOME_FORM = re.compile(r"8\d{10}")
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
        return _file(message, message.document, sender)
    if message.contact:
        return _contact(message.contact, sender)
    if message.voice or message.video_note or message.audio:
        return Unreadable(sender, "voice")
    return Unreadable(sender, "other") if message.effective_attachment else None


def _words(message: Message, sender: Sender) -> Said:
    return Said(sender, _plain(message.text))


def _file(message: Message, document: Document, sender: Sender) -> Sent:
    name = _plain(document.file_name or document.mime_type)[:LONGEST_NAME] or NAMELESS
    file = FileRef(document.file_id, name, document.file_size)
    return Sent(sender, file, _plain(message.caption), message.media_group_id)


def _contact(contact: Contact, sender: Sender) -> Introduced:
    phone = _plain(contact.phone_number)
    # Telegram knows its own users by their whole number, and writes it without a plus.
    if contact.user_id and phone.isdecimal() and not HOME_FORM.fullmatch(phone):
        phone = f"+{phone}"
    name = " ".join(_plain(contact.first_name).split() + _plain(contact.last_name).split())
    return Introduced(sender, phone, name, _plain(contact.vcard))


def _plain(said: str | None) -> str:
    """A lone half of an emoji, which JSON can carry, is no text anywhere else."""
    return (said or "").encode("utf-8", "replace").decode("utf-8")


def _is_command(message: Message) -> bool:
    return any(e.type == MessageEntity.BOT_COMMAND and e.offset == 0 for e in message.entities)


def _command(message: Message, sender: Sender, username: str) -> Command | None:
    """Split `/name@bot rest`; a command to another bot is none of ours."""
    head, rest = [*(message.text or "").split(maxsplit=1), ""][:2]
    name, _, addressee = head[1:].partition("@")
    if addressee and addressee.lower() != username.lower():
        return None
    answered = message.reply_to_message
    answers = answered.message_id if answered else None
    return Command(sender, name.lower(), rest.strip(), answers)


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
