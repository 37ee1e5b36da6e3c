"""Where the console's lines come from: a prompt with history and completion, or a pipe."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from rich.console import Console

try:
    import readline

    EDITING = True
except ImportError:  # Windows has none
    EDITING = False

HISTORY_LENGTH = 500
SETTINGS = (
    "tab: complete",
    # Without it every line of a pasted list would be a message of its own.
    "set enable-bracketed-paste on",
)


def forgive(encoding: str | None = None) -> None:
    """Spell out the bytes that the terminal's encoding cannot read or write, instead of failing.

    So they are words that nobody understands; a question mark in their place would be overlooked.
    """
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def typed(screen: Console, prompt: str, words: Sequence[str], history: Path) -> Iterator[str]:
    """Ask for line after line; the history is kept in a file that only its owner reads."""
    with screen.capture() as shown:
        screen.print(f"[bold cyan]{prompt}[/] › ", end="", markup=True)
    with _remembering(words, history):
        while True:
            try:
                yield _ask(shown.get())
            except (EOFError, KeyboardInterrupt):
                screen.print()
                return


def piped() -> Iterator[str]:
    """Read standard input to its end."""
    for line in sys.stdin:
        yield line.rstrip("\n")


def _ask(prompt: str) -> str:
    if not EDITING:
        return input(prompt)
    # Marked as having no width, or the cursor would be put in the wrong place.
    line = input(re.sub(r"(\x1b\[[\d;]*m)", "\x01\\1\x02", prompt))
    if "\n" in line:
        newest = readline.get_current_history_length() - 1
        readline.replace_history_item(newest, " ".join(line.split()))
    return line


class _remembering:  # noqa: N801 - reads as a phrase where it is used
    """Completion of the given words and a history file, where the system has readline."""

    def __init__(self, words: Sequence[str], history: Path) -> None:
        self._words = words
        self._history = history

    def __enter__(self) -> None:
        if not EDITING:
            return
        readline.set_completer(self._complete)
        readline.set_completer_delims(" ")
        for setting in SETTINGS:
            readline.parse_and_bind(setting)
        readline.set_history_length(HISTORY_LENGTH)
        with suppress(OSError):
            readline.read_history_file(self._history)

    def __exit__(self, *_: object) -> None:
        if not EDITING:
            return
        with suppress(OSError):
            self._history.touch(mode=0o600)
            readline.write_history_file(self._history)

    def _complete(self, start: str, nth: int) -> str | None:
        fitting = [word for word in self._words if word.startswith(start)]
        return fitting[nth] if nth < len(fitting) else None
