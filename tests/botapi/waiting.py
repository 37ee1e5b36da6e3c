"""Waiting of the test's thread for something the server's thread will do."""

from collections.abc import Callable
from typing import TypeVar

from tests.botapi.chats import ChatState
from tests.botapi.transcript import with_transcript
from tests.botapi.world import World

Found = TypeVar("Found")

PATIENCE = 5.0


def wait_for(
    world: World,
    look: Callable[[], Found | None],
    timeout: float,
    problem: str,
    chat: ChatState | None = None,
) -> Found:
    """Return what `look` finds; after `timeout` seconds raise AssertionError, with the dialogue."""
    found: list[Found] = []

    def looked() -> bool:
        value = look()
        if value is not None:
            found.append(value)
        return value is not None

    with world.changed:
        if not world.changed.wait_for(looked, timeout):
            chats = [chat] if chat else world.chats.values()
            raise AssertionError(with_transcript(f"{problem} within {timeout} s", chats))
    return found[0]
