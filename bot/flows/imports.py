"""A file's numbers go into a draft part by part, and nobody sees them before all are there."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable, Iterator
from functools import partial
from itertools import islice

from bot.core.errors import Refused
from bot.core.phones.many import Many
from bot.core.phones.number import Number
from bot.flows.file_ports import Part
from bot.flows.ports import Database, Store

# 16 MB of memory while a file is read.
BITS = 1 << 27
PORTION = 4_000


class Suspects:
    """The phones of a file that may stand in it more than once, and all that do.

    Each phone sets one bit of many; who finds it set is a suspect. Among a million numbers that
    are all different there are some thousands, so little is left to look up.
    """

    def __init__(self) -> None:
        self._seen = bytearray(BITS >> 3)
        self._found: set[str] = set()

    def look_at(self, numbers: Many | Iterable[Number]) -> None:
        """Remember these numbers."""
        seen = self._seen
        for phone in Many.of(numbers).phones:
            place = int(phone) % BITS
            byte, bit = place >> 3, 1 << (place & 7)
            if seen[byte] & bit:
                self._found.add(phone)
            else:
                seen[byte] |= bit

    def portions(self) -> Iterator[list[str]]:
        """Give them in lists that the store takes in a short time."""
        left = iter(self._found)
        while portion := list(islice(left, PORTION)):
            yield portion


async def take_in(
    database: Database, draft: str, kind: str, name: str, parts: AsyncIterable[Part]
) -> int:
    """Put all parts into the store, each in a short unit of work, and merge their repeats.

    Gives the source, which is to be finished with `store.sources.finish` in the unit of work that
    shows the draft. A repeat after a crash begins anew: what was left of the source of this `kind`
    and `name` is removed first. Raises Refused when the draft was sent or cancelled meanwhile.
    """
    await _sweep(database, draft, kind, name)
    source = await database.run(lambda store: store.sources.begin(draft, kind, name))
    suspects = Suspects()
    try:
        async for part in parts:
            suspects.look_at(part.numbers)
            await database.run(partial(_put, source=source, part=part))
        for phones in suspects.portions():
            await database.run(partial(_merge, source=source, phones=phones))
    except Refused:
        await _sweep(database, draft, kind, name)
        raise
    return source


def _put(store: Store, source: int, part: Part) -> None:
    store.sources.put(source, part.numbers, part.refused, part.zones)


def _merge(store: Store, source: int, phones: list[str]) -> None:
    store.sources.merge(source, phones)


async def _sweep(database: Database, draft: str, kind: str, name: str) -> None:
    while await database.run(lambda store: store.sources.sweep(draft, kind, name)):
        pass
