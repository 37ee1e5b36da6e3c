"""The real processes of the product, started, waited for, and killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Self

BOT = Path(sys.executable).with_name("bot")
PATIENCE_S = 30


class Process:
    """A `bot` command in a folder of its own, with nothing of our environment but the path."""

    def __init__(
        self, folder: Path, arguments: list[str], environment: Mapping[str, str] | None = None
    ) -> None:
        self.output = ""
        self._heard = threading.Condition()
        self._process = subprocess.Popen(
            [BOT, *arguments],
            cwd=folder,
            env=clean_environment() | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def wait_for_output(self, words: str, count: int = 1) -> str:
        """Wait until the process printed the words so often; give all its output."""
        with self._heard:
            heard = self._heard.wait_for(
                lambda: self.output.count(words) >= count or self._process.poll() is not None,
                PATIENCE_S,
            )
            assert heard, f"waited in vain for {words!r}:\n{self.output}"
            assert self.output.count(words) >= count, f"no {words!r} in:\n{self.output}"
            return self.output

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process.poll() is None

    def wait(self) -> int:
        """Wait until the process ends by itself; give the exit status."""
        return self._end()

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        self._process.kill()
        self._end()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end by a signal; give the exit status."""
        self._process.send_signal(how)
        return self._end()

    def _end(self) -> int:
        status = self._process.wait(PATIENCE_S)
        self._listener.join(PATIENCE_S)
        if self._process.stdout is not None:
            self._process.stdout.close()
        return status

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._heard:
                self.output += line
                self._heard.notify_all()
        with self._heard:
            self._heard.notify_all()


def clean_environment() -> dict[str, str]:
    """The environment of a fresh account: no settings of the bot, no language."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}
