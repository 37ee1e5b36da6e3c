"""Which phones and which time zones the campaign takes."""

import re
from functools import cache
from zoneinfo import available_timezones

import phonenumbers

from bot.sandbox.answers import phone_bad_format, zone_bad_format

DIGITS = "[0-9]{7,15}"
_OFFSET = re.compile("[+-](?:(?:0[0-9]|1[0-7]):[0-5][0-9]|18:00)")
# Files of the system's zone database that name no place.
_NO_PLACES = frozenset({"Factory", "localtime", "posixrules"})


def check_phone(phone: str) -> None:
    """Refuse a phone that is not digits with a country code, valid in that country."""
    if not re.fullmatch(DIGITS, phone) or not _is_valid(phone):
        raise phone_bad_format(phone)


def check_zone(phone: str, zone: str) -> None:
    """Refuse a zone that is neither an offset from -18:00 to +18:00 nor an IANA name."""
    if not _OFFSET.fullmatch(zone) and zone not in _zone_names():
        raise zone_bad_format(phone, zone)


def _is_valid(phone: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse("+" + phone))
    except phonenumbers.NumberParseException:
        return False


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones()) - _NO_PLACES
