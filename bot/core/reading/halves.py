"""From two times as written to minutes of the day: am and pm, midnight, what is impossible."""

from __future__ import annotations

from typing import NamedTuple

from bot.core.fields import clock as spelt
from bot.core.policy import DAY_END
from bot.core.reading.clock import HOUR, NOON, Clock, said_minute, with_half
from bot.core.reading.meanings import Half
from bot.core.reading.nodes import Option, Span
from bot.core.texts import Text, text

# Nobody is called at two in the night: a bare 1..5 is of the afternoon, 6 and 7 may be either.
_SURELY_PM = 6 * HOUR
_MAYBE_PM = 8 * HOUR
# A night longer than this is rather two ends in the wrong order.
_LONGEST_NIGHT = 12 * HOUR
# "From 12 to 12 at night" begins at noon.
_BEFORE_NOON = (Half.AM, Half.MORNING, Half.NIGHT)
# Bars close in the small hours: "11:00-02:00" is no mistake.
_SMALL_HOURS = 4 * HOUR


# What is assumed of one time by itself.
ASSUMED = "assumed-half"


class Settled(NamedTuple):
    """Hours with what was assumed; or a question with the ways to read them."""

    span: Span
    said: tuple[Text, ...] = ()
    asked: Text | None = None
    options: tuple[Option, ...] = ()


def window(start: Clock, end: Clock, *, lunch: bool = False) -> Settled:
    """Settle both ends of a range; what was assumed of one end is said of the whole."""
    found = _window(start, end, lunch=lunch)
    if not any(said.key == ASSUMED for said in found.said):
        return found
    first, last = found.span.start or 0, (found.span.end or 0) % DAY_END
    return found._replace(said=(text("assumed-hours", start=spelt(first), end=spelt(last)),))


def _window(start: Clock, end: Clock, *, lunch: bool) -> Settled:
    if start.wrong or end.wrong:
        return Settled(Span(None, None), asked=text("asked-no-such-time"))
    if start.half is None and end.half is None:
        return _lunch(start, end) if lunch else _unmarked(start, end)
    first, last = said_minute(start), said_minute(end)
    if first is None or last is None:
        return _unclear(start, end)
    if start.half is None:
        return _end_marked(start, end, last)
    if end.half is None:
        return _start_marked(first, end)
    return _ordered(start, end, first, last)


def lower(found: Clock) -> Settled:
    """Settle a time from which on."""
    minute = said_minute(found)
    if found.wrong or minute is None:
        return Settled(Span(None, None), asked=text("asked-no-such-time"))
    if not found.bare or minute >= _MAYBE_PM:
        return Settled(Span(minute, None))
    later = Span(minute + NOON, None)
    if minute < _SURELY_PM:
        return Settled(later, (_pm(later.start),))
    options = (_from(minute), _from(minute + NOON))
    return Settled(Span(None, None), asked=text("asked-which-half"), options=options)


def by_itself(found: Clock) -> Clock:
    """A time from which on, in the half of the day that it has without any other time."""
    start = lower(found).span.start
    if not found.bare or start is None:
        return found
    return found._replace(half=Half.AM if start == found.minute else Half.PM)


def upper(found: Clock, day_start: int) -> Settled:
    """Settle a time until which: a bare hour before the calling day is of the afternoon."""
    minute = said_minute(found)
    if found.wrong or minute is None:
        return Settled(Span(None, None), asked=text("asked-no-such-time"))
    if found.bare and minute <= day_start:
        return Settled(Span(None, minute + NOON), (_pm(minute + NOON),))
    return Settled(Span(None, minute or DAY_END))


def _ordered(start: Clock, end: Clock, first: int, last: int) -> Settled:
    """Both ends are said with their half: only a night may run backwards."""
    last = last or DAY_END
    if first < last:
        return Settled(Span(first, last))
    short = last + DAY_END - first <= _LONGEST_NIGHT or last <= _SMALL_HOURS
    if first != last and short:
        return Settled(Span(first, last + DAY_END), (_overnight(last),))
    return _unclear(start, end)


def _end_marked(start: Clock, end: Clock, last: int) -> Settled:
    """ "1-2pm", "9-5pm": the start takes the same half where that still leaves a window."""
    half = end.half if end.half is not None else Half.PM
    noon = start.minute == NOON and half in _BEFORE_NOON
    same = with_half(start, half) if start.bare and not noon else None
    last = last or DAY_END
    if same is not None and same < last and same != start.minute:
        return Settled(Span(same, last), (text("assumed-half", time=spelt(same)),))
    if start.minute < last:
        said = (text("assumed-half", time=spelt(start.minute)),) if start.bare else ()
        return Settled(Span(start.minute, last), said)
    if last + DAY_END - start.minute <= _LONGEST_NIGHT and start.minute != last:
        return Settled(Span(start.minute, last + DAY_END), (_overnight(last),))
    return _unclear(start, end)


