"""Real child processes: what they hand on, what ends them, and that none stays behind."""

from __future__ import annotations

import asyncio
import os
import sys
import zipfile
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.core.errors import Refused
from bot.core.texts import Text, text
from bot.files.book import MIB, Json, Limits
from bot.files.reading import FileReader, FileTooHeavy, Piece
from tests.contract.files_child import COMMAND

LIMITS = Limits(wall_s=60, cpu_s=20)


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    path = tmp_path / "numbers"
    path.write_text("".join(f"7912{n:07};Анна\n" for n in range(5000)))
    return path


async def read(path: Path, options: Json = None, limits: Limits = LIMITS) -> list[Any]:
    async with FileReader(COMMAND, limits).read(path, options) as pieces:
        return [piece.content async for piece in pieces]


async def test_the_pieces_come_in_order_with_their_progress(numbers: Path) -> None:
    async with FileReader(COMMAND, LIMITS).read(numbers) as pieces:
        got = [piece async for piece in pieces]
    assert got[0].content == {"sheets": [""]}
    rows = [row for piece in got if isinstance(piece.content, list) for row in piece.content]
    assert rows == [[n + 1, [f"7912{n:07}", "Анна"]] for n in range(5000)]
    progress = [piece.progress for piece in got[1:]]
    assert progress == sorted(progress)
    assert progress[-1] == 1.0


