"""A contact as numbers: the one it shows, and those of the card that comes with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.core.phones.cell import phones_in
from bot.core.phones.number import Number, RefusedNumber
from bot.flows.deployment import Deployment
from bot.flows.messages import Introduced


def contact_numbers(introduced: Introduced, deployment: Deployment) -> list[Number | RefusedNumber]:
    """Read all numbers of a contact, each once, with its name as data for the script."""
    found: dict[str, Number | RefusedNumber] = {}
    for phone, name in _phones(introduced, deployment):
        for one in phones_in(phone, deployment.region):
            if isinstance(one, Number):
                named = replace(one, payload={"name": name, **one.payload}) if name else one
                found.setdefault(one.phone, named)
            else:
                found.setdefault(one.value, one)
    return list(found.values())


def _phones(introduced: Introduced, deployment: Deployment) -> Iterator[tuple[str, str]]:
    """Each phone with a name. The one that the contact shows comes first, however it is spelt."""
    yield introduced.phone, introduced.name
    for phone, name in deployment.cards(introduced.card) if introduced.card else ():
        if phone:
            yield phone, introduced.name or name
