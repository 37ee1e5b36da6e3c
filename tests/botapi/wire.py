"""What every part of the fake speaks: JSON objects, uploads, refusals and violations."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


def words(text: str) -> tuple[str, ...]:
    """Split a list that reads better as words."""
    return tuple(text.split())


@dataclass(frozen=True)
class Upload:
    """A file that came as a part of a multipart body."""

    field: str
    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Problem:
    """One rule that a call breaks: where, why, and what Telegram would say."""

    parameter: str
    reason: str
    description: str = ""

    @property
    def answer(self) -> str:
        """Give the description of the 400."""
        return f"Bad Request: {self.description or f'{self.parameter}: {self.reason}'}"


@dataclass(frozen=True)
class Violation:
    """A call no bot of ours may ever make. Holds no values, so it is safe to print."""

    method: str
    parameter: str
    reason: str

    @property
    def line(self) -> str:
        """Say it in one line."""
        return f"{self.method}({self.parameter}): {self.reason}"


class Refusal(Exception):
    """Telegram says no: the error code, the description, perhaps a violation as well."""

    def __init__(
        self,
        description: str,
        code: int = 400,
        parameters: Json | None = None,
        blame: Problem | None = None,
    ) -> None:
        super().__init__(description)
        self.description = description
        self.code = code
        self.parameters = parameters
        self.blame = blame


def bad_request(what: str) -> Refusal:
    """Make a 400 that the state of the world explains, and that is nobody's mistake."""
    return Refusal(f"Bad Request: {what}")


def mistake(parameter: str, reason: str, description: str = "") -> Refusal:
    """Make a 400 that is also recorded as a violation."""
    problem = Problem(parameter, reason, description)
    return Refusal(problem.answer, blame=problem)
