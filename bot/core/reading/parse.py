"""The reader: a message and the words it may use, to a Reading. Pure, and it never raises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from bot.core.phones.find import Found, find
from bot.core.phones.number import Number, Payload, RefusedNumber
from bot.core.phones.payload import Extra, extras
from bot.core.phones.repeats import Repeat, Repeats
from bot.core.phones.spelling import code_assumed
from bot.core.phones.table import rows, without_data
from bot.core.phones.zone import without_clock
from bot.core.policy import Attempts
from bot.core.reading.alternatives import decided
from bot.core.reading.brackets import once
from bot.core.reading.clauses import clauses
from bot.core.reading.columns import is_reference, phone_column
from bot.core.reading.combine import Combined, about, combined
from bot.core.reading.context import Context, Defaults
from bot.core.reading.corrections import corrected
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.names import named
from bot.core.reading.nodes import Dates, Filler, Node, Person, Separator, Strange
from bot.core.reading.nodes import Zone as ZoneNode
from bot.core.reading.reading import Assumption, Piece, Question, Reading, Role, Unknown
from bot.core.reading.removals import (
    claimed,
    negates,
    negations,
    removals,
    soon,
    taken_off,
)
from bot.core.reading.scan import Claim, Item, Scan, padded, scanned
from bot.core.reading.table_columns import Statement, statements
from bot.core.reading.tokens import Kind
from bot.core.texts import text as said_text

__all__ = ["Context", "Defaults", "parse"]

# What stands in the place of a number for words that speak of columns.
_COLUMNS = -1
_FACT, _ASSUMPTION = Role.FACT, Role.ASSUMPTION
_WITHOUT_MEANING: Final[Mapping[type[Node], Role]] = {
    Filler: Role.FILLER,
    Separator: Role.FILLER,
    Strange: Role.UNKNOWN,
}


def parse(text: str, lexicon: Lexicon, context: Context) -> Reading:
    """Read one message; every character of it becomes part of a fact, filler or unknown words."""
    found = find(text, context.region, partial(is_reference, lexicon=lexicon))
    table = rows(text, found, partial(phone_column, lexicon=lexicon))
    found = without_data(found, table)
    extra = extras(text, found, table)
    items: list[Item] = scanned(text, lexicon, _claims(found, extra, ()))
    of_columns: Sequence[Statement] = ()
    if context.table or any("column" in item.sense for item in items):
        of_columns = statements(text, lexicon, table=context.table)
        items = scanned(text, lexicon, _claims(found, extra, of_columns))
    if "(" in text:
        items = once(items)
    names: dict[int, Payload] = {}
    if found:
        items, names = named(text, items, lexicon)

    def read(left: Sequence[Item]) -> Reading:
        return _reading(_read(text, left, lexicon, context), found, extra, names)

    reading = decided(text, items, read)
    said = tuple(one for statement in of_columns for one in statement.said)
    return replace(reading, columns=said) if said else reading


def _reading(
    said: tuple[Scan, list[Node]],
    found: Sequence[Found],
    extra: Sequence[Extra],
    names: dict[int, Payload],
) -> Reading:
    scan, nodes = said
    gone, words = removals(scan) if found else (frozenset[int](), frozenset[int]())
    changed = corrected(scan, claimed(nodes, words) if words else nodes)
    nodes = changed.nodes
    if changed.week:
        scan = replace(scan, context=replace(scan.context, base=changed.week))
    read = combined(scan, nodes)
    if changed.week and not (read.policy.week or read.questions):
        read.policy = replace(read.policy, week=changed.week)
    either = soon(scan, nodes)
    if either:
        read.policy = replace(read.policy, attempts=Attempts())
    removed = tuple(one.number.phone for at in sorted(gone) if (one := found[at]).number)
    numbers, refused = _numbers(scan.text, found, extra, names)
    numbers = tuple(number for number in numbers if number.phone not in removed)
    return Reading(
        text=scan.text,
        policy=read.policy,
        numbers=numbers,
        refused=refused,
        assumptions=(
            *_mended(scan, nodes),
            *read.assumptions,
            *_clock(scan, nodes, read),
            *_country_codes(scan.text, found, removed),
            *taken_off(removed),
        ),
        removed=removed,
        questions=(
            *read.questions,
            *_areas(read, numbers),
            *negations(scan, nodes),
            *either,
        ),
        unknown=tuple(_unknown(scan, nodes)),
        pieces=tuple(_pieces(scan, nodes)),
    )


def _claims(
    found: Sequence[Found], extra: Sequence[Extra], of_columns: Sequence[Statement]
) -> list[Claim]:
    phones = [Claim(f.start, f.end, Kind.PHONE, i) for i, f in enumerate(found)]
    columns = [Claim(s.start, s.end, Kind.PAYLOAD, _COLUMNS) for s in of_columns]
    return [
        *phones,
        *columns,
        *(Claim(e.start, e.end, Kind.PAYLOAD, e.number) for e in extra),
    ]


def _read(
    text: str, items: Sequence[Item], lexicon: Lexicon, context: Context
) -> tuple[Scan, list[Node]]:
    """Dates are on the clock of the zone that the text names; once it is known, read them again."""
    scan = Scan(text, padded(items), len(items), lexicon, context, context.today(None))
    nodes = clauses(scan)
    zone = next((n.zone for n in nodes if isinstance(n, ZoneNode) and n.zone), None)
    if zone and any(isinstance(n, Dates) for n in nodes) and context.today(zone) != scan.today:
        scan = replace(scan, today=context.today(zone))
        nodes = clauses(scan)
    return scan, nodes


def _numbers(
    text: str, found: Sequence[Found], extra: Sequence[Extra], names: dict[int, Payload]
) -> tuple[tuple[Number, ...], tuple[RefusedNumber, ...]]:
    """Give the numbers their payloads; repeats by the API's own rule are refused."""
    numbers: list[Number] = []
    refused: list[RefusedNumber] = []
    repeats = Repeats()
    for index, one in enumerate(found):
        if one.refused:
            refused.append(replace(one.refused, value=text[one.start : one.end]))
        if one.number is None:
            continue
        payload = dict(names.get(index, {}))
        for more in extra:
            if more.number == index:
                payload |= more.payload
        number = Number(one.number.phone, payload)
        if repeats.of(number) is Repeat.REPEATED:
            reason = said_text("refused-duplicate")
            refused.append(RefusedNumber(text[one.start : one.end], reason))
            continue
        numbers.append(number)
    return tuple(numbers), tuple(refused)


