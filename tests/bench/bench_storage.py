"""`python -m tests.bench.bench_storage`: a million numbers into each database and out again.

Each case is a process of its own, so that its peak memory is its own; beside it, what the other
chats have to wait: the longest single unit of work.
"""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.core.delivery import added, deliveries
from bot.core.draft import Draft, DraftState, confirm, reopen
from bot.core.phones.number import Number
from bot.core.policy import Policy
from bot.flows.file_ports import Part
from bot.flows.imports import take_in
from bot.flows.ports import Store
from bot.storage.database import SqlDatabase, open_database
from bot.storage.migrate import ensure
from tests.postgres import new_database, server

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DRAFT = Draft(id="a", chat=1, author=1, language="ru", policy=Policy())
COUNT = 1_000_000
PART = 10_000
CASES = ("bare", "data", "mixed")

T = TypeVar("T")


class Timed:
    """A database that notes how long each unit of work took."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database
        self.took: list[float] = []
        self.cpu = time.process_time()

    async def run(self, work: Callable[[Store], T]) -> T:
        """Run the work, and note the time."""
        began = time.perf_counter()
        try:
            return await self._database.run(work)
        finally:
            self.took.append(time.perf_counter() - began)

    def line(self, name: str) -> str:
        """Say how long it was since the last line, and empty the notes."""
        took, self.took = self.took, []
        cpu, self.cpu = time.process_time() - self.cpu, time.process_time()
        longest = f"longest {max(took) * 1e3:6.0f} ms of {len(took)}"
        return f"  {name:28} {sum(took):7.2f} s   of it here {cpu:6.2f} s   {longest}"


async def parts(case: str) -> AsyncIterator[Part]:
    """Phones in no order; one in 100 comes again; with data, without, or every other one."""
    for start in range(0, COUNT, PART):
        rows = range(start, start + PART)
        numbers = [Number(phone(at if at % 100 else at // 2), payload(case, at)) for at in rows]
        yield Part(numbers, zones=Counter({None: PART}))


def phone(at: int) -> str:
    """All different, and each far from the last one: the step shares no factor with the range."""
    return str(79_000_000_000 + at * 618_033_989 % 1_000_000_007)


def payload(case: str, at: int) -> dict[str, str]:
    """What a row says beside the phone."""
    has_data = case == "data" or (case == "mixed" and at % 2)
    return {"name": f"Иван {at % 1000}", "city": "Самара"} if has_data else {}


async def measure(database: Timed, case: str) -> None:
    """Print the whole life of a draft of a million."""
    await database.run(lambda store: store.save(DRAFT))
    database.took.clear()
    source = await take_in(database, "a", "file", "f", parts(case))
    puts = 2 + COUNT // PART
    merges = database.took[puts:]
    print(database.line("put and merge"))
    print(f"    to merge {sum(merges):.2f} s, longest {max(merges) * 1e3:.0f} ms of {len(merges)}")
    await database.run(lambda store: store.sources.finish(source))
    print(database.line("finish"))
    await database.run(lambda store: store.numbers.tally("a"))
    print(database.line("tally"))
    await database.run(lambda store: store.sources.add("a", [Number("79991234567", {"a": "b"})]))
    print(database.line("one more number"))
    await database.run(lambda store: store.numbers.remove("a", ["79991234567"]))
    print(database.line("one number taken off"))
    await database.run(confirmed)
    print(database.line("confirm"))
    (first,) = await database.run(lambda store: store.deliveries.due(NOW))
    print(database.line("due"))
    numbers = await database.run(lambda store: store.numbers.within("a", first.span))
    print(database.line("read 500 numbers"))
    jobs = [f"50000{n}" for n in range(len(numbers))]
    await database.run(lambda store: store.deliveries.update(added(first), jobs))
    print(database.line("keep 500 jobs"))
    await database.run(lambda store: store.deliveries.progress("a"))
    print(database.line("progress"))
    await database.run(given_back)
    print(database.line("give all the rest back"))
    total = await database.run(lambda store: sum(1 for _ in store.numbers.each("a")))
    print(database.line(f"read all {total}"))


def confirmed(store: Store) -> None:
    """What ✅ does."""
    draft = confirm(replace(DRAFT, numbers=store.numbers.tally("a")))
    store.save(draft)
    store.deliveries.add(deliveries(draft, store.numbers.cut("a"), "default", NOW))


def given_back(store: Store) -> None:
    """What a refusal does."""
    store.deliveries.withdraw("a")
    tally, refused = store.numbers.tally("a"), store.numbers.refused_tally("a")
    store.save(reopen(replace(DRAFT, state=DraftState.CONFIRMED), tally, refused, NOW))


def main() -> None:
    """Run every case in a process of its own."""
    if len(sys.argv) == 3:
        _case(*sys.argv[1:3])
        return
    with tempfile.TemporaryDirectory() as folder, server() as postgres:
        for case in CASES:
            _alone(f"sqlite:///{Path(folder) / case}.db", case)
            with new_database(postgres) as url:
                _alone(url, case)


def _alone(url: str, case: str) -> None:
    print(f"{COUNT} numbers, {case}, {url.partition(':')[0]}", flush=True)
    subprocess.run([sys.executable, "-m", "tests.bench.bench_storage", url, case], check=True)


def _case(url: str, case: str) -> None:
    database = open_database(url, lambda: NOW)
    ensure(database)
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    asyncio.run(measure(Timed(database), case))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    database.close()
    print(f"  peak memory over the idle process  {(peak - idle) / 1024:5.0f} MB")


if __name__ == "__main__":
    main()
