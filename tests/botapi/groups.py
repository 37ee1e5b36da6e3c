"""Groups and supergroups: several members, privacy mode, the move to a supergroup."""

from collections.abc import Iterable

from tests.botapi.chats import ChatState
from tests.botapi.dialogue import Chat
from tests.botapi.membership import change_bot_status
from tests.botapi.people import User
from tests.botapi.wire import Json
from tests.botapi.world import World

FIRST_GROUP = -1001
FIRST_SUPERGROUP = -1001000000001


class Group(Chat):
    """A chat of several people; every message and press names who does it."""

    def add_bot(self, by: User) -> None:
        """Let the bot in."""
        self._state.started = True
        change_bot_status(self._world, self._state, by, "member", None)

    def kick_bot(self, by: User) -> None:
        """Throw the bot out."""
        closed = f"bot was kicked from the {self._state.wire['type']} chat"
        change_bot_status(self._world, self._state, by, "kicked", closed)

    def promote_bot(self, by: User) -> None:
        """Make the bot an administrator, who sees every message."""
        change_bot_status(self._world, self._state, by, "administrator", None)

    def migrate(self, by: User) -> "Group":
        """Turn the group into a supergroup with a new id, and give it."""
        world, old = self._world, self._state
        with world.lock:
            new = open_group(world, old.wire["title"], (), supergroup=True)
            new.members, new.started = dict(old.members), True
        self.send({"migrate_to_chat_id": new.id}, "«becomes a supergroup»", by=by)
        moved = Group(world, new)
        moved.send({"migrate_from_chat_id": old.id}, "«became a supergroup»", by=by)
        with world.lock:
            old.migrated_to = new.id
        return moved


def open_group(world: World, title: str, members: Iterable[User], *, supergroup: bool) -> ChatState:
    """Enter a group with its first member as the creator; the bot is in it."""
    first = FIRST_SUPERGROUP if supergroup else FIRST_GROUP
    taken = [chat_id for chat_id in world.chats if (chat_id <= FIRST_SUPERGROUP) == supergroup]
    chat_id = min([first + 1, *(chat_id for chat_id in taken if chat_id < 0)]) - 1
    wire: Json = {
        "id": chat_id,
        "type": "supergroup" if supergroup else "group",
        "title": title,
    }
    statuses = {user.id: "member" for user in members}
    for creator in list(statuses)[:1]:
        statuses[creator] = "creator"
    state = ChatState(wire, {**statuses, world.bot.id: "member"}, started=True)
    world.chats[chat_id] = state
    return state
