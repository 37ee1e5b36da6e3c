"""The card: a draft as lines of text, in the same order every time.

First how many and where to, then when, then what was assumed, refused and not understood.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.campaign import CALLING, PAUSED
from bot.core.card_files import file_lines
from bot.core.draft import Draft, Missing
from bot.core.legal import Guard
from bot.core.legal_lines import legal_lines, legally_blocked
from bot.core.next_calls import never_meets, next_calls
from bot.core.numbers_lines import cut, numbers_lines, own_lines
from bot.core.policy import Policy
from bot.core.reading.reading import Assumption, Question, Unknown
from bot.core.refused_lines import refused_lines
from bot.core.schedule import schedule
from bot.core.texts import Text, text

SHOWN_UNKNOWN = 8
NO_GUARD = Guard()
BLANK = text("blank")
MISSING = {
    Missing.NUMBERS: text("missing-numbers"),
    Missing.SCHEDULE: text("missing-schedule"),
}


def card(
    draft: Draft, default_zone: str | None, now: datetime, legal: Guard = NO_GUARD
) -> tuple[Text, ...]:
    """All lines of an open draft's card; `legal` guards the hours of its calls."""
    paragraphs = (
        file_lines(tuple(file for file in draft.files if file.open)),
        not_understood(draft.unknown, alone=False),
        summary(draft, default_zone, now),
        file_lines(tuple(file for file in draft.files if not file.open)),
        _assumptions(draft.assumptions),
        refused_lines(draft.refused),
        _campaign(draft.campaign_state),
        legal_lines(_policy(draft), default_zone, now, draft.numbers, legal),
        _open(draft, default_zone, now, legal),
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
        policy = _policy(draft)
        when = (
            *schedule(policy, default_zone, now, numbers),
            *next_calls(policy, default_zone, now, numbers),
        )
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


def blocked(draft: Draft, default_zone: str | None, now: datetime, legal: Guard = NO_GUARD) -> bool:
    """Whether the schedule can never be met, or is held back by the guard: no tap may send it."""
    return bool(_obstacle(draft, default_zone, now, legal))


def _obstacle(
    draft: Draft, default_zone: str | None, now: datetime, legal: Guard
) -> tuple[Text, ...]:
    """What has to be changed before anything can be sent."""
    if draft.policy is None:
        return ()
    policy, numbers = draft.policy, draft.numbers
    if numbers.all_scheduled:
        policy = replace(policy, week=None)
    if never_meets(policy, default_zone, now, numbers):
        return (text("never-meets"),)
    held = legally_blocked(policy, default_zone, now, numbers, legal)
    return (text("legal-blocked"),) if held else ()


def _policy(draft: Draft) -> Policy:
    return draft.policy or Policy()


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


def _open(draft: Draft, default_zone: str | None, now: datetime, legal: Guard) -> tuple[Text, ...]:
    """What has to be said or chosen next: one thing at a time."""
    if draft.questions:
        return (question_line(draft.questions[0]),)
    if draft.missing:
        return (MISSING[draft.missing[0]],)
    return _obstacle(draft, default_zone, now, legal)


def _quoted(unknown: Unknown) -> Text:
    if unknown.note is None:
        return text("unknown-quote", words=cut(unknown.words))
    return text("unknown-quote-note", words=cut(unknown.words), note=unknown.note)
