"""The parent's side: starts the child, hands its pieces on as they are wanted, and ends it."""

from __future__ import annotations

import asyncio
import json
import os
from asyncio import IncompleteReadError, StreamReader, StreamWriter
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from bot.core.errors import Refused
from bot.core.texts import text
from bot.files.book import MIB, Json, Limits
from bot.files.guard import check_size
from bot.files.wire import HEADER, LONGEST, Job, text_from_json

_PATH: Final = "/usr/local/bin:/usr/bin:/bin"
_BUFFER: Final = MIB
_AT_ONCE: Final = 2


class Piece(NamedTuple):
    """What the reader of rows yielded, and the part of the file behind it, 0..1."""

    progress: float
    content: Json


@dataclass(frozen=True)
class _Child:
    process: Process
    stdin: StreamWriter
    stdout: StreamReader


class FileTooHeavy(Refused):
    """The child was ended by a limit; `reason` is for the log and says which way."""

    def __init__(self, reason: str) -> None:
        super().__init__(text("file-too-heavy"))
        self.reason = reason


class FileReader:
    """Reads files in child processes, a few at a time.

    `command` starts a process that calls `bot.files.child.serve`; the process gets no environment
    but PATH and LANG, a file's path and the options on its standard input.
    """

    def __init__(
        self, command: Sequence[str], limits: Limits | None = None, at_once: int = _AT_ONCE
    ) -> None:
        self._command = command
        self._limits = limits or Limits()
        self._turn = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def read(self, path: Path, options: Json = None) -> AsyncIterator[AsyncIterator[Piece]]:
        """Read a file: `async with reader.read(path) as pieces: async for piece in pieces: ...`.

        The child waits while nobody takes its pieces, and is gone when the block is left. The
        iteration raises Refused (FileTooHeavy when a limit ended the child, time included), and
        RuntimeError when the child failed in a way that is no fault of the file.
        """
        check_size(path, self._limits)
        job = Job(path, self._limits, options)
        async with self._turn, _child(self._command, job) as child:
            yield _pieces(child, self._limits.wall_s)


@asynccontextmanager
async def _child(command: Sequence[str], job: Job) -> AsyncIterator[_Child]:
    environment = {"PATH": os.environ.get("PATH", _PATH), "LANG": "C.UTF-8"}
    process = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment, limit=_BUFFER
    )
    pipes = cast("StreamWriter", process.stdin), cast("StreamReader", process.stdout)
    child = _Child(process, *pipes)
    try:
        await _send(child, job.packed())
        yield child
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        # Also when this task is cancelled once more: no child stays behind.
        await asyncio.shield(_gone(child))


async def _send(child: _Child, job: bytes) -> None:
    with suppress(ConnectionError):  # the child is dead already: its status will tell
        child.stdin.write(job)
        await child.stdin.drain()
    child.stdin.close()


async def _gone(child: _Child) -> int:
    """Wait for the end; what is left in the pipe goes first, or the end might not be noticed."""
    while await child.stdout.read(_BUFFER):
        pass
    return await child.process.wait()


async def _pieces(child: _Child, seconds: float) -> AsyncIterator[Piece]:
    """Hand on the pieces; only the time that is spent waiting for the child counts."""
    clock = asyncio.get_running_loop().time
    left = seconds
    while True:
        began = clock()
        try:
            async with asyncio.timeout(left):
                message = await _message(child.stdout)
        except TimeoutError as error:
            raise FileTooHeavy("deadline") from error
        except IncompleteReadError as error:
            raise _death(await _gone(child)) from error
        left -= clock() - began
        if "end" in message:
            return
        if "refused" in message:
            raise Refused(text_from_json(message["refused"]))
        yield Piece(message["progress"], message["batch"])


async def _message(out: StreamReader) -> dict[str, Any]:
    length = int.from_bytes(await out.readexactly(HEADER), "big")
    if length > LONGEST:
        raise RuntimeError(f"the reader of files announced {length} bytes")
    message: dict[str, Any] = json.loads(await out.readexactly(length))
    return message


def _death(status: int) -> Exception:
    """A signal means a limit (or the system's, for want of memory); anything else is a bug."""
    if status < 0:
        return FileTooHeavy(f"signal {-status}")
    return RuntimeError(f"the reader of files ended with status {status}")
