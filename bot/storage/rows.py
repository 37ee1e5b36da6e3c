"""Numbers as rows and back, and the fastest way of each database to take in many at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic_core import to_json
from sqlalchemy import Connection, Row, Select, Table
from sqlalchemy.exc import DBAPIError

from bot.core.phones.many import Many
from bot.core.phones.number import Number, Payload, RefusedNumber
from bot.core.policy import Policy
from bot.core.texts import Text
from bot.storage import bodies
from bot.storage.tables import NUMBER, REFUSED_NUMBER

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]
# SQLite takes 32766 parameters in a statement, PostgreSQL 65535.
PARAMETERS = 30_000
# The number of no payload, in the place of its digest.
PLAIN = 0

_POLICY = bodies.codec(Policy)
_TEXT = bodies.codec(Text)

READ = (
    NUMBER.c.seq,
    NUMBER.c.phone,
    NUMBER.c.payload,
    NUMBER.c.zone,
    NUMBER.c.schedule,
    NUMBER.c.city_zone,
)
_WRITTEN = (
    "draft",
    "seq",
    "source",
    "turn",
    "phone",
    "digest",
    "payload",
    "zone",
    "schedule",
    "city_zone",
)
_REFUSED = ("draft", "seq", "source", "row", "value", "reason")


def number_of(row: AnyRow) -> Number:
    """Read a number from the columns READ."""
    return Number(
        str(row.phone),
        json.loads(row.payload) if row.payload else {},
        row.zone,
        _policy(row.schedule) if row.schedule else None,
        row.city_zone,
    )


def insert_numbers(
    connection: Connection,
    draft: int,
    source: int,
    first: int,
    numbers: Many | Iterable[Number],
) -> None:
    """Write new rows, counted from `first`."""
    many = Many.of(numbers)
    written = map(_written, many.payloads)
    rows = (
        (draft, seq, source, 0, phone, *payload, zone, schedule, city)
        for seq, phone, payload, zone, schedule, city in zip(
            range(first, first + len(many)),
            map(int, many.phones),
            written,
            many.zones,
            map(_schedule, many.schedules),
            many.city_zones,
            strict=True,
        )
    )
    _insert(connection, NUMBER, _WRITTEN, rows)


def insert_refused(
    connection: Connection, draft: int, source: int, first: int, refused: Sequence[RefusedNumber]
) -> None:
    """Write new rows of refused numbers, counted from `first`."""
    rows = (
        (draft, seq, source, one.row, one.value.replace("\0", ""), _reason(one.reason))
        for seq, one in enumerate(refused, start=first)
    )
    _insert(connection, REFUSED_NUMBER, _REFUSED, rows)


def _written(payload: Payload) -> tuple[int, str | None]:
    """Write a payload, and its digest: the same pairs in any order have the same 63 bits."""
    if not payload:
        return PLAIN, None
    keys, values_of = _in_order(tuple(payload))
    pairs = keys + to_json(values_of(payload))
    digest = int.from_bytes(blake2b(pairs, digest_size=8).digest()) >> 1
    return digest or 1, to_json(payload).decode()


@lru_cache(maxsize=1024)
def _in_order(keys: tuple[str, ...]) -> tuple[bytes, Callable[[Payload], Any]]:
    """The keys of a payload in their order, and what gives its values in the same order."""
    order = sorted(keys)
    return to_json(order), itemgetter(*order)


def portions(values: Iterable[T], size: int = PARAMETERS) -> Iterator[list[T]]:
    """Cut into lists of at most `size`."""
    left = iter(values)
    while portion := list(islice(left, size)):
        yield portion


def _insert(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Hand the rows to the driver, one after the other: SQLAlchemy would make lists of them."""
    names = ", ".join(f'"{name}"' for name in columns)
    driver: Any = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        marks = ", ".join("?" * len(columns))
        statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608
        with _as_of_sqlalchemy(connection, statement, sqlite3.Error):
            driver.executemany(statement, rows)
        return
    statement = f'COPY "{table.name}" ({names}) FROM STDIN'
    with _as_of_sqlalchemy(connection, statement, driver.Error):
        _copy(driver, statement, rows)


@contextmanager
def _as_of_sqlalchemy(
    connection: Connection, statement: str, kind: type[Exception]
) -> Iterator[None]:
    """Let errors of the driver come as if through SQLAlchemy, without the rows they quote."""
    try:
        yield
    except kind as error:
        raise DBAPIError.instance(
            statement,
            None,
            _shortened(error),
            kind,
            hide_parameters=True,
            dialect=connection.dialect,
        ) from None


def _copy(driver: psycopg.Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _shortened(error: Exception) -> Exception:
    """PostgreSQL's first words without the others; SQLite quotes nothing."""
    told = getattr(error, "diag", None)
    return type(error)(told.message_primary or "") if told else error


def _schedule(policy: Policy | None) -> str | None:
    return _schedule_json(policy) if policy is not None else None


@lru_cache(maxsize=1024)
def _schedule_json(policy: Policy) -> str:
    return bodies.to_json(_POLICY, policy)


@lru_cache(maxsize=1024)
def _policy(schedule: str) -> Policy:
    policy: Policy = bodies.from_json(_POLICY, schedule)
    return policy


def _reason(reason: Text) -> str:
    if reason.params:
        return bodies.to_json(_TEXT, reason)
    return _bare(reason.key)


@lru_cache(maxsize=1024)
def _bare(key: str) -> str:
    return bodies.to_json(_TEXT, Text(key))
