"""The body of an answer: all of it or nothing, and never more than the limit in memory."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import AsyncIterator

import pytest

from bot.calls_api.body import BodyUnreadable, collected, unpacked

LIMIT = 100_000


async def pieces(*each: bytes) -> AsyncIterator[bytes]:
    for piece in each:
        yield piece


async def test_pieces_up_to_the_limit_are_one_body() -> None:
    assert await collected(pieces(b"ab", b"", b"cd"), 4) == b"abcd"
    with pytest.raises(BodyUnreadable, match="too large"):
        await collected(pieces(b"ab", b"", b"cde"), 4)


@pytest.mark.parametrize("encoding", ["gzip", " GZIP "])
def test_what_was_packed_is_unpacked_up_to_the_limit(encoding: str) -> None:
    assert unpacked(gzip.compress(b"a" * LIMIT), encoding, LIMIT) == b"a" * LIMIT
    with pytest.raises(BodyUnreadable, match="too large"):
        unpacked(gzip.compress(b"a" * (LIMIT + 1)), encoding, LIMIT)


def test_a_bomb_takes_no_more_memory_than_the_limit() -> None:
    bomb = gzip.compress(bytes(LIMIT * 200))
    tracemalloc.start()
    try:
        with pytest.raises(BodyUnreadable, match="too large"):
            unpacked(bomb, "gzip", LIMIT)
        assert tracemalloc.get_traced_memory()[1] < LIMIT * 10
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["", "identity", "Identity"])
def test_what_was_not_packed_stays(encoding: str) -> None:
    assert unpacked(b"[]", encoding, LIMIT) == b"[]"


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "gzip, br", "x"])
def test_a_packing_nobody_asked_for_is_unreadable(encoding: str) -> None:
    with pytest.raises(BodyUnreadable):
        unpacked(gzip.compress(b"[]"), encoding, LIMIT)
    assert unpacked(b"", encoding, LIMIT) == b""
