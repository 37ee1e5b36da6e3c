"""The encoding of a text that came without any label."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 18

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL: Final = "cp1251"
_CYRILLIC: Final = (_USUAL, "koi8-r", "mac-cyrillic", "cp866")
# How often a letter stands in a thousand letters of Russian, from U+0430 on.
_OFTEN: Final = (
    *(80, 16, 45, 17, 30, 85, 9, 16, 74, 12, 35, 43, 32, 67, 110, 28),
    *(47, 55, 63, 26, 3, 10, 5, 14, 7, 4, 0.4, 19, 17, 3, 6, 20),
)
_LETTERS: Final = {
    **{chr(0x430 + place): log(often / 1000) for place, often in enumerate(_OFTEN)},
    "\u0451": log(3 / 1000),
}
# Letters of the neighbours' alphabets, quotation marks, dashes, the number sign.
_SELDOM: Final = frozenset(
    "\u0456\u0457\u0454\u0491\u045e\u00ab\u00bb\u201c\u201d\u201e\u2013\u2014\u2116\u00a0"
)
_SELDOM_LOG: Final = log(1 / 1000)
_STRANGE: Final = -12.0
_VOWELS: Final = frozenset("\u0430\u0435\u0438\u043e\u0443\u044b\u044d\u044e\u044f\u0451\u0456")
_UNSPEAKABLE: Final = -4.0
_CAPITAL: Final = -0.2
_CAPITAL_AFTER_SMALL: Final = -4.0
_HEADSTART: Final = 2.5
_FOREIGN: Final = re.compile(rb"[^\x00-\x7f]")
_WORD: Final = re.compile(r"[^\x00-\x40\x5b-\x60\x7b-\x7f]+")
_IN_LATIN: Final = re.compile(rb"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
_ENOUGH: Final = 4_000


def encoding_of(path: Path) -> str:
    """Find the codec of a text: its mark, strict UTF-8, UTF-16 by its zeros, then its letters.

    Always names one that Python knows; a broken byte here and there does not unmake UTF-8.
    """
    with path.open("rb") as file:
        start = file.read(_CHUNK)
    for mark, codec in _MARKS:
        if start.startswith(mark):
            return codec
    return _wide(start) or _utf8(path) or _narrow(_foreign_lines(path))


def decoded(path: Path, codec: str, errors: str = "replace") -> Iterator[str]:
    """Read a text in pieces."""
    decoder = codecs.getincrementaldecoder(codec)(errors)
    for chunk in _chunks(path):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def is_wide(start: bytes) -> bool:
    """Tell from its first bytes whether a text has two bytes or more a letter."""
    return start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or bool(_wide(start))


def _wide(start: bytes) -> str | None:
    """Digits and marks of UTF-16 have a zero for their other half."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 10 < len(start) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _utf8(path: Path) -> str | None:
    try:
        for _ in decoded(path, "utf-8", "strict"):
            pass
    except UnicodeDecodeError:
        broken = whole = 0
        for said in decoded(path, "utf-8"):
            broken += said.count("\ufffd")
            whole += len(said) - len(said.encode("ascii", "ignore"))
        return "utf-8" if broken * 20 <= whole else None
    return "utf-8"


def _foreign_lines(path: Path) -> bytes:
    """The first lines that are not plain ASCII: digits tell nothing, and drown the letters."""
    kept: list[bytes] = []
    size = 0
    for chunk in _chunks(path):
        for line in re.findall(rb"[^\r\n]*[^\x00-\x7f\r\n][^\r\n]*", chunk):
            kept.append(line[:_ENOUGH])
            size += len(kept[-1])
            if size > _ENOUGH:
                return b"\n".join(kept)
    return b"\n".join(kept)


def _narrow(sample: bytes) -> str:
    """One byte a letter. Russian goes first: capitals and short names mislead chardet."""
    among_latin = 2 * len(_IN_LATIN.findall(sample)) > len(_FOREIGN.findall(sample))
    return _western(sample) if among_latin else max(_CYRILLIC, key=lambda c: _russian(sample, c))


def _russian(sample: bytes, codec: str) -> float:
    """How much the sample looks like Russian in this codec: a logarithm of likelihood."""
    words = _WORD.findall(sample.decode(codec, "replace"))
    return sum(map(_likely, words)) + (_HEADSTART if codec == _USUAL else 0.0)


def _likely(word: str) -> float:
    speakable = len(word) < 3 or not _VOWELS.isdisjoint(word.lower())
    score = 0.0 if speakable else _UNSPEAKABLE
    before = ""
    for letter in word:
        small = letter.lower()
        if small in _LETTERS:
            score += _LETTERS[small]
        elif not letter.isascii():
            score += _SELDOM_LOG if small in _SELDOM else _STRANGE
        if letter.isupper() and before:
            score += _CAPITAL if before.isupper() else _CAPITAL_AFTER_SMALL
        before = letter
    return score


def _western(sample: bytes) -> str:
    import chardet  # only a few files need it, and it is slow to load

    codec = chardet.detect(sample)["encoding"] or _USUAL
    try:
        sample.decode(codec)
    except (LookupError, UnicodeDecodeError):
        return _USUAL
    return codec


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
