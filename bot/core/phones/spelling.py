"""A phone as people read and write it."""

from __future__ import annotations

import phonenumbers

# A number for examples in texts.
EXAMPLE_PHONE = "79123456789"


def spelt(phone: str) -> str:
    """Write `79123456789` as `+7 912 345-67-89`; what is no phone stays as it is."""
    try:
        number = phonenumbers.parse(f"+{phone}")
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def code_assumed(written: str, phone: str) -> str:
    """The country code that was put before a number, or "" where its words had one or a prefix.

    `written` are the words of a number that was read as `phone`.
    """
    digits = "".join(str(int(sign)) for sign in written if sign.isdecimal())
    return phone.removesuffix(digits) if "+" not in written and phone.endswith(digits) else ""
