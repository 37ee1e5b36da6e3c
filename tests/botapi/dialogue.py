"""Playing the users: a chat in which a test says, sends and presses, and waits for the bot."""

from collections.abc import Sequence

from tests.botapi import contents
from tests.botapi.bot_message import BotMessage, Query, UserMessage
from tests.botapi.chats import ChatState, Post
from tests.botapi.membership import change_bot_status
from tests.botapi.people import User, detected
from tests.botapi.privacy import visible
from tests.botapi.text import longest
from tests.botapi.transcript import transcript, with_transcript
from tests.botapi.waiting import PATIENCE, wait_for
from tests.botapi.wire import Json
from tests.botapi.world import Tap, World

LONGEST_TEXT = 4096

Target = BotMessage | UserMessage


class Chat:
    """A chat seen from the users' side. In a private chat `by` may be left out."""

    def __init__(self, world: World, state: ChatState, default: User | None = None) -> None:
        self._world = world
        self._state = state
        self._default = default
        self._read = 0

    @property
    def id(self) -> int:
        """Give the chat id."""
        return self._state.id

    @property
    def messages(self) -> list[BotMessage]:
        """Give all messages of the bot that were not deleted, oldest first."""
        with self._world.lock:
            posts = [p for p in self._state.posts.values() if p.by_bot and not p.deleted]
            return [BotMessage(self._world, self._state, post) for post in posts]

    @property
    def actions(self) -> list[str]:
        """Give the chat actions the bot has shown, such as "typing"."""
        return list(self._state.actions)

    def transcript(self) -> str:
        """Write down what was said and done, as plain text."""
        with self._world.lock:
            return transcript(self._state)

    # What users send

    def say(
        self,
        text: str,
        *,
        by: User | None = None,
        reply_to: Target | None = None,
        entities: Sequence[Json] | None = None,
    ) -> UserMessage:
        """Send a text; commands, links and numbers are marked as Telegram marks them."""
        text = text.strip()
        assert 1 <= longest(text) <= LONGEST_TEXT, "no client sends such a text; use paste"
        content = _marked(text, entities)
        return self.send(content, text, by=by, reply_to=reply_to)

    def paste(self, text: str, *, by: User | None = None) -> list[UserMessage]:
        """Send a long text as clients do: cut into messages, at line ends where there are any."""
        sent = []
        while text := text.strip("\n"):
            piece = text if longest(text) <= LONGEST_TEXT else text[: LONGEST_TEXT // 2]
            if piece != text and "\n" in piece:
                piece = piece[: piece.rindex("\n")]
            sent.append(self.say(piece, by=by))
            text = text[len(piece) :]
        return sent

    def send(
        self, content: Json, shown: str, *, by: User | None = None, reply_to: Target | None = None
    ) -> UserMessage:
        """Send a message of any content; `shown` stands in the transcript."""
        world, user = self._world, self._who(by)
        gone = self._state.is_private and self._state.closed
        assert not gone, f"nobody writes where the {self._state.closed}; unblock it first"
        with world.lock:
            self._state.started = True
            wire = {"date": int(world.now()), **self._reply(reply_to), **content}
            post = self._state.add(wire, user)
            world.tell(self._state, user, "says", post, shown)
            seen = visible(world, self._state, post)
            update_id = world.updates.put("message", post.wire) if seen else None
        world.touch()
        return UserMessage(post.message_id, update_id)

    def edit(self, message: UserMessage, text: str) -> UserMessage:
        """Change the text of a message sent before."""
        world = self._world
        with world.lock:
            post = self._state.posts[message.message_id]
            kept = {key: value for key, value in post.wire.items() if key != "entities"}
            post.versions.append({**kept, **_marked(text, None), "edit_date": int(world.now())})
            world.tell(self._state, world.users[post.wire["from"]["id"]], "edits", post, text)
            seen = visible(world, self._state, post)
            update_id = world.updates.put("edited_message", post.wire) if seen else None
        world.touch()
        return UserMessage(post.message_id, update_id)

    def send_document(
        self,
        name: str,
        content: bytes,
        mime: str = "application/octet-stream",
        *,
        caption: str = "",
        size: int | None = None,
        by: User | None = None,
    ) -> UserMessage:
        """Send a file; `size` makes Telegram believe it is of another size."""
        file = contents.document(self._world, name, content, mime, size)
        return self.send({**file, **contents.caption(caption)}, f"«{name}» {caption}", by=by)

    def send_photo(self, content: bytes = b"jpeg", *, caption: str = "") -> UserMessage:
        """Send a picture."""
        picture = contents.photo(self._world, content)
        return self.send({**picture, **contents.caption(caption)}, f"«picture» {caption}")

    def send_sticker(self, emoji: str = "👍") -> UserMessage:
        """Send a sticker."""
        return self.send(contents.sticker(self._world, emoji), f"«sticker {emoji}»")

    def send_voice(self, seconds: int = 3) -> UserMessage:
        """Send a voice message."""
        return self.send(contents.voice(self._world, seconds), "«voice»")

    def send_contact(
        self, phone: str, first_name: str, *, user_id: int | None = None, vcard: str | None = None
    ) -> UserMessage:
        """Share a contact card."""
        card = contents.contact(phone, first_name, user_id, vcard)
        return self.send(card, f"«contact {first_name}»")

    # What users press

    def tap(
        self, message: BotMessage, label: str, *, by: User | None = None, version: int = -1
    ) -> Query:
        """Press a button by its label, or by a part of it.

        `version` presses a button of an earlier version, as a client does that has not yet seen
        the edit: 0 is the message as it was first sent.
        """
        assert not message.deleted or version != -1, f"{message!r} is deleted"
        button = message.button(label, version)
        assert "callback_data" in button, f"[{button['text']}] asks nothing of the bot"
        return self._press(button["callback_data"], message, button["text"], by)

    def press_forged(self, data: str, message: Target, *, by: User | None = None) -> Query:
        """Send a callback whose data need not stand on any button of the message."""
        return self._press(data, message, f"forged {data}", by)

    def _press(self, data: str, message: Target, label: str, by: User | None) -> Query:
        world, user = self._world, self._who(by)
        with world.lock:
            query_id = str(4_000_000_000 + len(world.taps))
            tap = Tap(query_id, user, self.id, message.message_id, label, world.now())
            world.taps[query_id] = tap
            if isinstance(message, BotMessage):
                message.mark_seen()
            post = self._state.posts[message.message_id]
            world.tell(self._state, user, "presses", post, label)
            payload = {
                "id": query_id,
                "from": user.wire,
                "chat_instance": str(self.id),
                "message": self._pressed(post),
                "data": data,
            }
            update_id = world.updates.put("callback_query", payload)
        world.touch()
        return Query(world, self._state, tap, update_id)

    def _pressed(self, post: Post) -> Json:
        """Give the message of a query; of a deleted one only its place is left."""
        if post.deleted:
            return {"chat": self._state.wire, "message_id": post.message_id, "date": 0}
        return post.wire

    # What the bot does

    def wait_for_message(self, timeout: float = PATIENCE, containing: str = "") -> BotMessage:
        """Wait for the bot's next unseen message; with words, for the next that has them."""

        def look() -> Post | None:
            for post in self._unread():
                self._read = post.message_id
                if containing in post.text:
                    return post
            return None

        wanted = f" with {containing!r}" if containing else ""
        problem = f"the bot sent no new message{wanted}"
        found = wait_for(self._world, look, timeout, problem, self._state)
        return BotMessage(self._world, self._state, found, seen=1)

    def assert_no_message(self, within: float = 0.3) -> None:
        """Fail if an unseen message of the bot is there, or comes within so many seconds."""
        with self._world.changed:
            if self._world.changed.wait_for(lambda: bool(self._unread()), within):
                raise AssertionError(with_transcript("the bot said more", [self._state]))

    def _unread(self) -> list[Post]:
        fresh = (post for number, post in self._state.posts.items() if number > self._read)
        return [post for post in fresh if post.by_bot]

    # Where the bot may go

    def block(self) -> None:
        """Stop the bot: it is told so, and may not write any more."""
        closed = "bot was blocked by the user"
        change_bot_status(self._world, self._state, self._who(None), "kicked", closed)

    def unblock(self) -> None:
        """Let the bot write again."""
        change_bot_status(self._world, self._state, self._who(None), "member", None)

    def close(self, reason: str) -> None:
        """Refuse the bot's messages with 403 and say nothing of it beforehand."""
        with self._world.lock:
            self._state.closed = reason

    def _who(self, by: User | None) -> User:
        user = by or self._default
        assert user, "say who does it: by=…"
        return user

    def _reply(self, to: Target | None) -> Json:
        if to is None:
            return {}
        original = self._state.posts[to.message_id].wire
        kept = {key: value for key, value in original.items() if key != "reply_to_message"}
        return {"reply_to_message": kept}


def _marked(text: str, entities: Sequence[Json] | None) -> Json:
    marks = detected(text) if entities is None else list(entities)
    return {"text": text, **({"entities": marks} if marks else {})}
