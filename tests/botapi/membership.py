"""Who is in a chat, and what the bot is told when that changes for itself."""

from tests.botapi.chats import ChatState
from tests.botapi.people import User
from tests.botapi.spec import load
from tests.botapi.wire import Json
from tests.botapi.world import World

MEMBER_TYPES = {
    "creator": "ChatMemberOwner",
    "administrator": "ChatMemberAdministrator",
    "member": "ChatMemberMember",
    "left": "ChatMemberLeft",
    "kicked": "ChatMemberBanned",
}


def member(user: User, status: str) -> Json:
    """Give the ChatMember object; whoever has a status has all its rights."""
    fields = load().types[MEMBER_TYPES[status]].fields
    rights = {
        name: name != "is_anonymous"
        for name, field in fields.items()
        if field.required and field.types == ("Boolean",)
    }
    until = {"until_date": 0} if status == "kicked" else {}
    return {**rights, **until, "status": status, "user": user.wire}


def change_bot_status(
    world: World, chat: ChatState, by: User, status: str, closed: str | None
) -> None:
    """Give the bot another status, close or open the chat to it, and send my_chat_member."""
    with world.lock:
        old = chat.members.get(world.bot.id, "left")
        chat.members[world.bot.id] = status
        chat.closed = closed
        payload: Json = {
            "chat": chat.wire,
            "from": by.wire,
            "date": int(world.now()),
            "old_chat_member": member(world.bot, old),
            "new_chat_member": member(world.bot, status),
        }
        world.updates.put("my_chat_member", payload)
    world.touch()
