"""What the card says of a schedule, read again, is the same schedule: in every language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.core.policy import DAY_END, Attempts, Day, Policy, Week, Window, merged
from bot.core.reading.parse import Context, parse
from bot.core.reading.terms import never_meet
from bot.core.schedule import never_calls, schedule
from bot.locales import languages, voices
from bot.words import load

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LEXICON = load()
VOICES = voices()

# Lines about what the campaign does by itself.
REMARKS = {"first-calls", "zone-of-number"}
# Nothing can begin at 23:59: that is how the end of the day is sent.
LAST = DAY_END - 1
minutes = st.integers(0, 24 * 4).map(lambda quarter: quarter * 15) | st.integers(0, LAST - 1)


@st.composite
def hours(draw: st.DrawFn) -> tuple[Window, ...]:
    """One to three windows that do not touch."""
    edges = sorted(draw(st.lists(minutes, min_size=2, max_size=6, unique=True)))
    pairs = zip(edges[::2], edges[1::2], strict=False)  # an odd edge is left over
    return merged(Window(start, end) for start, end in pairs if end != LAST)  # as 24:00 is sent


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """Days with hours of one to three kinds, or days alone, or hours alone."""
    days = draw(st.lists(st.sampled_from(Day), min_size=1, unique=True))
    kinds = draw(st.lists(hours(), min_size=1, max_size=3))
    shape = draw(st.sampled_from(["both", "days", "hours"]))
    if shape == "hours":
        return Week.of(dict.fromkeys(Day, kinds[0]), named=False)
    if shape == "days":
        return Week.of(dict.fromkeys(days, ()))
    return Week.of({day: draw(st.sampled_from(kinds)) for day in days})


zones = st.sampled_from(
    [None, "Europe/Moscow", "Asia/Yekaterinburg", "Europe/London", "+05:30", "-03:00", "Z"]
)
# One attempt has no interval.
attempts = st.builds(Attempts, st.just(1)) | st.builds(
    Attempts,
    st.none() | st.integers(2, 50),
    st.none() | st.integers(1, 2880),
)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any policy a card may have to tell; dates are whole days from tomorrow on."""
    start = draw(st.none() | st.integers(1, 200))
    length = draw(st.none() | st.integers(0, 100))
    tomorrow = datetime(2026, 11, 23)
    finish = (start or 0) + length + 1 if length is not None else None
    return Policy(
        week=draw(weeks()),
        zone=draw(zones),
        zone_per_number=draw(st.booleans()),
        start=tomorrow + timedelta(days=start) if start is not None else None,
        finish=tomorrow + timedelta(days=finish, seconds=-1) if finish is not None else None,
        attempts=draw(attempts),
    )


@pytest.mark.parametrize("language", languages())
@given(policy=policies())
@settings(max_examples=200, deadline=None)
def test_the_cards_own_words_give_the_same_policy(language: str, policy: Policy) -> None:
    # A card of days that never come within the dates asks about them.
    assume(not never_calls(policy, None, NOW))
    assume(not never_meet(policy, Context(now=NOW).today(policy.zone)))
    lines = schedule(policy, None, NOW)
    said = "\n".join(VOICES[language](line) for line in lines)
    policy_alone = "\n".join(VOICES[language](line) for line in lines if line.key not in REMARKS)
    for text in (said, policy_alone):
        reading = parse(text, LEXICON, Context(now=NOW))
        assert reading.ready, (text, reading.questions, reading.unknown)
        assert reading.policy == policy, text


@given(
    st.integers(0, DAY_END),
    st.sampled_from(["{}-24:00", "{}-23:59", "с {}", "до 24, кроме {}-23:59"]),
)
@settings(max_examples=60, deadline=None)
def test_no_window_begins_where_the_day_is_sent_to_end(minute: int, phrase: str) -> None:
    """A window 23:59–24:00 could not be sent: it is a question, or there is none."""
    said = phrase.format(f"{minute // 60:02}:{minute % 60:02}")
    week = parse(said, LEXICON, Context(now=NOW)).policy.week
    windows = [window for hours in (week.days if week else ()) for window in hours or ()]
    assert all(window.start < LAST and window.end != LAST for window in windows)
