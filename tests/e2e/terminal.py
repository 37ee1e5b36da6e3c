"""A `bot` command on a terminal of its own: what a person types, and what they see."""

from __future__ import annotations

import codecs
import fcntl
import os
import re
import struct
import subprocess
import sys
import termios
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

from tests.e2e.processes import BOT, PATIENCE_S, clean_environment

COLUMNS, ROWS = 80, 40
ESCAPE = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|[@-_])|[\x01\x02\x07]")
# So that Ctrl-C reaches it: the terminal becomes the controlling one of a session of its own, and
# SIGINT is not ignored, as it is in all that a shell starts in the background.
ON_TERMINAL = (
    "import fcntl, os, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)


class Terminal:
    """Types keys, and keeps all that came back without its escape codes."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        self.shown = ""
        self._seen = 0
        self._heard = threading.Condition()
        self._hand, side = os.openpty()
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-c", ON_TERMINAL, BOT, *arguments],
            cwd=folder,
            env=clean_environment() | {"TERM": "xterm-256color"} | settings,
            stdin=side,
            stdout=side,
            stderr=side,
            start_new_session=True,
        )
        os.close(side)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self.end()
        os.close(self._hand)

    def type(self, keys: str) -> None:
        """Press keys; Enter is a carriage return."""
        os.write(self._hand, keys.encode())

    def wait_for(self, words: str) -> str:
        """Wait for words after those waited for before; give what was shown up to their end."""
        with self._heard:
            self._heard.wait_for(
                lambda: words in self.shown[self._seen :] or not self._listener.is_alive(),
                PATIENCE_S,
            )
            before, found, _ = self.shown[self._seen :].partition(words)
            assert found, f"waited in vain for {words!r}:\n{self.shown}"
            self._seen += len(before) + len(found)
            return before + found

    def leave(self, key: str) -> int:
        """Press a key until the process ends; give its status.

        Ctrl-D that falls between the prompt and the moment it is read from is lost, as for people.
        """
        for _ in range(PATIENCE_S):
            with suppress(OSError):
                self.type(key)
            with suppress(subprocess.TimeoutExpired):
                return self._process.wait(1)
        return self.end()

    def end(self) -> int:
        """Wait for the end of the process; give its status."""
        status = self._process.wait(PATIENCE_S)
        self._listener.join(PATIENCE_S)
        return status

    def _listen(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")()
        raw = ""
        while True:
            try:
                raw += decoder.decode(os.read(self._hand, 4096))
            except OSError:  # Linux's way to say that the other side is closed
                break
            with self._heard:
                self.shown = ESCAPE.sub("", raw).replace("\r", "")
                self._heard.notify_all()
        with self._heard:
            self._heard.notify_all()
