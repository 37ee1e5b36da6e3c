"""Checks a whole history against what is promised: the logs of both fakes, read when all is quiet.

It knows nothing of the bot but what people see: cards, labels of buttons, ids of call jobs. Lists
whose ids went out as a file are not judged here, as such a card shows neither numbers nor ids.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.botapi import FakeTelegram
from tests.botapi.chats import Event

CONFIRM = "✅"
# Phones are shown with spaces between their groups; only ids are so many digits in a row.
JOB_ID = re.compile(r"(?<![\d+])\d{8,}(?!\d)")
LAST_NUMBER = re.compile(r"(\d+)\D*$")
OWN_WORDS = frozenset({"says", "edits"})


@dataclass(frozen=True)
class Job:
    """A call job as the campaign holds it; `windows` are the hours of its policy as cards say."""

    id: str
    phone: str
    key: str
    windows: tuple[str, ...] = ()


@dataclass(frozen=True)
class History:
    """What happened: the events of each chat in order, the jobs, and updates nobody took."""

    chats: Mapping[int, Sequence[Event]]
    jobs: Sequence[Job]
    waiting: Sequence[int] = ()

    def broken(self) -> list[str]:
        """Name every broken promise, in no more than a line each."""
        cards = [card for chat, events in self.chats.items() for card in _cards(chat, events)]
        rules = (self._waiting(), self._unanswered(), self._twice(), self._jobs(cards))
        return [line for rule in (*rules, self._cards(cards)) for line in rule]

    def _waiting(self) -> Iterator[str]:
        for update in self.waiting:
            yield f"update {update} was never taken"

    def _unanswered(self) -> Iterator[str]:
        for chat, events in self.chats.items():
            asked = [n for n, one in enumerate(events) if one.who != "bot"]
            if asked and not any(one.who == "bot" for one in events[asked[-1] :]):
                yield f"chat {chat}: what was said or pressed last was not answered"

    def _twice(self) -> Iterator[str]:
        """One key is one part of one confirmation: it names a phone once."""
        for (key, _), count in Counter((job.key, job.phone) for job in self.jobs).items():
            if count > 1:
                yield f"key {key}: {count} jobs for one number"

    def _jobs(self, cards: Sequence[Card]) -> Iterator[str]:
        for job in self.jobs:
            holders = [card for card in cards if job.id in card.ids]
            if len(holders) != 1:
                yield f"job {job.id}: on {len(holders)} cards"
            elif not any(shown.promises(job) for shown in holders[0].confirmed):
                yield f"job {job.id}: nobody confirmed its number and its hours"

    def _cards(self, cards: Sequence[Card]) -> Iterator[str]:
        held = {job.id: job for job in self.jobs}
        for card in cards:
            name = f"chat {card.chat}, card {card.message}"
            phones = Counter(held[one].phone for one in card.ids if one in held)
            if len(card.ids) != sum(phones.values()):
                yield f"{name}: says ids of jobs that do not exist"
            if max(phones.values(), default=0) > 1:
                yield f"{name}: one confirmation called a number twice"
            if card.confirmed and not card.ids:
                yield f"{name}: confirmed, and no jobs were told"
            elif card.ids and len(card.ids) not in {one.count for one in card.confirmed}:
                yield f"{name}: {len(card.ids)} jobs, but another count was confirmed"


@dataclass(frozen=True)
class Shown:
    """What stood on a card when somebody confirmed it, and the count on the button."""

    text: str
    count: int

    def promises(self, job: Job) -> bool:
        """Tell whether the reader saw this number and these hours."""
        digits = re.sub(r"\D", "", self.text)
        return job.phone in digits and all(hours in self.text for hours in job.windows)


@dataclass(frozen=True)
class Card:
    """A message of the bot with how it ended and what was confirmed on it."""

    chat: int
    message: int
    ids: tuple[str, ...]
    confirmed: tuple[Shown, ...]


def _cards(chat: int, events: Sequence[Event]) -> Iterator[Card]:
    for message in dict.fromkeys(e.message_id for e in events if e.who == "bot"):
        text, confirmed = "", list[Shown]()
        for event in (e for e in events if e.message_id == message):
            if event.who == "bot" and event.did in OWN_WORDS:
                text = event.text
            elif event.did == "presses" and event.text.startswith(CONFIRM):
                found = LAST_NUMBER.search(event.text)
                confirmed.append(Shown(text, int(found[1]) if found else 0))
        yield Card(chat, message, tuple(JOB_ID.findall(text)), tuple(confirmed))


def history(telegram: FakeTelegram, jobs: Iterable[Mapping[str, Any]]) -> History:
    """Read the fake's transcript and the jobs as the sandbox tells them."""
    with telegram.world.lock:
        chats = {chat.id: tuple(chat.events) for chat in telegram.world.chats.values()}
    return History(chats, tuple(map(_job, jobs)), telegram.pending)


def _job(told: Mapping[str, Any]) -> Job:
    days = told["policy"].get("allowedTime", {}).values()
    hours = (f"{one['localTimeFrom']}–{one['localTimeTo']}" for day in days for one in day)
    return Job(told["id"], told["phone"], str(told["idempotence_key"]), tuple(dict.fromkeys(hours)))
