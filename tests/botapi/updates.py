"""The queue of updates: numbered, kept until confirmed, given to one poller or one webhook."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.botapi.wire import Json, Refusal

ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
TWO_POLLERS = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
POLL_WITH_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@dataclass
class Queued:
    """An update that waits. A copy is given once, whatever has been confirmed."""

    update: Json
    copy: bool = False
    attempts: int = 0
    not_before: float = 0.0

    @property
    def update_id(self) -> int:
        """Give the number of the update."""
        return int(self.update["update_id"])

    @property
    def queue(self) -> tuple[str, int]:
        """Name the queue of Telegram it belongs to: order holds only inside one of them."""
        query = self.update.get("callback_query")
        if query:
            return "user", query["from"]["id"]
        return "chat", next(
            value["chat"]["id"] for key, value in self.update.items() if key != "update_id"
        )


@dataclass
class Webhook:
    """Where updates are posted, and how the last attempts went."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    last_error: str | None = None
    last_error_date: int = 0


@dataclass
class UpdateQueue:
    """All updates of the bot. The world's lock guards it."""

    next_id: int
    pending: list[Queued] = field(default_factory=list)
    sent: dict[int, Json] = field(default_factory=dict)
    allowed: tuple[str, ...] = ()
    webhook: Webhook | None = None
    polls: int = 0

    def put(self, kind: str, payload: Json) -> int | None:
        """Enqueue an update and return its number; None where the bot did not ask for the kind."""
        wanted = kind in self.allowed if self.allowed else kind not in ON_REQUEST_ONLY
        if not wanted:
            return None
        update_id = self.next_id
        self.next_id += 1
        self.sent[update_id] = {"update_id": update_id, kind: payload}
        self.pending.append(Queued(self.sent[update_id]))
        return update_id

    def repeat(self, update_id: int) -> None:
        """Deliver an update once more, even if it was confirmed long ago."""
        self.pending.append(Queued(self.sent[update_id], copy=True))

    def remember_allowed(self, kinds: Sequence[str] | None) -> None:
        """Keep the kinds asked for until other ones are asked for; an empty list is the default."""
        if kinds is not None:
            self.allowed = tuple(kinds)

    def begin_poll(self) -> int:
        """Start a poll, ending any other; the ticket stays valid until the next one begins."""
        if self.webhook:
            raise Refusal(POLL_WITH_WEBHOOK, 409)
        self.polls += 1
        return self.polls

    def end_polls(self) -> None:
        """Let every waiting poll end with a conflict."""
        self.polls += 1

    def still(self, ticket: int) -> None:
        """Raise Refusal if another poll has begun since."""
        if ticket != self.polls:
            raise Refusal(TWO_POLLERS, 409)

    def confirm(self, offset: int | None) -> None:
        """Forget everything below a positive offset, or all but the last ones for a negative."""
        if offset is None or offset == 0:
            return
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [q for q in self.pending if q.copy or q.update_id >= offset]

    def batch(self, limit: int) -> list[Json]:
        """Give what waits, oldest first; all but copies stay until they are confirmed."""
        given = self.pending[:limit]
        self.pending = [queued for queued in self.pending if queued not in given or not queued.copy]
        return [queued.update for queued in given]
