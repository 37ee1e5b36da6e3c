"""Shows messages in Telegram: cards are sent, edited in place, and lose their buttons when old."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from telegram import Bot, InputFile, LinkPreviewOptions, Message

from bot.core.errors import MessageRefused, Outside
from bot.core.texts import Text
from bot.flows.messages import Document, Outgoing
from bot.flows.ports import Say
from bot.telegram.buttons import keyboard
from bot.telegram.errors import GONE, UNCHANGED, says, translated

LONGEST_TEXT = 4096
LONGEST_TOAST = 200
# Telegram takes 1024 as its clients count them, which is twice for some signs.
LONGEST_CAPTION = 500
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramMessenger:
    """The Messenger port on the Bot API. All text goes out plain, so no name can smuggle markup."""

    def __init__(self, bot: Bot, voices: Mapping[str, Say]) -> None:
        self._bot = bot
        self.voices = voices

    async def show(
        self, outgoing: Outgoing, card: int | None, document: Document | None = None
    ) -> int | None:
        """Show the message; see the port for the promises."""
        with translated():
            if document is None:
                return await self._card(outgoing, card)
            caption = self._text(outgoing)
            if outgoing.draft is None and not outgoing.buttons and len(caption) <= LONGEST_CAPTION:
                await self._file(outgoing.chat, document, caption)
                return None
            message = await self._card(outgoing, card)
            await self._file(outgoing.chat, document)
            return message

    async def answer(self, tap: str, language: str, toast: Text | None, /) -> None:
        """Stop the button's clock, with a short word where there is one."""
        words = self.voices[language](toast)[:LONGEST_TOAST] if toast else None
        with suppress(Outside), translated():
            await self._bot.answer_callback_query(tap, text=words)

    async def _card(self, outgoing: Outgoing, card: int | None) -> int | None:
        if outgoing.edit and card is not None and await self._edited(outgoing, card):
            return card
        message = await self._sent(outgoing)
        if outgoing.draft is None:
            return None
        if card is not None:
            await self._strip(outgoing.chat, card)
        return message.message_id

    async def _sent(self, outgoing: Outgoing) -> Message:
        say = self.voices[outgoing.language]
        return await self._bot.send_message(
            outgoing.chat,
            self._text(outgoing),
            reply_markup=keyboard(outgoing.buttons, say),
            link_preview_options=NO_PREVIEW,
        )

    async def _edited(self, outgoing: Outgoing, card: int) -> bool:
        """Edit the card in place; False when it is gone and has to be sent anew."""
        try:
            with translated():
                await self._bot.edit_message_text(
                    self._text(outgoing),
                    chat_id=outgoing.chat,
                    message_id=card,
                    reply_markup=keyboard(outgoing.buttons, self.voices[outgoing.language]),
                    link_preview_options=NO_PREVIEW,
                )
        except MessageRefused as refused:
            if says(refused, *GONE):
                return False
            if not says(refused, UNCHANGED):
                raise
        return True

    async def _strip(self, chat: int, card: int) -> None:
        """Take the buttons off a card that has a successor.

        A failure changes nothing: a tap on an old revision is refused anyway.
        """
        with suppress(Outside), translated():
            await self._bot.edit_message_reply_markup(chat_id=chat, message_id=card)

    async def _file(self, chat: int, document: Document, caption: str | None = None) -> None:
        file = InputFile(document.content, filename=document.name)
        await self._bot.send_document(chat, file, caption=caption)

    def _text(self, outgoing: Outgoing) -> str:
        say = self.voices[outgoing.language]
        return cut_text("\n".join(say(line) for line in outgoing.lines))


def cut_text(text: str) -> str:
    """Keep within Telegram's limit, counted in UTF-16 as its clients do."""
    encoded = text.encode("utf-16-le")
    if len(encoded) // 2 <= LONGEST_TEXT:
        return text
    return encoded[: (LONGEST_TEXT - 1) * 2].decode("utf-16-le", "ignore") + "…"
