"""Rules of the Bot API that stand in no table: what Telegram's prose, server and clients say.

Each rule looks at one call or one object whose types are already right, and yields problems.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.botapi.spec import load
from tests.botapi.wire import Json, Problem, Upload, words

Rule = Callable[[Json], Iterator[Problem]]

BUTTONS_IN_A_ROW = 8
BUTTONS_IN_ALL = 100
MEGABYTE = 1024 * 1024
UPLOAD_LIMITS = {"photo": 10 * MEGABYTE, "document": 50 * MEGABYTE}
CHAT_ACTIONS = words(
    """
    typing upload_photo record_video upload_video record_voice upload_voice upload_document
    choose_sticker find_location record_video_note upload_video_note
    """
)
UPDATE_KINDS = set(load().types["Update"].fields) - {"update_id"}
BUTTON_ACTIONS = words(
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay disabled"
)
ADDRESS = re.compile(r"(?:https?|tg)://\S+|tg:\S+")
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LANGUAGE = re.compile(r"(?:[a-z]{2})?")
LONGEST_POLL = 50


def _keyboard(markup: Json, key: str) -> Iterator[Problem]:
    rows = markup[key]
    if any(not row for row in rows):
        yield Problem(key, "has an empty row")
    if any(len(row) > BUTTONS_IN_A_ROW for row in rows):
        yield Problem(key, f"has more than {BUTTONS_IN_A_ROW} buttons in a row")
    if sum(map(len, rows)) > BUTTONS_IN_ALL:
        yield Problem(key, f"has more than {BUTTONS_IN_ALL} buttons", "reply markup is too long")


def _inline_keyboard(markup: Json) -> Iterator[Problem]:
    yield from _keyboard(markup, "inline_keyboard")


def _reply_keyboard(markup: Json) -> Iterator[Problem]:
    yield from _keyboard(markup, "keyboard")


def _button_text(button: Json) -> Iterator[Problem]:
    if not button["text"].strip():
        yield Problem("text", "is empty", "button text is empty")


def _inline_button(button: Json) -> Iterator[Problem]:
    yield from _button_text(button)
    actions = [name for name in BUTTON_ACTIONS if name in button]
    if len(actions) != 1:
        says = "Text buttons are unallowed in the inline keyboard" if not actions else ""
        yield Problem("text", f"has {len(actions)} actions, exactly one is allowed", says)
    if "url" in button and not ADDRESS.fullmatch(button["url"]):
        yield Problem("url", "is not an address", "inline keyboard button URL is invalid")


def _media(media: Json) -> Iterator[Problem]:
    if "://" in media["media"] and not media["media"].startswith("attach://"):
        yield Problem("media", "the fake is offline and sends no file by URL")


def _reply(reply: Json) -> Iterator[Problem]:
    if ("message_id" in reply) == ("ephemeral_message_id" in reply):
        yield Problem("message_id", "exactly one of message_id and ephemeral_message_id is needed")
    if "chat_id" in reply:
        yield Problem("chat_id", "the fake knows no replies across chats")


def _command(command: Json) -> Iterator[Problem]:
    if not COMMAND.fullmatch(command["command"]):
        yield Problem("command", "is not 1-32 of a-z 0-9 _", "BOT_COMMAND_INVALID")


TYPE_RULES: Mapping[str, Rule] = {
    "InlineKeyboardMarkup": _inline_keyboard,
    "ReplyKeyboardMarkup": _reply_keyboard,
    "InlineKeyboardButton": _inline_button,
    "KeyboardButton": _button_text,
    "InputMediaPhoto": _media,
    "InputMediaDocument": _media,
    "InputMediaVideo": _media,
    "InputMediaAudio": _media,
    "InputMediaAnimation": _media,
    "ReplyParameters": _reply,
    "BotCommand": _command,
}


def _edit_target(params: Json) -> Iterator[Problem]:
    ordinary = {"chat_id", "message_id"} & params.keys()
    inline = "inline_message_id" in params
    if not (inline or ordinary == {"chat_id", "message_id"}) or (inline and ordinary):
        yield Problem(
            "message_id",
            "chat_id and message_id, or inline_message_id alone, are needed",
            "message identifier is not specified",
        )


def _edit_text(params: Json) -> Iterator[Problem]:
    yield from _edit_target(params)
    if ("text" in params) == ("rich_message" in params):
        yield Problem(
            "text", "exactly one of text and rich_message is needed", "message text is empty"
        )


def _file(name: str) -> Rule:
    def rule(params: Json) -> Iterator[Problem]:
        given: Any = params[name]
        if isinstance(given, Upload):
            if not given.content:
                yield Problem(name, "is an empty file", "file must be non-empty")
            if len(given.content) > UPLOAD_LIMITS[name]:
                yield Problem(
                    name, f"is larger than {UPLOAD_LIMITS[name]} bytes", "file is too big"
                )
        elif "://" in given and not given.startswith("attach://"):
            yield Problem(name, "the fake is offline and sends no file by URL")

    return rule


def _album(params: Json) -> Iterator[Problem]:
    kinds = {item["type"] for item in params["media"]}
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        yield Problem("media", "documents and audio files form albums of their own kind only")


def _chat_action(params: Json) -> Iterator[Problem]:
    if params["action"] not in CHAT_ACTIONS:
        yield Problem("action", "is not a chat action", "wrong parameter action in request")


def _allowed_updates(params: Json) -> Iterator[Problem]:
    if set(params.get("allowed_updates", ())) - UPDATE_KINDS:
        yield Problem("allowed_updates", "names a kind of update that does not exist")


def _poll(params: Json) -> Iterator[Problem]:
    yield from _allowed_updates(params)
    if not 0 <= params.get("timeout", 0) <= LONGEST_POLL:
        yield Problem("timeout", f"is not 0-{LONGEST_POLL} seconds")


def _webhook(params: Json) -> Iterator[Problem]:
    yield from _allowed_updates(params)
    loopback = params["url"].startswith(("http://127.0.0.1:", "http://localhost:"))
    if params["url"] and not (loopback or params["url"].startswith("https://")):
        yield Problem(
            "url", "is not HTTPS", "bad webhook: An HTTPS URL must be provided for webhook"
        )
    if "secret_token" in params and not SECRET.fullmatch(params["secret_token"]):
        yield Problem(
            "secret_token",
            "is not 1-256 of A-Z a-z 0-9 _ -",
            "secret token contains unallowed characters",
        )
    if not 1 <= params.get("max_connections", 40) <= 100:
        yield Problem("max_connections", "is not 1-100")


def _menu(params: Json) -> Iterator[Problem]:
    names = [command["command"] for command in params["commands"]]
    if len(names) > 100:
        yield Problem("commands", "has more than 100 commands", "BOT_COMMANDS_TOO_MUCH")
    if len(set(names)) < len(names):
        yield Problem("commands", "names a command twice")
    yield from _language(params)


def _language(params: Json) -> Iterator[Problem]:
    if not LANGUAGE.fullmatch(params.get("language_code", "")):
        yield Problem("language_code", "is not a two-letter code", "language code is invalid")


def _answer(params: Json) -> Iterator[Problem]:
    if "url" in params:
        yield Problem("url", "opens games and links to the bot only; the fake knows neither")
    if params.get("cache_time", 0) < 0:
        yield Problem("cache_time", "is negative")


def _ids(params: Json) -> Iterator[Problem]:
    if not 1 <= len(params["message_ids"]) <= 100:
        yield Problem("message_ids", "is not 1-100 identifiers")


METHOD_RULES: Mapping[str, Rule] = {
    "editMessageText": _edit_text,
    "editMessageCaption": _edit_target,
    "editMessageMedia": _edit_target,
    "editMessageReplyMarkup": _edit_target,
    "deleteMessages": _ids,
    "sendDocument": _file("document"),
    "sendPhoto": _file("photo"),
    "sendMediaGroup": _album,
    "sendChatAction": _chat_action,
    "getUpdates": _poll,
    "setWebhook": _webhook,
    "answerCallbackQuery": _answer,
    "setMyCommands": _menu,
    "getMyCommands": _language,
    "deleteMyCommands": _language,
    "setMyName": _language,
    "setMyDescription": _language,
    "setMyShortDescription": _language,
}
