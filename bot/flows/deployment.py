"""What every flow is told about the place it runs in."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.draft import Draft
from bot.flows.messages import Sender
from bot.flows.ports import Chance, Clock, Ids, Reader


@dataclass(frozen=True)
class Deployment:
    """The owners, the campaign and the defaults of this installation, and its sources of the new.

    `zone` is the default clock of dates (an IANA name), None when there is none.
    """

    owners: frozenset[int]
    read: Reader
    clock: Clock
    ids: Ids
    chance: Chance
    campaign: str = "default"
    zone: str | None = None

    def new_draft(self, sender: Sender) -> Draft:
        """Begin a draft of this person in this chat."""
        return Draft(
            id=self.ids(), chat=sender.chat, author=sender.person, language=sender.language
        )
