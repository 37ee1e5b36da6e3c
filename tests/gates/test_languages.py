"""Texts: the same keys and variables in every language, every key used, no words in the code."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from bot import locales, words
from bot.locales import REFERENCE, Written, folder, languages
from tests.gates.files import committed

CYRILLIC = re.compile("[\u0400-\u04ff]")


@cache
def reference() -> dict[str, Written]:
    """The texts of the language that the others are compared with."""
    return locales.written(folder() / REFERENCE)[0]


def used_keys() -> set[str]:
    """Every string literal of the code that could be a key of the texts."""
    found = set()
    for path in committed("bot/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


@pytest.mark.parametrize("language", languages())
def test_every_language_is_whole(language: str) -> None:
    """The same keys and variables in each, and words for all that a schedule needs."""
    home = folder() / language
    assert locales.faults(home, folder() / REFERENCE) == []
    assert words.faults(home / "words.toml") == []


def test_variables_are_found() -> None:
    """The comparison above is worth nothing if it sees no variables."""
    assert reference()["week-line"].variables == {"days", "hours"}


def test_every_key_is_used() -> None:
    assert sorted(set(reference()) - used_keys()) == []


def test_every_key_that_the_code_says_exists() -> None:
    """Calls of text("key", …) and Text("key", …) name a message."""
    said = set()
    for source in (path.read_text(encoding="utf-8") for path in committed("bot/*.py")):
        module = ast.parse(source)
        makers = makers_of_texts(module)
        for node in ast.walk(module) if makers else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                said |= literal_key(node) if node.func.id in makers else set()
    assert said
    assert sorted(said - reference().keys()) == []


def makers_of_texts(module: ast.Module) -> set[str]:
    """The names under which a module has text() and Text: others have functions so called too."""
    return {
        name.asname or name.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "bot.core.texts"
        for name in node.names
        if name.name in {"text", "Text"}
    }


def literal_key(call: ast.Call) -> set[str]:
    """The first argument of a call, where it is written out; of a choice, both."""
    found, waiting = set(), call.args[:1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.IfExp):
            waiting += [node.body, node.orelse]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


@pytest.mark.parametrize("path", committed("bot/*.py"), ids=lambda path: path.name)
def test_no_cyrillic_in_the_code(path: Path) -> None:
    assert not CYRILLIC.search(path.read_text(encoding="utf-8"))
