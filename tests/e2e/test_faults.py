"""The world fails: nothing is lost, nobody is called twice, and the manager is told."""

import time

import pytest

from tests.e2e.conftest import Stage

REQUEST = "79123456789 weekdays 10-18 Moscow"


def added_once(stage: Stage) -> None:
    assert stage.campaign.phones() == ["79123456789"]


@pytest.mark.parametrize(
    "fault",
    [
        {"next": 2, "status": 503},
        {"next": 1, "status": 500},
        {"next": 1, "status": 429, "retry_after": 1},
        {"next": 1, "kind": "cut_before"},
        {"next": 2, "kind": "cut_after"},
        {"next": 1, "kind": "half_body"},
    ],
    ids=lambda fault: str(fault.get("kind") or fault.get("status")),
)
def test_a_failing_campaign_is_tried_again_under_the_same_key(
    stage: Stage, fault: dict[str, object]
) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say(REQUEST)
    card = chat.wait_for_message()
    stage.campaign.wait_for_look()
    stage.campaign.fail(**fault)
    chat.tap(card, "✅")
    card.wait_for_edit(timeout=15, containing="Added 1 number")
    added_once(stage)
    keys = {r["idempotence_key"] for r in stage.campaign.posts()}
    assert len(keys) == 1


def test_a_campaign_that_is_away_is_waited_for_and_the_card_says_so(stage: Stage) -> None:
    stage.start(CALLS_API_URL="http://127.0.0.1:9")
    chat = stage.chat("en")
    chat.say(REQUEST)
    card = chat.wait_for_message()
    chat.tap(card, "✅")
    card.wait_for_edit(containing="does not answer")
    stage.bots[0].kill()
    stage.start()
    card.wait_for_edit(timeout=15, containing="Added 1 number")
    added_once(stage)


def test_a_dead_token_is_told_without_the_token_and_the_draft_is_kept(stage: Stage) -> None:
    stage.start(CAMPAIGN_TOKEN="9.9.deadtoken")
    chat = stage.chat("en")
    chat.say(REQUEST)
    card = chat.wait_for_message()
    chat.tap(card, "✅")
    told = chat.wait_for_message(containing="no longer valid")
    assert "9.9.deadtoken" not in stage.telegram.transcript() + stage.output
    assert "✅ Send 1" in told.buttons[0]
    stage.bots[0].kill()
    stage.start()
    chat.tap(told, "✅")
    told.wait_for_edit(containing="Added 1 number")
    added_once(stage)


def test_a_stopped_campaign_gives_the_draft_back(stage: Stage) -> None:
    stage.start()
    stage.campaign.control("stop")
    chat = stage.chat("en")
    chat.say(REQUEST)
    chat.tap(chat.wait_for_message(), "✅")
    told = chat.wait_for_message(containing="takes no calls: it is finished")
    assert "✅ Send 1" in told.buttons[0]
    assert stage.campaign.jobs() == []


