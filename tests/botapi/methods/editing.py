"""Methods that change or remove messages."""

from tests.botapi.chats import ChatState, Post
from tests.botapi.methods.registry import inline_only, markup_of, method, open_chat, text_of
from tests.botapi.methods.sending import caption, media_content, shown
from tests.botapi.wire import Json, bad_request, mistake
from tests.botapi.world import Call, World

TWO_DAYS = 48 * 3600
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
MEDIA = ("photo", "document", "caption", "caption_entities")


@method("editMessageText")
def edit_text(world: World, call: Call) -> Json:
    """Replace the text and the keyboard."""
    chat, post = _editable(world, call)
    if "text" not in post.wire:
        raise bad_request("there is no text in the message to edit")
    content = text_of(call.params, "text", "entities")
    return _edit(world, chat, post, call, content, ("text", "entities"))


@method("editMessageCaption")
def edit_caption(world: World, call: Call) -> Json:
    """Replace the caption and the keyboard."""
    chat, post = _editable(world, call)
    if "text" in post.wire:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, chat, post, call, caption(call.params), MEDIA[2:])


@method("editMessageMedia")
def edit_media(world: World, call: Call) -> Json:
    """Replace the file, its caption and the keyboard."""
    chat, post = _editable(world, call)
    content = media_content(world, call, call.params["media"])
    return _edit(world, chat, post, call, content, (*MEDIA, "text", "entities"))


@method("editMessageReplyMarkup")
def edit_markup(world: World, call: Call) -> Json:
    """Replace the keyboard only."""
    chat, post = _editable(world, call)
    return _edit(world, chat, post, call, {}, ())


@method("deleteMessage")
def delete_message(world: World, call: Call) -> bool:
    """Remove a message for everyone."""
    chat = open_chat(world, call.params)
    post = chat.alive(call.params["message_id"])
    if post is None:
        raise bad_request("message to delete not found")
    if not post.by_bot and not chat.is_private and chat.members[world.bot.id] != "administrator":
        raise bad_request("message can't be deleted")
    if world.now() - post.wire["date"] > TWO_DAYS:
        raise bad_request("message can't be deleted for everyone")
    _delete(world, chat, post)
    return True


@method("deleteMessages")
def delete_messages(world: World, call: Call) -> bool:
    """Remove those of the messages that can be found."""
    chat = open_chat(world, call.params)
    for post in map(chat.alive, call.params["message_ids"]):
        if post is not None:
            _delete(world, chat, post)
    return True


def _delete(world: World, chat: ChatState, post: Post) -> None:
    post.deleted = True
    world.tell(chat, world.bot, "deletes", post)


def _editable(world: World, call: Call) -> tuple[ChatState, Post]:
    if "inline_message_id" in call.params:
        raise mistake("inline_message_id", "the fake has no inline mode", "MESSAGE_ID_INVALID")
    chat = open_chat(world, call.params)
    post = chat.alive(call.params["message_id"])
    if post is None:
        raise bad_request("message to edit not found")
    foreign_keyboard = post.markup is not None and "inline_keyboard" not in post.markup
    if not post.by_bot or foreign_keyboard:
        raise bad_request("message can't be edited")
    return chat, post


def _edit(
    world: World, chat: ChatState, post: Post, call: Call, content: Json, replaced: tuple[str, ...]
) -> Json:
    markup = markup_of(chat, call.params)
    gone = {*replaced, "reply_markup", "edit_date"}
    kept = {key: value for key, value in post.wire.items() if key not in gone}
    wire = {**kept, **content, **inline_only(markup)}
    if wire == {key: value for key, value in post.wire.items() if key != "edit_date"}:
        raise bad_request(SAME)
    post.versions.append({**wire, "edit_date": int(world.now())})
    post.markup = markup
    world.tell(chat, world.bot, "edits", post, shown(post))
    return post.wire
