"""Loads what managers say (`locales/*/words.toml`) and the table of places into a Lexicon.

In a checkout the folder stands at the top level; in a wheel it lies inside the package.
"""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, product
from pathlib import Path
from types import MappingProxyType

from bot.core.clocks import tzinfo
from bot.core.reading.lexicon import Lexicon, Phrases
from bot.core.reading.meanings import COLUMNS, NAMED, Sense, Wrong, meaning
from bot.core.reading.places import Places
from bot.core.reading.tokens import tokenise, unified

_CHOICE = re.compile(r"\{([^{}]*)\}")
# Letters that only case and the languages' own folds change.
_PLAIN = re.compile(r"[a-zA-Z\u0400-\u045f ]+")
# Looking every zone up on the disk would take longer than all the rest; a test does that.
_ZONE = re.compile(r"[A-Z]\w+(/[A-Z][\w-]+){1,2}")
_AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)
_COLUMN = "column"
# Sections that give no word of a message a meaning.
_ABOUT = frozenset({"language", "endings", _COLUMN})
# Without a word for each of these a language cannot be read; the rest may stay empty.
_NEEDED = {
    "day": tuple(NAMED["day"]),
    "days": tuple(NAMED["days"]),
    "unit": tuple(NAMED["unit"]),
    "month": tuple(map(str, range(1, 13))),
    "number": tuple(map(str, range(1, 21))),
    "word": ("from", "to", "and", "not", "except", "closed"),
}
_Tokens = tuple[str, ...]
_Forms = dict[_Tokens, dict[str, int]]
# What may stand behind the tilde of a form: a class of words to its endings.
_Endings = Mapping[str, Sequence[str]]
# A form in one kind of meaning: which meaning it has, and where that stands.
_Taken = dict[tuple[_Tokens, str], tuple[int, str]]


class BadWords(ValueError):
    """A word file is wrong; the message names file, key and reason."""


