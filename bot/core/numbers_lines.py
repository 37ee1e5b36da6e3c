"""The part of a card that tells of the numbers: how many, the first ones, what their rows say."""

from __future__ import annotations

from bot.core.phones.number import Number
from bot.core.phones.spelling import spelt
from bot.core.phones.tally import Tally
from bot.core.policy import Policy
from bot.core.texts import Param, Text, text

LONGEST_QUOTE = 60
LONGEST_PAYLOAD = 3
SHOWN_ZONES = 5


def numbers_lines(numbers: Tally) -> tuple[Text, ...]:
    """How many numbers, the first of them, and what became of repeats."""
    if not numbers:
        return ()
    shown = tuple(_number(number) for number in numbers.first)
    rest = numbers.count - len(shown)
    more = (text("numbers-more", count=rest),) if rest else ()
    return (text("count-numbers", count=numbers.count), *shown, *more, *_remarks(numbers))


def own_lines(numbers: Tally, policy: Policy | None) -> tuple[Text, ...]:
    """How many numbers are not called as the card says of all, because their rows say more."""
    own = numbers.own
    by_city = policy is None or not (policy.zone or policy.zone_per_number)
    counts = {
        "own-schedules": own.schedules,
        "own-zones": own.zones,
        "city-zones": own.cities if by_city else 0,
    }
    lines = tuple(text(key, count=count) for key, count in counts.items() if count)
    unused = own.cities and policy is not None and policy.zone and not policy.zone_per_number
    return (*lines, text("city-zones-unused")) if unused else lines


def local_zones(numbers: Tally) -> tuple[Text, ...]:
    """How many numbers are called on which clock, once each has its own, and how many tell none."""
    known = [(zone, count) for zone, count in numbers.zones if zone is not None]
    shown: list[Param] = [
        text("local-zone", zone=zone_name(zone), count=count) for zone, count in known[:SHOWN_ZONES]
    ]
    if len(known) > SHOWN_ZONES:
        shown.append(text("local-zones-more", count=len(known) - SHOWN_ZONES))
    if numbers.without_clock:
        shown.append(text("local-zone-unknown", count=numbers.without_clock))
    return (text("local-zones", zones=tuple(shown)),) if shown else ()


def zone_name(zone: str) -> Text:
    """A zone by the name of its city, or by its offset."""
    if "/" in zone:
        return text("zone-city", zone=zone)
    return text("zone-utc", offset="" if zone == "Z" else zone)


def cut(words: str) -> str:
    """Keep a quote short enough for a phone."""
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1] + "…"


def _remarks(numbers: Tally) -> tuple[Text, ...]:
    """What became of numbers that were said more than once."""
    remarks = {"repeats-merged": numbers.repeats, "second-request": numbers.second}
    return tuple(text(key, count=count) for key, count in remarks.items() if count)


def _number(number: Number) -> Text:
    if not number.payload:
        return text("number-line", phone=spelt(number.phone))
    pairs = tuple(
        text("payload-pair", key=cut(key), value=cut(value))
        for key, value in list(number.payload.items())[:LONGEST_PAYLOAD]
    )
    return text("number-line-payload", phone=spelt(number.phone), payload=pairs)
