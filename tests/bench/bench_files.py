"""Reading and writing of files: seconds, and the peaks of parent and child above a bare Python.

`python -m tests.bench.bench_files`; it makes its files itself.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from bot.files.reading import FileReader
from bot.files.report import write_report
from tests.contract.files_child import COMMAND, peak_kib

MIB = 1024


def main() -> None:
    """Make the files, read each one, print a line each."""
    if sys.argv[1:]:
        _measure(sys.argv[1], Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            _all(Path(folder))


def _all(folder: Path) -> None:
    files: dict[str, Callable[[Path], None]] = {
        "csv, 10 rows": lambda path: _csv(path, 10, "utf-8"),
        "csv, 1,000,000 rows": lambda path: _csv(path, 1_000_000, "utf-8"),
        "csv, 1,000,000 rows, cp1251, quoted": lambda path: _csv(path, 1_000_000, "cp1251", '"'),
        "xlsx, 300,000 rows x 5": lambda path: _xlsx(path, 300_000, 5),
        "xlsx, 1,000,000 rows x 2": lambda path: _xlsx(path, 1_000_000, 2),
    }
    for name, make in files.items():
        path = folder / "file"
        make(path)
        size = path.stat().st_size / MIB / MIB
        print(f"{name:40} {size:5.1f} MiB", end="  ", flush=True)
        subprocess.run([sys.executable, "-m", __spec__.name, "read", str(path)], check=True)
    print(f"{'report of 300,000 lines':40}", end="            ", flush=True)
    subprocess.run([sys.executable, "-m", __spec__.name, "report", str(folder / "r")], check=True)


def _measure(what: str, path: Path) -> None:
    idle = peak_kib()
    began = time.perf_counter()
    if what == "read":
        count, child = asyncio.run(_read(path))
    else:
        count, child = write_report(path, ("Строка", "Значение", "Причина"), _lines(), str), 0
    spent = time.perf_counter() - began
    above = max(0, child - _bare()) / MIB
    own = (peak_kib() - idle) / MIB
    print(f"{count:>9,} rows  {spent:5.2f} s  child +{above:.0f} MiB  parent +{own:.0f} MiB")


async def _read(path: Path) -> tuple[int, int]:
    count = peak = 0
    async with FileReader(COMMAND).read(path) as pieces:
        async for piece in pieces:
            if isinstance(piece.content, list):
                count += len(piece.content)
            elif isinstance(piece.content, dict):
                peak = int(str(piece.content.get("peak_kib", 0)))
    return count, peak


def _lines() -> Iterator[tuple[str, str, str]]:
    return ((str(n), f"+7912{n:07}", "не хватает цифр") for n in range(300_000))


def _bare() -> int:
    """The peak of a Python that does nothing, in KiB."""
    code = "print(open('/proc/self/status').read())"
    status = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout
    return int(status.partition(b"VmHWM:")[2].split()[0])


def _csv(path: Path, rows: int, encoding: str, quote: str = "") -> None:
    with path.open("w", encoding=encoding) as file:
        file.write("phone;name\n")
        for n in range(rows):
            file.write(f"7912{n:07};{quote}Ян{quote}\n" if n % 10 == 0 else f"7912{n:07};Ян\n")


def _xlsx(path: Path, rows: int, columns: int) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("list")
        sheet.write_row(0, 0, ["phone", "name", "city", "hours", "n"][:columns])
        for n in range(1, rows + 1):
            sheet.write_number(n, 0, 79_120_000_000 + n)
            sheet.write_string(n, 1, f"Иван {n % 1000}")
            for column in range(2, columns):
                sheet.write_string(n, column, "Самара")


if __name__ == "__main__":
    main()
