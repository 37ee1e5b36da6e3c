"""What was removed of a person, and what could not be yet: the report that an operator keeps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Erased:
    """Rows that went, or lost what they said of the person, by table; no personal data in it.

    `under_way` counts requests to the campaign whose answer is still awaited: what they hold may
    not change, so it goes only when they are over and this is asked again. `sent` counts requests
    that went to the campaign, which keeps data of its own.
    """

    rows: tuple[tuple[str, int], ...] = ()
    under_way: int = 0
    sent: int = 0

    @property
    def complete(self) -> bool:
        """Whether nothing is left."""
        return not self.under_way
