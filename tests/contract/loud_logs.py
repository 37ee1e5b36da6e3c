"""The bot's own logs with every library at DEBUG, which the bot itself never allows."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot import logs


@contextmanager
def loud_logs(secret: str) -> Iterator[None]:
    """Write all there is to say to stderr, through the redaction; then put everything back."""
    root = logging.getLogger()
    level, handlers, hook = root.level, root.handlers[:], sys.excepthook
    quiet = {name: logging.getLogger(name).level for name in logs.QUIET}
    try:
        logs.configure("DEBUG", "console", [secret])
        for name in quiet:
            logging.getLogger(name).setLevel(logging.DEBUG)
        yield
    finally:
        root.handlers[:], sys.excepthook = handlers, hook
        root.setLevel(level)
        logging.captureWarnings(False)
        for name, before in quiet.items():
            logging.getLogger(name).setLevel(before)
