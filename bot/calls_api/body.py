"""The body of an answer: whole, and never more of it than we are ready to hold.

httpx would unpack whatever it is told to, layer by layer, so the bytes are taken as they came.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable

LARGEST = 32 * 1024 * 1024
ACCEPTED = "gzip"

_GZIP_ALONE = zlib.MAX_WBITS | 16


class BodyUnreadable(Exception):
    """The body is too large, or not packed as its header says."""


async def collected(pieces: AsyncIterable[bytes], largest: int) -> bytes:
    """Join the pieces as they come; BodyUnreadable once they are more than `largest` bytes."""
    body = bytearray()
    async for piece in pieces:
        body += piece
        if len(body) > largest:
            raise BodyUnreadable("too large")
    return bytes(body)


def unpacked(body: bytes, encoding: str, largest: int) -> bytes:
    """Undo the Content-Encoding: none or gzip, once; BodyUnreadable for any other."""
    if not body or encoding.strip().lower() in ("", "identity"):
        return body
    if encoding.strip().lower() != ACCEPTED:
        raise BodyUnreadable("packed in a way nobody asked for")
    stream = zlib.decompressobj(_GZIP_ALONE)
    try:
        plain = stream.decompress(body, largest + 1)
    except zlib.error:
        raise BodyUnreadable("not gzip") from None
    if len(plain) > largest:
        raise BodyUnreadable("too large")
    if not stream.eof:
        raise BodyUnreadable("half of it is missing")
    return plain
