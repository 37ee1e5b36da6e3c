"""Reads the phrases and says how a reading differs from the right one.

A file has one phrase a line, `#` begins a remark:

    lang | text | week | extras

`week` is "days hours,hours; days hours"; the days are a list or a range, `*` for days that are not
named; `-` says neither days nor hours, `ask` that the reader must ask. The extras are `z=` the zone
(`local` for each number's own), `start=` and `end=` instants, `max=` attempts, `retry=` minutes and
`phones=`. Two characters `\\n` in a text are a line break. Now is Monday 2026-11-23 12:00 +03:00.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.clocks import tzinfo
from bot.core.policy import DAY_END, Day, Hours, Window, merged
from bot.core.reading.reading import Reading

NOW = datetime.fromisoformat("2026-11-23T12:00:00+03:00")
SEASONS = (datetime(2027, 1, 15, 12), datetime(2027, 7, 15, 12))
EVERY_DAY = ",".join(day.name.lower() for day in Day)
LAST_MINUTE = DAY_END - 1

Week = dict[Day, Hours]


@dataclass(frozen=True)
class Phrase:
    """A text, the week it means (None: a question is due) and the rest of its policy."""

    text: str
    week: Week | None
    extras: dict[str, str]


def phrases(file: Path) -> Iterator[Phrase]:
    """Read a file of phrases."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            _, text, week, extras = [*line.split(" | "), ""][:4]
            pairs = (part.strip(" |").partition("=") for part in extras.split(";") if "=" in part)
            right = week.strip(" |")
            yield Phrase(
                text.replace("\\n", "\n"),
                None if right == "ask" else _week(right),
                {key: value for key, _, value in pairs},
            )


def _week(text: str) -> Week:
    if text == "-":
        return dict.fromkeys(Day, ())
    week: Week = {}
    for clause in text.split(";"):
        named, _, hours = clause.strip().partition(" ")
        windows = merged(_window(span) for span in hours.split(",")) if hours else ()
        week |= dict.fromkeys(_days(EVERY_DAY if named == "*" else named), windows)
    return week


def _days(text: str) -> Iterator[Day]:
    for part in text.split(","):
        first, _, last = part.upper().partition("-")
        start, end = Day[first], Day[last or first]
        yield from (Day((start + i) % 7) for i in range((end - start) % 7 + 1))


def _window(text: str) -> Window:
    start, end = (int(c[:2]) * 60 + int(c[3:]) for c in text.strip().split("-"))
    return Window(start, DAY_END if end == LAST_MINUTE else end)


def verdict(phrase: Phrase, reading: Reading) -> str:
    """Which of four things failed, if any: nothing found, wrong value, asked, not asked."""
    ready = reading.ready and bool(reading.numbers or reading.policy != type(reading.policy)())
    if phrase.week is None:
        return "not asked" if ready else ""
    if not ready:
        told = [q.said.key for q in reading.questions] + [u.words for u in reading.unknown]
        return f"asked: {told}" if told else "nothing found"
    wrong = list(_differences(phrase, reading))
    return f"wrong value: {wrong}" if wrong else ""


def _differences(phrase: Phrase, reading: Reading) -> Iterator[object]:
    policy, extras = reading.policy, phrase.extras
    week = policy.week
    found: Week = (
        dict.fromkeys(Day, ())
        if week is None
        else {day: week.days[day] or () for day in week.allowed}
    )
    pairs: list[tuple[object, object]] = [
        (phrase.week, found),
        (extras.get("z") == "local", policy.zone_per_number),
        (_number(extras.get("max")), policy.attempts.most),
        (_number(extras.get("retry")), policy.attempts.every),
        (extras.get("phones", ""), ",".join(number.phone for number in reading.numbers)),
    ]
    if not policy.zone_per_number:
        pairs.append((_offsets(extras.get("z")), _offsets(policy.zone)))
    yield from (found for right, found in pairs if right != found)
    yield from _wrong_dates(extras, reading)


def _wrong_dates(extras: dict[str, str], reading: Reading) -> Iterator[datetime | None]:
    clock = tzinfo(reading.policy.zone or "Z")
    for key, moment in (("start", reading.policy.start), ("end", reading.policy.finish)):
        right = datetime.fromisoformat(extras[key]) if key in extras else None
        if right is not None and right <= NOW:
            right = None
        if not _same(right, moment.replace(tzinfo=clock) if moment else None):
            yield moment


def _offsets(zone: str | None) -> object:
    return zone and [moment.replace(tzinfo=tzinfo(zone)).utcoffset() for moment in SEASONS]


def _same(right: datetime | None, found: datetime | None) -> bool:
    if right is None or found is None:
        return right is found
    return abs(right.astimezone(UTC) - found.astimezone(UTC)) <= timedelta(minutes=1)


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)
