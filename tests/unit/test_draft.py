"""A draft grows by what is said, and is sent once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.draft import (
    Draft,
    DraftState,
    Missing,
    apply,
    by_campaign,
    cancel,
    confirm,
    current,
    on_local_time,
    reopen,
    settle,
)
from bot.core.errors import Refused
from bot.core.fields import entry
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.tally import RefusedTally, Tally
from bot.core.policy import Day, Policy, Week, Window
from bot.core.reading.reading import Answer, Assumption, Question, Reading, Unknown
from bot.core.texts import text

EMPTY = Draft("draft-1", 7, 7, "en")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ONE = Number("79123456789")
TWO = Number("79123456780")
WEEK = Policy(week=Week.of(dict.fromkeys(tuple(Day)[:5], (Window(600, 1080),))))
SAID = Reading("", policy=WEEK, numbers=(ONE,))
HELD = Tally(1, (ONE,))


def refusal(draft: Draft | None, revision: int) -> str:
    with pytest.raises(Refused) as refused:
        current(draft, revision)
    return refused.value.said.key


def test_numbers_and_schedule_make_it_ready() -> None:
    draft = apply(EMPTY, SAID, HELD)
    assert (draft.numbers, draft.policy, draft.ready) == (HELD, WEEK, True)


def test_numbers_first_and_schedule_later() -> None:
    draft = apply(EMPTY, Reading("", numbers=(ONE,)), HELD)
    assert draft.missing == (Missing.SCHEDULE,)
    assert apply(draft, Reading("", policy=WEEK)).ready


def test_schedule_first_and_numbers_later() -> None:
    draft = apply(EMPTY, Reading("", policy=WEEK))
    assert draft.missing == (Missing.NUMBERS,)
    assert apply(draft, Reading("", numbers=(ONE,)), HELD).ready


def test_what_the_store_holds_is_told_and_stays_when_nothing_is_said_of_it() -> None:
    refused = RefusedTally(1, (RefusedNumber("x", text("refused-too-short")),))
    draft = apply(EMPTY, SAID, HELD, refused)
    assert (draft.numbers, draft.refused) == (HELD, refused)
    later = apply(draft, Reading("", policy=WEEK))
    assert (later.numbers, later.refused) == (HELD, refused)
    assert apply(draft, Reading("", removed=(ONE.phone,)), Tally()).missing == (Missing.NUMBERS,)


def test_every_change_is_a_new_revision() -> None:
    draft = apply(EMPTY, SAID, HELD)
    assert draft.revision == EMPTY.revision + 1
    assert by_campaign(draft).revision == draft.revision + 1


def test_a_word_not_understood_blocks_the_plain_send() -> None:
    draft = apply(EMPTY, replace(SAID, unknown=(Unknown("abra", 0, 4),)), HELD)
    assert draft.complete
    assert not draft.ready
    with pytest.raises(Refused):
        confirm(draft)
    assert confirm(draft, without_unknown=True).state is DraftState.CONFIRMED


def test_a_question_blocks_every_send_until_it_is_settled() -> None:
    question = Question(text("x"), "18-10", (Answer(text("a"), WEEK),), about="week")
    draft = apply(EMPTY, Reading("", numbers=(ONE,), questions=(question,)), HELD)
    with pytest.raises(Refused):
        confirm(draft, without_unknown=True)
    settled = settle(draft, question.answers[0].policy)
    assert settled.policy == WEEK
    assert confirm(settled).state is DraftState.CONFIRMED


def test_new_words_about_the_same_thing_settle_a_question() -> None:
    question = Question(text("x"), "18-10", about="week")
    asked = apply(EMPTY, Reading("", numbers=(ONE,), questions=(question,)), HELD)
    assert apply(asked, SAID).questions == ()


def test_assumptions_about_what_is_said_anew_are_dropped_and_others_stay() -> None:
    of_week, of_zone = Assumption(text("x"), about="week"), Assumption(text("y"), about="zone")
    draft = apply(EMPTY, replace(SAID, assumptions=(of_week, of_zone)))
    assert apply(draft, SAID).assumptions == (of_zone,)


def test_a_message_without_a_zone_says_nothing_of_the_drafts_zone() -> None:
    said = replace(SAID, assumptions=(Assumption(text("assumed-no-zone")),))
    assert apply(EMPTY, said).assumptions == ()


def test_an_empty_schedule_is_only_the_campaigns_own_when_asked_for() -> None:
    draft = apply(EMPTY, Reading("", numbers=(ONE,)), HELD)
    with pytest.raises(Refused):
        confirm(draft)
    assert confirm(by_campaign(draft)).policy == Policy()


def test_only_the_newest_revision_of_an_open_draft_can_be_acted_on() -> None:
    draft = apply(EMPTY, SAID, HELD)
    assert current(draft, draft.revision) is draft
    assert refusal(None, 1) == "refused-stale"
    assert refusal(draft, draft.revision - 1) == "refused-stale"
    assert refusal(confirm(draft), draft.revision) == "refused-already-sent"
    assert refusal(cancel(draft), draft.revision) == "refused-cancelled"


def test_a_draft_given_back_is_open_with_what_was_not_added() -> None:
    left = Tally(1, (TWO,))
    dropped = RefusedTally(1, (RefusedNumber("x", text("refused-by-campaign")),))
    back = reopen(confirm(apply(EMPTY, SAID, HELD)), left, dropped, NOW)
    assert (back.state, back.numbers, back.refused) == (DraftState.OPEN, left, dropped)
    assert confirm(back).revision > EMPTY.revision + 1


LOCAL = Reading("", policy=replace(WEEK, zone_per_number=True))
MOBILE, EKATERINBURG = Number("79001112233"), Number("73432223344")
BOTH = Tally(2, (MOBILE, EKATERINBURG), zones=(("Asia/Yekaterinburg", 1), (None, 1)))
KNOWN = Tally(1, (EKATERINBURG,), zones=(("Asia/Yekaterinburg", 1),))


def test_the_clocks_of_the_numbers_are_asked_for_only_where_they_matter() -> None:
    assert on_local_time(EMPTY, LOCAL.policy)
    assert on_local_time(apply(EMPTY, LOCAL))
    assert not on_local_time(EMPTY, WEEK)
    assert not on_local_time(apply(EMPTY, LOCAL), Policy(zone="Europe/Moscow"))


def test_on_local_time_numbers_without_a_clock_of_their_own_are_asked_about() -> None:
    """Whichever message brings the numbers, and only for those that need it."""
    schedule_first = apply(apply(EMPTY, LOCAL), Reading(""), BOTH)
    numbers_first = apply(apply(EMPTY, Reading(""), replace(BOTH, zones=())), LOCAL, BOTH)
    for draft in (schedule_first, numbers_first):
        assert [q.said for q in draft.questions] == [text("asked-local-zones", count=1)]
    assert apply(apply(EMPTY, LOCAL), Reading(""), KNOWN).ready


def test_the_clock_that_is_answered_is_for_those_numbers_only() -> None:
    asked = apply(apply(EMPTY, LOCAL), Reading(""), BOTH)
    draft = apply(asked, Reading("", policy=Policy(zone="Europe/Moscow")))
    assert draft.ready
    assert draft.policy is not None
    assert [entry(n, draft.policy)["gmtZone"] for n in draft.numbers.first] == [
        "Europe/Moscow",
        "Asia/Yekaterinburg",
    ]


def test_an_answer_that_means_local_time_asks_for_the_rest() -> None:
    local = Answer(text("a"), LOCAL.policy)
    question = Question(text("x"), "local?", (local,), about="zone")
    asked = apply(EMPTY, Reading("", questions=(question,)), replace(BOTH, zones=()))
    settled = settle(asked, local.policy, BOTH)
    assert [q.said for q in settled.questions] == [text("asked-local-zones", count=1)]
