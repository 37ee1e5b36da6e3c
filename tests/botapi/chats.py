"""What a chat remembers: its messages with all their versions, its members, what happened in it."""

from dataclasses import dataclass, field

from tests.botapi.people import User
from tests.botapi.wire import Json

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Event:
    """One line of the transcript: who did what, to which message."""

    who: str
    did: str
    message_id: int
    text: str = ""
    rows: Rows = ()


@dataclass
class Post:
    """A message of either side. The last version is what a reader sees."""

    chat_id: int
    message_id: int
    versions: list[Json]
    by_bot: bool
    # Whatever was sent as reply_markup; only inline keyboards become part of a message.
    markup: Json | None = None
    deleted: bool = False
    reaction: list[Json] = field(default_factory=list)

    @property
    def wire(self) -> Json:
        """Give the Message object as it is now."""
        return self.versions[-1]

    @property
    def text(self) -> str:
        """Give the text or the caption."""
        return str(self.wire.get("text") or self.wire.get("caption") or "")

    @property
    def rows(self) -> Rows:
        """Give the labels of the buttons, row by row."""
        return labels(self.markup)


def labels(markup: Json | None) -> Rows:
    """Read the labels of a keyboard of either kind."""
    markup = markup or {}
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    return tuple(tuple(button["text"] for button in row) for row in rows)


@dataclass
class ChatState:
    """A chat. `closed` says why the bot may not write: blocked, kicked, deactivated."""

    wire: Json
    members: dict[int, str] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    started: bool = False
    closed: str | None = None
    migrated_to: int | None = None
    pinned: list[int] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    next_message_id: int = 1

    @property
    def id(self) -> int:
        """Give the chat id."""
        return int(self.wire["id"])

    @property
    def is_private(self) -> bool:
        """Tell a private chat from a group."""
        return bool(self.wire["type"] == "private")

    def add(self, wire: Json, by: User, markup: Json | None = None) -> Post:
        """Give a message its number and keep it."""
        message_id = self.next_message_id
        self.next_message_id += 1
        full = {"message_id": message_id, "from": by.wire, "chat": self.wire, **wire}
        post = Post(self.id, message_id, [full], by.is_bot, markup)
        self.posts[message_id] = post
        return post

    def alive(self, message_id: int) -> Post | None:
        """Give a message that was not deleted."""
        post = self.posts.get(message_id)
        return post if post and not post.deleted else None
