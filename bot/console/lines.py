"""Where the console's lines come from: a prompt with history and completion, or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from rich.console import Console

HISTORY_LENGTH = 500


def typed(screen: Console, prompt: str, words: Sequence[str], history: Path) -> Iterator[str]:
    """Ask for line after line; the history is kept in a file that only its owner reads."""
    with _remembering(words, history):
        while True:
            try:
                yield screen.input(f"[bold cyan]{prompt}[/] › ")
            except (EOFError, KeyboardInterrupt):
                screen.print()
                return


def piped() -> Iterator[str]:
    """Read standard input to its end."""
    for line in sys.stdin:
        yield line.rstrip("\n")


class _remembering:  # noqa: N801 - reads as a phrase where it is used
    """Completion of the given words and a history file, where the system has readline."""

    def __init__(self, words: Sequence[str], history: Path) -> None:
        self._words = words
        self._history = history

    def __enter__(self) -> None:
        with suppress(ImportError):
            import readline

            readline.set_completer(self._complete)
            readline.set_completer_delims(" ")
            readline.parse_and_bind("tab: complete")
            readline.set_history_length(HISTORY_LENGTH)
            with suppress(OSError):
                readline.read_history_file(self._history)

    def __exit__(self, *_: object) -> None:
        with suppress(ImportError, OSError):
            import readline

            self._history.touch(mode=0o600)
            readline.write_history_file(self._history)

    def _complete(self, start: str, nth: int) -> str | None:
        fitting = [word for word in self._words if word.startswith(start)]
        return fitting[nth] if nth < len(fitting) else None
