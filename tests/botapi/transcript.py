"""Writes a dialogue down: for a failing test's message, and for the documentation later."""

from collections.abc import Iterable

from tests.botapi.chats import ChatState, Event


def line(event: Event) -> str:
    """Write one event; keyboards follow on lines of their own."""
    mark = f"#{event.message_id}"
    head = {
        "says": f"{event.who} {mark}: " if event.who == "bot" else f"{event.who}: ",
        "edits": f"{event.who} edits {mark}: ",
        "presses": f"{event.who} presses [{event.text}] at {mark}",
        "answers the press": f"{event.who} answers the press at {mark}: ",
    }.get(event.did, f"{event.who} {event.did} {mark} ")
    body = "" if event.did == "presses" else event.text
    words = f"{head}{body}".rstrip().replace("\n", "\n    ")
    rows = ["    " + " ".join(f"[{label}]" for label in row) for row in event.rows]
    return "\n".join([words, *rows])


def transcript(chat: ChatState) -> str:
    """Write all that happened in a chat, oldest first."""
    return "\n".join(map(line, chat.events))


def with_transcript(problem: str, chats: Iterable[ChatState]) -> str:
    """Write a failure together with what was said."""
    parts = [f"--- {_title(chat)}\n{transcript(chat) or '(nothing was said)'}" for chat in chats]
    return "\n".join([problem, *parts])


def _title(chat: ChatState) -> str:
    name = chat.wire.get("title") or chat.wire.get("first_name")
    return f"{chat.wire['type']} chat with {name}" if chat.is_private else f"group {name}"
