"""The child of the tests: `python -m tests.contract.files_child` passes rows on, or misbehaves."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from bot.core.errors import Refused
from bot.core.texts import text
from bot.files.book import Book, Json
from bot.files.child import serve

COMMAND = [sys.executable, "-m", "tests.contract.files_child"]
BATCH = 500


def pass_on(book: Book, options: Json) -> Iterator[Json]:
    """Yield the sheets' names, then the rows of all sheets; `options` may name a misdeed."""
    yield {"sheets": [head.name for head in book.heads]}
    if isinstance(options, str):
        yield from _misbehave(options)
    for sheet in range(len(book.heads)):
        rows = book.rows(sheet)
        while batch := list(islice(rows, BATCH)):
            yield batch  # type: ignore[misc] # a tuple is an array to JSON
    yield {"peak_kib": peak_kib()}


def peak_kib() -> int:
    """The most memory this process held; 0 on a system that does not tell."""
    status = Path("/proc/self/status")
    return int(status.read_text().partition("VmHWM:")[2].split()[0]) if status.exists() else 0


def _misbehave(how: str) -> Iterator[Json]:
    match how:
        case "tells":
            yield {"environment": list(os.environ), "pid": os.getpid()}
            time.sleep(600)
        case "eats":
            yield len([bytes(1 << 20) for _ in range(1 << 20)])
        case "fails":
            raise ZeroDivisionError
        case "refuses":
            raise Refused(text("file-sheets", sheets=(text("one", name="x", n=1), "b")))
        case _:
            _MISDEEDS[how]()


def _spin() -> None:
    while True:
        pass


def _print() -> None:
    print("noise", flush=True)
    os.write(1, b"noise")


_MISDEEDS: dict[str, Callable[[], object]] = {
    "is killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "aborts": os.abort,
    "sleeps": lambda: time.sleep(600),
    "spins": _spin,
    "prints": _print,
    "writes a file": lambda: Path(sys.argv[1]).write_text("x"),
}


if __name__ == "__main__":
    serve(pass_on)
