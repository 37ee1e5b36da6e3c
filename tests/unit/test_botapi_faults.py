"""Misfortune on demand: errors, cut and hanging connections, outages, time that passes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.botapi import Chat, FakeTelegram

# No proxy, and no certificates to load.
DIRECT: Any = {"trust_env": False, "verify": False}


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake
        fake.assert_clean()


@pytest.fixture
def chat(fake: FakeTelegram) -> Chat:
    chat = fake.private(fake.user(1001, "Anna"))
    chat.say("/start")
    return chat


def call(fake: FakeTelegram, method: str, **form: Any) -> httpx.Response:
    return httpx.post(f"{fake.url}/bot{fake.token}/{method}", data=form, **DIRECT)


def say(fake: FakeTelegram, text: str = "hello", **form: Any) -> httpx.Response:
    return call(fake, "sendMessage", chat_id=1001, text=text, **form)


def test_too_many_requests_says_how_long_to_wait(fake: FakeTelegram, chat: Chat) -> None:
    fake.fail("sendMessage", status=429, retry_after=2)
    refused = say(fake)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "2")
    assert refused.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 2",
        "parameters": {"retry_after": 2},
    }
    assert say(fake).status_code == 200
    assert [call.status for call in fake.calls("sendMessage")] == [429, 200]
    assert [message.text for message in chat.messages] == ["hello"]


@pytest.mark.parametrize("status", [401, 404, 409, 500])
def test_errors_in_telegrams_own_form(fake: FakeTelegram, status: int) -> None:
    fake.fail(status=status)
    refused = call(fake, "getMe")
    assert (refused.status_code, refused.json()["error_code"]) == (status, status)


def test_a_proxy_does_not_speak_json(fake: FakeTelegram) -> None:
    fake.fail("getMe", status=502)
    refused = call(fake, "getMe")
    assert (refused.status_code, refused.headers["Content-Type"][:9]) == (502, "text/html")


def test_faults_can_be_aimed(fake: FakeTelegram, chat: Chat) -> None:
    other = fake.private(fake.user(1002, "Boris"))
    other.say("hi")
    fake.fail("sendMessage", chat=other, times=-1)
    fake.fail("sendMessage", skip=1, status=429, retry_after=1)
    assert [say(fake).status_code for _ in range(3)] == [200, 429, 200]
    statuses = {call(fake, "sendMessage", chat_id=1002, text="x").status_code for _ in range(3)}
    assert statuses == {500}
    fake.calm()
    assert call(fake, "sendMessage", chat_id=1002, text="x").status_code == 200


@pytest.mark.parametrize(("after_effect", "texts"), [(False, []), (True, ["hello"])])
def test_a_cut_connection_hides_what_happened(
    fake: FakeTelegram, chat: Chat, after_effect: bool, texts: list[str]
) -> None:
    fake.cut("sendMessage", after_effect=after_effect)
    with pytest.raises(httpx.TransportError):
        say(fake)
    assert [message.text for message in chat.messages] == texts
    assert say(fake, "again").status_code == 200


def test_an_error_may_come_after_the_effect(fake: FakeTelegram, chat: Chat) -> None:
    fake.fail("sendMessage", after_effect=True)
    assert say(fake).status_code == 500
    assert [message.text for message in chat.messages] == ["hello"]


def test_a_hanging_call_goes_on_when_it_is_released(fake: FakeTelegram, chat: Chat) -> None:
    fault = fake.hang("sendMessage")
    with ThreadPoolExecutor() as pool:
        hanging = pool.submit(say, fake)
        fake.wait_for_call("sendMessage")
        assert chat.messages == []
        fault.release()
        assert hanging.result(timeout=5).status_code == 200
    assert fault.hits == 1
    assert len(chat.messages) == 1


def test_a_hanging_call_has_no_effect_when_the_client_gives_up(
    fake: FakeTelegram, chat: Chat
) -> None:
    fake.hang("sendMessage")
    url = f"{fake.url}/bot{fake.token}/sendMessage"
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(url, data={"chat_id": "1001", "text": "x"}, timeout=0.05, **DIRECT)
    assert say(fake, "next").status_code == 200
    assert [message.text for message in chat.messages] == ["next"]


def test_an_outage_ends_at_the_same_address(fake: FakeTelegram, chat: Chat) -> None:
    fake.down()
    with pytest.raises(httpx.ConnectError):
        say(fake)
    chat.say("still here?")
    fake.up()
    assert len(call(fake, "getUpdates").json()["result"]) == 2
    fake.down(502)
    assert say(fake).status_code == 502
    fake.up()
    assert say(fake).status_code == 200


def test_faults_do_not_hide_violations(chat: Chat, fake: FakeTelegram) -> None:
    fake.fail("sendMessage")
    assert say(fake, "x" * 5000).status_code == 500
    assert [violation.parameter for violation in fake.violations] == ["text"]
    fake.world.violations.clear()


def test_old_presses_can_no_longer_be_answered(fake: FakeTelegram, chat: Chat) -> None:
    say(fake, reply_markup='{"inline_keyboard":[[{"text":"ok","callback_data":"1"}]]}')
    card = chat.wait_for_message()
    early, late = chat.tap(card, "ok"), chat.tap(card, "ok")
    answered = call(fake, "answerCallbackQuery", callback_query_id=early.id)
    assert (answered.status_code, early.answer) == (200, "")
    fake.advance(60)
    for query in (early, late):
        refused = call(fake, "answerCallbackQuery", callback_query_id=query.id)
        assert "query is too old" in refused.json()["description"]
    assert fake.unanswered == ["ok"]


def test_old_messages_cannot_be_deleted(fake: FakeTelegram, chat: Chat) -> None:
    number = say(fake).json()["result"]["message_id"]
    fake.advance(49 * 3600)
    refused = call(fake, "deleteMessage", chat_id=1001, message_id=number)
    assert "can't be deleted for everyone" in refused.json()["description"]


def test_the_world_refuses_without_blaming(fake: FakeTelegram, chat: Chat) -> None:
    """Each of these can happen to a bot that makes no mistake."""
    sent = say(fake).json()["result"]["message_id"]
    gone = say(fake, "gone").json()["result"]["message_id"]
    call(fake, "deleteMessage", chat_id=1001, message_id=gone)
    edit = {"chat_id": 1001, "message_id": sent}
    lost = {"chat_id": 1001, "message_id": gone}
    reply = f'{{"message_id":{gone}}}'
    refusals = [
        (call(fake, "editMessageText", **edit, text="hello"), "message is not modified"),
        (call(fake, "editMessageText", **lost, text="x"), "message to edit not found"),
        (call(fake, "editMessageText", chat_id=1001, message_id=1, text="x"), "can't be edited"),
        (call(fake, "editMessageCaption", **edit, caption="x"), "there is no caption"),
        (call(fake, "deleteMessage", **lost), "message to delete not found"),
        (say(fake, reply_parameters=reply), "message to be replied not found"),
        (call(fake, "sendMessage", chat_id=404, text="x"), "chat not found"),
        (call(fake, "getFile", file_id="none"), "wrong file_id"),
        (call(fake, "answerCallbackQuery", callback_query_id="0"), "query ID is invalid"),
    ]
    for answer, reason in refusals:
        assert answer.status_code == 400
        assert reason in answer.json()["description"]
    chat.close("user is deactivated")
    refused = say(fake)
    assert (refused.status_code, refused.json()["description"]) == (
        403,
        "Forbidden: user is deactivated",
    )


def test_downloads_have_a_size_and_a_lifetime(fake: FakeTelegram, chat: Chat) -> None:
    chat.send_document("big.csv", b"1", size=20 * 1024 * 1024 + 1)
    chat.send_document("small.csv", b"2")
    updates = call(fake, "getUpdates").json()["result"]
    big, small = (update["message"]["document"]["file_id"] for update in updates[1:])
    assert "too big" in call(fake, "getFile", file_id=big).json()["description"]
    path = call(fake, "getFile", file_id=small).json()["result"]["file_path"]
    address = f"{fake.url}/file/bot{fake.token}/{path}"
    assert httpx.get(address, **DIRECT).content == b"2"
    assert httpx.get(address.replace(fake.token, "1:x"), **DIRECT).status_code == 401
    fake.advance(3601)
    assert httpx.get(address, **DIRECT).status_code == 404
