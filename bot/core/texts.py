"""What is said, before it has a language: a key of `locales/*/bot.ftl` and its parameters."""

from __future__ import annotations

from dataclasses import dataclass, field

from typing_extensions import TypeAliasType


@dataclass(frozen=True)
class Text:
    """A message key and what it needs; a tuple is a list, which the language joins in its own way.

    Phone numbers and ids are given as strings: a language may group the digits of an integer.
    """

    key: str
    params: dict[str, Param] = field(default_factory=dict)


# An alias with a name, so that pydantic can follow it into itself when a draft is stored.
Param = TypeAliasType("Param", "str | int | Text | tuple[Param, ...]")


def text(key: str, /, **params: Param) -> Text:
    """Make a Text with its parameters as keywords."""
    return Text(key, params)
