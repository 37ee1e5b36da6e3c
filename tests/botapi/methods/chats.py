"""Methods about chats: who is in them, what is pinned, reactions, leaving."""

from tests.botapi.chats import ChatState, Post
from tests.botapi.membership import member
from tests.botapi.methods.registry import known_chat, method, open_chat
from tests.botapi.spec import load
from tests.botapi.wire import Json, bad_request
from tests.botapi.world import Call, World


@method("getChat")
def get_chat(world: World, call: Call) -> Json:
    """Describe a chat in full."""
    gifts = load().types["AcceptedGiftTypes"].fields
    return {
        **known_chat(world, call.params).wire,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


@method("getChatMember")
def get_member(world: World, call: Call) -> Json:
    """Tell the status of a user in a chat."""
    chat = known_chat(world, call.params)
    user = world.users.get(call.params["user_id"])
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member(user, chat.members.get(user.id, "left"))


@method("getChatAdministrators")
def get_administrators(world: World, call: Call) -> list[Json]:
    """List those who run a group."""
    chat = known_chat(world, call.params)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    chosen = [item for item in chat.members.items() if item[1] in {"creator", "administrator"}]
    return [member(world.users[user_id], status) for user_id, status in chosen]


@method("getChatMemberCount")
def count_members(world: World, call: Call) -> int:
    """Count who is in a chat."""
    return sum(s not in {"left", "kicked"} for s in known_chat(world, call.params).members.values())


@method("leaveChat")
def leave_chat(world: World, call: Call) -> bool:
    """Leave a group."""
    chat = open_chat(world, call.params)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.members[world.bot.id] = "left"
    chat.closed = f"bot is not a member of the {chat.wire['type']} chat"
    return True


def _post(chat: ChatState, message_id: int, problem: str) -> Post:
    post = chat.alive(message_id)
    if post is None:
        raise bad_request(problem)
    return post


@method("setMessageReaction")
def set_reaction(world: World, call: Call) -> bool:
    """React to a message, or take the reaction back."""
    chat = open_chat(world, call.params)
    post = _post(chat, call.params["message_id"], "message to react not found")
    post.reaction = call.params.get("reaction") or []
    signs = " ".join(reaction.get("emoji", "☆") for reaction in post.reaction)
    world.tell(chat, world.bot, "reacts to", post, signs)
    return True


@method("pinChatMessage")
def pin_message(world: World, call: Call) -> bool:
    """Pin a message on top of the chat."""
    chat = open_chat(world, call.params)
    post = _post(chat, call.params["message_id"], "message to pin not found")
    chat.pinned = [
        *(number for number in chat.pinned if number != post.message_id),
        post.message_id,
    ]
    return True


@method("unpinChatMessage")
def unpin_message(world: World, call: Call) -> bool:
    """Unpin one message, or the last one pinned."""
    chat = open_chat(world, call.params)
    message_id = call.params.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    return True


@method("unpinAllChatMessages")
def unpin_all(world: World, call: Call) -> bool:
    """Unpin everything."""
    open_chat(world, call.params).pinned.clear()
    return True
