"""Fetches files from Telegram into a folder of our own, piece by piece, and removes them again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property
from pathlib import Path
from tempfile import mkstemp
from typing import Final

import httpx
from telegram import Bot

from bot.core.errors import FileMissing, MessageRefused, MessengerUnreachable, Refused
from bot.core.files import FileRef
from bot.core.texts import text
from bot.telegram.errors import says, translated

MIB: Final = 1024 * 1024
LARGEST: Final = 20 * MIB
TOO_BIG: Final = "file is too big"
_PIECE: Final = MIB
_TIMES: Final = httpx.Timeout(30, connect=10)
_NEVER: Final = frozenset({400, 403, 404, 410})


class TelegramFiles:
    """The port `Files` on the Bot API. What an earlier process left in the folder is removed."""

    def __init__(self, bot: Bot, folder: Path) -> None:
        self._bot = bot
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.iterdir():
            left.unlink()

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        """Made once: it loads the certificates of the world."""
        return httpx.AsyncClient(timeout=_TIMES)

    async def aclose(self) -> None:
        """Let the connections go."""
        await self._client.aclose()

    @asynccontextmanager
    async def fetched(self, file: FileRef) -> AsyncIterator[Path]:
        """Have the file until the block is left; see the port for what is raised."""
        address = await self._address(file)
        path = await asyncio.to_thread(self._place)
        try:
            await self._fetch(address, path)
            yield path
        finally:
            path.unlink(missing_ok=True)

    async def _address(self, file: FileRef) -> str:
        """Ask for a link, which lives for an hour."""
        try:
            with translated():
                found = await self._bot.get_file(file.place)
        except MessageRefused as refused:
            if says(refused, TOO_BIG):
                raise _too_big() from None
            raise FileMissing("file") from None
        if not found.file_path:
            raise FileMissing("path")
        return found.file_path

    def _place(self) -> Path:
        try:
            descriptor, path = mkstemp(dir=self._folder)
        except OSError as error:
            raise MessengerUnreachable(f"disk: {error.strerror}") from None
        open(descriptor, "wb").close()  # noqa: PTH123 - a descriptor, not a path
        return Path(path)

    async def _fetch(self, address: str, path: Path) -> None:
        """Write what comes; the errors keep no address, for it holds the token."""
        try:
            async with self._client.stream("GET", address) as answer:
                _check(answer.status_code)
                await _write(answer, path)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise MessengerUnreachable(type(error).__name__) from None
        except OSError as error:
            raise MessengerUnreachable(f"disk: {error.strerror}") from None


def _check(status: int) -> None:
    if status in _NEVER:
        raise FileMissing(f"status {status}")
    if status != httpx.codes.OK:
        raise MessengerUnreachable(f"status {status}")


async def _write(answer: httpx.Response, path: Path) -> None:
    size = 0
    with await asyncio.to_thread(path.open, "wb") as file:
        async for piece in answer.aiter_bytes(_PIECE):
            size += len(piece)
            if size > LARGEST:
                raise _too_big()
            await asyncio.to_thread(file.write, piece)


def _too_big() -> Refused:
    return Refused(text("file-too-big", limit=LARGEST // MIB))
