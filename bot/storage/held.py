"""What a draft's row tells of its numbers: its own integer, and what is counted of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, Delete, select, update

from bot.storage.counts import Counts, counted, zones_of
from bot.storage.rows import READ, AnyRow, number_of
from bot.storage.tables import DRAFT, NUMBER


def seq_of(connection: Connection, draft: str) -> int:
    """Find the integer by which the rows of numbers know their draft."""
    return int(connection.scalars(select(DRAFT.c.seq).where(DRAFT.c.id == draft)).one())


def counts_of(connection: Connection, draft: int) -> Counts:
    """Tell what is counted of the draft's free numbers."""
    found = select(DRAFT.c.counts).where(DRAFT.c.seq == draft)
    counts: Counts = connection.scalars(found).one()
    return counts


def keep_counts(connection: Connection, draft: int, counts: Counts) -> None:
    """Note what is counted now."""
    connection.execute(update(DRAFT).where(DRAFT.c.seq == draft).values(counts=counts))


def deleted(connection: Connection, which: Delete) -> list[AnyRow]:
    """Delete numbers and give what they were, in their order."""
    rows = connection.execute(which.returning(*READ, NUMBER.c.turn)).all()
    return sorted(rows, key=lambda row: int(row.seq))


def as_counted(rows: Sequence[AnyRow], counts: Counts) -> Counts:
    """Count rows with their `turn` in the same way as they are counted in `counts`."""
    numbers = [number_of(row) for row in rows]
    out = replace(counted(numbers), second=sum(row.turn > 0 for row in rows))
    known = counts.zones is not None and numbers
    return replace(out, zones=zones_of(numbers)) if known else out
