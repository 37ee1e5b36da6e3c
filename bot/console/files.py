"""Files of a terminal lie where they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.console.paths import path_of
from bot.core.errors import Refused
from bot.core.files import FileRef
from bot.core.texts import text


class LocalFiles:
    """The port `Files` on the disk of whoever sits at the terminal."""

    @asynccontextmanager
    async def fetched(self, file: FileRef) -> AsyncIterator[Path]:
        """Give the path itself; Refused where there is no file that can be read."""
        path = path_of(file.place)
        try:
            path.open("rb").close()
        except OSError:
            raise Refused(text("file-not-there")) from None
        yield path
