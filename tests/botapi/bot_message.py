"""What a test holds in its hand: a message of the bot, a press of a button, a message of a user."""

from dataclasses import dataclass

from typing_extensions import override

from tests.botapi.chats import ChatState, Post, Rows, labels
from tests.botapi.files import StoredFile
from tests.botapi.waiting import PATIENCE, wait_for
from tests.botapi.wire import Json
from tests.botapi.world import Tap, World


@dataclass(frozen=True)
class UserMessage:
    """Something a user sent. `update_id` is None where the bot may not see it."""

    message_id: int
    update_id: int | None


class BotMessage:
    """A message of the bot, always as it is now.

    `seen` counts the versions that need no more waiting for: all there are, if left out.
    """

    def __init__(self, world: World, chat: ChatState, post: Post, seen: int | None = None) -> None:
        self._world = world
        self._chat = chat
        self._post = post
        self._seen = len(post.versions) if seen is None else seen

    @override
    def __repr__(self) -> str:
        return f"<bot message #{self.message_id}: {self.text!r} {self.buttons}>"

    @property
    def message_id(self) -> int:
        """Give its number in the chat."""
        return self._post.message_id

    @property
    def text(self) -> str:
        """Give the text or the caption, without markup."""
        return self._post.text

    @property
    def entities(self) -> list[Json]:
        """Give the entities of the text or the caption."""
        wire = self._post.wire
        return list(wire.get("entities") or wire.get("caption_entities") or [])

    @property
    def buttons(self) -> Rows:
        """Give the labels of its keyboard of either kind, row by row."""
        return self._post.rows

    @property
    def wire(self) -> Json:
        """Give the Message object of the API."""
        return self._post.wire

    @property
    def versions(self) -> list[str]:
        """Give every text it has had, oldest first."""
        return [str(v.get("text") or v.get("caption") or "") for v in self._post.versions]

    @property
    def deleted(self) -> bool:
        """Tell whether the bot removed it."""
        return self._post.deleted

    @property
    def reaction(self) -> list[str]:
        """Give the emoji the bot reacted with."""
        return [reaction.get("emoji", "") for reaction in self._post.reaction]

    @property
    def reply_to(self) -> int | None:
        """Give the number of the message it answers."""
        original = self._post.wire.get("reply_to_message")
        return int(original["message_id"]) if original else None

    @property
    def file(self) -> StoredFile:
        """Give the document or the picture, with its bytes."""
        wire = self._post.wire
        media = wire.get("document") or (wire.get("photo") or [None])[-1]
        found = media and self._world.files.find(media["file_id"])
        assert found, f"{self!r} holds no file"
        return found

    def keyboard(self, version: int = -1) -> Rows:
        """Give the labels of an earlier version: 0 is as it was first sent."""
        return labels(self._post.versions[version].get("reply_markup"))

    def button(self, label: str, version: int = -1) -> Json:
        """Find one button by its label, by how it begins, or by a part of it, in this order."""
        markup = self._post.versions[version].get("reply_markup") or {}
        every = [button for row in markup.get("inline_keyboard", []) for button in row]
        for fits in (str.__eq__, str.startswith, str.__contains__):
            found = [button for button in every if fits(button["text"], label)]
            if len(found) == 1:
                return dict(found[0])
            assert not found, f"several buttons fit {label!r}: {[b['text'] for b in found]}"
        names = [button["text"] for button in every]
        raise AssertionError(f"no button {label!r} at {self!r}; there are {names}")

    def mark_seen(self) -> None:
        """Let `wait_for_edit` wait for an edit from now on; a press does this by itself."""
        self._seen = len(self._post.versions)

    def wait_for_edit(self, timeout: float = PATIENCE, containing: str = "") -> "BotMessage":
        """Wait for an edit after which the text contains the words.

        It may have come already, if it is newer than the last edit waited for and the last press.
        """

        def look() -> bool | None:
            fresh = len(self._post.versions) > self._seen
            return True if fresh and containing in self.text else None

        wanted = f" to one with {containing!r}" if containing else ""
        problem = f"message #{self.message_id} was not edited{wanted}"
        wait_for(self._world, look, timeout, problem, self._chat)
        self.mark_seen()
        return self

    def wait_for_delete(self, timeout: float = PATIENCE) -> None:
        """Wait until the bot removes it."""
        problem = f"message #{self.message_id} was not deleted"
        wait_for(self._world, lambda: self.deleted or None, timeout, problem, self._chat)


class Query:
    """A press of a button, and the answer to it when it comes."""

    def __init__(self, world: World, chat: ChatState, tap: Tap, update_id: int | None) -> None:
        self._world = world
        self._chat = chat
        self._tap = tap
        self.update_id = update_id

    @property
    def id(self) -> str:
        """Give the callback query's id."""
        return self._tap.id

    @property
    def answer(self) -> str | None:
        """Give the words of the answer: empty for a silent one, None while there is none."""
        return None if self._tap.answer is None else str(self._tap.answer["text"])

    @property
    def alert(self) -> bool:
        """Tell whether the answer is a dialog the user has to close."""
        return bool(self._tap.answer and self._tap.answer["show_alert"])

    def wait_for_answer(self, timeout: float = PATIENCE) -> str:
        """Wait for the bot to answer, and give its words."""
        problem = f"the press of [{self._tap.label}] was not answered"
        return wait_for(self._world, lambda: self.answer, timeout, problem, self._chat)
