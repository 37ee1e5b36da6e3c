"""The state in a file: every command, kept before it is carried out, done again at the next start.

What the sandbox holds follows from its commands, so nothing else needs to be kept. The file is
for one process at a time, and holds aliases of campaigns, not their tokens.
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

from bot.sandbox.commands import Command, from_json, to_json
from bot.sandbox.documents import write_json

_SETUP: Final = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "CREATE TABLE IF NOT EXISTS command (number INTEGER PRIMARY KEY, json TEXT)",
)


class StateFailed(Exception):
    """The state cannot be kept or read; the message says why."""


class Kept(Protocol):
    """Where commands are kept."""

    def append(self, command: Command) -> None:
        """Keep one more command; once this returns, it outlives the process."""

    def replace(self, command: Command) -> None:
        """Forget all commands, and keep this one as the first."""

    def __iter__(self) -> Iterator[Command]:
        """Iterate over the commands in their order."""


class Unkept:
    """Keeps nothing: the state is gone with the process."""

    def append(self, command: Command) -> None:
        """Forget the command."""

    def replace(self, command: Command) -> None:
        """Forget the command."""

    def __iter__(self) -> Iterator[Command]:
        return iter(())


class StateFile:
    """Keeps commands in a file of SQLite. StateFailed when another process has it, or it is bad."""

    def __init__(self, path: Path) -> None:
        try:
            # It holds phones.
            path.touch(mode=0o600)
            self._database = sqlite3.connect(path, timeout=0.5, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise StateFailed(_reason(error)) from error
        try:
            for statement in _SETUP:
                self._database.execute(statement)
        except sqlite3.Error as error:
            self._database.close()
            raise StateFailed(_reason(error)) from error

    def append(self, command: Command) -> None:
        """Keep one more command."""
        self._write([("INSERT INTO command (json) VALUES (?)", (_text(command),))])

    def replace(self, command: Command) -> None:
        """Forget all commands, and keep this one as the first."""
        insert = ("INSERT INTO command (json) VALUES (?)", (_text(command),))
        self._write([("DELETE FROM command", ()), insert])

    def __iter__(self) -> Iterator[Command]:
        try:
            rows = self._database.execute("SELECT json FROM command ORDER BY number")
            for (text,) in rows:
                yield from_json(json.loads(text))
        except sqlite3.Error as error:
            raise StateFailed(_reason(error)) from error
        except (LookupError, TypeError, ValueError) as error:
            raise StateFailed("it is not the state of a sandbox") from error

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def _write(self, statements: list[tuple[str, tuple[str, ...]]]) -> None:
        try:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                for statement, values in statements:
                    self._database.execute(statement, values)
                self._database.execute("COMMIT")
            except sqlite3.Error:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise StateFailed(_reason(error)) from error


def _text(command: Command) -> str:
    return write_json(to_json(command)).decode("ascii")


def _reason(error: OSError | sqlite3.Error) -> str:
    return error.strerror or "" if isinstance(error, OSError) else str(error)
