"""The clock the hours are on: a place, a zone's name, an offset, or each number's own."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from bot.core import clocks
from bot.core.reading.address import beside_phone, greeted
from bot.core.reading.nodes import Zone
from bot.core.reading.offsets import offset_of, spelt
from bot.core.reading.places import Place
from bot.core.reading.scan import FEW, Scan
from bot.core.reading.tokens import Kind, unified
from bot.core.texts import text

_LONGEST_NAME: Final = 4
_FARTHEST: Final = 14
_LETTERS: Final = re.compile(r"[^\W\d_]+")
# A name in passing ("reading", "mobile") is rather a word; a big city is a city anyhow.
_BIG: Final = 300
_IANA: Final = re.compile(r"[A-Za-z]{3,}(?:/[A-Za-z][\w+-]*){1,2}", re.ASCII)
_AREAS: Final = frozenset(
    {
        *("africa", "america", "antarctica", "asia", "atlantic", "australia", "canada", "etc"),
        *("europe", "indian", "pacific", "us"),
    }
)
# What may stand behind the hours that are added to a zone.
_CLOSES: Final = (",", ";", ".", "(", ")")
_PART: Final = re.compile(r"[^/_-]+")


def zone(scan: Scan, at: int) -> Zone | None:
    """Read a zone at this item, with the words for "time" around it."""
    first = at
    elsewhere = scan.is_(at, "elsewhere")
    at = scan.skip_marks(at + 1, "-:,") if elsewhere else at
    at = scan.skip(at, "on", "for", "through", "time", "from", unless=("local", "utc"))
    led = at > first
    found = _core(scan, at, led=led)
    if found is None:
        return None
    found = _whose_local(scan, found) if found.local else found
    last = found.last
    # "Samara local time": its own clock, and no word of other people's.
    last += bool(found.zone) and "local" in scan.lexicon.sense(scan.at(last).text)
    last += scan.is_(last, "time") and not _is_label(scan, last)
    return replace(found, first=first, last=last, elsewhere=elsewhere)


def distance(scan: Scan, at: int) -> Zone | None:
    """ "5 hours ahead of Moscow", "two hours behind London"."""
    first = at
    at += scan.is_(at, "on")
    hours = scan.at(at).sense.get("number", scan.at(at).value)
    signed = at + 1 + (scan.value(at + 1, "unit") == 60)
    unit = signed > at + 1 or scan.value(at, "unit") == 60
    if not (unit and 0 < hours <= _FARTHEST and scan.is_(signed, "plus", "minus")):
        return None
    if scan.is_(signed, "and"):
        return None
    inner = scan.skip(signed + 1, "on", "from", "to", "for", unless=("utc", "local"))
    base = _core(scan, inner, led=True)
    if base is None or not base.zone or base.asked:
        return None
    more = hours * 60 * (-1 if scan.is_(signed, "minus") else 1)
    last = base.last + scan.is_(base.last, "time")
    return Zone(first, last, zone=spelt(offset_of(base.zone, scan.context.now) + more))


def _whose_local(scan: Scan, found: Zone) -> Zone:
    """ "Local time of Samara", "local time (Samara)": the clock of that place, for every number."""
    inner = found.last + scan.mark(found.last, "(")
    at = scan.skip(inner, "on", "for", "of", "time")
    if scan.is_(at, "local", "person") or scan.at(at).kind != Kind.WORD:
        return found
    place = _core(scan, at, led=True)
    if place is None or place.local:
        return found
    closes = inner > found.last and scan.mark(place.last, ")")
    return replace(place, last=place.last + closes)


def _is_label(scan: Scan, at: int) -> bool:
    return scan.mark(at + 1, ":") and not scan.at(at + 1).spaced and len(scan.at(at).text) > 2


def _core(scan: Scan, at: int, *, led: bool) -> Zone | None:
    item = scan.at(at)
    if item.kind == Kind.MARK or "plus" in item.sense or "minus" in item.sense:
        return _signed(scan, at)
    iana = _iana(scan, at) if scan.mark(at + 1, "/") and item.kind == Kind.WORD else None
    if iana:
        return iana
    named = "person" not in item.sense or _stands_free(scan, at)
    if "plain" in item.sense and not (led or _behind_hours(scan, at)):
        named = False
    if "zone" in item.sense and (led or ("filler" not in item.sense and named)):
        longer = scan.lexicon.places.begins(item.text) and _listed(scan, at, 2, led=True)
        return longer or _offset(scan, at, scan.lexicon.zones[item.sense["zone"]])
    if "local" in item.sense or "utc" in item.sense:
        return Zone(at, at + 1, local=True) if "local" in item.sense else _offset(scan, at, "Z")
    return _place(scan, at, led=led) if item.kind == Kind.WORD else None


def _behind_hours(scan: Scan, at: int) -> bool:
    """Whether a word of many meanings stands between hours and what ends them: "8-8 Central"."""
    before = scan.at(at - 1).kind == Kind.NUMBER or scan.is_(at - 1, "half", "clock")
    after = scan.at(at + 1)
    ends = after.kind in (Kind.END, Kind.NEWLINE, Kind.MARK)
    return before and (ends or scan.is_(at + 1, "days", "day", "each", "on", "time"))


def _iana(scan: Scan, at: int) -> Zone | None:
    """A zone by its name in the public table: "Europe/Samara", "america/new_york"."""
    found = _IANA.match(scan.text, scan.items[at].start)
    if found is None or found[0].partition("/")[0].lower() not in _AREAS:
        return None
    name = _known(found[0]) or _known(_PART.sub(lambda part: part[0].capitalize(), found[0]))
    if name is None:
        return None
    last = at
    while last < scan.size and scan.items[last].start < found.end():
        last += 1
    return Zone(at, last, zone=name)


@lru_cache(maxsize=256)
def _known(name: str) -> str | None:
    try:
        clocks.tzinfo(name)
    except (KeyError, ValueError, OSError):
        return None
    return name


def _offset(scan: Scan, at: int, base: str) -> Zone:
    """A zone with hours added to it: "MSK+2", "UTC+3", "GMT+03:30"."""
    sign, number = scan.at(at + 1), scan.at(at + 2)
    spoken = scan.is_(at + 1, "plus", "minus")
    if not (spoken or sign.text in ("+", "-")) or number.kind != Kind.NUMBER:
        return Zone(at, at + 1, zone=base)
    loose = number.spaced or (sign.text == "-" and sign.spaced)
    if not spoken and loose and not _stands_alone(scan, at + 1):
        return Zone(at, at + 1, zone=base)
    found = _hours(scan, at + 2)
    if found is None:
        return Zone(at, at + 1, zone=base)
    minutes, last = found
    if spoken and (scan.mark(last, "-~:") or scan.is_(last, "to", "through", "half")):
        return Zone(at, at + 1, zone=base)
    now = offset_of(base, scan.context.now)
    less = sign.text == "-" or scan.is_(at + 1, "minus")
    total = now + (-minutes if less else minutes)
    last += scan.value(last, "unit") == 60
    return Zone(at, last, zone=spelt(total))


def _stands_alone(scan: Scan, at: int) -> bool:
    """Whether a sign parted by spaces ("MSK + 2, …", "MSK -1 h") opens no range of hours."""
    hours = scan.value(at + 2, "unit") == 60
    if scan.mark(at, "-") and scan.at(at + 1).spaced and not hours:
        return False
    behind = scan.at(at + 2 + hours)
    dotted = behind.text == "." and not scan.at(at + 3 + hours).spaced
    return behind.kind in (Kind.END, Kind.NEWLINE) or (behind.text in _CLOSES and not dotted)


def _spoken(scan: Scan, at: int) -> Zone | None:
    """ "Plus 2 hours to Moscow", "minus one hour from Moscow"."""
    hours = scan.at(at + 1).sense.get("number", scan.at(at + 1).value)
    if not 0 < hours <= _FARTHEST:
        return _leading(scan, at)
    last = at + 2 + (scan.value(at + 2, "unit") == 60)
    led = scan.is_(last, "to", "from", "through", "on")
    base = _core(scan, last + 1, led=True) if led else None
    if base is None or not base.zone or base.asked:
        return None
    more = hours * 60 * (-1 if scan.is_(at, "minus") else 1)
    return Zone(at, base.last, zone=spelt(offset_of(base.zone, scan.context.now) + more))


def _leading(scan: Scan, at: int) -> Zone | None:
    """A clock that is before or behind another one, where the language names that one first."""
    base = _core(scan, scan.skip(at + 1, "from", "to"), led=True)
    if base is None or not base.zone or base.asked:
        return None
    inner = base.last + scan.is_(base.last, "on")
    hours = scan.at(inner).sense.get("number", scan.at(inner).value)
    last = inner + scan.is_(inner + 1, "unit")
    if not (0 < hours <= _FARTHEST and scan.value(last, "unit") == 60):
        return None
    more = hours * 60 * (-1 if scan.is_(at, "minus") else 1)
    return Zone(at, last + 1, zone=spelt(offset_of(base.zone, scan.context.now) + more))


def _signed(scan: Scan, at: int) -> Zone | None:
    """An offset by itself: "+3", "+03:00", "+2 to Moscow"."""
    sign = scan.at(at)
    if sign.kind == Kind.WORD:
        return _spoken(scan, at)
    if sign.text != "+" or scan.at(at + 1).kind != Kind.NUMBER:
        return None
    before = scan.at(at - 1)
    if before.kind == Kind.NUMBER and not sign.spaced:
        return None
    found = _hours(scan, at + 1)
    if found is None:
        return None
    minutes, last = found
    unit = last + (scan.value(last, "unit") == 60)
    inner = unit + scan.is_(unit, "to", "from", "through", "on")
    base = _core(scan, inner, led=True) if scan.at(inner).kind == Kind.WORD else None
    if base and base.zone and not base.asked:
        now = offset_of(base.zone, scan.context.now)
        return Zone(at, base.last, zone=spelt(now + minutes))
    return None if scan.at(at + 1).spaced else Zone(at, unit, zone=spelt(minutes))


def _hours(scan: Scan, at: int) -> tuple[int, int] | None:
    """Hours, and minutes, of an offset; nothing where the number counts something else."""
    number = scan.at(at)
    size = len(number.text)
    if size > 2 and not (size == 4 and number.value // 100 <= _FARTHEST):
        return None
    minutes = number.value * 60 if size <= 2 else number.value // 100 * 60 + number.value % 100
    last = at + 1
    colon = scan.mark(last, ":") and not scan.at(last + 1).spaced
    if colon and scan.at(last + 1).kind == Kind.NUMBER:
        minutes, last = minutes + scan.at(last + 1).value, last + 2
    if minutes > _FARTHEST * 60 or scan.is_(last, "attempt", "retry", "month"):
        return None
    return minutes, last


def _place(scan: Scan, at: int, *, led: bool) -> Zone | None:
    """A city by its name in any form the table knows."""
    item = scan.items[at]
    if item.sense and not ("person" in item.sense or (led and set(item.sense) == {"plain"})):
        return None
    listed = scan.lexicon.places.begins(item.text) and _listed(scan, at, 1, led=led)
    return listed or _mended(scan, at, led=led)


def _listed(scan: Scan, at: int, least: int, *, led: bool) -> Zone | None:
    """The longest name in the table, of so many words at least."""
    for words, last in reversed(_names(scan, at)):
        found = scan.lexicon.places.find(" ".join(words)) if len(words) >= least else ()
        places = tuple(p for p in found if _is_meant(scan, at, last, p, led=led))
        if places:
            return _chosen(at, last, places)
    return None


def _names(scan: Scan, at: int) -> list[tuple[list[str], int]]:
    """The words that a name in the table begins with, more and more of them: hyphens are spaces."""
    out: list[tuple[list[str], int]] = []
    words: list[str] = []
    while True:
        at += bool(words) and scan.mark(at, "-.") and scan.at(at + 1).kind == Kind.WORD
        if scan.at(at).kind != Kind.WORD:
            return out
        words = [*words, *item_words(scan, at)]
        at += 1
        if len(words) > _LONGEST_NAME or not scan.lexicon.places.begins(" ".join(words)):
            return out
        out.append((words, at))


def item_words(scan: Scan, at: int) -> list[str]:
    """The words of an item in their folded spelling, as they were typed."""
    item = scan.items[at]
    if item.text.isalpha() and len(item.text) == item.end - item.start:
        return [item.text]
    folded = scan.text[item.start : item.end].lower()
    return _LETTERS.findall(unified(folded, scan.lexicon.folds))


def _is_meant(scan: Scan, at: int, last: int, place: Place, *, led: bool) -> bool:
    """Whether the words mean this place here, and not a person or any other word."""
    if led or scan.is_(last, "time"):
        return place.thousands >= _BIG or not scan.is_(at, "person")
    if not place.plain or scan.is_(at, "person"):
        return False
    capital = scan.text[scan.items[at].start].isupper()
    return capital or place.thousands >= _BIG


def _stands_free(scan: Scan, at: int) -> bool:
    """Whether a first name that is a zone's as well is no person here: "10-18 Sydney"."""
    if scan.is_(at + 1, "person", "call", "filler") or beside_phone(scan, at):
        return False
    called = scan.is_(at - 1, "call", "filler", "person", "greeting")
    beside = (scan.at(at - 1), scan.at(at + 1))
    strange = any(item.kind == Kind.WORD and not item.sense for item in beside)
    hailed = scan.mark(at + 1, ",") and scan.is_(at + 2, "call", "filler", "greeting", "not")
    return not (called or strange or hailed or greeted(scan, at) or _signs(scan, at))


