"""What was merged into other numbers, kept aside: it comes back when those are taken out.

A shadow is a source that is never finished, so nobody sees its rows. It stands for the rows of one
source, whose id is its name; how many of them that source has counted as repeats is in its counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bot.storage.counts import Counts
from bot.storage.held import as_counted, counts_of, keep_counts
from bot.storage.merging import of_source
from bot.storage.rows import READ, AnyRow
from bot.storage.tables import NUMBER, SOURCE

KIND: Final = "shadow"

_N = NUMBER.c
_S = SOURCE.c


def put_aside(
    connection: Connection, draft: int, which: ColumnElement[bool], by: int
) -> list[AnyRow]:
    """Hide these numbers, and give what they were; `by` is the source that counts them."""
    gone: list[AnyRow] = []
    origins = select(_N.source).where(which).distinct()
    for origin in connection.scalars(origins).all():
        shadow = _shadow(connection, draft, origin)
        these = update(NUMBER).where(which, _N.source == origin).values(source=shadow.id)
        rows = connection.execute(these.returning(*READ, _N.turn)).all()
        if origin == by:
            _keep(connection, shadow.id, repeats=shadow.counts.repeats + len(rows))
        gone += rows
    return sorted(gone, key=lambda row: int(row.seq))


def forget(connection: Connection, draft: int, phones: Collection[int]) -> None:
    """Remove what was put aside of these phones: somebody has taken them off the list."""
    shadows = select(_S.id).where(_S.draft == draft, _S.kind == KIND)
    these = (_N.draft == draft, _N.source.in_(shadows), _N.phone.in_(phones))
    connection.execute(delete(NUMBER).where(*these))


def left_with(connection: Connection, source: AnyRow) -> None:
    """Let what was put aside of a source be swept together with it."""
    these = update(SOURCE).where(*_of(source.draft), _S.name == str(source.id))
    connection.execute(these.values(kind=source.kind, name=source.name))


def brought_back(connection: Connection, draft: int) -> Sequence[int]:
    """Make sources of all that was put aside, to be finished as if it came now."""
    found = select(_S.id, _S.name, _S.first, _S.counts).where(*_of(draft)).order_by(_S.id)
    return [_as_source(connection, draft, shadow) for shadow in connection.execute(found).all()]


def _as_source(connection: Connection, draft: int, shadow: AnyRow) -> int:
    these = of_source(draft, shadow.id, shadow.first)
    connection.execute(update(NUMBER).where(these).values(turn=0))
    rows = connection.execute(select(*READ, _N.turn).where(these)).all()
    origin = connection.execute(select(SOURCE).where(_S.id == int(shadow.name))).one()
    held = counts_of(connection, draft)
    counts = as_counted(rows, held)
    keep_counts(connection, draft, replace(held, repeats=held.repeats - len(rows)))
    left = origin.counts.repeats - shadow.counts.repeats
    _keep(connection, origin.id, repeats=left, counts=origin.counts)
    named = update(SOURCE).where(_S.id == shadow.id)
    connection.execute(named.values(kind=origin.kind, name=origin.name, counts=counts))
    return int(shadow.id)


def _shadow(connection: Connection, draft: int, origin: int) -> AnyRow:
    """Find the shadow of a source, or begin one."""
    found = select(SOURCE).where(*_of(draft), _S.name == str(origin))
    row = connection.execute(found).first()
    if row is not None:
        return row
    first = select(_S.first).where(_S.id == origin).scalar_subquery()
    new = insert(SOURCE).values(
        draft=draft, kind=KIND, name=str(origin), done=False, first=first, counts=Counts()
    )
    connection.execute(new)
    return connection.execute(found).one()


def _keep(connection: Connection, source: int, repeats: int, counts: Counts | None = None) -> None:
    kept = replace(counts or Counts(), repeats=repeats)
    connection.execute(update(SOURCE).where(_S.id == source).values(counts=kept))


def _of(draft: int) -> tuple[ColumnElement[bool], ...]:
    return _S.draft == draft, _S.kind == KIND, ~_S.done
