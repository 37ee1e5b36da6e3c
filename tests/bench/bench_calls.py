"""`python -m tests.bench.bench_calls`: 100,000 numbers to a sandbox, beside a bare httpx loop.

Both post the very same bodies in chunks of 500, in turns, each into a campaign of its own of one
sandbox process; the bare loop has them ready as bytes. Goal: 60 % of its throughput for numbers
that share a schedule, which most do. A second time they post to a server that answers at once,
where nothing hides what the client itself costs.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bot.calls_api import requests
from bot.calls_api.client import CallsClient, Endpoint
from bot.calls_api.token import CampaignToken
from bot.core.delivery import CHUNK, Delivery, Span
from bot.core.phones.number import Number
from bot.core.policy import Attempts, Day, Policy, Week, Window
from tests.e2e.processes import Process

COUNT = 100_000
TURN = 10
GOAL = 0.6
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEEKDAYS = Policy(
    week=Week.of({day: (Window(600, 780), Window(840, 1080)) for day in tuple(Day)[:5]}),
    zone="Europe/Moscow",
    attempts=Attempts(most=3, every=60),
)
DELIVERY = Delivery("", "d", 1, 0, "default", Span(0, 1, CHUNK, CHUNK), WEEKDAYS, NOW, NOW)
ZONES = (None, "Asia/Omsk", "+05:00", "Asia/Tomsk")

Chunk = tuple[Delivery, tuple[Number, ...]]
Post = Callable[[int], Awaitable[object]]


@dataclass
class Loop:
    """One way to post a chunk by its place, and the time it took so far."""

    name: str
    post: Post
    wall: float = 0.0
    cpu: float = 0.0

    async def run(self, places: Sequence[int]) -> None:
        """Post some chunks, one after another."""
        wall, cpu = time.perf_counter(), time.process_time()
        for place in places:
            await self.post(place)
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu

    def line(self) -> str:
        """Say how fast it was, and what of it this process did."""
        return f"{self.name:12} {COUNT / self.wall:9.0f} numbers/s   of it here {self.cpu:5.2f} s"


def alike(at: int) -> Number:
    """A row with data for the script."""
    return Number(str(79120000000 + at), {"name": f"Иван {at % 1000}", "city": "Самара"})


def zoned(at: int) -> Number:
    """A row with a clock of its own."""
    return replace(alike(at), zone=ZONES[at % len(ZONES)])


def scheduled(at: int) -> Number:
    """A row with a clock and hours of its own: 140 different schedules in a chunk."""
    own = Week.of(dict.fromkeys(Day, (Window(480 + at % 35 * 15, 1080),)), named=False)
    return replace(zoned(at), schedule=Policy(week=own))


KINDS: dict[str, Callable[[int], Number]] = {
    "one schedule for all": alike,
    "each row its zone": zoned,
    "each row its hours": scheduled,
}


def chunks(kind: Callable[[int], Number]) -> list[Chunk]:
    """All numbers, 500 to a delivery."""
    starts = range(0, COUNT, CHUNK)
    return [
        (replace(DELIVERY, key=f"key-{start}"), tuple(map(kind, range(start, start + CHUNK))))
        for start in starts
    ]


async def measure(url: str, each: Sequence[Chunk], name: str) -> float:
    """Print both throughputs; give the client's as a part of the bare loop's."""
    built = [requests.add_phones(*chunk) for chunk in each]
    bodies = [json.dumps(request.json, ensure_ascii=False).encode() for request in built]
    tokens = {"default": CampaignToken("1.1.client")}
    address = f"{url}/api/calls/campaign/1.2.bare/addPhones"
    async with (
        CallsClient(Endpoint(url), tokens, clock=lambda: NOW, redact=str) as client,
        httpx.AsyncClient(trust_env=False, timeout=60) as bare,
    ):

        async def post(place: int) -> None:
            headers = {"Content-Type": "application/json", **built[place].headers}
            answer = await bare.post(address, content=bodies[place], headers=headers)
            assert len(answer.json()) == CHUNK

        loops = [Loop("bare httpx", post), Loop("client", lambda at: client.add_phones(*each[at]))]
        await in_turns(loops, len(each))
    share = loops[0].wall / loops[1].wall
    print(f"{name}: {share:.0%} of the bare loop")
    for loop in loops:
        print(f"  {loop.line()}")
    return share


async def in_turns(loops: list[Loop], count: int) -> None:
    """Ten chunks each, first the one and then the other, who begins changing every time."""
    for turn, start in enumerate(range(0, count, TURN)):
        for loop in loops if turn % 2 else reversed(loops):
            await loop.run(range(start, min(start + TURN, count)))


@asynccontextmanager
async def instant() -> AsyncIterator[str]:
    """A server that takes anything and answers with 500 jobs at once."""
    ids = json.dumps([str(5_000_000_000 + n) for n in range(CHUNK)]).encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(ids), ids)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = re.search(rb"(?i)content-length: (\d+)", head)
                await reader.readexactly(int(length[1]) if length else 0)
                writer.write(answer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=1 << 20)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def main() -> int:
    """Measure each kind of numbers with a sandbox of its own, then without one; 1 for too slow."""
    shares = []
    for name, kind in KINDS.items():
        each = chunks(kind)
        with tempfile.TemporaryDirectory() as folder:
            campaigns = ["--token", "1.1.client", "--token", "1.2.bare"]
            command = ["sandbox", "--listen", "127.0.0.1:0", *campaigns]
            with Process(Path(folder), command) as sandbox:
                url = re.search(r"http://[\d.:]+\d", sandbox.wait_for_output("ready"))
                assert url
                shares.append(await measure(url[0], each, f"to the sandbox, {name}"))
        async with instant() as url_of_none:
            await measure(url_of_none, each, f"to a server that answers at once, {name}")
    return shares[0] < GOAL


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
