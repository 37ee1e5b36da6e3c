"""The two families of expected errors; everything else is a bug."""

from __future__ import annotations

from bot.core.texts import Text


class Refused(Exception):
    """Something a person can mend. It carries what to say to them, not a sentence."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.key)
        self.said = said


class Outside(Exception):
    """The world failed; the subclasses are named by what the caller can do about it."""


class ApiUnreachable(Outside):
    """Nothing was sent: try again with the same key."""


class ApiUnclear(Outside):
    """Sent, and no whole answer came: only the same key may be tried again."""


class ApiBroken(Outside):
    """The service answered with an error of its own (5xx): try again with the same key."""


class ApiBusy(Outside):
    """The service asks to wait; `retry_after` is in seconds, None when it did not say."""

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__("busy")
        self.retry_after = retry_after


class ApiRejected(Outside):
    """The request is wrong and nothing of it was added: never send the same again.

    `kind` is the vendor's error type, `phones` those it names (none when it names none).
    """

    def __init__(self, kind: str, phones: tuple[str, ...] = ()) -> None:
        super().__init__(kind)
        self.kind = kind
        self.phones = phones


class CampaignClosed(Outside):
    """The campaign takes no calls in its present `state`."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class TokenInvalid(Outside):
    """No campaign answers to this token any more."""


class ApiUnknown(Outside):
    """An answer no document describes; `raw` is its text, redacted and cut."""

    def __init__(self, status: int, raw: str) -> None:
        super().__init__(f"{status}")
        self.status = status
        self.raw = raw


class MessengerUnreachable(Outside):
    """The message may not have been shown: show it again later."""


class MessengerBusy(Outside):
    """Too many messages; `retry_after` is in seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("busy")
        self.retry_after = retry_after


class FileMissing(Outside):
    """The messenger does not have this file, or not now: ask some more times, then give up."""


class ChatClosed(Outside):
    """The person blocked the bot or left: nothing can be shown there any more."""


class StoreFailed(Outside):
    """The database failed: do the whole unit of work again later.

    Nothing of it was kept, or all of it, when the connection broke just as it was committed.
    """


class MessageRefused(Outside):
    """The messenger will never show this message; `reason` is its own word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
