"""The fake of Telegram as a test holds it: people, chats, misfortune, and what the bot has done."""

from collections.abc import Iterable, Sequence
from types import TracebackType

from tests.botapi.bot_message import Query, UserMessage
from tests.botapi.chats import ChatState
from tests.botapi.dialogue import Chat
from tests.botapi.faults import ANY, Fault, How
from tests.botapi.groups import Group, open_group
from tests.botapi.listener import Listener
from tests.botapi.people import User
from tests.botapi.server import Server
from tests.botapi.transcript import transcript, with_transcript
from tests.botapi.updates import Webhook
from tests.botapi.waiting import PATIENCE, wait_for
from tests.botapi.webhook import Delivery
from tests.botapi.wire import Json, Violation
from tests.botapi.world import Call, World

TOKEN = "7000000001:TEST-token-of-the-fake-telegram-00"
QUERY_LIFETIME = 20.0


class FakeTelegram:
    """Telegram on loopback, for one bot. Use it as a context manager.

    `url` and `token` are what the bot is started with. Nothing here fails a test by itself: end
    each with `assert_clean`.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        host: str = "127.0.0.1",
        port: int = 0,
        first_update_id: int = 500_000,
        query_lifetime: float = QUERY_LIFETIME,
        privacy: bool = True,
        webhook_hurry: float = 50.0,
    ) -> None:
        bot_id = int(token.partition(":")[0])
        bot = User(bot_id, "Call campaigns", username="call_campaign_test_bot", is_bot=True)
        self.token = token
        self.world = World(bot, first_update_id, query_lifetime)
        self.world.privacy = privacy
        self._private: dict[int, Chat] = {}
        self._listener = Listener(host, port)
        self._server = Server(self.world, token, self._listener.cut)
        self._delivery = Delivery(self.world, webhook_hurry)
        self.url = f"http://{self._listener.host}:{self._listener.port}"

    def __enter__(self) -> "FakeTelegram":
        self._listener.start(self._server.app)
        self._delivery.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.world.closing = True
        self.world.faults.clear()
        self.world.touch()
        self._listener.close()
        self._delivery.stop()

    # People and places

    def user(
        self,
        user_id: int,
        first_name: str,
        *,
        language_code: str | None = None,
        last_name: str | None = None,
        username: str | None = None,
    ) -> User:
        """Let a person exist."""
        person = User(user_id, first_name, last_name, username, language_code)
        with self.world.lock:
            self.world.users[user_id] = person
        return person

    def private(self, user: User) -> Chat:
        """Open the private chat of a person; the bot may write once they have said something."""
        names = ("first_name", "last_name", "username")
        wire: Json = {"id": user.id, "type": "private"}
        wire |= {name: user.wire[name] for name in names if name in user.wire}
        with self.world.lock:
            members = {user.id: "member", self.world.bot.id: "member"}
            state = self.world.chats.setdefault(user.id, ChatState(wire, members))
            return self._private.setdefault(user.id, Chat(self.world, state, user))

    def group(self, title: str, members: Iterable[User], *, supergroup: bool = False) -> Group:
        """Open a group with the bot in it; its first member is the creator."""
        with self.world.lock:
            return Group(self.world, open_group(self.world, title, members, supergroup=supergroup))

    # What the bot has done

    @property
    def violations(self) -> list[Violation]:
        """Give every broken rule so far."""
        with self.world.lock:
            return list(self.world.violations)

    def assert_clean(self) -> None:
        """Fail if the bot has broken any rule of the Bot API."""
        broken = [violation.line for violation in self.violations]
        if broken:
            with self.world.lock:
                problem = "\n".join(["the bot broke rules of the Bot API:", *broken])
                raise AssertionError(with_transcript(problem, self.world.chats.values()))

    def calls(self, method: str | None = None) -> list[Call]:
        """Give the calls so far, of one method or all, with decoded parameters."""
        with self.world.lock:
            return [call for call in self.world.calls if method in {None, call.method}]

    def wait_for_call(self, method: str, *, count: int = 1, timeout: float = PATIENCE) -> Call:
        """Wait until a method was called so many times in all, and give the last of them."""

        def look() -> Call | None:
            made = self.calls(method)
            return made[count - 1] if len(made) >= count else None

        return wait_for(self.world, look, timeout, f"{method} was not called {count} times")

    def wait_for_poll(self, timeout: float = PATIENCE) -> None:
        """Wait for a getUpdates that begins from now on: the bot is alive and has caught up."""
        self.wait_for_call("getUpdates", count=len(self.calls("getUpdates")) + 1, timeout=timeout)

    def wait_until_confirmed(self, timeout: float = PATIENCE) -> None:
        """Wait until the bot has confirmed every update there is."""
        problem = "the bot did not confirm every update"
        wait_for(self.world, lambda: not self.world.updates.pending or None, timeout, problem)

    @property
    def pending(self) -> list[int]:
        """Give the numbers of the updates the bot has not confirmed."""
        with self.world.lock:
            return [queued.update_id for queued in self.world.updates.pending]

    @property
    def unanswered(self) -> list[str]:
        """Give the labels of the buttons whose presses the bot has not answered."""
        with self.world.lock:
            return [tap.label for tap in self.world.taps.values() if tap.answer is None]

    @property
    def commands(self) -> dict[str, list[Json]]:
        """Give every command menu that was set, by scope and language."""
        with self.world.lock:
            menus = self.world.profile.items()
            return {
                k: list(v) for k, v in menus if k.startswith("commands") and isinstance(v, list)
            }

    @property
    def webhook(self) -> Webhook | None:
        """Give the webhook that is set."""
        return self.world.updates.webhook

    def transcript(self) -> str:
        """Write down every chat."""
        with self.world.lock:
            return "\n\n".join(map(transcript, self.world.chats.values()))

    # Updates out of the ordinary

    def repeat(self, what: UserMessage | Query | int) -> None:
        """Deliver an update once more, under the same number."""
        update_id = what if isinstance(what, int) else what.update_id
        assert update_id is not None, "the bot was never sent this"
        with self.world.lock:
            self.world.updates.repeat(update_id)
        self.world.touch()

    def put_update(self, kind: str, payload: Json) -> int | None:
        """Enqueue an update of any kind and form, even one no test has thought of."""
        with self.world.lock:
            update_id = self.world.updates.put(kind, payload)
        self.world.touch()
        return update_id

    def jump_to_update(self, update_id: int) -> None:
        """Go on counting updates from another number, as Telegram does after a silent week."""
        with self.world.lock:
            self.world.updates.next_id = update_id

    def advance(self, seconds: float) -> None:
        """Push the fake's clock forward: queries grow old, links die, messages set."""
        with self.world.lock:
            self.world.shift += seconds
        self.world.touch()

    # Misfortune

    def fail(
        self,
        method: str = ANY,
        *,
        times: int = 1,
        status: int = 500,
        retry_after: int | None = None,
        description: str | None = None,
        skip: int = 0,
        chat: Chat | None = None,
        after_effect: bool = False,
    ) -> Fault:
        """Answer calls with an error; -1 times is for ever. `skip` lets some pass first."""
        fault = Fault(method, How.STATUS, times, skip, after_effect)
        fault.chat_id = chat.id if chat else None
        fault.status, fault.retry_after, fault.description = status, retry_after, description
        return self._plan(fault)

    def cut(
        self, method: str = ANY, *, after_effect: bool = False, times: int = 1, skip: int = 0
    ) -> Fault:
        """Drop the connection instead of an answer, before or after the call has its effect."""
        return self._plan(Fault(method, How.CUT, times, skip, after_effect))

    def hang(
        self, method: str = ANY, *, after_effect: bool = False, times: int = 1, skip: int = 0
    ) -> Fault:
        """Answer nothing until `release` is called on the fault, or the client gives up."""
        return self._plan(Fault(method, How.HANG, times, skip, after_effect))

    def _plan(self, fault: Fault) -> Fault:
        with self.world.lock:
            return self.world.faults.plan(fault)

    def calm(self) -> None:
        """Forget every planned fault."""
        with self.world.lock:
            self.world.faults.clear()

    def down(self, status: int | None = None) -> None:
        """Be out of reach: refuse connections, or answer everything with a status such as 502."""
        if status is None:
            self._listener.stop()
        else:
            self.world.outage = status

    def up(self) -> None:
        """Be back, at the same address."""
        self.world.outage = None
        if not self._listener.is_up:
            self._listener.start(self._server.app)

    @property
    def allowed_updates(self) -> Sequence[str]:
        """Give the kinds of updates the bot has asked for; empty means the default."""
        return self.world.updates.allowed
