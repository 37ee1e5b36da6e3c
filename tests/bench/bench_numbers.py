"""`python -m tests.bench.bench_numbers`: judging numbers beside a plain loop of phonenumbers.

200,000 numbers of seven countries, mobile and fixed, valid and not, in the spellings of lists. The
loop is `parse` and `is_valid_number` over the same numbers; one differing verdict ends in status 1.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from random import Random

import phonenumbers
from phonenumbers import PhoneNumberType

from bot.core.phones.judge import callable_number

SIZE = 200_000
SEED = 4
REGIONS = ("RU", "KZ", "BY", "UZ", "US", "GB", "DE")
HOME = "RU"
# Valid, but never called: the loop takes them for numbers, the bot refuses them with a reason.
REFUSED = {
    PhoneNumberType.PREMIUM_RATE: "refused-premium",
    PhoneNumberType.SHARED_COST: "refused-premium",
    PhoneNumberType.TOLL_FREE: "refused-toll-free",
}


def numbers(size: int = SIZE, seed: int = SEED) -> list[str]:
    """Make the mixed set: the examples of each plan with other digits at their ends, and noise."""
    random = Random(seed)
    examples = {region: _examples(region) for region in REGIONS}
    return [_number(random, random.choice(examples[random.choice(REGIONS)])) for _ in range(size)]


def _examples(region: str) -> list[str]:
    """One number of each kind that the region has; as many mobile and fixed ones again."""
    common = [PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE] * 4
    found = (
        phonenumbers.example_number_for_type(region, kind)
        for kind in (*PhoneNumberType.values(), *common)
    )
    return [_digits(example) for example in found if example]


def _digits(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]


def _number(random: Random, example: str) -> str:
    """One number: of the example's plan mostly, else of its code or of its length only."""
    kept = random.choice((8, 7, 6, 5, 5, 4, 3, 1, 0))
    length = len(example) + random.choice((0,) * 12 + (-1, 1))
    digits = example[:kept] + "".join(random.choice("0123456789") for _ in range(length - kept))
    if digits[0] == "7" and random.random() < 0.3:
        return "8" + digits[1:]
    return digits if digits[0] == "7" and random.random() < 0.3 else f"+{digits}"


def loop(number: str) -> bool:
    """What anybody would write."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, HOME))
    except phonenumbers.NumberParseException:
        return False


def judged(number: str) -> object:
    """The bot's own verdict."""
    return callable_number(number.lstrip("+"), HOME, plus=number[0] == "+", whole=False)


def expected(number: str) -> str | None:
    """The library's whole verdict: the phone, a reason, or None for one that is not valid."""
    if not loop(number):
        return None
    parsed = phonenumbers.parse(number, HOME)
    reason = REFUSED.get(phonenumbers.number_type(parsed))
    return reason or _digits(parsed)


def differing(tried: list[str]) -> Iterator[str]:
    """The numbers of which the bot says anything else than the library."""
    for number in tried:
        verdict = judged(number)
        said = verdict if isinstance(verdict, str) else getattr(verdict, "key", "")
        wanted = expected(number)
        if said != wanted and not (wanted is None and _invalid(said)):
            yield f"{number}: {said}, not {wanted}"


def _invalid(said: str) -> bool:
    return said in ("refused-too-short", "refused-too-long", "refused-no-such-code")


def took(judge: Callable[[str], object], tried: list[str]) -> float:
    """Seconds for all of them, tables loaded."""
    for number in tried[:2000]:
        judge(number)
    began = time.perf_counter()
    for number in tried:
        judge(number)
    return time.perf_counter() - began


def main() -> None:
    """Compare every verdict, then the times of one run."""
    tried = numbers()
    differences = list(differing(tried))
    slow, fast = took(loop, tried), took(judged, tried)
    each = 1e6 / len(tried)
    valid = sum(map(loop, tried[:20_000])) / 200
    print(f"{len(tried):,} numbers of {' '.join(REGIONS)}, {valid:.0f} % valid")
    print(f"parse + is_valid_number {slow:6.2f} s, {slow * each:5.1f} us each")
    print(f"callable_number         {fast:6.2f} s, {fast * each:5.1f} us each")
    print(f"ratio {slow / fast:.1f}, differing verdicts: {len(differences)}")
    for line in differences[:10]:
        print(line)
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