def _start_marked(first: int, end: Clock) -> Settled:
    """ "10am-6": the first time after the start that the end can mean."""
    for minute in (end.minute or DAY_END, end.minute + NOON):
        if first < minute <= DAY_END and (minute == end.minute or end.bare or not end.minute):
            said = (text("assumed-half", time=spelt(minute)),) if end.bare else ()
            return Settled(Span(first, minute), said)
    if end.minute + DAY_END - first <= _LONGEST_NIGHT and end.minute != first:
        return Settled(Span(first, end.minute + DAY_END), (_overnight(end.minute),))
    return _unclear(None, None, Span(first, end.minute))


def _lunch(start: Clock, end: Clock) -> Settled:
    """A break of small hours is of the afternoon: "lunch 1-2"."""
    shift = NOON if start.bare and start.minute < _MAYBE_PM else 0
    first = start.minute + shift
    last = end.minute + (NOON if (end.bare and end.minute <= start.minute) or shift else 0)
    if shift and not end.bare:
        last = end.minute
    if first < last <= DAY_END:
        return Settled(Span(first, last), (_pm(last),) if last != end.minute else ())
    return _unclear(start, end)


def _unmarked(start: Clock, end: Clock) -> Settled:
    first, last = start.minute, end.minute
    if last == 0 or (first == last and first in (0, DAY_END)):
        return Settled(Span(first % DAY_END, DAY_END))
    if last > first:
        return _forward(start, end)
    return _backward(start, end)


def _forward(start: Clock, end: Clock) -> Settled:
    """The ends are in order: right as they stand, unless they are hours of the night."""
    first, last = start.minute, end.minute
    if (
        start.bare
        and not end.bare
        and first < _SURELY_PM
        and not (start.timed and not start.spoken)
    ):
        return _small_start(start, end)
    if not (start.bare and end.bare) or first >= _MAYBE_PM or (start.timed and first >= _SURELY_PM):
        return Settled(Span(first, last))
    pm = Span(first + NOON, last + NOON)
    if first < _SURELY_PM and last <= 9 * HOUR:
        return Settled(pm, (_pm(pm.end),))
    if first >= _SURELY_PM and last > 9 * HOUR:
        return Settled(Span(first, last))
    options = [_between(first, last)]
    if last < NOON:
        options.append(_between(first + NOON, last + NOON))
    return Settled(
        Span(None, None), asked=text("asked-which-half"), options=tuple(reversed(options))
    )


def _small_start(start: Clock, end: Clock) -> Settled:
    """ "A quarter to six till 20:00": a small hour in words is of the afternoon, too."""
    first, last = start.minute + NOON, end.minute
    if start.spoken and first < last:
        return Settled(Span(first, last), (_pm(first),))
    options = [_between(start.minute, last)]
    if first < last:
        options.insert(0, _between(first, last))
    return Settled(Span(None, None), asked=text("asked-which-half"), options=tuple(options))


def _backward(start: Clock, end: Clock) -> Settled:
    """The end is not after the start: pm, a night, or a question."""
    first, last = start.minute, end.minute
    if (start.bare or first == NOON) and end.bare and first < last + NOON < DAY_END:
        return Settled(Span(first, last + NOON), (_pm(last + NOON),))
    night = last + DAY_END - first
    certain = end.padded or (start.timed and end.timed)
    if first > last and certain and (night <= _LONGEST_NIGHT or last <= _SMALL_HOURS):
        return Settled(Span(first, last + DAY_END), (_overnight(last),))
    return _unclear(start, end)


def _unclear(start: Clock | None, end: Clock | None, span: Span | None = None) -> Settled:
    """A range that runs backwards, with the ways it may be meant."""
    first = start.minute if start else span.start if span else None
    last = end.minute if end else span.end if span else None
    options: list[Option] = []
    if first is not None and last is not None and first != last:
        if last and last < first <= DAY_END:
            options.append(_between(last, first))
        if last < first:
            label = text("answer-overnight", start=spelt(first), end=spelt(last))
            options.append(Option(label, (Span(first, last + DAY_END),)))
    return Settled(Span(None, None), asked=text("asked-backward"), options=tuple(options))


def _between(start: int, end: int) -> Option:
    label = text("answer-hours", start=spelt(start), end=spelt(end))
    return Option(label, (Span(start, end),))


def _from(start: int) -> Option:
    return Option(text("answer-from", start=spelt(start)), (Span(start, None),))


def _pm(minute: int | None) -> Text:
    return text("assumed-half", time=spelt(minute or 0))


def _overnight(end: int) -> Text:
    return text("assumed-overnight", end=spelt(end))
