"""Many messages in a row, as a long list comes from Telegram: one card answers them all.

The first card of a quiet chat is shown at once; only what follows on its heels waits. Nothing here
must survive a crash: without it a card is shown a moment earlier.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.flows.messages import Outgoing

QUIET = timedelta(seconds=0.7)
LONGEST = timedelta(seconds=3)


@dataclass
class _Burst:
    began: datetime
    last: datetime
    seq: int


class Bursts:
    """Tells when a card is to be shown: after `quiet` without a newer one, or after `longest`."""

    def __init__(self, quiet: timedelta = QUIET, longest: timedelta = LONGEST) -> None:
        self._quiet = quiet
        self._longest = longest
        self._chats: dict[int, _Burst] = {}

    def due(self, outgoing: Outgoing, seq: int, now: datetime) -> datetime:
        """When to show this message of the outbox; `now` for all that is no card of a burst."""
        if not outgoing.in_burst:
            return now
        burst = self._chats.get(outgoing.chat)
        if burst is None or now - burst.last > self._quiet:
            self._forget(now)
            self._chats[outgoing.chat] = _Burst(began=now, last=now, seq=seq)
            return now
        if burst.seq != seq:
            burst.seq, burst.last = seq, now
        due = min(burst.last + self._quiet, burst.began + self._longest)
        if due <= now:
            burst.began = now
        return max(due, now)

    def _forget(self, now: datetime) -> None:
        over = [chat for chat, one in self._chats.items() if now - one.last > self._quiet]
        for chat in over:
            del self._chats[chat]
