"""Whether a call is answered, drawn from a seed: the same for the same job, whenever it is asked.

Each attempt has a draw of its own, so that nothing depends on the order of calls.
"""

from hashlib import blake2b
from typing import Final

from bot.sandbox.job import NO_ANSWER, NO_RESULT, NONEXISTENT, TECHNICAL_ERROR, WITH_RESULT, Outcome

ANSWERED_PERCENT: Final = 45
RESULTS: Final = ("AGREED", "CALLBACK_REQUEST", "REFUSED", "WRONG_PERSON")
_NONEXISTENT: Final = 0.01
_BROKEN: Final = 0.01
_WITHOUT_RESULT: Final = 0.3


def outcome(seed: int, job_id: str, phone: str, attempt: int, answered: int) -> Outcome:
    """Draw how an attempt ends; `answered` is the percentage of attempts that are."""
    if _draws(seed, "phone", phone)[0] < _NONEXISTENT:
        return Outcome(NONEXISTENT, ring_s=2)
    broken, luck, ring, talk, result = _draws(seed, job_id, attempt)
    if broken < _BROKEN:
        return Outcome(TECHNICAL_ERROR, ring_s=1)
    if luck * 100 >= answered:
        return Outcome(NO_ANSWER, ring_s=_between(25, 45, ring))
    ring_s = _between(3, 24, ring)
    # Most talks are short, some are long.
    if result < _WITHOUT_RESULT:
        return Outcome(NO_RESULT, ring_s, _between(4, 40, talk * talk))
    share = (result - _WITHOUT_RESULT) / (1 - _WITHOUT_RESULT)
    chosen = RESULTS[int(share * len(RESULTS))]
    return Outcome(WITH_RESULT, ring_s, _between(20, 240, talk * talk), chosen)


def _draws(*of: object) -> tuple[float, ...]:
    """Return five numbers from 0 to 1, the same for the same arguments on every machine."""
    drawn = blake2b(repr(of).encode("ascii"), digest_size=20).digest()
    return tuple(int.from_bytes(drawn[at : at + 4], "big") / 2**32 for at in range(0, 20, 4))


def _between(least: int, most: int, share: float) -> int:
    return least + int((most - least + 1) * share)
