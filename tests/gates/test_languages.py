"""Texts: the same keys and variables in every language, every key used, no words in the code."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as fluent

from bot.locales import folder, languages
from tests.gates.files import committed

REFERENCE = "en"
CYRILLIC = re.compile("[\u0400-\u04ff]")


@cache
def messages(language: str) -> dict[str, frozenset[str]]:
    """Every message of a language with the variables it uses, through its references."""
    found: dict[str, frozenset[str]] = {}
    for path in sorted((folder() / language).glob("*.ftl")):
        resource = FluentParser().parse(path.read_text(encoding="utf-8"))
        for entry in resource.body:
            assert not isinstance(entry, fluent.Junk), f"{path.name}: {entry.content}"
            if isinstance(entry, fluent.Message):
                assert entry.id.name not in found, f"{path.name}: {entry.id.name} stands twice"
                found[entry.id.name] = variables(entry)
    return found


class Variables(visitor.Visitor):
    """Collects the variables of a message."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def variables(entry: fluent.Message) -> frozenset[str]:
    """The names of the variables in a message."""
    found = Variables()
    found.visit(entry)
    return frozenset(found.names)


def used_keys() -> set[str]:
    """Every string literal of the code that could be a key of the texts."""
    found = set()
    for path in committed("bot/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_keys(language: str) -> None:
    assert messages(language).keys() == messages(REFERENCE).keys()


@pytest.mark.parametrize("language", languages())
def test_every_language_uses_the_same_variables(language: str) -> None:
    assert messages(language) == messages(REFERENCE)


def test_variables_are_found() -> None:
    """The comparison above is worth nothing if it sees no variables."""
    assert messages(REFERENCE)["week-line"] == {"days", "hours"}


def test_every_key_is_used() -> None:
    assert sorted(set(messages(REFERENCE)) - used_keys()) == []


def test_every_key_that_the_code_says_exists() -> None:
    """Calls of text("key", …) and Text("key", …) name a message."""
    said = set()
    for source in (path.read_text(encoding="utf-8") for path in committed("bot/*.py")):
        nodes = ast.walk(ast.parse(source)) if "bot.core.texts import" in source else ()
        for node in nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                said |= literal_key(node) if node.func.id in {"text", "Text"} else set()
    assert said
    assert sorted(said - messages(REFERENCE).keys()) == []


def literal_key(call: ast.Call) -> set[str]:
    """The first argument of a call, where it is written out."""
    literals = [n for a in call.args[:1] for n in ast.walk(a) if isinstance(n, ast.Constant)]
    return {n.value for n in literals if isinstance(n.value, str)}


@pytest.mark.parametrize("path", committed("bot/*.py"), ids=lambda path: path.name)
def test_no_cyrillic_in_the_code(path: Path) -> None:
    assert not CYRILLIC.search(path.read_text(encoding="utf-8"))
