"""The countries of numbers, for one or for millions: whose laws a call comes under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE as REGIONS
from phonenumbers import country_code_for_region, parse, region_code_for_number

from bot.core.phones.plans import code_of

# As many digits tell the country: a code has three at most, and +1 is shared out by the next three.
_PREFIX = 4
_RUSSIA_AND_KAZAKHSTAN = "7"
_NORTH_AMERICA = "1"
_KAZAKH = ("76", "77")
# Behind an area code it makes a number that any area has.
_ANY_LINE = "2345678"


@dataclass(frozen=True)
class Place:
    """Some numbers of one country; None for a clock that they do not tell."""

    country: str
    zone: str | None
    count: int


def country_of(phone: str) -> str:
    """The country of a phone ("73432123456") in two letters; nothing for an unknown code.

    A few islands that share the code of a larger country go with it.
    """
    return _country(phone[:_PREFIX])


def countries_of(phones: Iterable[str]) -> dict[str, int]:
    """Count phones by their countries."""
    out: Counter[str] = Counter()
    for prefix, count in Counter(phone[:_PREFIX] for phone in phones).items():
        out[_country(prefix)] += count
    return dict(out)


def places(countries: Sequence[tuple[str, int]], zones: Mapping[str, int]) -> tuple[Place, ...]:
    """Put the numbers of countries on the clocks they tell, those of the most numbers first.

    A clock of several countries goes to those first that have no other.
    """
    left = dict(countries)
    found: list[Place] = []
    for zone, count in zones.items():
        unplaced = count
        for country in _countries_with(zone, tuple(left)):
            taken = min(unplaced, left[country])
            left[country] -= taken
            unplaced -= taken
            found.append(Place(country, zone, taken))
    found += [Place(country, None, count) for country, count in left.items()]
    return tuple(sorted((one for one in found if one.count), key=lambda one: -one.count))


def _countries_with(zone: str, countries: tuple[str, ...]) -> list[str]:
    if len(countries) == 1:
        return list(countries)
    having = (country for country in countries if zone in _zones_in(country))
    return sorted(having, key=lambda country: len(_zones_in(country)))


@cache
def _country(prefix: str) -> str:
    code = code_of(prefix)
    if not code:
        return ""
    if code == _RUSSIA_AND_KAZAKHSTAN and prefix.startswith(_KAZAKH):
        return "KZ"
    main = REGIONS[int(code)][0]
    if code != _NORTH_AMERICA:
        return main
    return region_code_for_number(parse(f"+{prefix}{_ANY_LINE}")) or main


@cache
def _zones_in(country: str) -> frozenset[str]:
    """The zones that the numbers of a country may tell."""
    from bot.core.phones.zone import zones_under  # loads a table, and few drafts need it

    told = zones_under(str(country_code_for_region(country))).items()
    return frozenset(
        zone for prefix, zone in told if country_of(prefix.ljust(_PREFIX, "0")) == country
    )
