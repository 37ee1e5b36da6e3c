"""Bad input gets its own kind answer and loses nothing."""

import pytest

from tests.e2e.conftest import Stage

EXAMPLE = "79123456789 weekdays 10–18 Moscow"


def test_numbers_only_are_kept_and_the_schedule_is_asked_for(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say("+7 912 345-67-89, 8 913 222-33-44")
    card = chat.wait_for_message()
    assert "2 numbers" in card.text
    assert "When to call?" in card.text
    assert not any("✅" in label for row in card.buttons for label in row)
    chat.tap(card, "As in the campaign")
    ready = chat.wait_for_message()
    assert "Days and hours as in the campaign" in ready.text
    chat.tap(ready, "✅")
    ready.wait_for_edit(containing="Added 2")
    assert [job["policy"] for job in stage.campaign.jobs()] == [{}, {}]


def test_words_without_numbers_or_schedule_get_an_example(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say("qwertyuiop")
    answer = chat.wait_for_message().text
    assert "“qwertyuiop”" in answer
    assert EXAMPLE in answer


def test_a_word_not_understood_is_quoted_and_blocks_the_plain_send(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say("79123456789 weekdays 10-18 Moscow qwertyuiop")
    card = chat.wait_for_message()
    assert "Not understood: “qwertyuiop”" in card.text
    assert not any("✅" in label for row in card.buttons for label in row)
    chat.tap(card, "Send without")
    card.wait_for_edit(containing="Added 1")


def test_a_number_that_cannot_be_called_is_refused_with_its_reason(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say("79123456789 +7912345 weekdays 10-18 Moscow")
    card = chat.wait_for_message()
    assert "1 number\n" in card.text
    assert "Not taken, 1 number" in card.text


def test_a_stranger_gets_one_refusal_and_nothing_else(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en", person=666)
    chat.say(EXAMPLE)
    assert "666" in chat.wait_for_message().text
    chat.say(EXAMPLE)
    chat.say("/start")
    stage.telegram.wait_until_confirmed()
    chat.assert_no_message()
    assert stage.campaign.jobs() == []


def test_forged_and_foreign_buttons_do_nothing(stage: Stage) -> None:
    stage.start(OWNERS="1001,1002")
    mine, theirs = stage.chat("en"), stage.chat("en", person=1002)
    mine.say(EXAMPLE)
    card = mine.wait_for_message()
    theirs.say("/start")
    start = theirs.wait_for_message()
    data = card.wire["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert "somebody else" in theirs.press_forged(data, start).wait_for_answer()
    for forged in ("", "s", "s:x:1:0", "z" + data[1:], data + "0" * 9, "s:" + "A" * 22 + ":1:0"):
        mine.press_forged(forged, card).wait_for_answer()
    assert stage.campaign.jobs() == []


@pytest.mark.parametrize(
    ("send", "answer"),
    [
        ("send_voice", "voice messages"),
        ("send_sticker", "not pictures"),
        ("send_photo", "not pictures"),
    ],
)
def test_what_cannot_be_read_is_said(stage: Stage, send: str, answer: str) -> None:
    stage.start()
    chat = stage.chat("en")
    getattr(chat, send)()
    assert answer in chat.wait_for_message().text


def test_an_edited_message_is_answered(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    message = chat.say(EXAMPLE)
    chat.wait_for_message()
    chat.edit(message, "79123456789 weekdays 11-18 Moscow")
    assert "new message" in chat.wait_for_message().text


def test_commands(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say("/start")
    assert EXAMPLE in chat.wait_for_message().text
    chat.say("/help")
    assert "time zone" in chat.wait_for_message().text
    chat.say("/cancel")
    assert "no open draft" in chat.wait_for_message().text
    chat.say("/frobnicate")
    assert "/frobnicate" in chat.wait_for_message().text
    assert set(stage.telegram.commands)
