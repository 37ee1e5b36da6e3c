"""The words a reading may meet, as data: forms of every loaded language to their meanings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.core.reading.meanings import NOTHING, Sense
from bot.core.reading.places import Places
from bot.core.reading.slips import deletions, slip, undoubled

Phrases = Mapping[str, Mapping[str, Sequence[tuple[tuple[str, ...], Sense]]]]
# Shorter words have too many neighbours to be mended with confidence.
LONG = 5


@dataclass(frozen=True)
class Lexicon:
    """Forms to meanings. All texts in it are folded (see `tokens.fold`) and split into tokens.

    `words` holds forms of one token; `phrases` those of several by their first and second token,
    as the tokens after these, longest first. `lookalikes` map letters of one script to the letters
    of another that look the same. `spoken` are the words of each language. `columns` are headers of
    tables, with what they say.
    """

    words: Mapping[str, Sense] = field(default_factory=dict)
    phrases: Phrases = field(default_factory=dict)
    folds: Mapping[int, str] = field(default_factory=dict)
    lookalikes: tuple[Mapping[int, str], ...] = ()
    zones: tuple[str, ...] = ()
    places: Places = Places()
    languages: tuple[str, ...] = ()
    spoken: tuple[frozenset[str], ...] = ()
    columns: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every token that occurs in a form."""
        tokens = set(self.words)
        for first, seconds in self.phrases.items():
            tokens.update((first, *seconds))
            for phrases in seconds.values():
                tokens.update(token for rest, _ in phrases for token in rest)
        return frozenset(tokens)

    @cached_property
    def longest(self) -> int:
        """How long a word may be, with a letter too many."""
        return max(map(len, self.vocabulary), default=0) + 1

    def sense(self, word: str) -> Sense:
        """The meanings of one token; none for a word that is not known."""
        return self.words.get(word, NOTHING)

    def lookalike(self, word: str) -> str | None:
        """The known word that looks the same in another script, as Latin "c" for a Cyrillic one."""
        for table in self.lookalikes:
            twin = word.translate(table)
            if twin != word and twin in self.vocabulary:
                return twin
        return None

    def mended(self, word: str, beside: Sequence[str] = ()) -> str | None:
        """The known word a single slip away, if any; candidates of different meanings are none.

        Of words with one meaning the language of those `beside` decides, then swapped letters.
        """
        if not LONG <= len(word) <= self.longest:
            return None
        single = next((once for once in undoubled(word) if once in self.vocabulary), None)
        if single and len(single) >= LONG:
            return single
        near = set(self._neighbours.get(word, ()))
        for shorter in deletions(word):
            if shorter in self.vocabulary and len(shorter) >= LONG:
                near.add(shorter)
            near.update(known for known in self._neighbours.get(shorter, ()) if slip(word, known))
        meanings = {tuple(self.sense(known).items()) or known for known in near}
        if len(meanings) != 1:
            return None
        return min(near) if len(near) == 1 else min(near, key=self._distance(word, beside))

    def _distance(self, word: str, beside: Sequence[str]) -> Callable[[str], tuple[object, ...]]:
        """How far a known word is from one that was meant for it."""
        heard = [sum(other in spoken for other in beside) for spoken in self.spoken]

        def distance(known: str) -> tuple[object, ...]:
            fit = [n for n, spoken in zip(heard, self.spoken, strict=True) if known in spoken]
            return -max(fit, default=0), sorted(known) != sorted(word), known

        return distance

    @cached_property
    def _neighbours(self) -> Mapping[str, Sequence[str]]:
        """Long words by each of their spellings with one letter left out."""
        out: dict[str, list[str]] = {}
        for word in self.vocabulary:
            if len(word) >= LONG and word.isalpha():
                for shorter in deletions(word):
                    out.setdefault(shorter, []).append(word)
        return out
