"""Slips of the hand: one letter left out, put in, changed, or swapped with its neighbour."""

from __future__ import annotations

from collections.abc import Iterator


def deletions(word: str) -> Iterator[str]:
    """The word with each of its letters left out."""
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def undoubled(word: str) -> Iterator[str]:
    """The word with one of each of its doubled letters left out."""
    return (word[:i] + word[i + 1 :] for i in range(1, len(word)) if word[i] == word[i - 1])


def slip(word: str, known: str) -> bool:
    """Whether a single slip makes one word of the other."""
    if abs(len(word) - len(known)) == 1:
        shorter, longer = sorted((word, known), key=len)
        return shorter in deletions(longer)
    if len(word) != len(known):
        return False
    wrong = [i for i, (a, b) in enumerate(zip(word, known, strict=True)) if a != b]
    if len(wrong) == 1:
        return True
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and (word[wrong[0]], word[wrong[1]]) == (known[wrong[1]], known[wrong[0]])
    )
