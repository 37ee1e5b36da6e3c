"""A draft is changed by talking about it; what is not mentioned stays."""

from tests.e2e.conftest import Stage


def test_a_draft_is_changed_message_by_message(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("ru")
    chat.say("79123456789 Алексей\nбудни с 10 до 18 мск, обед 13-14")
    for said, shown in [
        ("с 11", "Пн–Пт 11:00–13:00, 14:00–18:00"),
        ("добавь субботу", "Пн–Сб 11:00–13:00, 14:00–18:00"),
        ("убери среду", "Пн, Вт, Чт–Сб 11:00–13:00, 14:00–18:00"),
        ("по Самаре", "Самара, UTC+4"),
        ("3 попытки каждые 2 часа", "До 3 попыток, раз в 2 часа"),
        ("+7 913 222-33-44", "2 номера"),
    ]:
        chat.say(said)
        chat.wait_for_message(containing=shown)
    chat.tap(chat.messages[-1], "✅")
    chat.messages[-1].wait_for_edit(containing="Добавлено 2 номера")
    first, second = stage.campaign.jobs()
    assert (first["payload"], second["payload"]) == ({"name": "Алексей"}, {})
    assert first["policy"] == second["policy"]
    assert first["policy"] == {
        "allowedDays": ["mon", "tue", "thu", "fri", "sat"],
        "allowedTime": {
            "default": [
                {"localTimeFrom": "11:00", "localTimeTo": "13:00"},
                {"localTimeFrom": "14:00", "localTimeTo": "18:00"},
            ]
        },
        "gmtZone": "Europe/Samara",
        "maxAttempts": 3,
        "retryIntervalInMinutes": 120,
    }


def test_a_question_is_settled_by_a_tap_or_by_words(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say("79123456789 weekdays 18-10 Moscow")
    asked = chat.wait_for_message(containing="18-10")
    assert not any("✅" in label for row in asked.buttons for label in row)
    chat.say("10-18")
    card = chat.wait_for_message(containing="Mon–Fri 10:00–18:00")
    assert any("✅" in label for row in card.buttons for label in row)
    chat.say("79123456780 weekdays 18-10 Moscow")
    asked = chat.wait_for_message(containing="18-10")
    chat.tap(asked, asked.buttons[0][0])
    chat.wait_for_message(containing="Mon–Fri 10:00–18:00")


def test_local_time_is_each_numbers_own_and_asks_for_the_rest(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say("73432223344 79001112233 10-18 local time")
    asked = chat.wait_for_message()
    assert not any("✅" in label for row in asked.buttons for label in row)
    chat.say("Moscow")
    card = chat.wait_for_message(containing="By the local time of each number")
    chat.tap(card, "✅")
    card.wait_for_edit(containing="Added 2 numbers")
    zones = [job["policy"]["gmtZone"] for job in stage.campaign.jobs()]
    assert zones == ["Asia/Yekaterinburg", "Europe/Moscow"]