def _signs(scan: Scan, at: int) -> bool:
    """Whether thanks stand on the line before."""
    if scan.at(at - 1).kind != Kind.NEWLINE:
        return False
    near = (scan.at(before) for before in range(at - 1, max(-1, at - 1 - FEW), -1))
    said = next((item for item in near if item.kind not in (Kind.NEWLINE, Kind.MARK)), None)
    return said is not None and "greeting" in said.sense


def _chosen(first: int, last: int, places: tuple[Place, ...]) -> Zone:
    """The biggest city of the name; a question where another one is nearly as big."""
    rivals = tuple(p for p in places[1:] if p.thousands * 5 >= places[0].thousands)
    if rivals:
        others = (places[0].zone, *(p.zone for p in rivals))
        return Zone(first, last, asked=text("asked-which-place"), others=others)
    return Zone(first, last, zone=places[0].zone)


def _mended(scan: Scan, at: int, *, led: bool) -> Zone | None:
    """A big city's name with one slip of the hand."""
    item = scan.items[at]
    if item.sense or not (led or scan.is_(at + 1, "time") or scan.text[item.start].isupper()):
        return None
    found = scan.lexicon.places.mended(item.text)
    if found is None:
        return None
    name, place = found
    if not (led or place.plain):
        return None
    said = text("assumed-word", word=name.capitalize())
    return Zone(at, at + 1, (said,), zone=place.zone)
