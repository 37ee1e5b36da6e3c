"""Clauses that do not depend on each other: their order means nothing, their words read back."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import words
from bot.core.policy import Day, Policy
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.parse import Context, parse
from bot.core.reading.reading import Reading
from bot.core.schedule import never_calls, schedule
from bot.locales import voices

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BREAKS = ["; ", "\n", " ;\n"]
# Clauses of one kind are never said together; days stand in one clause at most.
KINDS: dict[str, dict[str, list[str]]] = {
    "ru": {
        "hours": ["пн-ср {}", "в понедельник и вторник {}", "с понедельника по среду {}"],
        "others": ["чт {}", "четверг, пятница: {}", "по пятницам {}"],
        "closed": ["вс выходной", "кроме воскресенья", "не звонить по воскресеньям"],
        "zone": ["мск", "по Екатеринбургу", "UTC+5", "по местному времени"],
        "attempts": ["3 попытки", "не более 5-ти раз"],
        "interval": ["каждые 2 часа", "с интервалом 30 минут"],
        "dates": ["до 20.12", "с 1 по 15 декабря", "с 1 декабря"],
        "break": ["обед 13-14", "перерыв с 13 до 13:30"],
    },
    "en": {
        "hours": ["Mon-Wed {}", "Monday and Tuesday {}", "Monday through Wednesday {}"],
        "others": ["Thu {}", "Thursday, Friday: {}", "on Fridays {}"],
        "closed": ["Sun closed", "except Sunday", "no calls on Sundays"],
        "zone": ["Moscow", "London time", "UTC+5", "local time"],
        "attempts": ["3 attempts", "up to 5 times"],
        "interval": ["every 2 hours", "at intervals of 30 minutes"],
        "dates": ["until 20 December", "1-15 December", "from December 1"],
        "break": ["lunch 1-2pm", "a break from 1 to 1:30pm"],
    },
    "uk": {
        "hours": ["пн-ср {}", "у понеділок і вівторок {}"],
        "others": ["чт {}", "четвер, п'ятниця: {}"],
        "closed": ["нд вихідний", "крім неділі"],
        "zone": ["за Києвом", "UTC+2"],
        "attempts": ["3 спроби", "не більше 5-ти спроб"],
        "interval": ["кожні 2 години", "з інтервалом 30 хвилин"],
        "dates": ["до 20.12", "з 1 по 15 грудня"],
        "break": ["обід 13-14"],
    },
}
LANGUAGES = sorted(KINDS)
HOURS = ["10-18", "9:00-17:30", "11-13, 14-19", "8-20"]


@cache
def lexicon() -> Lexicon:
    return words.load()


VOICES = voices()


def read(text: str) -> Reading:
    return parse(text, lexicon(), Context(NOW))


@st.composite
def said(draw: st.DrawFn, language: str) -> dict[str, str]:
    """Two clauses or more of different kinds; a break has hours to be taken from."""
    kinds = KINDS[language]
    chosen = set(draw(st.lists(st.sampled_from(sorted(kinds)), min_size=2, unique=True)))
    if "break" in chosen:
        chosen.add("hours")
    return {
        kind: draw(st.sampled_from(kinds[kind])).format(draw(st.sampled_from(HOURS)))
        for kind in sorted(chosen)
    }


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_their_order_and_what_parts_them_does_not_matter(
    language: str, data: st.DataObject
) -> None:
    clauses = list(data.draw(said(language)).values())
    other = data.draw(st.permutations(clauses))
    first = read(data.draw(st.sampled_from(BREAKS)).join(clauses))
    second = read(data.draw(st.sampled_from(BREAKS)).join(other))
    assert first.ready, (clauses, first.questions, first.unknown)
    assert (first.policy, first.ready) == (second.policy, second.ready), (clauses, other)


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_each_says_among_the_others_what_it_says_alone(language: str, data: st.DataObject) -> None:
    """None is passed over, and none changes what another one says."""
    clauses = data.draw(said(language))
    whole = read("; ".join(clauses.values())).policy
    alone = {kind: read(clause).policy for kind, clause in clauses.items()}
    assert whole.zone == (("zone" in alone and alone["zone"].zone) or None)
    assert whole.zone_per_number == ("zone" in alone and alone["zone"].zone_per_number)
    assert whole.attempts.most == (
        ("attempts" in alone and alone["attempts"].attempts.most) or None
    )
    assert whole.attempts.every == (
        ("interval" in alone and alone["interval"].attempts.every) or None
    )
    dates = alone.get("dates", Policy())
    assert (whole.start, whole.finish) == (dates.start, dates.finish)
    assert "closed" not in alone or (whole.week and Day.SUN not in whole.week.allowed)
    for kind in {"hours", "others"} & alone.keys():
        own = alone[kind].week
        assert own
        assert whole.week
        for day in own.allowed:
            lunch = [w for w in whole.week.days[day] or () if w.start < 795 < w.end]
            assert not ("break" in alone and lunch)
            assert "break" in alone or whole.week.days[day] == own.days[day]


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_a_reading_in_the_words_of_its_card_is_the_same_reading(
    language: str, data: st.DataObject
) -> None:
    """The canonical form is a fixed point: what was read, said and read again does not change."""
    policy = read("; ".join(data.draw(said(language)).values())).policy
    if never_calls(policy, None, NOW):
        return
    for voice in VOICES.values():
        card = "\n".join(voice(line) for line in schedule(policy, None, NOW))
        again = read(card)
        assert again.ready, (card, again.questions, again.unknown)
        assert again.policy == policy, card
