"""Whether digits are a number that may be called, and why not. Imports phonenumbers when asked."""

from __future__ import annotations

from functools import lru_cache

from bot.core.texts import Text, text

_SHORTEST = 7
_LONGEST = 15


def callable_number(digits: str, region: str, *, plus: bool) -> str | Text:
    """The number as the API takes it ("79123456789"), or the reason not to call it.

    `plus` tells that the digits begin with a country code; without it they may, too.
    """
    return _judged(digits, region, plus)


@lru_cache(maxsize=4096)
def _judged(digits: str, region: str, plus: bool) -> str | Text:
    found = _parsed(f"+{digits}" if plus else digits, region)
    if isinstance(found, str):
        return found
    if not plus and len(digits) > 10:
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
        return text(_reason(written, number))
    kind = library.number_type(number)
    refused = {
        library.PhoneNumberType.PREMIUM_RATE: "refused-premium",
        library.PhoneNumberType.SHARED_COST: "refused-premium",
        library.PhoneNumberType.TOLL_FREE: "refused-toll-free",
    }.get(kind)
    if refused:
        return text(refused)
    return library.format_number(number, library.PhoneNumberFormat.E164)[1:]


def _reason(written: str, number: object) -> str:
    import phonenumbers as library

    reasons = {
        library.ValidationResult.TOO_SHORT: "refused-too-short",
        library.ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "refused-too-short",
        library.ValidationResult.TOO_LONG: "refused-too-long",
        library.ValidationResult.INVALID_LENGTH: _length_reason(written),
        library.ValidationResult.INVALID_COUNTRY_CODE: "refused-no-such-code",
    }
    result = library.is_possible_number_with_reason(number)  # type: ignore[arg-type]
    return reasons.get(result, "refused-no-such-code")


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
