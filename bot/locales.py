"""The bot's texts: `locales/<lang>/*.ftl` as one Catalogue per language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date, get_timezone, get_timezone_location
from fluent.runtime import FluentBundle, FluentResource

from bot.core.texts import Param, Text

DATE_PATTERN = "d MMMM"
DAY_PATTERN = f"EEE {DATE_PATTERN}"


def folder() -> Path:
    """Where the languages live: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parent
    packed = package / "locale_data"
    return packed if packed.is_dir() else package.parent / "locales"


def languages() -> tuple[str, ...]:
    """The languages the bot speaks: the folders that hold its texts."""
    return tuple(sorted(path.parent.name for path in folder().glob("*/bot.ftl")))


@dataclass(frozen=True)
class Catalogue:
    """All texts of one language."""

    language: str
    bundle: FluentBundle

    def say(self, said: Text) -> str:
        """Put a text into words. A missing key or parameter is a bug: LookupError."""
        if not self.bundle.has_message(said.key):
            raise LookupError(f"no text {said.key} in {self.language}")
        params = {name: self._word(value) for name, value in said.params.items()}
        pattern = self.bundle.get_message(said.key).value
        words, errors = self.bundle.format_pattern(pattern, params) if pattern else ("", ["empty"])
        if errors:
            raise LookupError(f"text {said.key} in {self.language}: {errors[0]!r}")
        return str(words)

    def _word(self, value: Param) -> str | int:
        if isinstance(value, Text):
            return self.say(value)
        if isinstance(value, tuple):
            return ", ".join(str(self._word(item)) for item in value)
        return value


@cache
def catalogue(language: str) -> Catalogue:
    """Load one language; LookupError for one the bot does not speak."""
    paths = sorted((folder() / language).glob("*.ftl"))
    if not paths:
        raise LookupError(f"no language {language}")
    bundle = FluentBundle([language], functions=_functions(language), use_isolating=False)
    for path in paths:
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return Catalogue(language, bundle)


def voices() -> dict[str, Callable[[Text], str]]:
    """Load every language; each says a text."""
    return {language: catalogue(language).say for language in languages()}


def _functions(language: str) -> dict[str, Callable[[Any], Any]]:
    """What a text may call: a city for a zone, a day with or without weekday for an ISO date."""

    def zone(name: str) -> str:
        return get_timezone_location(get_timezone(name), locale=language, return_city=True)

    def day(iso: str) -> str:
        return format_date(date.fromisoformat(iso), DAY_PATTERN, locale=language)

    def plain_date(iso: str) -> str:
        return format_date(date.fromisoformat(iso), DATE_PATTERN, locale=language)

    return {"ZONE": zone, "DAY": day, "DATE": plain_date}
