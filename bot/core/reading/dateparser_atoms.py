"""The only door to dateparser: single dates that the grammar does not know, cut out of the text.

It is slow to load and guesses freely, so it sees a few words with a number among them, must find
a day and a month in exactly these, and what it found is said as an assumption.
"""

from __future__ import annotations

from datetime import datetime

from bot.core.reading import moments

# Languages of people who may paste a date of theirs; each more costs time.
_LANGUAGES = ["ru", "en", "uk", "be", "kk", "de", "fr", "es", "it", "pt", "pl", "tr"]


def date_of(words: str, today: datetime) -> datetime | None:
    """Read one day out of a few words, the next such day from `today` on (naive, as the result)."""
    import dateparser

    found: datetime | None = dateparser.parse(
        words,
        languages=_LANGUAGES,
        settings={
            "RELATIVE_BASE": today,
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": ["day", "month"],
            "STRICT_PARSING": False,
            "PARSERS": ["absolute-time"],
        },
    )
    return None if found is None else moments.midnight(found.replace(tzinfo=None))
