"""Files are fetched from the fake Telegram, whatever it does, and leave nothing behind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.core.errors import FileMissing, MessengerBusy, MessengerUnreachable, Refused
from bot.core.files import FileRef
from bot.telegram.files import LARGEST, TelegramFiles
from bot.telegram.front import make_bot
from tests.botapi import FakeTelegram

CONTENT = b"79123456789\n" * 1000


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake
        fake.assert_clean()


@pytest.fixture
async def files(telegram: FakeTelegram, tmp_path: Path) -> AsyncIterator[TelegramFiles]:
    bot = make_bot(telegram.token, telegram.url)
    files = TelegramFiles(bot, tmp_path / "tmp")
    async with bot:
        yield files
        await files.aclose()


def sent(telegram: FakeTelegram, content: bytes = CONTENT, size: int | None = None) -> FileRef:
    with telegram.world.lock:
        kept = telegram.world.files.keep("list.csv", "text/csv", content, size)
    return FileRef(kept.file_id, "list.csv", kept.size)


async def test_a_file_is_there_until_it_was_read(
    telegram: FakeTelegram, files: TelegramFiles, tmp_path: Path
) -> None:
    async with files.fetched(sent(telegram)) as path:
        assert path.read_bytes() == CONTENT
        assert path.stat().st_mode & 0o077 == 0
    assert list((tmp_path / "tmp").iterdir()) == []


async def test_what_an_earlier_process_left_is_removed(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    (folder / "left").write_text("79123456789")
    TelegramFiles(make_bot(telegram.token, telegram.url), folder)
    assert list(folder.iterdir()) == []


async def test_a_file_that_telegram_calls_too_big_is_refused(
    telegram: FakeTelegram, files: TelegramFiles
) -> None:
    with pytest.raises(Refused, match="file-too-big"):
        async with files.fetched(sent(telegram, size=LARGEST + 1)):
            pass


async def test_a_file_that_is_bigger_than_was_said_is_refused_while_it_comes(
    telegram: FakeTelegram, files: TelegramFiles, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="file-too-big"):
        async with files.fetched(sent(telegram, bytes(LARGEST + 1), size=5)):
            pass
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("method", "status", "failure"),
    [
        ("getFile", 502, MessengerUnreachable),
        ("getFile", 429, MessengerBusy),
        ("getFile", 400, FileMissing),
        ("download", 404, FileMissing),
        ("download", 500, MessengerUnreachable),
    ],
)
async def test_failures_are_told_by_what_can_be_done(
    telegram: FakeTelegram,
    files: TelegramFiles,
    tmp_path: Path,
    method: str,
    status: int,
    failure: type[Exception],
) -> None:
    telegram.fail(method, status=status, retry_after=3 if status == 429 else None)
    with pytest.raises(failure) as raised:
        async with files.fetched(sent(telegram)):
            pass
    assert telegram.token not in repr(raised.value)
    assert raised.value.__cause__ is None
    assert list((tmp_path / "tmp").iterdir()) == []


async def test_a_file_that_is_not_known_is_missing(files: TelegramFiles) -> None:
    with pytest.raises(FileMissing):
        async with files.fetched(FileRef("BQACAgIAAxk-999999", "x")):
            pass


async def test_half_a_file_is_none(
    telegram: FakeTelegram, files: TelegramFiles, tmp_path: Path
) -> None:
    telegram.cut("download")
    with pytest.raises(MessengerUnreachable):
        async with files.fetched(sent(telegram)):
            pass
    assert list((tmp_path / "tmp").iterdir()) == []
