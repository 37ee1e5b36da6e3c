"""Methods that put new messages into a chat."""

from typing import Any

from tests.botapi.chats import ChatState, Post
from tests.botapi.files import StoredFile
from tests.botapi.methods.registry import inline_only, markup_of, method, open_chat, text_of
from tests.botapi.wire import Json, bad_request, mistake
from tests.botapi.world import Call, World


@method("sendMessage")
def send_message(world: World, call: Call) -> Json:
    """Say a text."""
    chat = open_chat(world, call.params)
    content = text_of(call.params, "text", "entities")
    preview = call.params.get("link_preview_options")
    return _post(world, chat, call, {**content, **_given("link_preview_options", preview)})


@method("sendDocument")
def send_document(world: World, call: Call) -> Json:
    """Send a file."""
    chat = open_chat(world, call.params)
    return _post(world, chat, call, {**_media(world, call, "document"), **caption(call.params)})


@method("sendPhoto")
def send_photo(world: World, call: Call) -> Json:
    """Send a picture."""
    chat = open_chat(world, call.params)
    return _post(world, chat, call, {**_media(world, call, "photo"), **caption(call.params)})


@method("sendMediaGroup")
def send_album(world: World, call: Call) -> list[Json]:
    """Send an album: one message for each file, with one group id."""
    chat = open_chat(world, call.params)
    contents = [media_content(world, call, item) for item in call.params["media"]]
    group = {"media_group_id": str(1000 + len(world.calls))}
    return [_post(world, chat, call, {**group, **content}) for content in contents]


@method("sendChatAction")
def send_chat_action(world: World, call: Call) -> bool:
    """Show "typing…"."""
    open_chat(world, call.params).actions.append(call.params["action"])
    return True


def caption(params: Json) -> Json:
    """Give the caption fields of a message."""
    return text_of(params, "caption", "caption_entities")


def media_content(world: World, call: Call, item: Json) -> Json:
    """Give the message fields of one InputMedia."""
    kind = item["type"]
    if kind not in {"photo", "document"}:
        raise mistake("media", f"the fake keeps photos and documents only, not {kind}")
    kept = _kept(world, call, item["media"])
    return {kind: getattr(kept, kind), **caption(item)}


def _media(world: World, call: Call, name: str) -> Json:
    direct = call.uploads.get(name)
    kept = world.files.keep_upload(direct) if direct else _kept(world, call, call.params[name])
    return {name: getattr(kept, name)}


def _kept(world: World, call: Call, address: str) -> StoredFile:
    if address.startswith("attach://"):
        return world.files.keep_upload(call.uploads[address.removeprefix("attach://")])
    found = world.files.find(address)
    if found is None:
        reason = "wrong file identifier/HTTP URL specified"
        raise mistake("media", "is no file id the fake has given", reason)
    return found


def _post(world: World, chat: ChatState, call: Call, content: Json) -> Json:
    params = call.params
    markup = markup_of(chat, params)
    wire = {
        "date": int(world.now()),
        **_given("message_thread_id", params.get("message_thread_id")),
        **_given("has_protected_content", params.get("protect_content") or None),
        **_reply(chat, params.get("reply_parameters")),
        **content,
        **inline_only(markup),
    }
    post = chat.add(wire, world.bot, markup)
    world.tell(chat, world.bot, "says", post, shown(post))
    return post.wire


def _given(name: str, value: Any) -> Json:
    return {} if value is None else {name: value}


def _reply(chat: ChatState, reply: Json | None) -> Json:
    if reply is None or "message_id" not in reply:
        return {}
    post = chat.alive(reply["message_id"])
    if post is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    if reply.get("quote", "") not in post.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    # A reply never holds the reply before it.
    original = {key: value for key, value in post.wire.items() if key != "reply_to_message"}
    return {"reply_to_message": original}


def shown(post: Post) -> str:
    """Write for the transcript what a reader sees: the file, then the words."""
    wire = post.wire
    media = f"«{wire['document']['file_name']}» " if "document" in wire else ""
    picture = "«picture» " if "photo" in wire else ""
    return f"{media}{picture}{post.text}".strip()