async def test_a_workbook_comes_the_same_way(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "База"
    for n in range(700):
        workbook.active.append([79120000000 + n])
    workbook.save(tmp_path / "file")
    sheets, *batches, _ = await read(tmp_path / "file")
    assert sheets == {"sheets": ["База"]}
    assert batches[-1][-1] == [700, ["79120000699"]]


async def test_a_refusal_crosses_with_the_texts_inside_it(numbers: Path) -> None:
    with pytest.raises(Refused) as refused:
        await read(numbers, "refuses")
    said = Text("file-sheets", {"sheets": (text("one", name="x", n=1), "b")})
    assert refused.value.said == said


async def test_a_refusal_of_the_opening_crosses_too(tmp_path: Path) -> None:
    path = tmp_path / "numbers.xlsx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(Refused, match="file-pdf"):
        await read(path)


async def test_a_file_over_the_limit_starts_no_child(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(11))
    with pytest.raises(Refused, match="file-too-big"):
        await read(path, limits=Limits(size=10))


@pytest.mark.parametrize(
    ("how", "limits", "reason"),
    [
        ("is killed", LIMITS, "signal 9"),
        ("aborts", LIMITS, "signal 6"),
        ("sleeps", Limits(wall_s=1), "deadline"),
        ("spins", Limits(cpu_s=1), "signal"),
    ],
)
async def test_a_child_that_a_limit_ends_is_a_refusal(
    numbers: Path, how: str, limits: Limits, reason: str
) -> None:
    with pytest.raises(FileTooHeavy) as refused:
        await read(numbers, how, limits)
    assert refused.value.said == text("file-too-heavy")
    assert refused.value.reason.startswith(reason)


async def test_a_child_may_not_take_more_memory_than_its_limit(numbers: Path) -> None:
    with pytest.raises(Refused) as refused:
        await read(numbers, "eats", Limits(memory=200 * MIB))
    assert refused.value.said.key == "file-too-heavy"


async def test_a_child_can_write_no_file(numbers: Path, tmp_path: Path) -> None:
    target = tmp_path / "written"
    with suppress(RuntimeError, FileTooHeavy):
        async with FileReader([*COMMAND, str(target)], LIMITS).read(
            numbers, "writes a file"
        ) as pieces:
            assert [piece.content async for piece in pieces] == [{"sheets": [""]}]
    assert not target.exists() or not target.read_bytes()


async def test_a_bug_in_the_child_is_no_fault_of_the_file(numbers: Path) -> None:
    with pytest.raises(RuntimeError, match="status 1"):
        await read(numbers, "fails")


async def test_what_a_child_prints_stays_out_of_its_answer(numbers: Path) -> None:
    assert (await read(numbers, "prints"))[0] == {"sheets": [""]}


async def test_a_program_that_answers_in_no_frames_is_a_bug(numbers: Path) -> None:
    shouting = [sys.executable, "-c", "print('x' * 100)"]
    with pytest.raises(RuntimeError, match="announced"):
        async with FileReader(shouting, LIMITS).read(numbers) as pieces:
            await anext(pieces)


async def test_a_child_knows_no_secret(numbers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:secret")
    async with FileReader(COMMAND, LIMITS).read(numbers, "tells") as pieces:
        environment = (await _told(pieces))["environment"]
    assert set(environment) <= {"PATH", "LANG", "LC_CTYPE"}


async def test_leaving_the_block_leaves_no_child(numbers: Path) -> None:
    async with FileReader(COMMAND, LIMITS).read(numbers, "tells") as pieces:
        pid = (await _told(pieces))["pid"]
        assert _alive(pid)
    assert not _alive(pid)


async def test_a_cancelled_reading_leaves_no_child(numbers: Path) -> None:
    told: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def reading() -> None:
        async with FileReader(COMMAND, LIMITS).read(numbers, "tells") as pieces:
            told.set_result((await _told(pieces))["pid"])
            await anext(pieces)

    task = asyncio.create_task(reading())
    pid = await told
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not _alive(pid)


async def test_a_reader_that_stops_in_the_middle_leaves_no_child(tmp_path: Path) -> None:
    """The child is blocked then, with its pipe full."""
    path = tmp_path / "long"
    path.write_text("".join(f"7912{n:07};{'x' * 90}\n" for n in range(100_000)))
    async with FileReader(COMMAND, LIMITS).read(path) as pieces:
        assert (await anext(pieces)).content == {"sheets": [""]}
        assert (await anext(pieces)).progress < 0.5
        await asyncio.sleep(0.2)
        assert (await anext(pieces)).progress < 0.5


async def test_the_time_that_the_taker_needs_does_not_count(numbers: Path) -> None:
    rows = 0
    async with FileReader(COMMAND, Limits(wall_s=2)).read(numbers) as pieces:
        async for piece in pieces:
            if not rows:
                await asyncio.sleep(2.2)
            rows += len(piece.content) if isinstance(piece.content, list) else 0
    assert rows == 5000


async def test_no_more_than_so_many_at_once(numbers: Path) -> None:
    reader = FileReader(COMMAND, LIMITS, at_once=1)
    async with reader.read(numbers) as pieces:
        second = asyncio.create_task(_all(reader, numbers))
        await asyncio.sleep(0.3)
        assert not second.done()
        assert [piece async for piece in pieces]
    assert len(await second) > 10


async def test_a_far_cell_within_the_columns_does_not_end_the_bot(tmp_path: Path) -> None:
    """268 million cells to be: the parser aborts its process."""
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = 1
    workbook.active["IV1048576"] = 1
    workbook.save(tmp_path / "far")
    with pytest.raises(Refused, match="file-too-heavy"):
        await read(tmp_path / "far")


async def test_a_text_that_inflates_does_not_end_the_bot(tmp_path: Path) -> None:
    """Under the limit of inflated sizes, and more than the memory that is allowed."""
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "short"
    workbook.save(tmp_path / "small")
    with (
        zipfile.ZipFile(tmp_path / "small") as source,
        zipfile.ZipFile(tmp_path / "bomb", "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            held = source.read(name)
            target.writestr(name, held.replace(b"short", b"x" * 300 * MIB))
    assert (tmp_path / "bomb").stat().st_size < MIB
    with pytest.raises(FileTooHeavy):
        await read(tmp_path / "bomb", limits=Limits(memory=300 * MIB))


async def test_one_line_without_an_end(tmp_path: Path) -> None:
    path = tmp_path / "line"
    path.write_bytes(b"x" * (20 * MIB))
    with pytest.raises(Refused) as refused:
        await read(path)
    assert refused.value.said == text("file-long-cell", row=1, limit=32_767)


async def _all(reader: FileReader, path: Path) -> list[Piece]:
    async with reader.read(path) as pieces:
        return [piece async for piece in pieces]


async def _told(pieces: AsyncIterator[Piece]) -> dict[str, Any]:
    async for piece in pieces:
        if isinstance(piece.content, dict) and "pid" in piece.content:
            return piece.content
    raise AssertionError


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
