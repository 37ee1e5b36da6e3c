"""What the fake of the Bot API lets through and what it calls a violation."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.botapi import FakeTelegram
from tests.botapi.make_spec import METHODS
from tests.botapi.methods import HANDLERS
from tests.botapi.spec import load
from tests.botapi.wire import Json

Form = dict[str, str]
Client = httpx.Client
PHONE = "\N{TELEPHONE RECEIVER}"


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        fake.private(fake.user(1001, "Anna")).say("/start")
        yield fake


@pytest.fixture(scope="module")
def client(fake: FakeTelegram) -> Iterator[Client]:
    with Client(base_url=f"{fake.url}/bot{fake.token}/", trust_env=False) as client:
        yield client


def say(text: str = "hello", **more: Any) -> Form:
    fields = {"chat_id": 1001, "text": text, **more}
    return {k: v if isinstance(v, str) else json.dumps(v) for k, v in fields.items()}


def keyboard(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


def button(text: str = "ok", **action: Any) -> Json:
    return {"text": text, **(action or {"callback_data": "x"})}


def bold(offset: Any, length: int, **more: Any) -> Json:
    return {"type": "bold", "offset": offset, "length": length, **more}


# Each with a part of the reason; all blame the text.
BAD_TEXTS: list[tuple[Form, str]] = [
    (say(""), "is 0, allowed are 1-4096"),
    (say(" \n "), "is 0, allowed are 1-4096"),
    (say("я" * 4097), "is 4097, allowed are 1-4096"),
    (say(PHONE * 2048 + "!"), "is 4097, allowed are 1-4096"),
    (say("<b></b>", parse_mode="HTML"), "is 0"),
    (say("<b>bold", parse_mode="HTML"), 'corresponding to start tag "b"'),
    (say("AT&T", parse_mode="HTML"), "Unescaped"),
    (say("done.", parse_mode="MarkdownV2"), "reserved"),
    (say("*bold*", parse_mode="Markdown"), "not one we use"),
    (say("x", parse_mode="HTML", entities=[bold(0, 1)]), "both"),
    (say("Hi", entities=[bold(0, 3)]), "outside the text"),
    (say("Hi", entities=[bold(-1, 1)]), "outside the text"),
    (say("😀!", entities=[bold(1, 1)]), "surrogate pair"),
    (say("Hello", entities=[bold(0, 3), bold(2, 3, type="italic")]), "overlap"),
    (say("Hello", entities=[bold(0, 5), bold(1, 2, type="code")]), "nested"),
    (say("Hi", entities=[bold(0, 2, type="loud")]), "no entity is of type"),
    (say("Hi", entities=[bold(0, 2, type="text_link")]), "needs 'url'"),
]

KEYBOARD = "reply_markup.inline_keyboard"
FIRST = f"{KEYBOARD}[0][0]"

# Keyboards as rows of buttons, the parameter blamed, a part of the reason.
BAD_KEYBOARDS: list[tuple[list[list[Json]], str, str]] = [
    ([[button(callback_data="я" * 33)]], f"{FIRST}.callback_data", "is 66, allowed are 1-64"),
    ([[button(callback_data="")]], f"{FIRST}.callback_data", "is 0, allowed are 1-64 (bytes)"),
    ([[button(" ")]], f"{FIRST}.text", "empty"),
    ([[{"text": "ok"}]], f"{FIRST}.text", "0 actions"),
    ([[button(callback_data="x", url="https://x.org")]], f"{FIRST}.text", "2 actions"),
    ([[button(url="nowhere")]], f"{FIRST}.url", "not an address"),
    ([[button(callback_data="x", style="loud")]], f"{FIRST}.style", "one of danger"),
    ([[button(callback_data="x", colour="red")]], f"{FIRST}.colour", "not known"),
    ([[{"callback_data": "x"}]], f"{FIRST}.text", "required"),
    ([[button()] * 9], KEYBOARD, "more than 8"),
    ([[button()] * 8] * 13, KEYBOARD, "more than 100"),
    ([[]], KEYBOARD, "empty row"),
]

HERE = {"chat_id": "1001"}
EDIT = {**HERE, "message_id": "1"}
FILE = {"type": "document", "media": "x"}
ONE_FILE = {**HERE, "media": json.dumps([FILE])}
MIXED_ALBUM = {**HERE, "media": json.dumps([FILE, {**FILE, "type": "photo"}])}
BAD_COMMAND = {"commands": '[{"command":"Start","description":"x"}]'}
BARE_COMMAND = {"commands": '[{"command":"start","description":""}]'}
BAD_SCOPE = {"commands": "[]", "scope": '{"type":"everyone"}'}
LONG_ANSWER = {"callback_query_id": "1", "text": "я" * 201}
BAD_SECRET = {"url": "https://bot.example/", "secret_token": "a b"}

# Method, parameters, the parameter blamed, a part of the reason.
BAD_CALLS: list[tuple[str, Form, str, str]] = [
    ("sendMesage", say(), "method", "not a method the fake knows"),
    ("sendmessage", say(), "method", "not a method the fake knows"),
    ("sendMessage", HERE, "text", "required"),
    ("sendMessage", {"text": "hi"}, "chat_id", "required"),
    ("sendMessage", say(chat="1"), "chat", "not known"),
    ("sendMessage", say(disable_notification="yes"), "disable_notification", "read as Boolean"),
    ("sendMessage", say(disable_notification="1"), "disable_notification", "read as Boolean"),
    ("sendMessage", say(message_thread_id="12abc"), "message_thread_id", "read as Integer"),
    ("sendMessage", say(message_thread_id="1.5"), "message_thread_id", "read as Integer"),
    ("sendMessage", say(reply_markup="{oops"), "reply_markup", "not JSON"),
    ("sendMessage", say(reply_markup=[1]), "reply_markup", "not of type"),
    ("sendMessage", say(reply_markup={"rows": []}), "reply_markup", "not of type"),
    ("sendMessage", say(entities={"type": "bold"}), "entities", "not of type Array"),
    ("sendMessage", say(entities=[bold("0", 2)]), "entities[0].offset", "not of type Integer"),
    ("sendMessage", say(reply_parameters={}), "reply_parameters.message_id", "exactly one"),
    (
        "sendMessage",
        say(reply_parameters={"message_id": "7"}),
        "reply_parameters.message_id",
        "type",
    ),
    ("editMessageText", {"text": "x", "message_id": "1"}, "message_id", "chat_id and message_id"),
    ("editMessageText", EDIT, "text", "exactly one of text"),
    ("editMessageText", {"text": "x", "inline_message_id": "a"}, "inline_message_id", "no inline"),
    ("editMessageText", {**EDIT, "rich_message": "{}"}, "rich_message", "does not describe"),
    ("editMessageCaption", {**EDIT, "caption": "я" * 1025}, "caption", "allowed are 0-1024"),
    ("answerCallbackQuery", LONG_ANSWER, "text", "is 201, allowed are 0-200"),
    ("sendChatAction", {**HERE, "action": "dancing"}, "action", "not a chat action"),
    ("sendDocument", {**HERE, "document": "no-such-id"}, "media", "no file id"),
    ("sendDocument", {**HERE, "document": "https://x.org/a"}, "document", "offline"),
    ("sendDocument", {**HERE, "document": "attach://a"}, "attach://", "does not hold"),
    ("sendMediaGroup", ONE_FILE, "media", "is 1, allowed are 2-10 (items)"),
    ("sendMediaGroup", MIXED_ALBUM, "media", "of their own kind"),
    ("getUpdates", {"limit": "101"}, "limit", "allowed are 1-100"),
    ("getUpdates", {"timeout": "51"}, "timeout", "0-50"),
    ("getUpdates", {"allowed_updates": '["massage"]'}, "allowed_updates", "does not exist"),
    ("setWebhook", {"url": "http://bot.example/"}, "url", "HTTPS"),
    ("setWebhook", BAD_SECRET, "secret_token", "1-256"),
    ("setMyCommands", BAD_COMMAND, "commands[0].command", "1-32"),
    ("setMyCommands", BARE_COMMAND, "commands[0].description", "is 0"),
    ("setMyCommands", BAD_SCOPE, "scope", "not of type"),
    ("deleteMessages", {**HERE, "message_ids": "[]"}, "message_ids", "1-100"),
]
BAD_CALLS += [("sendMessage", form, "text", reason) for form, reason in BAD_TEXTS]
BAD_CALLS += [
    ("sendMessage", say(reply_markup=keyboard(*rows)), parameter, reason)
    for rows, parameter, reason in BAD_KEYBOARDS
]


@pytest.mark.parametrize(("method", "form", "parameter", "reason"), BAD_CALLS)
def test_a_bad_call_is_refused_and_recorded(
    fake: FakeTelegram,
    client: Client,
    method: str,
    form: Form,
    parameter: str,
    reason: str,
) -> None:
    before = len(fake.violations)
    answer = client.post(method, data=form)
    known = method in METHODS
    assert answer.status_code == (400 if known else 404)
    body = answer.json()
    assert (body["ok"], body["error_code"]) == (False, answer.status_code)
    (violation,) = fake.violations[before:]
    assert (violation.method, violation.parameter) == (method, parameter)
    assert reason in violation.reason


GOOD: list[tuple[str, Form]] = [
    ("sendMessage", say("я" * 4096)),
    ("sendMessage", say(PHONE * 2048)),
    ("sendMessage", say("<b>" + "x" * 4096 + "</b>", parse_mode="HTML")),
    ("sendMessage", say("AT&amp;T &lt;3 &#33;", parse_mode="HTML")),
    ("sendMessage", say(r"*Done*\. __ok__ [x](https://x.org)", parse_mode="MarkdownV2")),
    ("sendMessage", say("😀!", entities=[bold(2, 1)])),
    ("sendMessage", say("Hello", entities=[bold(0, 5), bold(1, 2, type="italic")])),
    ("sendMessage", say(reply_markup=keyboard([button(callback_data="я" * 32)]))),
    ("sendMessage", say(reply_markup=keyboard(*[[button()] * 8] * 12, [button()] * 4))),
    ("sendMessage", say(reply_markup={"keyboard": [[{"text": "ok"}]], "resize_keyboard": True})),
    ("sendMessage", say(reply_markup={"remove_keyboard": True})),
    ("sendMessage", say(reply_markup={"force_reply": True, "selective": True})),
    ("sendMessage", say(disable_notification=True, protect_content=False)),
    ("sendMessage", say(reply_parameters={"message_id": 1})),
    ("getUpdates", {"limit": "1", "timeout": "0", "allowed_updates": '["message"]'}),
    ("setMyCommands", {"commands": '[{"command":"start","description":"Начать"}]'}),
]


@pytest.mark.parametrize(("method", "form"), GOOD)
def test_a_good_call_passes(fake: FakeTelegram, client: Client, method: str, form: Form) -> None:
    before = len(fake.violations)
    answer = client.post(method, data=form)
    assert (answer.status_code, answer.json()["ok"]) == (200, True)
    assert fake.violations[before:] == []


def test_get_json_and_multipart_are_read_alike(fake: FakeTelegram, client: Client) -> None:
    native = {"chat_id": 1001, "text": "hi", "reply_markup": keyboard([button()])}
    answers = [
        client.get("sendMessage", params=say("hi", reply_markup=keyboard([button()]))),
        client.post("sendMessage", json=native),
        client.post("sendMessage", files={k: (None, v) for k, v in say("hi").items()}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["hi"] * 3


def test_scalars_of_json_are_checked_strictly(fake: FakeTelegram, client: Client) -> None:
    before = len(fake.violations)
    for wrong in (True, 1001.0, None):
        client.post("sendMessage", json={"chat_id": wrong, "text": "hi"})
    assert [v.parameter for v in fake.violations[before:]] == ["chat_id"] * 3


def test_bodies_no_client_sends_are_violations(fake: FakeTelegram, client: Client) -> None:
    before = len(fake.violations)
    kinds = [("application/json", b"[]"), ("application/json", b"{"), ("text/plain", b"chat_id=1")]
    kinds.append(("application/x-www-form-urlencoded", b"chat_id=1&chat_id=2"))
    for kind, content in kinds:
        headers = {"Content-Type": kind}
        answer = client.post("sendMessage", content=content, headers=headers)
        assert answer.status_code == 400
    assert [v.parameter for v in fake.violations[before:]] == ["body"] * 4


def test_a_file_nothing_refers_to_is_a_violation(fake: FakeTelegram, client: Client) -> None:
    before = len(fake.violations)
    client.post("sendMessage", data=say(), files={"extra": ("a.txt", b"x")})
    assert [v.reason for v in fake.violations[before:]] == ["is a file nothing refers to"]


def test_violations_name_no_values(fake: FakeTelegram, client: Client) -> None:
    """They end up in logs of test runs, beside whatever the call held."""
    before = len(fake.violations)
    client.post("sendMessage", data=say("79123456789", secret="hidden-value"))
    (violation,) = fake.violations[before:]
    assert "hidden-value" not in violation.line
    assert "7912" not in violation.line


def test_clean_means_no_violation(fake: FakeTelegram, client: Client) -> None:
    client.post("sendMessage")
    with pytest.raises(AssertionError, match=r"sendMessage\(text\): is required"):
        fake.assert_clean()


def test_every_method_of_the_specification_is_played() -> None:
    assert set(load().methods) == set(METHODS) == set(HANDLERS) | {"getUpdates"}
