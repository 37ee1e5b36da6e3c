"""One `bot` command from its start to its end: what it printed, and how it ended."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.processes import BOT, PATIENCE_S, clean_environment


@dataclass(frozen=True)
class Ended:
    """A command that has ended; standard output and standard error as lines."""

    status: int
    said: str
    complained: str

    @property
    def lines(self) -> list[str]:
        """Standard output, line by line."""
        return self.said.splitlines()

    @property
    def complaints(self) -> list[str]:
        """Standard error, line by line."""
        return self.complained.splitlines()


def bot(folder: Path, *arguments: str, given: str | bytes = "", **settings: str) -> Ended:
    """Run `bot` in the folder with these settings in its environment, `given` on its input."""
    return ended([str(BOT), *arguments], folder, given, settings)


def ended(
    command: Sequence[str], folder: Path, given: str | bytes, settings: dict[str, str]
) -> Ended:
    """Run a command to its end; it never shows a traceback."""
    run = subprocess.run(
        command,
        cwd=folder,
        env=clean_environment() | settings,
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    complained = run.stderr.decode()
    assert "Traceback" not in complained, complained
    return Ended(run.returncode, run.stdout.decode(), complained)
