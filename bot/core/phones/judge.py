"""Whether digits are a number that may be called, and why not. Imports phonenumbers when asked."""

from __future__ import annotations

from functools import lru_cache

from bot.core.texts import Text, text

_SHORTEST = 7
_LONGEST = 15
_USUAL = 11


def callable_number(digits: str, region: str, *, plus: bool, whole: bool = True) -> str | Text:
    """The number as the API takes it ("79123456789"), or the reason not to call it.

    `plus` tells that the digits begin with a country code. Without it they may all the same, when
    they stand in one piece (`whole`): in several they would be other things too often.
    """
    return _judged(digits, region, plus, whole)


@lru_cache(maxsize=4096)
def _judged(digits: str, region: str, plus: bool, whole: bool) -> str | Text:
    found = _parsed(f"+{digits}" if plus else digits, region)
    if isinstance(found, str):
        return found
    if whole and not plus and len(digits) > 10:
        abroad = _parsed(f"+{digits}", region)
        if isinstance(abroad, str):
            return abroad
    return found


def _parsed(written: str, region: str) -> str | Text:
    import phonenumbers as library

    try:
        number = library.parse(written, region)
    except library.NumberParseException:
        return text(_length_reason(written))
    if not library.is_valid_number(number):
        return text(_reason(written, region))
    kind = library.number_type(number)
    refused = {
        library.PhoneNumberType.PREMIUM_RATE: "refused-premium",
        library.PhoneNumberType.SHARED_COST: "refused-premium",
        library.PhoneNumberType.TOLL_FREE: "refused-toll-free",
    }.get(kind)
    if refused:
        return text(refused)
    return library.format_number(number, library.PhoneNumberFormat.E164)[1:]


def _reason(written: str, region: str) -> str:
    """Why it is no number: its length where that is it, as written or without a prefix."""
    import phonenumbers as library

    result = library.ValidationResult
    for digits in _read_as(written, region):
        try:
            number = library.parse(digits, region)
        except library.NumberParseException:
            continue
        found = library.is_possible_number_with_reason(number)
        if found in (result.TOO_SHORT, result.IS_POSSIBLE_LOCAL_ONLY):
            return "refused-too-short"
        if found in (result.TOO_LONG, result.INVALID_LENGTH):
            return "refused-too-long" if len(digits) > _USUAL else "refused-too-short"
    return "refused-no-such-code"


def _read_as(written: str, region: str) -> list[str]:
    """The digits as they are, with their plus, and without the prefix of calls inside a country."""
    from phonenumbers import PhoneMetadata

    plan = PhoneMetadata.metadata_for_region(region, None)
    if plan is None or written.startswith("+"):
        return [written]
    out = [written]
    if written.startswith(str(plan.country_code)):
        out.append(f"+{written}")
    if plan.national_prefix and written.startswith(plan.national_prefix):
        out.append(written[len(plan.national_prefix) :])
    return out


def _length_reason(written: str) -> str:
    digits = len(written.lstrip("+"))
    if digits > _LONGEST:
        return "refused-too-long"
    return "refused-too-short" if digits < _SHORTEST + 3 else "refused-no-such-code"


def is_emergency(digits: str, region: str) -> bool:
    """Whether the digits call the police, firemen or an ambulance."""
    if len(digits) > 6:
        return False
    from phonenumbers import is_emergency_number

    return bool(is_emergency_number(digits, region))
