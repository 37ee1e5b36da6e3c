"""The child process: sets its own limits, reads one file, says what it found, and ends.

It starts with an empty environment and writes nothing but its answer: a file that takes over the
parser finds no token, opens no new file to write, and leaves no core behind.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, Final

from bot.core.errors import Refused
from bot.core.texts import text
from bot.files.book import Json, Limits, RowReader
from bot.files.opening import open_book
from bot.files.wire import Job, frame, job_from, text_to_json

_OPEN_FILES: Final = 64
_NICE: Final = 5


def serve(read: RowReader) -> None:
    """Take one job from standard input and answer it on standard output, in frames.

    The process is of no use afterwards: its limits stay. Whatever else is printed is thrown away.
    """
    out = _own_output()
    job = job_from(sys.stdin.buffer.read())
    restrict(job.limits)
    gc.disable()  # rows make no cycles, and so many lists keep the collector busy
    with suppress(BrokenPipeError):  # the parent has gone, or wants no more
        for message in _answer(job, read):
            out.write(frame(message))
            out.flush()
    os._exit(0)  # a million rows need no tidying up


def restrict(limits: Limits) -> None:
    """Give up what a reader of one file does not need; also of the processor, to other chats."""
    os.nice(_NICE)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_CPU, limits.cpu_s)
    _limit(resource.RLIMIT_AS, limits.memory)


def _limit(kind: int, value: int) -> None:
    # Some systems know a kind only by name (RLIMIT_AS on macOS); the deadline is left there.
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, value))


def _answer(job: Job, read: RowReader) -> Iterator[dict[str, Json]]:
    try:
        book = open_book(job.path, job.limits)
        for piece in read(book, job.options):
            yield {"batch": piece, "progress": book.progress()}
    except Refused as refusal:
        yield {"refused": text_to_json(refusal.said)}
    except MemoryError:
        yield {"refused": text_to_json(text("file-too-heavy"))}
    else:
        yield {"end": True}


def _own_output() -> BinaryIO:
    """Keep standard output for the frames alone: a stray print would break them."""
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return out
