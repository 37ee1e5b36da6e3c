"""The state of the fake: one bot, its chats, and all that was said and called.

One lock guards everything. The server's thread changes it by methods, the test's thread by playing
the users; both tell the other by `touch`.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from tests.botapi.chats import ChatState, Event, Post
from tests.botapi.faults import Faults
from tests.botapi.files import FileStore
from tests.botapi.people import User
from tests.botapi.updates import UpdateQueue
from tests.botapi.wire import Json, Problem, Upload, Violation


@dataclass
class Call:
    """One request of the bot, decoded. `status` is None while it runs or if it was cut off."""

    method: str
    params: Json
    uploads: dict[str, Upload] = field(default_factory=dict)
    at: float = 0.0
    status: int | None = None
    description: str = ""


@dataclass
class Tap:
    """A callback query."""

    id: str
    user: User
    chat_id: int
    message_id: int
    label: str
    at: float
    answer: Json | None = None


class World:
    """Everything the fake remembers."""

    def __init__(self, bot: User, first_update_id: int, query_lifetime: float) -> None:
        self.bot = bot
        self.query_lifetime = query_lifetime
        self.privacy = True
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.listeners: list[Callable[[], object]] = []
        self.closing = False
        self.outage: int | None = None
        self.chats: dict[int, ChatState] = {}
        self.users: dict[int, User] = {bot.id: bot}
        self.taps: dict[str, Tap] = {}
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.profile: dict[str, Json | str | list[Json]] = {}
        self.files = FileStore()
        self.faults = Faults()
        self.updates = UpdateQueue(first_update_id)
        self.shift = 0.0

    def now(self) -> float:
        """Give Unix time by the fake's clock, which a test may push forward."""
        return time.time() + self.shift

    def touch(self) -> None:
        """Wake whoever waits for a change, in whichever thread."""
        with self.changed:
            self.changed.notify_all()
            listeners = list(self.listeners)
        for listener in listeners:
            # A server that stopped between the two lines has nobody left to wake.
            with suppress(RuntimeError):
                listener()

    def blame(self, method: str, problem: Problem) -> None:
        """Record a violation."""
        with self.lock:
            self.violations.append(Violation(method, problem.parameter, problem.reason))
        self.touch()

    def chat(self, key: int | str) -> ChatState | None:
        """Find a chat by its id or its @username."""
        if isinstance(key, int):
            return self.chats.get(key)
        name = key.removeprefix("@").casefold()
        return next(
            (c for c in self.chats.values() if c.wire.get("username", "").casefold() == name), None
        )

    def tell(self, chat: ChatState, user: User, did: str, post: Post, text: str = "") -> None:
        """Write a line into the transcript of a chat."""
        rows = post.rows if user.is_bot and did in {"says", "edits"} else ()
        who = "bot" if user.is_bot else user.first_name
        chat.events.append(Event(who, did, post.message_id, text, rows))
