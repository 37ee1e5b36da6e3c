"""Scripted faults: what goes wrong with the next answers, and in which order."""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.sandbox.answers import bad_request
from bot.sandbox.checks import as_integer, as_object, as_text, only_fields
from bot.sandbox.documents import Json

MOST: Final = 10_000


class Kind(StrEnum):
    """What goes wrong; `_after` means after the request was carried out."""

    STATUS = "status"
    STATUS_AFTER = "status_after"
    HANG = "hang"
    HANG_AFTER = "hang_after"
    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"
    HALF_BODY = "half_body"
    SLOW = "slow"


BEFORE: Final = frozenset({Kind.STATUS, Kind.HANG, Kind.CUT_BEFORE})
WITH_STATUS: Final = frozenset({Kind.STATUS, Kind.STATUS_AFTER})


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `on` limits it to one method of the API, `pause_ms` stands between slow bytes."""

    kind: Kind
    status: int | None = None
    retry_after: int | None = None
    on: str | None = None
    pause_ms: int = 1000

    @property
    def is_before(self) -> bool:
        """Whether the request is not carried out."""
        return self.kind in BEFORE


class FaultScript:
    """The faults that are still to come, first come, first served."""

    def __init__(self) -> None:
        self._coming: deque[Fault] = deque()

    def __len__(self) -> int:
        return len(self._coming)

    def add(self, fault: Fault, times: int = 1) -> None:
        """Put a fault at the end of the script, so many times."""
        self._coming.extend([fault] * times)

    def clear(self) -> None:
        """Let nothing more go wrong."""
        self._coming.clear()

    def take(self, operation: str) -> Fault | None:
        """Remove and return the first fault meant for this method of the API, if any."""
        for at, fault in enumerate(self._coming):
            if fault.on in (None, operation):
                del self._coming[at]
                return fault
        return None


def read_faults(body: Json, operations: frozenset[str]) -> tuple[Fault, int]:
    """Read {"next", "kind", "status", "retry_after", "on", "pause_ms"} as a fault and its times."""
    fields = as_object(body, "body")
    only_fields(fields, "body", ("next", "kind", "status", "retry_after", "on", "pause_ms"))
    kind = _read_kind(fields.get("kind", "status"))
    on = as_text(fields["on"], "on") if "on" in fields else None
    if on is not None and on not in operations:
        raise bad_request("on", "one of " + ", ".join(sorted(operations)) + " is expected")
    fault = Fault(
        kind,
        status=_number(fields, "status", 400, 599),
        retry_after=_number(fields, "retry_after", 0, 86_400),
        on=on,
        pause_ms=as_integer(fields.get("pause_ms", 1000), "pause_ms", 1, 600_000),
    )
    if (kind in WITH_STATUS) != (fault.status is not None):
        raise bad_request("status", "a status belongs to the kinds status and status_after")
    return fault, as_integer(fields.get("next", 1), "next", 1, MOST)


def _read_kind(value: Json) -> Kind:
    try:
        return Kind(as_text(value, "kind"))
    except ValueError:
        raise bad_request("kind", "one of " + ", ".join(Kind) + " is expected") from None


def _number(fields: dict[str, Json], name: str, least: int, most: int) -> int | None:
    return as_integer(fields[name], name, least, most) if name in fields else None
