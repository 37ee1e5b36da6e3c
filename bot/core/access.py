"""Who may do what."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Role(StrEnum):
    """What a person is to the bot."""

    OWNER = "owner"
    STRANGER = "stranger"


def role_of(person: int, owners: Collection[int]) -> Role:
    """Owners may do everything; nobody else may do anything."""
    return Role.OWNER if person in owners else Role.STRANGER
