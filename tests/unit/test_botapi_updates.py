"""How the fake of the Bot API hands out updates: by polling and by webhook."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import httpx
import pytest
from typing_extensions import override

from tests.botapi import Chat, FakeTelegram
from tests.botapi.wire import Json

SECRET = "a-secret_1"

# No proxy, and no certificates to load.
DIRECT: Any = {"trust_env": False, "verify": False}


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram(first_update_id=700) as fake:
        yield fake
        fake.assert_clean()


@pytest.fixture
def chat(fake: FakeTelegram) -> Chat:
    return fake.private(fake.user(1001, "Anna"))


def call(fake: FakeTelegram, method: str, **form: Any) -> httpx.Response:
    url = f"{fake.url}/bot{fake.token}/{method}"
    return httpx.post(url, data=form, **DIRECT, timeout=10)


def poll(fake: FakeTelegram, **form: Any) -> list[int]:
    return [update["update_id"] for update in call(fake, "getUpdates", **form).json()["result"]]


def test_an_update_comes_again_until_it_is_confirmed(fake: FakeTelegram, chat: Chat) -> None:
    """This is how a bot that was killed gets its work back."""
    chat.say("one")
    chat.say("two")
    chat.say("three")
    assert poll(fake) == [700, 701, 702]
    assert poll(fake, limit=2) == [700, 701]
    assert poll(fake, offset=701) == [701, 702]
    assert poll(fake) == [701, 702]
    assert fake.pending == [701, 702]
    assert poll(fake, offset=703) == []
    assert fake.pending == []
    fake.wait_until_confirmed()


def test_a_negative_offset_forgets_all_but_the_last(fake: FakeTelegram, chat: Chat) -> None:
    for text in "abc":
        chat.say(text)
    assert poll(fake, offset=-1) == [702]
    assert poll(fake) == [702]


def test_a_waiting_poll_gets_the_update_when_it_comes(fake: FakeTelegram, chat: Chat) -> None:
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(poll, fake, timeout=10)
        fake.wait_for_call("getUpdates")
        chat.say("at last")
        assert waiting.result(timeout=5) == [700]


def test_a_poll_with_nothing_to_give_ends_in_time(fake: FakeTelegram) -> None:
    assert poll(fake, timeout=1) == []


def test_a_second_poll_ends_the_first_with_a_conflict(fake: FakeTelegram, chat: Chat) -> None:
    with ThreadPoolExecutor() as pool:
        first = pool.submit(call, fake, "getUpdates", timeout=10)
        fake.wait_for_call("getUpdates")
        second = pool.submit(poll, fake, timeout=10)
        refused = first.result(timeout=5)
        assert (refused.status_code, refused.json()["error_code"]) == (409, 409)
        assert "terminated by other getUpdates request" in refused.json()["description"]
        chat.say("for the second")
        assert second.result(timeout=5) == [700]


def test_a_poller_that_died_takes_nothing_with_it(fake: FakeTelegram, chat: Chat) -> None:
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(
            f"{fake.url}/bot{fake.token}/getUpdates",
            data={"timeout": "50"},
            timeout=0.05,
            **DIRECT,
        )
    sent = chat.say("is anybody there?")
    fake.repeat(sent)
    assert poll(fake) == [700, 700]


def test_the_same_update_can_be_delivered_again(fake: FakeTelegram, chat: Chat) -> None:
    sent = chat.say("once")
    fake.repeat(sent)
    assert poll(fake) == [700, 700]
    assert poll(fake, offset=701) == []
    fake.repeat(sent)
    assert poll(fake, offset=701) == [700]
    assert poll(fake, offset=701) == []


def test_the_kinds_asked_for_are_remembered(fake: FakeTelegram, chat: Chat) -> None:
    poll(fake, allowed_updates='["callback_query"]')
    poll(fake)
    assert fake.allowed_updates == ("callback_query",)
    sent = chat.say("unseen")
    assert (sent.update_id, fake.pending) == (None, [])
    poll(fake, allowed_updates="[]")
    assert chat.say("seen").update_id == 700
    assert fake.put_update("chat_member", {}) is None


def test_update_numbers_may_start_anew(fake: FakeTelegram, chat: Chat) -> None:
    chat.say("high")
    fake.jump_to_update(5)
    chat.say("low")
    assert poll(fake) == [700, 5]


def test_tokens(fake: FakeTelegram) -> None:
    answers = {
        token: httpx.get(f"{fake.url}/bot{token}/getMe", **DIRECT)
        for token in (fake.token, "123456:AnotherToken", "no-token")
    }
    assert [answer.status_code for answer in answers.values()] == [200, 401, 404]
    assert answers["123456:AnotherToken"].json() == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized",
    }


class Hook(BaseHTTPRequestHandler):
    """A bot behind a webhook that answers what it is told to."""

    statuses: ClassVar[list[int]]
    taken: ClassVar[list[tuple[str | None, Json, int]]]

    def do_POST(self) -> None:
        body = httpx.Response(200, content=self.rfile.read(int(self.headers["Content-Length"])))
        status = self.statuses.pop(0) if self.statuses else 200
        secret = self.headers["X-Telegram-Bot-Api-Secret-Token"]
        self.taken.append((secret, body.json(), status))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    @override
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[tuple[type[Hook], str]]:
    class Fresh(Hook):
        statuses: ClassVar[list[int]] = []
        taken: ClassVar[list[tuple[str | None, Json, int]]] = []

    server = ThreadingHTTPServer(("127.0.0.1", 0), Fresh)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield Fresh, f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


def test_a_webhook_gets_updates_until_it_takes_them(
    fake: FakeTelegram, chat: Chat, hook: tuple[type[Hook], str]
) -> None:
    handler, url = hook
    handler.statuses = [500, 503]
    other = fake.private(fake.user(1002, "Boris"))
    assert call(fake, "setWebhook", url=url, secret_token=SECRET).json()["result"] is True
    chat.say("one")
    fake.wait_until_confirmed()
    chat.say("two")
    other.say("three")
    fake.wait_until_confirmed()
    assert {secret for secret, _, _ in handler.taken} == {SECRET}
    assert [status for _, _, status in handler.taken[:3]] == [500, 503, 200]
    texts = [update["message"]["text"] for _, update, status in handler.taken if status == 200]
    assert sorted(texts) == ["one", "three", "two"]
    info = call(fake, "getWebhookInfo").json()["result"]
    assert (info["url"], info["pending_update_count"]) == (url, 0)
    assert info["last_error_message"] == "Wrong response from the webhook: 503"


def test_polling_beside_a_webhook_is_a_conflict(fake: FakeTelegram) -> None:
    call(fake, "setWebhook", url="https://bot.example/")
    refused = call(fake, "getUpdates")
    assert refused.status_code == 409
    assert "webhook is active" in refused.json()["description"]
    call(fake, "deleteWebhook")
    assert poll(fake) == []
