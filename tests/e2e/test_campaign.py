"""The campaign itself, asked from Telegram and from the terminal: real processes throughout."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.commands import bot
from tests.e2e.conftest import CAMPAIGN_TOKEN, Stage

REQUEST = "79123456789 weekdays 10-18 Moscow"


def test_the_campaign_is_paused_and_a_card_says_so_before_it_is_sent(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say("/status")
    chat.wait_for_message(containing=": in progress")
    chat.say("/pause")
    chat.wait_for_message(containing="The campaign is paused")
    chat.say(REQUEST)
    card = chat.wait_for_message(containing="+7 912 345-67-89")
    card.wait_for_edit(containing="until /resume")
    assert card.buttons
    chat.say("/resume")
    chat.wait_for_message(containing="runs again")


def test_stop_asks_twice_and_ends_the_campaign(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("ru")
    chat.say("/stop")
    chat.tap(chat.wait_for_message(containing="насовсем"), "Остановить")
    chat.tap(chat.wait_for_message(containing="Ещё раз"), "Да")
    chat.wait_for_message(containing="завершена насовсем")
    chat.say("/status")
    chat.wait_for_message(containing="завершена")


def test_what_a_card_sent_is_taken_back_by_answering_it(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say(REQUEST)
    card = chat.wait_for_message()
    chat.tap(card, "✅")
    card.wait_for_edit(containing="Added 1 number")
    chat.say("/cancel", reply_to=card)
    chat.wait_for_message(containing="Taken back: 1 of 1")
    (job,) = stage.campaign.jobs()
    assert job["state"] == "cancelledByUser"


def test_a_test_call_and_the_report(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say("/test 8 912 345-67-89")
    chat.wait_for_message(containing="Test call to +7 912 345-67-89")
    assert stage.campaign.phones() == ["79123456789"]
    chat.say("/report")
    chat.wait_for_message(containing="1 call added")


def test_the_same_from_the_terminal(stage: Stage, tmp_path: Path) -> None:
    settings = {"CALLS_API_URL": stage.campaign.url, "CAMPAIGN_TOKEN": CAMPAIGN_TOKEN}

    def campaign(*words: str, given: str = "") -> tuple[int, str]:
        ended = bot(tmp_path, "campaign", "--lang", "en", *words, given=given, **settings)
        return ended.status, ended.said + ended.complained

    assert ": in progress" in campaign("status")[1]
    assert campaign("test", "89123456789")[0] == 0
    (job,) = stage.campaign.jobs()
    assert campaign("cancel", job["id"]) == (
        0,
        "Taken back: 1 of 1. Calls under way are finished, no new ones are made.\n",
    )
    assert campaign("test", "123")[0] == 1
    assert campaign("pause")[0] == 0
    assert campaign("stop", given="y\nn\n")[0] == 1
    assert ": paused" in campaign("status")[1]
    assert campaign("stop", given="y\ny\n")[0] == 0
    assert ": finished" in campaign("status")[1]
    assert CAMPAIGN_TOKEN not in campaign("status")[1]
