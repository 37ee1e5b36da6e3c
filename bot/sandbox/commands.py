"""A request that changes something, as a value: kept, and done again at the next start."""

from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.documents import Json


@dataclass(frozen=True, slots=True)
class Command:
    """What to do, when, and in which campaign (by its alias; empty for the sandbox as a whole)."""

    at: datetime
    name: str
    campaign: str = ""
    body: Json = None
    key: str | None = None


def to_json(command: Command) -> Json:
    """Return the command as JSON."""
    return {
        "at": command.at.isoformat(),
        "name": command.name,
        "campaign": command.campaign,
        "body": command.body,
        "key": command.key,
    }


def from_json(value: Json) -> Command:
    """Return the command that the JSON is of; LookupError, TypeError, ValueError when of none."""
    if not isinstance(value, dict):
        raise TypeError("an object is expected")
    key = value["key"]
    return Command(
        at=datetime.fromisoformat(str(value["at"])),
        name=str(value["name"]),
        campaign=str(value["campaign"]),
        body=value["body"],
        key=None if key is None else str(key),
    )
