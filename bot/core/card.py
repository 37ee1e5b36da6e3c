"""The card: a draft as lines of text, in the same order every time.

First how many and where to, then when, then what was assumed, refused and not understood.
"""

from __future__ import annotations

from datetime import datetime

from bot.core.draft import Draft, Missing
from bot.core.phones.number import Number, RefusedNumber
from bot.core.phones.spelling import spelt
from bot.core.policy import Policy
from bot.core.reading.reading import Assumption, Question, Unknown
from bot.core.schedule import never_calls, schedule
from bot.core.texts import Text, text

SHOWN_NUMBERS = 3
SHOWN_REFUSED = 5
SHOWN_UNKNOWN = 8
LONGEST_QUOTE = 60
LONGEST_PAYLOAD = 3
BLANK = text("blank")
MISSING = {
    Missing.NUMBERS: text("missing-numbers"),
    Missing.SCHEDULE: text("missing-schedule"),
}


def card(draft: Draft, default_zone: str | None, now: datetime) -> tuple[Text, ...]:
    """All lines of an open draft's card."""
    paragraphs = (
        not_understood(draft.unknown, alone=False),
        summary(draft, default_zone, now),
        _assumptions(draft.assumptions),
        _refused(draft.refused),
        _open(draft, default_zone, now),
    )
    return spaced(paragraphs)


def summary(draft: Draft, default_zone: str | None, now: datetime) -> tuple[Text, ...]:
    """What is sent: the numbers and when; all that the card keeps after the tap."""
    when = schedule(draft.policy, default_zone, now) if draft.policy is not None else ()
    return (*_numbers(draft.numbers), *(when if draft.policy != Policy() else when[:2]))


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
    return draft.policy is not None and never_calls(draft.policy, default_zone, now)


def question_line(question: Question) -> Text:
    """Ask, with the words it is about where there are any."""
    if not question.words:
        return question.said
    return text("question", words=cut(question.words), said=question.said)


def cut(words: str) -> str:
    """Keep a quote short enough for a phone."""
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1] + "…"


def _numbers(numbers: tuple[Number, ...]) -> tuple[Text, ...]:
    if not numbers:
        return ()
    shown = tuple(_number(number) for number in numbers[:SHOWN_NUMBERS])
    rest = len(numbers) - len(shown)
    more = (text("numbers-more", count=rest),) if rest else ()
    return (text("count-numbers", count=len(numbers)), *shown, *more)


def _number(number: Number) -> Text:
    if not number.payload:
        return text("number-line", phone=spelt(number.phone))
    pairs = tuple(
        text("payload-pair", key=cut(key), value=cut(value))
        for key, value in list(number.payload.items())[:LONGEST_PAYLOAD]
    )
    return text("number-line-payload", phone=spelt(number.phone), payload=pairs)


def _assumptions(assumptions: tuple[Assumption, ...]) -> tuple[Text, ...]:
    if not assumptions:
        return ()
    lines = tuple(_assumption(assumption) for assumption in assumptions)
    return (text("assumptions-title"), *lines)


def _assumption(assumption: Assumption) -> Text:
    if not assumption.words:
        return text("assumption", said=assumption.said)
    return text("assumption-words", words=cut(assumption.words), said=assumption.said)


def _refused(refused: tuple[RefusedNumber, ...]) -> tuple[Text, ...]:
    if not refused:
        return ()
    lines = tuple(
        text("refused-line", value=cut(one.value), reason=one.reason)
        for one in refused[:SHOWN_REFUSED]
    )
    rest = len(refused) - len(lines)
    more = (text("refused-more", count=rest),) if rest else ()
    return (text("refused-title", count=len(refused)), *lines, *more)


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
