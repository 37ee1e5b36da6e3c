"""The numbering plans of the library, made ready for millions: digits to country code and the rest.

The tables come from the library's own metadata and follow its steps; where a step is out of the
usual, the library itself is asked. A test and `tests/bench/bench_numbers.py` compare the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE as REGIONS
from phonenumbers import (
    NumberParseException,
    PhoneMetadata,
    ValidationResult,
    national_significant_number,
    parse,
)
from phonenumbers.phonemetadata import PhoneNumberDesc

Lengths = ValidationResult
# The country code and the digits behind it.
Parts = tuple[str, str]
_FEWEST = 5
_MOST = 17
_NEVER = "(?!)"
# Three digits to the country code that they begin with.
_CODES = {
    digits: code
    for code in map(str, REGIONS)
    for digits in (code + str(n).zfill(3)[len(code) :] for n in range(10 ** (3 - len(code))))
}
_TOO_LONG = Lengths.TOO_LONG
_NOTHING_TO_STRIP = (Lengths.TOO_SHORT, Lengths.IS_POSSIBLE_LOCAL_ONLY, Lengths.INVALID_LENGTH)


class Line(Enum):
    """What kind of a line a number is."""

    NONE = 0
    FIXED = 1
    MOBILE = 2
    OTHER = 3
    PREMIUM = 4
    TOLL_FREE = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """How numbers are written in one region; `matches` tells a national number's general shape.

    `lengths` says of every length whether it is possible, `transforms` that a prefix is not only
    left out but replaced. `leaving` and `prefixed` are the digits that a prefix may begin with.
    """

    code: str
    matches: Callable[[str], object]
    leaves: Callable[[str], object]
    leaving: str
    prefix: Callable[[str], re.Match[str] | None]
    prefixed: str
    transforms: bool
    lengths: tuple[int, ...]
    trunk: str


def parts(digits: str, region: str, *, plus: bool) -> Parts | None:
    """Split digits as the library parses them; None where it refuses to.

    `plus` tells that a plus stands before them; without it they are those of the region.
    """
    if not _FEWEST <= len(digits) <= _MOST or not digits.isascii():
        return _asked(digits, region, plus=plus)
    if plus and (code := _CODES.get(digits[:3])):
        found = _settled(plan_of_code(code), digits[len(code) :])
        return found or _asked(digits, region, plus=plus)
    home = plan(region)
    if home is None or (digits[0] in home.leaving and home.leaves(digits)):
        return _asked(digits, region, plus=plus)
    if plus:
        # The library tries once more without the plus, and gives in where no code comes of it.
        return None
    return _at_home(home, digits) or _asked(digits, region, plus=plus)


def _at_home(home: Plan, digits: str) -> Parts | None:
    """Digits without a plus: the region's own, with its country code or without."""
    if digits.startswith(home.code):
        bare = _without_prefix(home, digits[len(home.code) :])
        if bare is None:
            return None
        long = home.lengths[len(digits)] == _TOO_LONG
        if long or (not home.matches(digits) and home.matches(bare)):
            return _settled(plan_of_code(home.code), bare)
    return _settled(home, digits)


def _settled(home: Plan, national: str) -> Parts | None:
    """Leave out the prefix of calls inside a country, if a possible number is left then."""
    bare = _without_prefix(home, national)
    if bare is None:
        return None
    if bare != national and home.lengths[len(bare)] not in _NOTHING_TO_STRIP:
        national = bare
    return (home.code, national) if len(national) > 1 else None


def _without_prefix(home: Plan, national: str) -> str | None:
    """The number without the prefix that its region dials; None where more has to be done."""
    match = home.prefix(national) if national[:1] in home.prefixed else None
    if match is None:
        return national
    if home.transforms:
        return None
    bare = national[match.end() :]
    return national if home.matches(national) and not home.matches(bare) else bare


def _asked(digits: str, region: str, *, plus: bool) -> Parts | None:
    """What the library itself makes of them."""
    try:
        number = parse(f"+{digits}" if plus else digits, region)
    except NumberParseException:
        return None
    return str(number.country_code), national_significant_number(number)


def line(code: str, national: str) -> Line:
    """What kind of a line a national number is; NONE for one that is not valid."""
    compiled = _lines(code, len(national))
    if compiled is None:
        return Line.NONE
    pattern, kinds = compiled
    match = pattern(national)
    return kinds[match.lastindex or 0] if match else Line.NONE


