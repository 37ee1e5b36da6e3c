"""Playing the users: what the bot is sent, in Telegram's form, and what a failing test says."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.botapi import Chat, FakeTelegram
from tests.botapi.check import check_value
from tests.botapi.spec import load
from tests.botapi.wire import Json

SEND = {"text": "✅ Send", "callback_data": "yes"}
CANCEL = {"text": "✖️", "callback_data": "no"}
CARD = json.dumps({"inline_keyboard": [[SEND, CANCEL]]})

# No proxy, and no certificates to load.
DIRECT: Any = {"trust_env": False, "verify": False}


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake
        fake.assert_clean()


@pytest.fixture
def chat(fake: FakeTelegram) -> Chat:
    return fake.private(fake.user(1001, "Anna", username="anna", language_code="ru"))


def call(fake: FakeTelegram, method: str, **form: Any) -> Any:
    answer = httpx.post(f"{fake.url}/bot{fake.token}/{method}", data=form, **DIRECT)
    return answer.json().get("result", answer.json())


def updates(fake: FakeTelegram) -> list[Json]:
    found: list[Json] = call(fake, "getUpdates")
    return found


def test_every_update_is_as_the_specification_says(fake: FakeTelegram, chat: Chat) -> None:
    """The fake holds itself to the rules it holds the bot to."""
    first = chat.say("/start 😀 +79123456789 https://x.org a@x.org @anna #tag")
    chat.edit(first, "79123456789")
    chat.say("a reply", reply_to=first)
    chat.send_document("a.csv", b"1", "text/csv", caption="будни")
    chat.send_photo(caption="photo")
    chat.send_sticker()
    chat.send_voice()
    chat.send_contact("+79123456789", "Boris", user_id=5, vcard="BEGIN:VCARD")
    call(
        fake, "sendMessage", chat_id=1001, text="<b>card</b>", parse_mode="HTML", reply_markup=CARD
    )
    card = chat.wait_for_message()
    chat.tap(card, "✅")
    chat.press_forged("forged", card)
    call(fake, "deleteMessage", chat_id=1001, message_id=card.message_id)
    chat.press_forged("forged", card)
    chat.block()
    chat.unblock()
    boris = fake.user(1002, "Boris")
    group = fake.group("Sales", [boris])
    group.say("/start@call_campaign_test_bot", by=boris)
    group.promote_bot(by=boris)
    group.migrate(by=boris)
    found = updates(fake)
    assert len(found) == 17
    for update in found:
        assert check_value(load(), ["Update"], update, "") == []


@pytest.mark.parametrize(
    ("method", "form"),
    [
        ("getMe", {}),
        ("getChat", {"chat_id": -1001}),
        ("getChatAdministrators", {"chat_id": -1001}),
        ("getChatMember", {"chat_id": -1001, "user_id": 1001}),
        ("getChatMember", {"chat_id": -1001, "user_id": 1002}),
        ("getChatMemberCount", {"chat_id": -1001}),
        ("getWebhookInfo", {}),
        ("getMyName", {}),
        ("getMyShortDescription", {"language_code": "ru"}),
        ("getChatMenuButton", {}),
        ("sendPhoto", {"chat_id": -1001, "photo": "BQACAgIAAxk-000001", "caption": "x"}),
        ("sendDocument", {"chat_id": -1001, "document": "BQACAgIAAxk-000001"}),
        ("getFile", {"file_id": "BQACAgIAAxk-000001"}),
    ],
)
def test_answers_are_as_the_specification_says(
    fake: FakeTelegram, chat: Chat, method: str, form: Json
) -> None:
    chat.send_document("a.csv", b"1")
    boris = fake.user(1002, "Boris")
    fake.group("Sales", [fake.world.users[1001], boris])
    result = call(fake, method, **form)
    assert check_value(load(), load().methods[method].returns, result, "") == []


def test_commands_are_marked_in_utf16(fake: FakeTelegram, chat: Chat) -> None:
    chat.say("😀 /start x/y")
    (update,) = updates(fake)
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 3, "length": 6}]


def test_a_long_text_is_cut_as_clients_cut_it(chat: Chat) -> None:
    numbers = "\n".join(f"+7912345{number:04}" for number in range(1000))
    sent = chat.paste(numbers)
    texts = [chat._state.posts[message.message_id].text for message in sent]
    assert len(texts) > 1
    assert "\n".join(texts) == numbers
    with pytest.raises(AssertionError, match="paste"):
        chat.say(numbers)


def test_buttons_are_found_by_what_people_see(fake: FakeTelegram, chat: Chat) -> None:
    chat.say("hi")
    call(fake, "sendMessage", chat_id=1001, text="card", reply_markup=CARD)
    card = chat.wait_for_message()
    chat.tap(card, "Send")
    form = {"chat_id": 1001, "message_id": card.message_id}
    call(fake, "editMessageText", **form, text="done")
    with pytest.raises(AssertionError, match="no button '✅'"):
        chat.tap(card, "✅")
    chat.tap(card, "✅", version=0)
    assert [update["callback_query"]["data"] for update in updates(fake)[1:]] == ["yes", "yes"]
    assert card.keyboard(0) == (("✅ Send", "✖️"),)


def test_a_failing_wait_shows_the_dialogue(fake: FakeTelegram, chat: Chat) -> None:
    chat.say("hello?")
    call(fake, "sendMessage", chat_id=1001, text="yes\nsir", reply_markup=CARD)
    card = chat.wait_for_message()
    for wait in (card.wait_for_edit, chat.wait_for_message, chat.tap(card, "✖").wait_for_answer):
        with pytest.raises(AssertionError) as failed:
            wait(timeout=0.01)
        assert "private chat with Anna" in str(failed.value)
        assert "Anna: hello?\nbot #2: yes\n    sir\n    [✅ Send] [✖️]" in str(failed.value)


def test_an_edit_that_came_early_is_not_missed(fake: FakeTelegram, chat: Chat) -> None:
    """A bot may edit before the test has looked; after a press only later edits count."""
    chat.say("hi")
    call(fake, "sendMessage", chat_id=1001, text="thinking", reply_markup=CARD)
    edit = {"chat_id": 1001, "message_id": 2, "reply_markup": CARD}
    call(fake, "editMessageText", text="thought", **edit)
    card = chat.wait_for_message().wait_for_edit(containing="thought")
    chat.tap(card, "✅")
    with pytest.raises(AssertionError, match="was not edited"):
        card.wait_for_edit(timeout=0.01)
    call(fake, "editMessageText", text="done", **edit)
    assert card.wait_for_edit().versions == ["thinking", "thought", "done"]


def test_silence_can_be_asserted(fake: FakeTelegram, chat: Chat) -> None:
    chat.say("hello?")
    chat.assert_no_message(within=0.01)
    call(fake, "sendMessage", chat_id=1001, text="too much")
    with pytest.raises(AssertionError, match="too much"):
        chat.assert_no_message(within=0.01)


def test_waiting_for_words_skips_other_messages(fake: FakeTelegram, chat: Chat) -> None:
    chat.say("hello?")
    for text in ("one", "two", "three"):
        call(fake, "sendMessage", chat_id=1001, text=text)
    assert chat.wait_for_message(containing="two").text == "two"
    assert chat.wait_for_message().text == "three"


def test_privacy_mode_hides_what_is_not_meant_for_the_bot(fake: FakeTelegram) -> None:
    anna, boris = fake.user(1001, "Anna"), fake.user(1002, "Boris")
    group = fake.group("Sales", [anna, boris], supergroup=True)
    assert group.say("just talking", by=anna).update_id is None
    assert group.say("/start", by=anna).update_id is None
    assert group.say("/start@other_bot", by=anna).update_id is None
    assert group.say("/start@call_campaign_test_bot", by=boris).update_id is not None
    call(fake, "sendMessage", chat_id=group.id, text="ask away", reply_markup=CARD)
    card = group.wait_for_message()
    assert group.say("79123456789", by=boris, reply_to=card).update_id is not None
    assert group.say("/help", by=boris).update_id is not None
    assert group.tap(card, "✅", by=anna).update_id is not None
    group.promote_bot(by=anna)
    assert group.say("just talking", by=anna).update_id is not None


def test_a_group_that_moved_says_where(fake: FakeTelegram) -> None:
    anna = fake.user(1001, "Anna")
    group = fake.group("Sales", [anna])
    moved = group.migrate(by=anna)
    refused = call(fake, "sendMessage", chat_id=group.id, text="x")
    assert refused["parameters"] == {"migrate_to_chat_id": moved.id}
    assert call(fake, "sendMessage", chat_id=moved.id, text="x")["chat"]["type"] == "supergroup"


def test_a_bot_that_was_kicked_cannot_write(fake: FakeTelegram) -> None:
    anna = fake.user(1001, "Anna")
    group = fake.group("Sales", [anna])
    group.kick_bot(by=anna)
    refused = call(fake, "sendMessage", chat_id=group.id, text="x")
    assert refused["description"] == "Forbidden: bot was kicked from the group chat"
    assert group.say("/start", by=anna).update_id is None
    (update,) = updates(fake)
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"


def test_message_numbers_repeat_between_chats(fake: FakeTelegram, chat: Chat) -> None:
    """So that a bot which forgets the chat of a message is caught."""
    other = fake.private(fake.user(1002, "Boris"))
    assert chat.say("a").message_id == other.say("b").message_id == 1
