"""The checker of histories finds each broken promise, and only that one."""

from dataclasses import replace

import pytest

from tests.botapi.chats import Event
from tests.history import History, Job

CARD = "1 number\n+7 912 345-67-89\nMon–Fri 10:00–18:00\nMoscow"
ADDED = f"{CARD}\n\nAdded 1 number\n\nCall jobs: 5000000001"
EVENTS = (
    Event("Anna", "says", 1, "79123456789 weekdays 10-18"),
    Event("bot", "says", 2, CARD),
    Event("Anna", "presses", 2, "✅ Send 1"),
    Event("bot", "edits", 2, ADDED),
)
JOB = Job("5000000001", "79123456789", "key:0", ("10:00–18:00",))
GOOD = History({7: EVENTS}, (JOB,))


def told(*events: Event) -> History:
    return replace(GOOD, chats={7: events})


def test_a_history_as_promised_breaks_nothing() -> None:
    assert GOOD.broken() == []


@pytest.mark.parametrize(
    ("history", "line"),
    [
        (replace(GOOD, waiting=(500,)), "update 500 was never taken"),
        (told(EVENTS[0]), "not answered"),
        (told(*EVENTS[:3]), "not answered"),
        (told(*EVENTS, Event("Anna", "says", 3, "79123456780")), "not answered"),
        (replace(GOOD, jobs=(JOB, replace(JOB, id="5000000002"))), "2 jobs for one number"),
        (replace(GOOD, jobs=(JOB, replace(JOB, id="5000000002", key="b"))), "on 0 cards"),
        (replace(GOOD, jobs=()), "ids of jobs that do not exist"),
        (told(EVENTS[0], EVENTS[1], EVENTS[3]), "nobody confirmed"),
        (told(*EVENTS[:2], replace(EVENTS[2], text="✖️ Cancel"), EVENTS[3]), "nobody confirmed"),
        (told(*EVENTS[:2], replace(EVENTS[2], text="✅ Send 2"), EVENTS[3]), "another count"),
        (told(*EVENTS[:3], replace(EVENTS[3], text=CARD)), "no jobs were told"),
        (replace(GOOD, jobs=(replace(JOB, phone="79123456780"),)), "nobody confirmed its number"),
        (replace(GOOD, jobs=(replace(JOB, windows=("11:00–17:00",)),)), "and its hours"),
        (replace(GOOD, chats={7: EVENTS, 8: EVENTS}), "on 2 cards"),
    ],
)
def test_a_broken_promise_is_named(history: History, line: str) -> None:
    assert any(line in broken for broken in history.broken()), history.broken()


def test_hours_edited_after_the_confirmation_do_not_count_as_confirmed() -> None:
    """What the reader saw at the press decides, not what stands there at the end."""
    before = replace(EVENTS[1], text=CARD.replace("10:00", "11:00"))
    assert any("hours" in line for line in told(EVENTS[0], before, *EVENTS[2:]).broken())


def test_one_confirmation_that_calls_a_number_twice_under_two_keys_is_found() -> None:
    both = replace(EVENTS[3], text=f"{ADDED}, 5000000002")
    jobs = (JOB, replace(JOB, id="5000000002", key="key:1"))
    lines = replace(told(*EVENTS[:3], both), jobs=jobs).broken()
    assert any("called a number twice" in line for line in lines)
