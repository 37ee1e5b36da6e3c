"""Telegram posts to the bot: the same promises as by polling, and health for those who watch."""

import socket
import urllib.error
import urllib.request

import pytest

from tests.e2e.conftest import Stage

REQUEST = "79123456789 weekdays 10-18 Moscow"


@pytest.fixture
def hooked(stage: Stage) -> dict[str, str]:
    """The settings of a bot that Telegram posts to."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "WEBHOOK_SECRET": "a-secret-of-this-test",
        "LISTEN": f"127.0.0.1:{port}",
    }


def fetched(settings: dict[str, str], path: str) -> tuple[int, str]:
    """What the bot serves there."""
    try:
        with urllib.request.urlopen(f"http://{settings['LISTEN']}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_request_by_webhook_is_shown_sent_and_told(stage: Stage, hooked: dict[str, str]) -> None:
    stage.start(**hooked)
    chat = stage.chat("en")
    chat.say(REQUEST)
    card = chat.wait_for_message()
    chat.tap(card, "✅")
    card.wait_for_edit(containing="Added 1 number")
    assert stage.campaign.phones() == ["79123456789"]
    assert fetched(hooked, "/healthz") == (200, "ok\n")
    assert fetched(hooked, "/readyz") == (200, "ready\n")
    figures = fetched(hooked, "/metrics")[1]
    assert 'bot_events_total{event="delivered",level="info"} 1.0' in figures
    assert 'bot_waiting{kind="inbox"} 0.0' in figures
    assert hooked["WEBHOOK_SECRET"] not in stage.output


def test_what_was_said_while_the_bot_was_dead_is_answered(
    stage: Stage, hooked: dict[str, str]
) -> None:
    stage.start(**hooked).kill()
    chat = stage.chat("en")
    chat.say(REQUEST)
    stage.start(**hooked)
    card = chat.wait_for_message(timeout=15)
    stage.bots[-1].kill()
    chat.tap(card, "✅")
    stage.start(**hooked)
    card.wait_for_edit(timeout=15, containing="Added 1 number")
    assert stage.campaign.phones() == ["79123456789"]


def test_nobody_else_can_post_updates(stage: Stage, hooked: dict[str, str]) -> None:
    stage.start(**hooked)
    request = urllib.request.Request(hooked["WEBHOOK_URL"], data=b'{"update_id": 1}')
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request, timeout=10)


def test_from_webhook_to_polling_and_back_nothing_is_lost(
    stage: Stage, hooked: dict[str, str]
) -> None:
    stage.start(**hooked).stop()
    chat = stage.chat("en")
    chat.say(REQUEST)
    stage.start()
    card = chat.wait_for_message(timeout=15)
    stage.bots[-1].stop()
    stage.start(**hooked)
    chat.tap(card, "✅")
    card.wait_for_edit(timeout=15, containing="Added 1 number")
    assert stage.campaign.phones() == ["79123456789"]


def test_a_webhook_without_a_secret_is_not_started(stage: Stage, hooked: dict[str, str]) -> None:
    del hooked["WEBHOOK_SECRET"]
    bot = stage.launch(**hooked)
    assert bot.wait() == 1
    assert "WEBHOOK_SECRET is not set" in bot.output


def test_health_is_served_beside_polling_too(stage: Stage, hooked: dict[str, str]) -> None:
    stage.start(LISTEN=hooked["LISTEN"])
    assert fetched(hooked, "/readyz") == (200, "ready\n")
    assert fetched(hooked, "/telegram")[0] == 404
