"""The log of requests received, for whoever checks a history against what was promised."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

LONGEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One request: what was asked, which fault befell it, and the status that was answered.

    `path` carries no token; `status` is None when no status line went out.
    """

    at: datetime
    method: str
    path: str
    campaign: str | None
    operation: str | None
    key: str | None
    parameters: tuple[tuple[str, str], ...]
    body: bytes
    fault: str | None
    status: int | None


class Journal:
    """The last requests in the order in which they were carried out; `total` counts all."""

    def __init__(self) -> None:
        self.total = 0
        self._entries: deque[Entry] = deque(maxlen=LONGEST)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def write(self, entry: Entry) -> None:
        """Add a request; beyond the longest log the oldest entry goes."""
        self.total += 1
        self._entries.append(entry)
