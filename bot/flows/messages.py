"""What comes in from a person and what goes out to them, before any front end's own form."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.files import FileRef
from bot.core.texts import Text


class Action(StrEnum):
    """What a button does; the values travel in callback data, so they stay short and stable."""

    SEND = "s"
    SEND_WITHOUT = "w"
    BY_CAMPAIGN = "d"
    ANSWER = "a"
    CHANGE = "c"
    JSON = "j"
    CANCEL = "x"
    WITHDRAW = "r"
    STOP = "k"
    REFUSED = "f"


@dataclass(frozen=True)
class Button:
    """One tap on one revision of one draft; `choice` numbers the answers of a question."""

    label: Text
    action: Action
    draft: str
    revision: int
    choice: int = 0


@dataclass(frozen=True)
class Sender:
    """Who speaks, where, and in which of the bot's languages."""

    person: int
    chat: int
    language: str
    private: bool = True


@dataclass(frozen=True)
class Said:
    """Words: a schedule, numbers, or both."""

    sender: Sender
    text: str


@dataclass(frozen=True)
class Sent:
    """A file with what was written under it; files of one album carry its name."""

    sender: Sender
    file: FileRef
    caption: str = ""
    album: str | None = None


@dataclass(frozen=True)
class Introduced:
    """A contact: its number, its name, and the vCard with more of them where there is one."""

    sender: Sender
    phone: str
    name: str = ""
    card: str = ""


@dataclass(frozen=True)
class Command:
    """A command such as /start, without the slash and without the bot's name.

    `answers` is the message that it is a reply to.
    """

    sender: Sender
    name: str
    rest: str = ""
    answers: int | None = None


@dataclass(frozen=True)
class Tapped:
    """A tap on a button. Its data may be forged or old: everything is checked again."""

    sender: Sender
    action: Action
    draft: str
    revision: int
    choice: int
    message: int


@dataclass(frozen=True)
class Unreadable:
    """Something the bot cannot read; `kind` is voice, edit or other."""

    sender: Sender
    kind: str


Incoming = Said | Sent | Introduced | Command | Tapped | Unreadable


@dataclass(frozen=True)
class Attachment:
    """A small text file that goes out with a message."""

    name: str
    content: str


@dataclass(frozen=True)
class RefusedList:
    """The numbers that a draft refused: a table, made from the store only when it is shown."""

    draft: str


@dataclass(frozen=True)
class Document:
    """A file as it is shown."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Outgoing:
    """One message to a chat: lines of text, buttons, and whether it is the card of a draft.

    With `edit` the draft's card is changed in place; without it a new card is sent and the old one
    loses its buttons. A card `in_burst` answers words that may be some of many: it may wait for the
    others, and is not shown at all once a newer card of its draft is there.
    """

    chat: int
    language: str
    lines: tuple[Text, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    draft: str | None = None
    edit: bool = False
    attachment: Attachment | RefusedList | None = None
    in_burst: bool = False


@dataclass(frozen=True)
class Reply:
    """All that follows from one incoming: what is said, and the short answer to a tap.

    `done` is False when what was asked for was not done, for a front end that has an exit status.
    """

    said: tuple[Outgoing, ...] = ()
    toast: Text | None = None
    done: bool = True
