"""`python -m tests.bench.bench_imports`: files from Telegram to a draft, on the real process.

Beside the seconds from the message to the finished card: the memory of the bot and its child above
the idle bot, and how long another chat waits for its answers meanwhile. Then `bot numbers`.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.bench_files import _xlsx
from tests.botapi import Chat, FakeTelegram
from tests.e2e.processes import BOT, Process

MIB = 1024
PAUSE_S = 0.2
PATIENCE_S = 120.0
NAMES = ("Ann", "Bob", "Eva", "Ian", "Leo", "Mia")
CITIES = ("Ufa", "Omsk")


@dataclass
class Watch:
    """The most memory of a process and its children, in KiB, while it is watched."""

    process: int
    peak: int = 0
    done: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Look again and again."""
        while not self.done.wait(0.05):
            self.peak = max(self.peak, sum(map(_resident, _family(self.process))))


def main() -> None:
    """Make the files, measure each way."""
    files: dict[str, Callable[[Path], None]] = {
        "1,000,000 rows of CSV": lambda path: write_csv(path, 1_000_000),
        "300,000 rows of XLSX": lambda path: _xlsx(path, 300_000, 3),
    }
    for name, make in files.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / ("list.xlsx" if "XLSX" in name else "list.csv")
            make(path)
            print(f"{name}, {path.stat().st_size / MIB / MIB:.1f} MiB")
            _in_telegram(Path(folder), path)
            _in_terminal(path)


def write_csv(path: Path, rows: int) -> None:
    """Different phones in no order, names and cities."""
    with path.open("w", encoding="utf-8") as file:
        file.write("phone,name,city\n")
        for n in range(rows):
            phone = n * 618_033_989 % 1_000_000_007 % 1_000_000_000
            file.write(f"79{phone:09},{NAMES[n % 6]},{CITIES[n % 2]}\n")


def _in_telegram(folder: Path, path: Path) -> None:
    with FakeTelegram() as telegram:
        chats = [telegram.private(telegram.user(n, "Ann", language_code="en")) for n in (1, 2)]
        settings = {
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.url,
            "CALLS_API_URL": "http://127.0.0.1:9",
            "CAMPAIGN_TOKEN": "1.1.sandbox",
            "OWNERS": "1,2",
        }
        with Process(folder, ["run"], settings) as bot:
            bot.wait_for_output("ready")
            _answered(chats[1])
            idle = sum(map(_resident, _family(bot.pid)))
            with _watched(bot.pid) as watch:
                seconds, waits = _import(chats[0], chats[1], path)
            print(f"  in Telegram: card after {seconds:.1f} s, ", end="")
            print(f"memory +{(watch.peak - idle) / MIB:.0f} MiB over {idle / MIB:.0f} MiB")
            print(f"  another chat: {len(waits)} answers, the slowest after {max(waits):.2f} s")


def _import(chat: Chat, other: Chat, path: Path) -> tuple[float, list[float]]:
    began = time.perf_counter()
    chat.send_document(path.name, path.read_bytes(), caption="weekdays 10-18 Moscow")
    waits = []
    while not _ready(chat):
        assert time.perf_counter() - began < PATIENCE_S, chat.transcript()
        waits.append(_answered(other))
        time.sleep(PAUSE_S)
    return time.perf_counter() - began, waits


def _ready(chat: Chat) -> bool:
    return any("✅" in str(message.buttons) for message in chat.messages)


def _answered(chat: Chat) -> float:
    """Ask for help; the seconds until it is there."""
    began = time.perf_counter()
    chat.say("/help")
    chat.wait_for_message(timeout=PATIENCE_S)
    return time.perf_counter() - began


def _in_terminal(path: Path) -> None:
    began = time.perf_counter()
    command = [str(BOT), "numbers", str(path), "--json"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    with _watched(process.pid) as watch:
        status = process.wait()
    seconds = time.perf_counter() - began
    peak = watch.peak / MIB
    print(f"  bot numbers: {seconds:.1f} s from start to end, {peak:.0f} MiB, status {status}")


@contextmanager
def _watched(process: int) -> Iterator[Watch]:
    watch = Watch(process)
    looking = threading.Thread(target=watch.run)
    looking.start()
    try:
        yield watch
    finally:
        watch.done.set()
        looking.join()


def _family(process: int) -> list[int]:
    """A process and all below it, where the system tells of them."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            found += _family(int(child))
    return found


def _resident(process: int) -> int:
    """What a process holds of its own, in KiB: pages that it shares are counted once."""
    try:
        status = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(status.partition("Pss:")[2].split()[0])


if __name__ == "__main__":
    main()
