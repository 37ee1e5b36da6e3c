"""One value or another ("until 15 or 16 December"): both readings, and the person decides.

Only what stands in one place of a phrase is a choice. Days and windows with an "or" between them
("Mondays or Tuesdays", "10-12 or 14-16") are a list, and the grammar reads that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.core.policy import Attempts, Policy
from bot.core.reading.reading import Answer, Piece, Question, Reading, Role
from bot.core.reading.scan import Item
from bot.core.reading.tokens import Kind
from bot.core.texts import text

# Each is two readings more; a message with many choices is asked about as it stands.
_MOST = 3
_BOUNDS = frozenset({"from", "to", "through", "before", "after", "not_before", "not_after"})
_BETWEEN = frozenset({"to", "through", "and"})
_COUNTED = frozenset({"number", "ordinal"})
_NAMED = frozenset({"day", "date", "month"})
_BEHIND = frozenset({"half", "unit", "count_mark"})


class Spot(NamedTuple):
    """The items `first..turn` of one value, and those behind the "or" up to `last` (outside)."""

    first: int
    turn: int
    last: int


def decided(text_: str, items: Sequence[Item], read: Callable[[list[Item]], Reading]) -> Reading:
    """Read the items; where a choice between two values makes two good readings, ask."""
    plain = read(list(items))
    spots = list(_spots(items))
    for spot in spots if len(spots) <= _MOST else ():
        if _is_list(plain, items, spot):
            continue
        ways = (
            read([*items[: spot.turn], *items[spot.last :]]),
            read([*items[: spot.first], *items[spot.turn + 1 :]]),
        )
        if _is_choice(plain, ways):
            return _asked(text_, items, spot, plain, ways)
    return plain


def _spots(items: Sequence[Item]) -> Iterator[Spot]:
    for turn, item in enumerate(items):
        if "or" not in item.sense or not 0 < turn < len(items) - 1:
            continue
        spot = Spot(_begin(items, turn - 1), turn, _end(items, turn + 1))
        values = _counts(items[turn - 1]) and _counts(items[turn + 1])
        if (values and not _lists(items, spot)) or _bounds(items, spot):
            yield spot


def _counts(item: Item) -> bool:
    return item.kind == Kind.NUMBER or not _COUNTED.isdisjoint(item.sense)


def _begin(items: Sequence[Item], at: int) -> int:
    """Where a value begins that ends here: "10:30" is three items."""
    tight = at > 1 and not items[at].spaced and items[at - 1].text in (":", ".")
    return at - 2 if tight and items[at - 2].kind == Kind.NUMBER else at


def _end(items: Sequence[Item], at: int) -> int:
    """Where a value ends that begins here."""
    tight = at + 2 < len(items) and not items[at + 1].spaced and not items[at + 2].spaced
    timed = tight and items[at + 1].text in (":", ".") and items[at + 2].kind == Kind.NUMBER
    return at + 3 if timed else at + 1


def _lists(items: Sequence[Item], spot: Spot) -> bool:
    """Whether a range ends before the "or" and another one begins behind it."""
    behind = spot.last
    if behind < len(items) and not _BEHIND.isdisjoint(items[behind].sense):
        behind += 1
    return (
        spot.first > 0
        and behind < len(items)
        and all(
            item.text[:1] in ("-", "~") or not _BETWEEN.isdisjoint(item.sense)
            for item in (items[spot.first - 1], items[behind])
        )
    )


def _bounds(items: Sequence[Item], spot: Spot) -> bool:
    """Whether a start or an end is one day or another; "on Mondays or Tuesdays" is a list."""
    before = items[spot.first - 1].sense if spot.first else {}
    named = all(not _NAMED.isdisjoint(items[at].sense) for at in (spot.turn - 1, spot.turn + 1))
    return named and not _BOUNDS.isdisjoint(before) and "on" not in before


def _is_list(plain: Reading, items: Sequence[Item], spot: Spot) -> bool:
    """Whether the grammar took both as one ("on 1 or 2 December")."""
    start, end = items[spot.first].start, items[spot.last - 1].end
    return any(piece.start <= start and end <= piece.end for piece in plain.pieces)


def _is_choice(plain: Reading, ways: Sequence[Reading]) -> bool:
    """Whether each value alone is read no worse than both together, and not as the same."""
    one, other = ways
    return one.policy != other.policy and all(
        way.policy != Policy() and _open(way) <= _open(plain) for way in ways
    )


def _open(reading: Reading) -> int:
    return len(reading.questions) + len(reading.unknown)


def _asked(
    text_: str, items: Sequence[Item], spot: Spot, plain: Reading, ways: Sequence[Reading]
) -> Reading:
    """What both readings share, and the question between them."""
    one, other = ways
    policy, about = _shared(one.policy, other.policy)
    start, end = items[spot.first].start, items[spot.last - 1].end
    values = (
        text_[start : items[spot.turn - 1].end],
        text_[items[spot.turn + 1].start : end],
    )
    answers = tuple(
        Answer(text("answer-words", words=value), way.policy)
        for value, way in zip(values, ways, strict=True)
    )
    question = Question(text("asked-either"), text_[start:end], answers, about)
    return replace(
        one,
        policy=policy,
        assumptions=tuple(a for a in one.assumptions if a in other.assumptions),
        questions=(question, *(q for q in one.questions if q in other.questions)),
        unknown=tuple(u for u in one.unknown if u in other.unknown),
        pieces=tuple(_pieces(plain.pieces, start, end, about)),
    )


def _shared(one: Policy, other: Policy) -> tuple[Policy, str]:
    """The policy without what differs, and what that is."""
    out, about = one, "week"
    if one.week != other.week:
        out = replace(out, week=None)
    if (one.start, one.finish) != (other.start, other.finish):
        out, about = replace(out, start=None, finish=None), "dates"
    if one.attempts != other.attempts:
        out, about = replace(out, attempts=Attempts()), "attempts"
    return out, about


def _pieces(pieces: Sequence[Piece], start: int, end: int, about: str) -> Iterator[Piece]:
    """The pieces of the message, those that touch the choice made one."""
    touched = [p for p in pieces if p.start < end and start < p.end]
    yield from (p for p in pieces if p.end <= start and p not in touched)
    yield Piece(min(start, touched[0].start), max(end, touched[-1].end), Role.ASSUMPTION, about)
    yield from (p for p in pieces if p.start >= end and p not in touched)
