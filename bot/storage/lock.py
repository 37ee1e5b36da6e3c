"""One process at a time on a database of one writer."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.core.errors import StoreFailed


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock file; StoreFailed when another process does. A dead process holds nothing."""
    with path.open("a") as file:
        path.chmod(0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreFailed(f"another bot process works in {path.parent}") from None
        yield
