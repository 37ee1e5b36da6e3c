"""A phone as people read it."""

from __future__ import annotations

import phonenumbers


def spelt(phone: str) -> str:
    """Write `79123456789` as `+7 912 345-67-89`; what is no phone stays as it is."""
    try:
        number = phonenumbers.parse(f"+{phone}")
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
