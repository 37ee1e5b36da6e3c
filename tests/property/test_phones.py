"""Any digits at all are judged as phonenumbers judges them, step by step and in the end."""

from __future__ import annotations

import phonenumbers
from hypothesis import example, given, settings
from hypothesis import strategies as st
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType

from bot.core.phones.judge import callable_number
from bot.core.phones.number import Number
from bot.core.phones.plans import Line, line, parts, possible
from bot.core.phones.repeats import Repeat, Repeats
from bot.core.phones.zone import zone_of

REGIONS = ("RU", "KZ", "BY", "UZ", "US", "GB", "DE", "GG", "IT", "AR", "MX", "BR", "CN", "AU", "ZZ")
STARTS = ("", "7", "8", "79", "77", "810", "00", "1", "011", "44", "49", "375", "998", "800", "39")
LINES = {
    PhoneNumberType.UNKNOWN: Line.NONE,
    PhoneNumberType.PREMIUM_RATE: Line.PREMIUM,
    PhoneNumberType.SHARED_COST: Line.PREMIUM,
    PhoneNumberType.TOLL_FREE: Line.TOLL_FREE,
    PhoneNumberType.FIXED_LINE: Line.FIXED,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: Line.FIXED,
    PhoneNumberType.MOBILE: Line.MOBILE,
}

digits = st.tuples(st.sampled_from(STARTS), st.text("0123456789", min_size=3, max_size=16)).map(
    "".join
)
regions = st.sampled_from(REGIONS)


def parsed(written: str, region: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(written, region)
    except NumberParseException:
        return None


@given(digits, regions, st.booleans())
@example("4949493762297", "RU", True)
@example("89123456789", "RU", True)
@example("7707083893", "RU", False)
@example("5491123456789", "AR", True)
@settings(max_examples=1500, deadline=None)
def test_digits_are_taken_apart_and_judged_as_the_library_does(
    written: str, region: str, plus: bool
) -> None:
    number = parsed(f"+{written}" if plus else written, region)
    found = parts(written, region, plus=plus)
    if number is None:
        assert found is None
        return
    national = phonenumbers.national_significant_number(number)
    assert found == (str(number.country_code), national)
    kind = phonenumbers.number_type(number) if phonenumbers.is_valid_number(number) else 99
    assert line(*found) is LINES.get(kind, Line.NONE if kind == 99 else Line.OTHER)
    assert possible(*found) == phonenumbers.is_possible_number_with_reason(number)


@given(digits, regions, st.booleans())
@settings(max_examples=500, deadline=None)
def test_a_callable_number_is_a_valid_one_in_the_form_of_the_api(
    written: str, region: str, plus: bool
) -> None:
    answer = callable_number(written, region, plus=plus)
    if isinstance(answer, str):
        number = phonenumbers.parse(f"+{answer}")
        assert phonenumbers.is_valid_number(number)
        assert (
            phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == f"+{answer}"
        )
        zone_of(answer)


numbers = st.builds(
    Number,
    st.sampled_from(["79123456789", "79123456780", "79123456781"]),
    st.dictionaries(st.sampled_from("ab"), st.sampled_from("xy"), max_size=2),
)


@given(st.lists(numbers, max_size=30))
def test_repeats_are_those_of_the_same_phone_and_payload(listed: list[Number]) -> None:
    """A plain list of all that was seen says the same."""
    repeats = Repeats()
    seen: list[Number] = []
    for number in listed:
        wanted = Repeat.NEW
        if number in seen:
            wanted = Repeat.REPEATED
        elif any(number.phone == one.phone for one in seen):
            wanted = Repeat.SECOND_REQUEST
        assert repeats.of(number) is wanted
        seen.append(number)
    assert (
        len(listed) == len({n.phone for n in listed}) + repeats.repeated + repeats.second_requests
    )