def code_of(phone: str) -> str:
    """The country code that a phone with one begins with; nothing where there is no such code."""
    return _CODES.get(phone[:3], "")


def possible(code: str, national: str) -> int:
    """The library's ValidationResult for the length of a national number."""
    return plan_of_code(code).lengths[len(national)]


@cache
def plan(region: str) -> Plan | None:
    """The plan of a region ("RU"); None for one that the library does not know."""
    known = PhoneMetadata.metadata_for_region(region.upper(), None)
    return _plan(known) if known else None


@cache
def plan_of_code(code: str) -> Plan:
    """The plan of the main region of a country code ("7"); KeyError where there is none."""
    known = PhoneMetadata.metadata_for_region_or_calling_code(int(code), REGIONS[int(code)][0])
    if known is None:
        raise KeyError(code)
    return _plan(known)


def _plan(known: PhoneMetadata) -> Plan:
    general = _general(known)
    abroad = known.international_prefix or _NEVER
    prefix = known.national_prefix_for_parsing or _NEVER
    return Plan(
        code=str(known.country_code),
        matches=re.compile(general.national_number_pattern or _NEVER).fullmatch,
        leaves=re.compile(abroad).match,
        leaving=_first_digits(abroad),
        prefix=re.compile(prefix).match,
        prefixed=_first_digits(prefix),
        transforms=bool(known.national_prefix_transform_rule),
        lengths=tuple(_possible(general, length) for length in range(_MOST + 1)),
        trunk=known.national_prefix or "",
    )


def _general(known: PhoneMetadata) -> PhoneNumberDesc:
    return known.general_desc or PhoneNumberDesc()


def _first_digits(pattern: str) -> str:
    """The digits that a match of the pattern may begin with; all where that is not plain."""
    if pattern == _NEVER:
        return ""
    return pattern[0] if pattern.isdecimal() else "0123456789"


def _possible(general: PhoneNumberDesc, length: int) -> int:
    lengths = general.possible_length
    if length in general.possible_length_local_only:
        return Lengths.IS_POSSIBLE_LOCAL_ONLY
    if length in lengths:
        return Lengths.IS_POSSIBLE
    if length < lengths[0]:
        return Lengths.TOO_SHORT
    return Lengths.TOO_LONG if length > lengths[-1] else Lengths.INVALID_LENGTH


@cache
def _lines(
    code: str, length: int
) -> tuple[Callable[[str], re.Match[str] | None], tuple[Line, ...]] | None:
    """One pattern of all lines of a country code and a length, a group for each kind of line."""
    regions = REGIONS.get(int(code), ())
    written: list[str] = []
    kinds = [Line.NONE]
    for region in regions:
        known = PhoneMetadata.metadata_for_region_or_calling_code(int(code), region)
        if known is None:
            continue
        groups = list(_groups(known, length))
        shape = _general(known).national_number_pattern
        one = f"(?=(?:{shape})\\Z)(?:{'|'.join(pattern for pattern, _ in groups)})"
        kinds.extend(kind for _, kind in groups)
        if known.leading_digits and len(regions) > 1:
            own = f"{one}|(.*)" if groups else "(.*)"
            written.append(f"(?={known.leading_digits})(?:{own})")
            kinds.append(Line.NONE)
        elif groups:
            written.append(one)
    return (re.compile("|".join(written)).fullmatch, tuple(kinds)) if written else None


def _groups(known: PhoneMetadata, length: int) -> Iterator[tuple[str, Line]]:
    """The lines of one region that have numbers of this length, in the library's order."""
    if length not in _general(known).possible_length:
        return
    other = (known.voip, known.personal_number, known.pager, known.uan, known.voicemail)
    for kind, descs in (
        (Line.PREMIUM, (known.premium_rate,)),
        (Line.TOLL_FREE, (known.toll_free,)),
        (Line.PREMIUM, (known.shared_cost,)),
        (Line.OTHER, other),
        (Line.FIXED, (known.fixed_line,)),
        (Line.MOBILE, (known.mobile,)),
    ):
        patterns = [
            f"(?:{desc.national_number_pattern})"
            for desc in descs
            if desc and desc.national_number_pattern and length in desc.possible_length
        ]
        if patterns:
            yield f"({'|'.join(patterns)})", kind
