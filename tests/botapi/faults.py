"""Scripted misfortune: which call of which method fails, how, and whether its effect happens."""

import threading
from dataclasses import dataclass, field
from enum import Enum

ANY = "*"
DESCRIPTIONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
    500: "Internal Server Error",
}


class How(Enum):
    """The ways a call can fail."""

    STATUS = "status"
    CUT = "cut"
    HANG = "hang"


@dataclass
class Fault:
    """A plan for some calls of one method (or of any). `release` lets hanging calls go on."""

    method: str
    how: How
    times: int = 1
    skip: int = 0
    after_effect: bool = False
    chat_id: int | None = None
    status: int = 500
    retry_after: int | None = None
    description: str | None = None
    hits: int = 0
    released: threading.Event = field(default_factory=threading.Event)

    def release(self) -> None:
        """Let the calls that hang go on."""
        self.released.set()

    @property
    def says(self) -> str:
        """Give the description of the answer."""
        if self.description is not None:
            return self.description
        if self.retry_after is not None:
            return f"Too Many Requests: retry after {self.retry_after}"
        return DESCRIPTIONS.get(self.status, "Internal Server Error")

    def fits(self, method: str, chat_id: object) -> bool:
        """Tell whether the plan speaks of such a call."""
        same_method = self.method in {ANY, method}
        return same_method and (self.chat_id is None or self.chat_id == chat_id)


class Faults:
    """All plans, in the order they were made; the first that fits and has hits left is taken."""

    def __init__(self) -> None:
        self._plans: list[Fault] = []

    def plan(self, fault: Fault) -> Fault:
        """Add a plan."""
        self._plans.append(fault)
        return fault

    def take(self, method: str, chat_id: object) -> Fault | None:
        """Give the plan for this call, and count it."""
        for fault in self._plans:
            if not fault.fits(method, chat_id) or fault.times == 0:
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.times -= 1
            fault.hits += 1
            return fault
        return None

    def clear(self) -> None:
        """Forget all plans and release what hangs."""
        for fault in self._plans:
            fault.release()
        self._plans.clear()
