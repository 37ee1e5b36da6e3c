"""The way from a file to its book; runs inside the child process."""

from __future__ import annotations

from pathlib import Path

from bot.core.errors import Refused
from bot.core.texts import text
from bot.files.book import Book, Limits
from bot.files.formats import kind_of
from bot.files.guard import check_size


def open_book(path: Path, limits: Limits) -> Book:
    """Open a file whatever it is called.

    Raises Refused: it is none that the bot reads, it is over a limit, it is broken or locked.
    """
    check_size(path, limits)
    book = _book(path, limits)
    if not any(head.first for head in book.heads):
        raise Refused(text("file-empty"))
    return book


def _book(path: Path, limits: Limits) -> Book:
    # Each reader loads only when a file asks for it: a small text shall not wait for the others.
    kind = kind_of(path)
    if kind == "text":
        from bot.files.csv_rows import TextBook

        return TextBook(path, limits)
    if kind == "objects":
        from bot.files.objects import ObjectBook

        return ObjectBook(path, limits)
    if kind == "cards":
        from bot.files.cards import CardBook

        return CardBook(path, limits)
    from bot.files.sheets import SheetBook

    return SheetBook(path, kind, limits)
