"""Words and numbers in, a card, one tap, calls added, job ids back: on the real process."""

import json

from tests.e2e.conftest import Stage

REQUEST_EN = "79123456789 weekdays 10-18 Moscow"
BUTTONS = ["✅ Send 1", "✏️ Change", "✖️ Cancel", "🧾 JSON"]
REQUEST_RU = "79123456789 будни 10-18 мск"


def test_a_request_in_english_is_shown_sent_and_told(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say(REQUEST_EN)
    card = chat.wait_for_message()
    assert "+7 912 345-67-89" in card.text
    assert "Mon–Fri 10:00–18:00" in card.text
    assert "Moscow, UTC+3" in card.text
    assert [label for row in card.buttons for label in row] == BUTTONS
    chat.tap(card, "✅").wait_for_answer()
    card.wait_for_edit(containing="Added 1 number")
    (job,) = stage.campaign.jobs()
    assert job["id"] in card.text
    assert card.buttons == ()
    assert job["phone"] == "79123456789"
    assert job["policy"] == {
        "allowedDays": ["mon", "tue", "wed", "thu", "fri"],
        "allowedTime": {"default": [{"localTimeFrom": "10:00", "localTimeTo": "18:00"}]},
        "gmtZone": "Europe/Moscow",
    }
    assert job["idempotence_key"]


def test_a_request_in_russian_is_answered_in_russian(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("ru")
    chat.say(REQUEST_RU)
    card = chat.wait_for_message()
    assert "Пн–Пт 10:00–18:00" in card.text
    assert "Москва, UTC+3" in card.text
    chat.tap(card, "✅")
    card.wait_for_edit(containing="Добавлен 1 номер")
    assert stage.campaign.phones() == ["79123456789"]


def test_a_request_in_ukrainian_is_answered_in_ukrainian(stage: Stage) -> None:
    """A third language is a folder, and nothing else."""
    stage.start()
    chat = stage.chat("uk")
    chat.say("+380 67 123 45 67 з понеділка по п'ятницю з 10 до 18 за Києвом")
    card = chat.wait_for_message()
    assert "Пн–Пт 10:00–18:00" in card.text
    assert "Київ, UTC+2" in card.text
    chat.tap(card, "✅")
    card.wait_for_edit(containing="Додано")
    assert stage.campaign.phones() == ["380671234567"]


def test_it_is_the_same_on_postgresql(stage: Stage, postgres_url: str) -> None:
    stage.start(DATABASE_URL=postgres_url)
    chat = stage.chat("en")
    chat.say(REQUEST_EN)
    card = chat.wait_for_message()
    chat.tap(card, "✅")
    card.wait_for_edit(containing="Added 1 number")
    assert stage.campaign.phones() == ["79123456789"]


def test_a_language_the_bot_does_not_speak_gets_the_default(stage: Stage) -> None:
    stage.start(DEFAULT_LANGUAGE="ru")
    chat = stage.chat("fr")
    chat.say("/start")
    assert "Пришлите номера" in chat.wait_for_message().text


def test_the_words_and_the_numbers_may_come_one_after_the_other(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say("weekdays 10-18 Moscow")
    first = chat.wait_for_message()
    assert "Whom to call?" in first.text
    chat.say("+7 (912) 345-67-89")
    card = chat.wait_for_message()
    assert "Mon–Fri 10:00–18:00" in card.text
    first.wait_for_edit()
    assert first.buttons == (), "an old card must lose its buttons"
    chat.tap(card, "✅")
    card.wait_for_edit(containing="Added 1 number")


def test_a_second_tap_sends_nothing_twice(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say(REQUEST_EN)
    card = chat.wait_for_message()
    chat.tap(card, "✅")
    query = chat.tap(card, "✅", version=0)
    assert query.wait_for_answer() == "This was sent already."
    card.wait_for_edit(containing="Added 1 number")
    assert len(stage.campaign.jobs()) == 1


def test_an_old_card_cannot_be_sent(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say(REQUEST_EN)
    old = chat.wait_for_message()
    chat.say("11-17")
    chat.wait_for_message(containing="11:00–17:00")
    assert "out of date" in chat.tap(old, "✅", version=0).wait_for_answer()
    assert stage.campaign.jobs() == []


def test_cancel_throws_the_draft_away(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say(REQUEST_EN)
    card = chat.wait_for_message()
    chat.tap(card, "✖️")
    card.wait_for_edit(containing="nothing was sent")
    assert card.buttons == ()
    assert chat.tap(card, "✅", version=0).wait_for_answer() == "This was cancelled."
    assert stage.campaign.jobs() == []


def test_change_explains_how_to_talk_about_the_draft(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say(REQUEST_EN)
    chat.tap(chat.wait_for_message(), "✏️")
    assert "What you do not mention stays" in chat.wait_for_message().text


def test_json_is_exactly_what_is_posted(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say(REQUEST_EN)
    card = chat.wait_for_message()
    chat.tap(card, "🧾")
    shown = chat.wait_for_message().text.partition("\n")[2]
    chat.tap(card, "✅")
    card.wait_for_edit(containing="Added")
    (posted,) = stage.campaign.posts()
    assert json.loads(shown) == posted["body"]


def test_many_numbers_go_in_chunks_and_their_jobs_come_as_a_file(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    phones = [str(79_120_000_000 + n) for n in range(700)]
    chat.paste("weekdays 10-18 Moscow\n" + "\n".join(phones))
    card = chat.wait_for_message(containing="700 numbers")
    chat.tap(card, "✅")
    card.wait_for_edit(containing="Added 700 numbers")
    assert stage.campaign.phones() == phones
    posted = stage.campaign.posts()
    assert [len(r["body"]) for r in posted] == [500, 200]
    file = chat.wait_for_message().file
    assert len(file.content.decode().splitlines()) == 700
