"""The card: a draft as lines of text, in the same order every time.

First how many and where to, then when, then what was assumed, refused and not understood.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.campaign import CALLING, PAUSED
from bot.core.card_files import file_lines
from bot.core.draft import Draft, Missing
from bot.core.numbers_lines import cut, numbers_lines, own_lines
from bot.core.policy import Policy
from bot.core.reading.reading import Assumption, Question, Unknown
from bot.core.refused_lines import refused_lines
from bot.core.schedule import never_calls, schedule
from bot.core.texts import Text, text

SHOWN_UNKNOWN = 8
BLANK = text("blank")
MISSING = {
    Missing.NUMBERS: text("missing-numbers"),
    Missing.SCHEDULE: text("missing-schedule"),
}


def card(draft: Draft, default_zone: str | None, now: datetime) -> tuple[Text, ...]:
    """All lines of an open draft's card."""
    paragraphs = (
        file_lines(tuple(file for file in draft.files if file.open)),
        not_understood(draft.unknown, alone=False),
        summary(draft, default_zone, now),
        file_lines(tuple(file for file in draft.files if not file.open)),
        _assumptions(draft.assumptions),
        refused_lines(draft.refused),
        _campaign(draft.campaign_state),
        _open(draft, default_zone, now),
    )
    return spaced(paragraphs)


def _campaign(state: str) -> tuple[Text, ...]:
    """A campaign that calls nobody now is said before the numbers are sent to it."""
    if not state or state in CALLING:
        return ()
    said = "campaign-rests" if state == PAUSED else "campaign-over"
    return (text(said, state=text("campaign-state", state=state)),)


def summary(draft: Draft, default_zone: str | None, now: datetime) -> tuple[Text, ...]:
    """What is sent: the numbers and when; all that the card keeps after the tap."""
    numbers = draft.numbers
    if draft.scheduled:
        when = schedule(draft.policy or Policy(), default_zone, now, numbers)
    else:
        when = own_lines(numbers, None)
    return (*numbers_lines(numbers), *when)


def spaced(paragraphs: tuple[tuple[Text, ...], ...]) -> tuple[Text, ...]:
    """Join paragraphs with a blank line between those that say something."""
    out: list[Text] = []
    for paragraph in filter(None, paragraphs):
        out += [BLANK, *paragraph] if out else paragraph
    return tuple(out)


def not_understood(unknown: tuple[Unknown, ...], *, alone: bool = True) -> tuple[Text, ...]:
    """Quote the words that were not understood; `alone` when nothing else was."""
    if not unknown:
        return ()
    quotes = tuple(_quoted(word) for word in unknown[:SHOWN_UNKNOWN])
    rest = len(unknown) - len(quotes)
    more = (text("numbers-more", count=rest),) if rest else ()
    return (text("not-understood-only" if alone else "not-understood", words=(*quotes, *more)),)


def blocked(draft: Draft, default_zone: str | None, now: datetime) -> bool:
    """Whether the schedule can never be met, which no tap may send."""
    policy = draft.policy
    if policy is not None and draft.numbers.all_scheduled:
        policy = replace(policy, week=None)
    return policy is not None and never_calls(policy, default_zone, now)


def question_line(question: Question) -> Text:
    """Ask, with the words it is about where there are any."""
    if not question.words:
        return question.said
    return text("question", words=cut(question.words), said=question.said)


def _assumptions(assumptions: tuple[Assumption, ...]) -> tuple[Text, ...]:
    if not assumptions:
        return ()
    lines = tuple(_assumption(assumption) for assumption in assumptions)
    return (text("assumptions-title"), *lines)


def _assumption(assumption: Assumption) -> Text:
    if not assumption.words:
        return text("assumption", said=assumption.said)
    return text("assumption-words", words=cut(assumption.words), said=assumption.said)


def _open(draft: Draft, default_zone: str | None, now: datetime) -> tuple[Text, ...]:
    """What has to be said or chosen next: one thing at a time."""
    if draft.questions:
        return (question_line(draft.questions[0]),)
    if draft.missing:
        return (MISSING[draft.missing[0]],)
    return (text("never-meets"),) if blocked(draft, default_zone, now) else ()


def _quoted(unknown: Unknown) -> Text:
    if unknown.note is None:
        return text("unknown-quote", words=cut(unknown.words))
    return text("unknown-quote-note", words=cut(unknown.words), note=unknown.note)
