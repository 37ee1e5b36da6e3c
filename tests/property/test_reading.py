"""The reader on any text at all: it answers, it accounts for every character, it is stable."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import words
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.parse import Context, parse
from bot.core.reading.reading import Reading, Role

NOW = datetime.fromisoformat("2026-11-23T12:00:00+03:00")
LONGEST = 4096
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
MARKS = " \n\t,.;:-–—()/+&|!?«»\"'0123456789=@№%\u00a0\u200b\u200f\u202e\ufe0f\u0301"
EMOJI = "📞☎️🙂🕙👍🏽1️⃣"
ALPHABET = RUSSIAN + RUSSIAN.upper() + "abcdefghijklmnopqrstuvwxyzABCXYZİıß" + MARKS + EMOJI


@cache
def lexicon() -> Lexicon:
    return words.load()


@cache
def vocabulary() -> list[str]:
    return sorted(lexicon().vocabulary)


def read(text: str) -> Reading:
    return parse(text, lexicon(), Context(NOW))


def known_words() -> st.SearchStrategy[str]:
    """Words the grammar knows, numbers and marks in any order: its rules meet in new ways."""
    bits = st.one_of(
        st.deferred(lambda: st.sampled_from(vocabulary())),
        st.sampled_from(["10", "18:00", "9-00", "-", ",", "\n", "31.12", "+7 912 345-67-89", "."]),
        st.integers(0, 3000).map(str),
    )
    return st.lists(bits, max_size=14).map(" ".join)


any_text = st.one_of(st.text(max_size=200), st.text(alphabet=ALPHABET, max_size=200), known_words())


@given(any_text)
@example("")
@example("İ10-18")
@example("1️⃣ пн-пт 10-18")
@example("круглосуточно")
@settings(max_examples=400, deadline=None)
def test_every_visible_character_belongs_to_exactly_one_piece(text: str) -> None:
    """Any text is answered; nothing of it is dropped or used twice."""
    reading = read(text)
    reached = 0
    for piece in reading.pieces:
        assert piece.start >= reached, "pieces overlap"
        assert piece.end > piece.start
        assert not text[reached : piece.start].strip(), "characters were dropped"
        reached = piece.end
    assert not text[reached:].strip(), "characters were dropped at the end"


@given(any_text)
@settings(max_examples=150, deadline=None)
def test_what_is_not_understood_is_shown_and_blocks(text: str) -> None:
    """Law 1: an unknown piece is an unknown word or asked about, and then nothing is ready."""
    reading = read(text)
    asked = [question.words for question in reading.questions]
    unknown = [p for p in reading.pieces if p.role is Role.UNKNOWN]
    dark = {
        i
        for p in unknown
        if not any(text[p.start : p.end] in words for words in asked)
        for i in range(p.start, p.end)
    }
    shown = {i for u in reading.unknown for i in range(u.start, u.end)}
    assert dark <= shown
    assert all(u.words == text[u.start : u.end] for u in reading.unknown)
    assert not (unknown and reading.ready)


@given(st.text(alphabet=ALPHABET, min_size=1, max_size=40), st.integers(1, LONGEST))
@settings(max_examples=15, deadline=None)
def test_long_messages_are_answered(text: str, length: int) -> None:
    read((text * length)[:LONGEST])


clauses = st.lists(
    st.sampled_from(
        ["пн-пт 10-18", "сб 11-15", "3 попытки", "мск", "каждые 2 часа", "вс выходной", "до 20.12"]
    ),
    unique=True,
    max_size=5,
)


@given(clauses.flatmap(lambda said: st.tuples(st.just(said), st.permutations(said))))
@settings(max_examples=60, deadline=None)
def test_the_order_of_independent_clauses_does_not_matter(
    said: tuple[list[str], list[str]],
) -> None:
    one, other = (read("; ".join(parts)) for parts in said)
    assert one.policy == other.policy
    assert one.ready == other.ready


@given(any_text)
@settings(max_examples=150, deadline=None)
def test_case_and_spacing_do_not_matter(text: str) -> None:
    """Doubled spaces read as single ones."""
    assert read(text.replace(" ", "  ")).policy == read(text).policy
