"""Which messages of a group reach the bot: Telegram's privacy mode."""

from tests.botapi.chats import ChatState, Post
from tests.botapi.wire import Json
from tests.botapi.world import World

SERVICE = frozenset(
    {"migrate_to_chat_id", "migrate_from_chat_id", "new_chat_members", "left_chat_member"}
)


def visible(world: World, chat: ChatState, post: Post) -> bool:
    """Tell whether the bot is sent a message."""
    bot = world.bot
    if chat.closed:
        return False
    admin = chat.members.get(bot.id) in {"administrator", "creator"}
    if chat.is_private or admin or not world.privacy or SERVICE & post.wire.keys():
        return True
    answered = post.wire.get("reply_to_message", {}).get("from", {}).get("id")
    commands = [e for e in post.wire.get("entities", ()) if e["type"] == "bot_command"]
    return answered == bot.id or any(_addressed(world, chat, post.text, e) for e in commands)


def _addressed(world: World, chat: ChatState, text: str, command: Json) -> bool:
    """Tell whether a command names this bot, or is bare where it was the last bot to write."""
    units = text.encode("utf-16-le")[2 * command["offset"] :][: 2 * command["length"]]
    _, at, name = units.decode("utf-16-le").partition("@")
    if at:
        return name.casefold() == str(world.bot.username).casefold()
    # Other bots do not exist here, so any message of a bot is ours.
    return any(post.by_bot for post in chat.posts.values())
