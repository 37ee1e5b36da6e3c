"""The table of methods, and what they all need: the chat a call speaks of, and its text."""

from collections.abc import Callable
from typing import Any

from tests.botapi.chats import ChatState
from tests.botapi.markup import formatted
from tests.botapi.text import trimmed
from tests.botapi.wire import Json, Refusal, bad_request, mistake
from tests.botapi.world import Call, World

Handler = Callable[[World, Call], Any]

HANDLERS: dict[str, Handler] = {}


def method(name: str) -> Callable[[Handler], Handler]:
    """Enter a handler into the table under the method's name."""

    def enter(handler: Handler) -> Handler:
        HANDLERS[name] = handler
        return handler

    return enter


def known_chat(world: World, params: Json) -> ChatState:
    """Find the chat of a call; raise Refusal if there is none or it has moved."""
    chat = world.chat(params["chat_id"])
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to:
        raise Refusal(
            "Bad Request: group chat was upgraded to a supergroup chat",
            parameters={"migrate_to_chat_id": chat.migrated_to},
        )
    return chat


def open_chat(world: World, params: Json) -> ChatState:
    """Find the chat of a call that writes; raise Refusal where the bot may not."""
    chat = known_chat(world, params)
    if chat.closed:
        raise Refusal(f"Forbidden: {chat.closed}", 403)
    if not chat.started:
        raise Refusal("Forbidden: bot can't initiate conversation with a user", 403)
    return chat


def text_of(params: Json, name: str, entities: str) -> Json:
    """Give the fields of a message for its text or caption, as a reader sees them."""
    if not params.get(name):
        return {}
    source = formatted(params[name], params.get("parse_mode"), params.get(entities) or ())
    shown = trimmed(source)
    found = {entities: list(shown.entities)} if shown.entities else {}
    return {name: shown.text, **found} if shown.text else {}


def markup_of(chat: ChatState, params: Json) -> Json | None:
    """Give the keyboard of a call; an inline keyboard without buttons is none."""
    markup: Json | None = params.get("reply_markup")
    if markup is None or markup.get("inline_keyboard") == []:
        return None
    rows = markup.get("keyboard") or markup.get("inline_keyboard") or []
    private_only = {"request_contact", "request_location", "request_poll", "web_app"}
    if not chat.is_private and any(private_only & button.keys() for row in rows for button in row):
        raise mistake("reply_markup", "has a button for private chats only", "BUTTON_TYPE_INVALID")
    return markup


def inline_only(markup: Json | None) -> Json:
    """Give the field of a message for its keyboard: reply keyboards are not part of it."""
    return {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
