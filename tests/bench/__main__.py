"""`make bench`: whole processes, each beside a bare Python of the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.botapi import FakeTelegram
from tests.e2e.processes import BOT, Process

RUNS = 9
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    'python -c "import telegram"': [sys.executable, "-c", "import telegram"],
    "bot parse PHRASE": [str(BOT), "parse", "weekdays 10-18 Moscow"],
    "bot parse PHRASE (Russian)": [str(BOT), "parse", "по будням с 10 до 18 по Москве"],
}


def main() -> None:
    """Print the median, the best and the worst of each, and the ratio to bare Python."""
    with tempfile.TemporaryDirectory() as folder, FakeTelegram() as telegram:
        measured = {name: _median(partial(_run, command)) for name, command in COMMANDS.items()}
        measured["bot run until ready"] = _median(partial(_start, Path(folder), telegram))
    bare = measured["python -c pass"][0]
    print(f"{RUNS} runs each, {os.cpu_count()} cores; seconds: median (best-worst), x bare Python")
    for name, (median, best, worst) in measured.items():
        print(f"{name:30} {median:6.3f} ({best:.3f}-{worst:.3f})  x{median / bare:.1f}")


def _median(once: Callable[[], float]) -> tuple[float, float, float]:
    once()
    times = [once() for _ in range(RUNS)]
    return statistics.median(times), min(times), max(times)


def _run(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _start(folder: Path, telegram: FakeTelegram) -> float:
    """From the start of the process to its first question for updates."""
    settings = {
        "TELEGRAM_TOKEN": telegram.token,
        "TELEGRAM_API_URL": telegram.url,
        "CALLS_API_URL": "http://127.0.0.1:9",
        "CAMPAIGN_TOKEN": "1.1.sandbox",
        "OWNERS": "1",
    }
    began = time.perf_counter()
    with Process(folder, ["run"], settings) as bot:
        bot.wait_for_output("ready")
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