def test_a_number_the_campaign_refuses_is_named_and_the_rest_takes_one_tap(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say(REQUEST)
    first = chat.wait_for_message()
    chat.tap(first, "✅")
    first.wait_for_edit(containing="Added 1")
    chat.say("79123456789 79123456780 weekdays 10-18 Moscow")
    chat.tap(chat.wait_for_message(), "✅")
    told = chat.wait_for_message(containing="did not take +7 912 345-67-89")
    chat.tap(told, "✅ Send 1")
    told.wait_for_edit(containing="Added 1 number")
    assert stage.campaign.phones() == ["79123456789", "79123456780"]


def test_telegram_away_at_start_is_waited_for(stage: Stage) -> None:
    stage.telegram.down()
    bot = stage.launch()
    bot.wait_for_output("telegram_unreachable")
    stage.telegram.up()
    bot.wait_for_output("ready")
    chat = stage.chat("en")
    chat.say("/start")
    chat.wait_for_message()


@pytest.mark.parametrize("status", [401, 404, 409, 500, 502])
def test_polling_survives_every_answer(stage: Stage, status: int) -> None:
    bot = stage.start()
    stage.telegram.fail("getUpdates", status=status)
    chat = stage.chat("en")
    chat.say("/start")
    chat.wait_for_message(timeout=15)
    assert bot.running


def test_a_flood_limit_is_obeyed_and_nothing_is_lost(stage: Stage) -> None:
    stage.start()
    stage.telegram.fail("sendMessage", status=429, retry_after=1)
    chat = stage.chat("en")
    chat.say(REQUEST)
    assert "Mon–Fri" in chat.wait_for_message(timeout=15).text


def test_a_blocked_chat_holds_up_nobody(stage: Stage) -> None:
    stage.start(OWNERS="1001,1002")
    gone, here = stage.chat("en"), stage.chat("en", person=1002)
    blocked = "Forbidden: bot was blocked by the user"
    stage.telegram.fail("sendMessage", status=403, description=blocked, chat=gone)
    gone.say("/start")
    here.say("/start")
    here.wait_for_message()
    gone.say("/help")
    assert "time zone" in gone.wait_for_message().text


def test_an_update_delivered_twice_is_answered_once(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    message = chat.say("/start")
    chat.wait_for_message()
    stage.telegram.repeat(message)
    stage.telegram.wait_until_confirmed()
    chat.assert_no_message()


def test_kills_at_random_moments_lose_nothing_and_call_nobody_twice(stage: Stage) -> None:
    """Twelve requests, six kills: every request is answered and every phone added once."""
    chat = stage.chat("en")
    phones = [str(79_120_000_000 + n) for n in range(12)]
    bot = stage.start()
    for n, phone in enumerate(phones):
        chat.say(f"{phone} weekdays 10-18 Moscow")
        if n % 2:
            time.sleep(0.02 * n)
            bot.kill()
            bot = stage.start()
        card = chat.wait_for_message(timeout=15, containing=f"{phone[-2:]}\nMon–Fri")
        chat.tap(card, "✅")
        if n % 3 == 0:
            bot.kill()
            bot = stage.start()
        card.wait_for_edit(timeout=15, containing="Added 1 number")
    assert sorted(stage.campaign.phones()) == phones


def test_sigterm_ends_the_bot_in_order(stage: Stage) -> None:
    bot = stage.start()
    assert bot.stop() == 0
    assert "stopped" in bot.output
    assert "Traceback" not in bot.output


def test_a_second_process_on_the_same_folder_is_turned_away(stage: Stage) -> None:
    """Two on one SQLite file would both post the same delivery."""
    first = stage.start()
    second = stage.launch()
    second.wait_for_output("another bot process works in")
    assert second.wait() == 1
    assert first.running


def test_a_crash_in_the_middle_of_a_try_is_remembered(stage: Stage) -> None:
    """The process dies while the campaign hangs: the card can no longer be taken back."""
    bot = stage.start()
    chat = stage.chat("en")
    chat.say(REQUEST)
    card = chat.wait_for_message()
    stage.campaign.wait_for_look()
    stage.campaign.fail(next=1, kind="hang_after")
    chat.tap(card, "✅").wait_for_answer()
    stage.campaign.wait_for_post()
    bot.kill()
    stage.start()
    card.wait_for_edit(timeout=15, containing="Added 1 number")
    added_once(stage)


def test_an_owner_who_was_a_stranger_once_is_refused_once_again(stage: Stage) -> None:
    chat = stage.chat("en", person=1002)
    bot = stage.start()
    chat.say("/start")
    chat.wait_for_message(containing="1002")
    bot.kill()
    bot = stage.start(OWNERS="1001,1002")
    chat.say("/start")
    chat.wait_for_message(containing="Send phone numbers")
    bot.kill()
    stage.start()
    chat.say("/start")
    chat.wait_for_message(containing="1002")
