"""python-telegram-bot's own client against the fake: what it sends passes, what it reads fits."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from tests.botapi import Chat, FakeTelegram

YES = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("✅ Отправить", callback_data="ok:1"),
            InlineKeyboardButton("✖️", callback_data="no:1"),
        ]
    ]
)


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake
        fake.assert_clean()


@pytest.fixture
def chat(fake: FakeTelegram) -> Chat:
    return fake.private(fake.user(1001, "Anna", language_code="ru"))


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    async with Bot(fake.token, f"{fake.url}/bot", f"{fake.url}/file/bot") as bot:
        yield bot


async def test_a_whole_dialogue(fake: FakeTelegram, chat: Chat, bot: Bot) -> None:
    chat.say("/start 79123456789")
    (update,) = await bot.get_updates(timeout=1, allowed_updates=["message", "callback_query"])
    assert update.message
    assert update.message.parse_entities(["bot_command"]) == {update.message.entities[0]: "/start"}
    assert update.effective_user
    assert update.effective_user.language_code == "ru"

    quote = ReplyParameters(update.message.message_id)
    sent = await bot.send_message(
        1001,
        "Понял: <b>будни</b> 10–18",
        ParseMode.HTML,
        reply_markup=YES,
        reply_parameters=quote,
        disable_notification=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    card = chat.wait_for_message()
    assert (card.text, card.message_id) == ("Понял: будни 10–18", sent.message_id)
    assert card.buttons == (("✅ Отправить", "✖️"),)
    assert card.reply_to == update.message.message_id
    assert sent.parse_entities() == {MessageEntity("bold", 7, 5): "будни"}

    query = chat.tap(card, "✅")
    assert query.answer is None
    assert fake.unanswered == ["✅ Отправить"]
    (pressed,) = await bot.get_updates(offset=update.update_id + 1)
    assert pressed.callback_query
    assert pressed.callback_query.data == "ok:1"
    await pressed.callback_query.answer("Принято")
    assert query.wait_for_answer() == "Принято"
    await pressed.callback_query.edit_message_text("Добавлено: 1", reply_markup=None)
    assert card.wait_for_edit(containing="Добавлено").buttons == ()
    assert card.versions == ["Понял: будни 10–18", "Добавлено: 1"]
    assert chat.transcript() == "\n".join(
        [
            "Anna: /start 79123456789",
            f"bot #{sent.message_id}: Понял: будни 10–18",
            "    [✅ Отправить] [✖️]",
            f"Anna presses [✅ Отправить] at #{sent.message_id}",
            f"bot answers the press at #{sent.message_id}: Принято",
            f"bot edits #{sent.message_id}: Добавлено: 1",
        ]
    )


async def test_files_go_both_ways(fake: FakeTelegram, chat: Chat, bot: Bot) -> None:
    chat.send_document("numbers.csv", b"79123456789\n", "text/csv", caption="будни")
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.document
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"79123456789\n"

    await bot.send_document(1001, b"a,b\n", filename="report.csv", caption="Отчёт")
    report = chat.wait_for_message(containing="Отчёт")
    assert (report.file.name, report.file.content) == ("report.csv", b"a,b\n")
    await bot.send_photo(1001, b"\x89PNG\r\n\x1a\n" + bytes(16), caption="Неделя")
    picture = chat.wait_for_message()
    await bot.edit_message_media(
        InputMediaPhoto(b"other", caption="Новая неделя"), 1001, picture.message_id
    )
    assert picture.wait_for_edit().file.content == b"other"
    await bot.send_media_group(
        1001, [InputMediaDocument(b"1"), InputMediaDocument(report.file.file_id)]
    )
    assert [m.file.content for m in chat.messages[-2:]] == [b"1", b"a,b\n"]


async def test_everything_else_a_bot_asks_for(fake: FakeTelegram, chat: Chat, bot: Bot) -> None:
    chat.say("hello")
    assert (await bot.get_me()).username == fake.world.bot.username
    assert await bot.set_my_commands(
        [BotCommand("start", "Начать")], BotCommandScopeAllPrivateChats(), "ru"
    )
    assert len(await bot.get_my_commands(BotCommandScopeAllPrivateChats(), "ru")) == 1
    assert [menu[0]["command"] for menu in fake.commands.values()] == ["start"]
    assert await bot.set_my_description("Звонки", "ru")
    assert (await bot.get_my_description("ru")).description == "Звонки"
    assert (await bot.get_chat(1001)).first_name == "Anna"
    assert (await bot.get_chat_member(1001, 1001)).status == "member"
    await bot.send_chat_action(1001, "typing")
    assert chat.actions == ["typing"]
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Контакт", request_contact=True)]])
    sent = await bot.send_message(1001, "Кому звонить?", reply_markup=keyboard)
    assert await bot.pin_chat_message(1001, sent.message_id)
    assert await bot.set_message_reaction(1001, sent.message_id, "👍")
    message = chat.wait_for_message()
    assert (message.reaction, message.buttons) == (["👍"], (("Контакт",),))
    assert await bot.delete_message(1001, sent.message_id)
    message.wait_for_delete()
    assert (await bot.get_webhook_info()).pending_update_count == 1


async def test_errors_reach_the_client_as_its_own_exceptions(
    fake: FakeTelegram, chat: Chat, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "anyone?")
    with pytest.raises(Forbidden, match="can't initiate"):
        await bot.send_message(1001, "unasked")
    chat.say("hello")
    sent = await bot.send_message(1001, "once")
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("once ", 1001, sent.message_id)
    chat.block()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(1001, "still there?")
    chat.unblock()
    fake.fail("sendMessage", status=429, retry_after=3)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(1001, "too fast")
    assert caught.value.retry_after == timedelta(seconds=3)
    fake.fail("getMe", status=401)
    with pytest.raises(InvalidToken):
        await bot.get_me()
