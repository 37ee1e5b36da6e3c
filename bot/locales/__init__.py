"""The bot's texts: `locales/<lang>/*.ftl` as one Catalogue per language, and their faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, get_timezone, get_timezone_location
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast, visitor

from bot.core.texts import Param, Text

DATE_PATTERN = "d MMMM"
DAY_PATTERN = f"EEE {DATE_PATTERN}"
# The language that the others are compared with.
REFERENCE = "en"
_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
_BUILT_IN = frozenset({"NUMBER", "DATETIME"})


def folder() -> Path:
    """Where the languages live: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parents[1]
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
    """What a text may call: names of zones and countries, an ISO date with or without weekday."""

    def zone(name: str) -> str:
        return _city(name, language)

    def day(iso: str) -> str:
        return format_date(date.fromisoformat(iso), DAY_PATTERN, locale=language)

    def plain_date(iso: str) -> str:
        return format_date(date.fromisoformat(iso), DATE_PATTERN, locale=language)

    def country(code: str) -> str:
        return str(Locale.parse(language).territories.get(code, code))

    return {"ZONE": zone, "COUNTRY": country, "DAY": day, "DATE": plain_date}


def _city(zone: str, language: str) -> str:
    """Name the city of a zone, perhaps by an older ID: Kyiv is known under Europe/Kiev."""
    renamed = get_global("zone_aliases")
    newest = renamed.get(zone, zone)
    older = (old for old, new in renamed.items() if new == newest)
    known = Locale.parse(language).time_zones
    named = (known.get(name, {}).get("city") for name in (newest, *older))
    return next(filter(None, named), None) or get_timezone_location(
        get_timezone(zone), locale=language, return_city=True
    )


@dataclass
class Written(visitor.Visitor):
    """One message as its file has it: its variables and functions, and the keys of its variants."""

    file: Path
    variables: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    variants: set[str] = field(default_factory=set)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:  # noqa: N802
        self.functions.add(node.id.name)
        self.generic_visit(node)

    def visit_Variant(self, node: ast.Variant) -> None:  # noqa: N802
        if isinstance(node.key, ast.Identifier):
            self.variants.add(node.key.name)
        self.generic_visit(node)


def written(language: Path) -> tuple[dict[str, Written], list[str]]:
    """Read the messages of a language's folder by their keys; and a line for each that is none."""
    found: dict[str, Written] = {}
    faults: list[str] = []
    for file in sorted(language.glob("*.ftl")):
        text = file.read_text(encoding="utf-8", errors="replace")
        for entry in FluentParser().parse(text).body:
            if isinstance(entry, ast.Junk):
                faults.extend(_misspelt(file, text, entry))
            if not isinstance(entry, ast.Message):
                continue
            if entry.id.name in found:
                faults.append(f"{file}: {entry.id.name}: stands twice")
            message = found[entry.id.name] = Written(file)
            message.visit(entry)
    return found, faults


def _misspelt(file: Path, text: str, junk: ast.Junk) -> Iterator[str]:
    for note in junk.annotations or ():
        line = text.count("\n", 0, note.span.start if note.span else 0) + 1
        yield f"{file}: line {line}: {note.message}"


def faults(language: Path, reference: Path) -> list[str]:
    """Say what is wrong with the texts of a language's folder: `file: key: reason` each."""
    said, out = written(language)
    right, _ = written(reference)
    plurals = _plurals(language.name)
    if plurals is None:
        out.append(f"{language}: {language.name}: no code of a language")
    names = sorted({message.file.name for message in right.values()})
    absent = [name for name in names if not (language / name).is_file()]
    out.extend(f"{language / name}: no such file" for name in absent)
    for key, model in right.items():
        if key not in said and model.file.name not in absent:
            out.append(f"{language / model.file.name}: {key}: missing")
    for key, message in said.items():
        reasons = _reasons(message, right.get(key), plurals or _PLURALS)
        out.extend(f"{message.file}: {key}: {reason}" for reason in reasons)
    return out


def _reasons(message: Written, model: Written | None, plurals: frozenset[str]) -> Iterator[str]:
    if model is None:
        yield f"no such text in {REFERENCE}"
        return
    for name in sorted(model.variables - message.variables):
        yield f"${name} is not used"
    for name in sorted(message.variables - model.variables):
        yield f"${name} is not given"
    for name in sorted(message.functions - _functions(REFERENCE).keys() - _BUILT_IN):
        yield f"no such function: {name}"
    for name in sorted((message.variants & _PLURALS) - plurals):
        yield f"[{name}] never comes in this language; it has {', '.join(sorted(plurals))}"


def _plurals(code: str) -> frozenset[str] | None:
    """The kinds of plural that a language has, by its code."""
    try:
        return Locale.parse(code).plural_form.tags | {"other"}
    except (UnknownLocaleError, ValueError):
        return None