def _country_codes(text: str, found: Sequence[Found], removed: Sequence[str]) -> list[Assumption]:
    """Say which country codes were put before numbers that had none, once for each code."""
    first: dict[str, str] = {}
    for one in found:
        written = text[one.start : one.end]
        if one.number and one.number.phone not in removed:
            code = code_assumed(written, one.number.phone)
            if code:
                first.setdefault(code, written)
    return [
        Assumption(said_text("assumed-country-code", code=code), words, about="numbers")
        for code, words in first.items()
    ]


def _mended(scan: Scan, nodes: Sequence[Node]) -> list[Assumption]:
    """A word that was taken for another one is an assumption."""
    out = []
    for at in [at for at, item in enumerate(scan.items[: scan.size]) if item.mended]:
        node = next(n for n in nodes if n.first <= at < n.last)
        if not isinstance(node, Strange):
            said = said_text("assumed-word", word=scan.items[at].text)
            out.append(Assumption(said, scan.words(at, at + 1), about(node)))
    return out


def _clock(scan: Scan, nodes: Sequence[Node], read: Combined) -> list[Assumption]:
    """Say on whose clock hours and dates are when the text does not."""
    policy = read.policy
    timed = (policy.week and policy.week.has_hours) or policy.start or policy.finish
    zoned = policy.zone or policy.zone_per_number or any(isinstance(n, ZoneNode) for n in nodes)
    if not timed or zoned:
        return []
    named = scan.context.zone
    if named and "/" in named:
        return [Assumption(said_text("assumed-chat-zone", zone=named), about="zone")]
    if named:
        return [Assumption(said_text("assumed-chat-offset", offset=named), about="zone")]
    return [Assumption(said_text("assumed-no-zone"), about="zone")]


def _areas(read: Combined, numbers: Sequence[Number]) -> list[Question]:
    """On each number's own clock, numbers whose area does not tell the clock need one."""
    if not read.policy.zone_per_number or read.policy.zone:
        return []
    lost = without_clock(numbers)
    asked = said_text("asked-local-zones", count=lost)
    return [Question(asked, about="zone")] if lost else []


def _unknown(scan: Scan, nodes: Sequence[Node]) -> list[Unknown]:
    """Words that were not understood, neighbours together."""
    out: list[Unknown] = []
    last = -1
    for node in nodes:
        if not isinstance(node, Strange) or negates(scan, node):
            continue
        start, end = scan.items[node.first].start, scan.items[node.last - 1].end
        if out and node.first == last and not (node.note or out[-1].note):
            start = out.pop().start
        out.append(Unknown(scan.text[start:end], start, end, node.note))
        last = node.last
    return out


def _pieces(scan: Scan, nodes: Sequence[Node]) -> list[Piece]:
    """A piece for each node; characters that no item holds (zero widths) are filler."""
    out: list[Piece] = []
    reached = 0
    for node in nodes:
        if node.first == node.last:
            continue
        start, end = scan.items[node.first].start, scan.items[node.last - 1].end
        if start > reached:
            _fill(scan.text, reached, start, out)
        role, meaning = _became(node)
        of_columns = scan.items[node.first].value == _COLUMNS and meaning == "number"
        out.append(Piece(start, end, role, "column" if of_columns else meaning))
        reached = end
    _fill(scan.text, reached, len(scan.text), out)
    return out


def _fill(text: str, start: int, end: int, out: list[Piece]) -> None:
    gap = text[start:end]
    if gap and not gap.isspace():
        out.append(Piece(start, end, Role.FILLER))


def _became(node: Node) -> tuple[Role, str]:
    """What the words of a node became, and their meaning."""
    kind = type(node)
    if kind in _WITHOUT_MEANING:
        return _WITHOUT_MEANING[kind], ""
    role = _ASSUMPTION if node.said or node.asked else _FACT
    return role, "number" if kind is Person else kind.__name__.lower()