def folder() -> Path:
    """Where the languages are: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parent
    packed = package / "locale_data"
    return packed if packed.is_dir() else package.parent / "locales"


def load(languages: Collection[str] | None = None, root: Path | None = None) -> Lexicon:
    """Load the languages (all that are there when None) into one lexicon; raise BadWords."""
    root = root or folder()
    files = [
        file
        for file in sorted(root.glob("*/words.toml"))
        if languages is None or file.parent.name in languages
    ]
    tables = {file: _table(file) for file in files}
    folds = _letters(tables, "fold")
    zones: dict[str, int] = {}
    forms: _Forms = {}
    spoken = tuple(_add(forms, zones, file, table, folds) for file, table in tables.items())
    words, phrases = _arranged(forms)
    return Lexicon(
        words=words,
        phrases=phrases,
        folds=MappingProxyType(folds),
        lookalikes=tuple(_letters({file: t}, "lookalikes") for file, t in tables.items()),
        zones=tuple(zones),
        places=_places(root / "places.tsv.gz"),
        languages=tuple(file.parent.name for file in files),
        spoken=spoken,
        columns=MappingProxyType(_columns(tables, folds)),
    )


def _table(file: Path) -> dict[str, dict[str, object]]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadWords(f"{file}: {error}") from error
    except OSError as error:
        raise BadWords(f"{file}: {error.strerror}") from error
    for kind, entries in table.items():
        if not isinstance(entries, dict):
            raise BadWords(f"{file}: {kind}: not a table")
    return table


def _letters(tables: Mapping[Path, dict[str, dict[str, object]]], name: str) -> dict[int, str]:
    out: dict[int, str] = {}
    for file, table in tables.items():
        letters = table.get("language", {}).get(name, {})
        if not isinstance(letters, dict):
            raise BadWords(f"{file}: language.{name}: not a table of letters")
        for letter, other in letters.items():
            if len(letter) != 1 or not isinstance(other, str) or len(other) != 1:
                raise BadWords(f"{file}: language.{name}: {letter}: one letter for one letter")
            out[ord(letter)] = other
    return out


def _add(
    forms: _Forms,
    zones: dict[str, int],
    file: Path,
    table: Mapping[str, dict[str, object]],
    folds: Mapping[int, str],
) -> frozenset[str]:
    """Put the forms of a language among the others; the words it is written with."""
    known: set[str] = set()
    endings = _endings(file, table)
    for kind, key, listed in _entries(table):
        name, number = _meaning(file, kind, key, zones)
        # Whoever calls or works says by that nothing more about the schedule.
        names = (name, "filler") if name == "call" else (name,)
        found = _tokens(file, kind, key, listed, folds, endings)
        for own in names:
            for tokens in found:
                forms.setdefault(tokens, {}).setdefault(own, number)
        known.update(chain.from_iterable(found))
    return frozenset(known)


def _entries(table: Mapping[str, dict[str, object]]) -> Iterator[tuple[str, str, object]]:
    for kind, entries in table.items():
        for key, listed in entries.items() if kind not in _ABOUT else ():
            yield kind, key, listed


def _columns(
    tables: Mapping[Path, dict[str, dict[str, object]]], folds: Mapping[int, str]
) -> dict[_Tokens, str]:
    """The headers of tables by what they say of their column: no words of a message."""
    out: dict[_Tokens, str] = {}
    for file, table in tables.items():
        for key, listed in table.get(_COLUMN, {}).items():
            if key not in COLUMNS:
                allowed = ", ".join(sorted(COLUMNS))
                raise BadWords(f"{file}: {_COLUMN}.{key}: no such meaning; allowed: {allowed}")
            for tokens in _tokens(file, _COLUMN, key, listed, folds):
                out.setdefault(tuple(token for token in tokens if token[0].isalnum()), key)
    return out


def _meaning(file: Path, kind: str, key: str, zones: dict[str, int]) -> tuple[str, int]:
    if kind == "zone":
        if not _ZONE.fullmatch(key) or key.split("/")[0] not in _AREAS:
            raise BadWords(f"{file}: {kind}.{key}: no such zone; for example: Europe/Moscow")
        return "zone", zones.setdefault(key, len(zones))
    try:
        number = meaning(kind, key)
    except Wrong as error:
        raise BadWords(f"{file}: {kind}.{key}: {error}") from error
    return (key if kind == "word" else "days" if kind == "list" else kind), number


def _endings(file: Path, table: Mapping[str, dict[str, object]]) -> _Endings:
    """The endings of each class of words; "-" is none."""
    out: dict[str, tuple[str, ...]] = {}
    for name, endings in table.get("endings", {}).items():
        if not isinstance(endings, str) or not endings:
            raise BadWords(f"{file}: endings.{name}: not a text of endings: {endings}")
        out[name] = tuple("" if one == "-" else one for one in endings.split())
    return out


def _tokens(
    file: Path,
    kind: str,
    key: str,
    listed: object,
    folds: Mapping[int, str],
    endings: _Endings = MappingProxyType({}),
) -> list[_Tokens]:
    """Split forms as the reader splits a message; plain words, which most are, all at once."""
    forms = list(_listed(file, kind, key, listed, endings))
    plain = [form for form in forms if _PLAIN.fullmatch(form)]
    split = [tuple(line.split()) for line in unified("\n".join(plain).lower(), folds).split("\n")]
    others = len(plain) < len(forms)
    rest = [form for form in forms if not _PLAIN.fullmatch(form)] if others else []
    split = split[: len(plain)] + [tuple(t.text for t in tokenise(form, folds)) for form in rest]
    if not all(split):
        raise BadWords(f"{file}: {kind}.{key}: an empty form")
    return split


def _listed(file: Path, kind: str, key: str, listed: object, endings: _Endings) -> Iterator[str]:
    """Every form of an entry, spelt out."""
    if not isinstance(listed, list):
        raise BadWords(f"{file}: {kind}.{key}: not a list of forms")
    for form in listed:
        if not isinstance(form, str):
            raise BadWords(f"{file}: {kind}.{key}: not a form: {form}")
        for spelt in expanded(form):
            stem, tilde, ending = spelt.partition("~")
            if not tilde:
                yield spelt
            elif ending in endings:
                yield from [stem + one for one in endings[ending]]
            else:
                raise BadWords(f"{file}: {kind}.{key}: {spelt}: no such ending: {ending}")


def expanded(form: str) -> Iterator[str]:
    """Spell out `{a,b}`: every form that the pattern stands for."""
    if "{" not in form:
        yield form
        return
    parts = _CHOICE.split(form)
    choices = [[part] if at % 2 == 0 else part.split(",") for at, part in enumerate(parts)]
    for chosen in product(*choices):
        yield "".join(chosen)


def faults(file: Path) -> list[str]:
    """Say what is wrong with a word file, alone and beside the other languages: a line each."""
    own = folder() / file.absolute().parent.name / file.name
    others = sorted(set(folder().glob("*/words.toml")) - {own})
    try:
        tables = {one: _table(one) for one in (*others, file)}
        folds = _letters(tables, "fold")
        _letters(tables, "lookalikes")
        _columns({file: tables[file]}, folds)
    except BadWords as error:
        return [str(error)]
    zones: dict[str, int] = {}
    taken: _Taken = {}
    found = {one: list(_refused(one, tables[one], folds, zones, taken)) for one in tables}
    return [*found[file], *_lacking(file, tables[file])]


def _refused(
    file: Path,
    table: Mapping[str, dict[str, object]],
    folds: Mapping[int, str],
    zones: dict[str, int],
    taken: _Taken,
) -> Iterator[str]:
    """What is no meaning or no form, and forms that have another meaning of the kind already."""
    try:
        endings = _endings(file, table)
    except BadWords as error:
        yield str(error)
        return
    for kind, key, listed in _entries(table):
        try:
            name, number = _meaning(file, kind, key, zones)
            forms = _tokens(file, kind, key, listed, folds, endings)
        except BadWords as error:
            yield str(error)
            continue
        if kind == "zone" and not _exists(key):
            yield f"{file}: {kind}.{key}: no such zone"
        for form in forms:
            if not {"{", "}"}.isdisjoint(form):
                yield f"{file}: {kind}.{key}: {''.join(form)}: a brace without its pair"
            first, where = taken.setdefault((form, name), (number, f"{kind}.{key} of {file}"))
            if first != number:
                yield f"{file}: {kind}.{key}: {' '.join(form)} is a form of {where} as well"


def _exists(zone: str) -> bool:
    try:
        tzinfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _lacking(file: Path, table: Mapping[str, dict[str, object]]) -> Iterator[str]:
    for kind, keys in _NEEDED.items():
        for key in keys:
            if not table.get(kind, {}).get(key):
                yield f"{file}: {kind}.{key}: no form"


def _arranged(forms: _Forms) -> tuple[dict[str, Sense], Phrases]:
    words: dict[str, Sense] = {}
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], Sense]]]] = {}
    for tokens, sense in forms.items():
        if len(tokens) == 1:
            words[tokens[0]] = sense
        else:
            seconds = phrases.setdefault(tokens[0], {})
            seconds.setdefault(tokens[1], []).append((tokens[2:], sense))
    for seconds in phrases.values():
        for listed in seconds.values():
            listed.sort(key=lambda phrase: -len(phrase[0]))
    return words, phrases


@lru_cache(maxsize=2)
def _places(file: Path) -> Places:
    if not file.exists():
        return Places()
    head, _, body = gzip.decompress(file.read_bytes()).decode("utf-8").partition("\n")
    return Places(tuple(head.split("\t")), body.split("\n"))
