"""Paths of files as people type them and as terminals paste what is dragged into them."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from bot.core.files import FileRef

_SCHEME = "file://"
# One word of a shell: in quotes of either kind, or with its spaces escaped.
_WORD = re.compile(r"""("(?:[^"\\]|\\.)*"|'[^']*'|(?:\\.|[^\s\\])+)\s*(.*)""", re.DOTALL)


def dragged(line: str) -> FileRef | None:
    """The file that a line names and nothing else; None for all other lines.

    A path may be quoted, have its spaces escaped, or be an address of this machine.
    """
    word = _WORD.fullmatch(line)
    for said in (line, _unquoted(word[1]) if word and not word[2] else ""):
        # A list of digits is no path, even where a file is called so.
        if set("./\\") & set(said) and _is_file(_path(said)):
            return file_at(_path(said))
    return None


def named(rest: str) -> tuple[FileRef, str] | None:
    """A path, quoted or not, and the words behind it; None where there is no path."""
    alone = dragged(rest)
    if alone is not None:
        return alone, ""
    word = _WORD.fullmatch(rest)
    return (file_at(_path(_unquoted(word[1]))), word[2].strip()) if word else None


def file_at(path: Path) -> FileRef:
    """A file of this machine."""
    name = path.name.encode("utf-8", "replace").decode()
    return FileRef(place_of(path), name, path.stat().st_size if _is_file(path) else None)


def place_of(path: Path) -> str:
    """Write a path so that it can be stored: its bytes may be no text at all."""
    return quote(os.fsencode(path))


def path_of(place: str) -> Path:
    """Read what `place_of` wrote."""
    return Path(os.fsdecode(unquote_to_bytes(place)))


def _unquoted(word: str) -> str:
    try:
        return "".join(shlex.split(word))
    except ValueError:  # a quotation mark without its pair
        return word


def _path(said: str) -> Path:
    path = unquote(urlsplit(said).path) if said.startswith(_SCHEME) else said
    home = Path(path.replace("\0", ""))
    try:
        return home.expanduser()
    except RuntimeError:  # no such user
        return home


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # too long for a name
        return False
