"""Numbers leave the bodies of drafts and deliveries for rows of their own.

A draft that a manager left open goes on as it was; a delivery that waits keeps its key and its
numbers, so that the next try repeats the last one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from alembic import op
from pydantic_core import to_json

revision = "0002"
down_revision = "0001"

_CLOSED = ("added", "unclear")


def upgrade() -> None:
    """Make the tables of numbers and move what there is into them."""
    op.add_column("draft", sa.Column("counts", sa.Text(), nullable=False, server_default="{}"))
    for column in (
        sa.Column("numbers", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("answer", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("delivery", column)
    _source()
    _number()
    _refused_number()
    _move()


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("draft", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.ForeignKeyConstraint(["draft"], ["draft.seq"], name="fk_source_draft"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_source_open",
        "source",
        ["draft"],
        sqlite_where=sa.text("done = 0"),
        postgresql_where=sa.text("NOT done"),
    )


def _number() -> None:
    op.create_table(
        "number",
        sa.Column("draft", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("phone", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("schedule", sa.Text(), nullable=True),
        sa.Column("city_zone", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("chunk", sa.Integer(), nullable=True),
        sa.Column("job", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("draft", "seq", name="pk_number"),
        sqlite_with_rowid=False,
    )
    sent = sa.text("revision IS NOT NULL")
    op.create_index("ix_number_sent", "number", ["phone"], sqlite_where=sent, postgresql_where=sent)


def _refused_number() -> None:
    op.create_table(
        "refused_number",
        sa.Column("draft", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.BigInteger(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("draft", "seq", name="pk_refused_number"),
        sqlite_with_rowid=False,
    )


_DRAFT = sa.table("draft", *(sa.column(c) for c in ("seq", "id", "state", "body", "counts")))
_DELIVERY = sa.table(
    "delivery",
    *(
        sa.column(c)
        for c in ("key", "draft", "revision", "chunk", "state", "body", "numbers", "answer")
    ),
)
_SOURCE = sa.table(
    "source",
    *(sa.column(c) for c in ("id", "draft", "kind", "name", "first", "counts")),
    sa.column("done", sa.Boolean),
)
_NUMBER = sa.table(
    "number",
    *(
        sa.column(c)
        for c in (
            "draft",
            "seq",
            "source",
            "turn",
            "phone",
            "digest",
            "payload",
            "revision",
            "chunk",
            "job",
        )
    ),
)
_REFUSED = sa.table(
    "refused_number", *(sa.column(c) for c in ("draft", "seq", "source", "value", "reason"))
)


def _move() -> None:
    connection = op.get_bind()
    for draft in connection.execute(sa.select(_DRAFT).order_by(_DRAFT.c.seq)).all():
        _Move(connection, draft).all()


class _Move:
    """Moves the numbers of one draft and of its deliveries."""

    def __init__(self, connection: sa.Connection, draft: Any) -> None:
        self._connection = connection
        self._draft = draft
        self._body: dict[str, Any] = json.loads(draft.body)
        self._rows: list[dict[str, Any]] = []
        made = sa.insert(_SOURCE).values(
            draft=draft.seq, kind="said", name="", done=True, first=1, counts="{}"
        )
        self._source = connection.scalar(made.returning(_SOURCE.c.id))

    def all(self) -> None:
        """Write the rows, and the bodies without them."""
        deliveries = self._deliveries()
        waiting = [json.loads(d.body) for d in deliveries if d.state == "waiting"]
        # Chunks were filled up with further requests for a phone: a turn for each keeps them apart.
        apart = any(_turns([number for body in waiting for number in body["numbers"]]))
        for delivery in deliveries:
            self._deliver(delivery, delivery.chunk if apart else 0)
        numbers = self._body.pop("numbers", [])
        if self._draft.state != "confirmed":
            self._add(numbers, _turns(numbers))
        if self._rows:
            self._connection.execute(sa.insert(_NUMBER), self._rows)
        self._refuse(self._body.pop("refused", []), numbers)

    def _deliveries(self) -> Sequence[Any]:
        of_it = sa.select(_DELIVERY).where(_DELIVERY.c.draft == self._draft.id)
        order = (_DELIVERY.c.revision, _DELIVERY.c.chunk)
        return self._connection.execute(of_it.order_by(*order)).all()

    def _deliver(self, delivery: Any, turn: int) -> None:
        body = json.loads(delivery.body)
        numbers, jobs = body.pop("numbers", []), body.pop("jobs", [])
        first = len(self._rows) + 1
        if delivery.state in _CLOSED:
            bound = {"revision": delivery.revision, "chunk": delivery.chunk}
            each = [bound | {"job": job} for job in jobs or [None] * len(numbers)]
            self._add(numbers, [turn] * len(numbers), each)
        elif delivery.state == "waiting":
            self._add(numbers, [turn] * len(numbers))
        body["span"] = {
            "turn": turn,
            "first": first,
            "last": first + len(numbers) - 1,
            "count": len(numbers),
        }
        changed = {
            "body": json.dumps(body, ensure_ascii=False),
            "numbers": len(numbers),
            "answer": body.get("answer", ""),
        }
        this = sa.update(_DELIVERY).where(_DELIVERY.c.key == delivery.key)
        self._connection.execute(this.values(changed))

    def _add(
        self,
        numbers: list[dict[str, Any]],
        turns: list[int],
        bound: list[dict[str, Any]] | None = None,
    ) -> None:
        free: dict[str, Any] = {"revision": None, "chunk": None, "job": None}
        for number, turn, sent in zip(numbers, turns, bound or [free] * len(numbers), strict=True):
            payload = number.get("payload") or {}
            self._rows.append(
                {
                    "draft": self._draft.seq,
                    "seq": len(self._rows) + 1,
                    "source": self._source,
                    "turn": turn,
                    "phone": int(number["phone"]),
                    "digest": _digest(payload),
                    "payload": json.dumps(payload, ensure_ascii=False) if payload else None,
                    **sent,
                }
            )

    def _refuse(self, refused: list[dict[str, Any]], shown: list[dict[str, Any]]) -> None:
        rows = [
            {
                "draft": self._draft.seq,
                "seq": seq,
                "source": self._source,
                "value": one["value"],
                "reason": json.dumps(one["reason"], ensure_ascii=False),
            }
            for seq, one in enumerate(refused, start=1)
        ]
        if rows:
            self._connection.execute(sa.insert(_REFUSED), rows)
        free = [row for row in self._rows if row["revision"] is None]
        reasons = dict(Counter(one["reason"]["key"] for one in refused))
        counts = {
            "count": len(free),
            "named": sum(row["payload"] is not None for row in free),
            "second": len(free) - len({row["phone"] for row in free}),
            "keys": _keys(json.loads(row["payload"] or "{}") for row in free),
            "zones": None if free else {},
            "refused": len(refused),
            "reasons": reasons,
        }
        self._body["numbers"] = {
            "count": len(shown),
            "first": shown[:3],
            "keys": list(_keys(one.get("payload") or {} for one in shown)),
            "second": sum(turn > 0 for turn in _turns(shown)),
        }
        self._body["refused"] = {
            "count": len(refused),
            "first": refused[:5],
            "reasons": list(reasons.items()),
        }
        changed = {
            "counts": json.dumps(counts, ensure_ascii=False),
            "body": json.dumps(self._body, ensure_ascii=False),
        }
        this = sa.update(_DRAFT).where(_DRAFT.c.seq == self._draft.seq)
        self._connection.execute(this.values(changed))


def _turns(numbers: list[dict[str, Any]]) -> list[int]:
    seen: Counter[str] = Counter()
    turns = []
    for number in numbers:
        turns.append(seen[number["phone"]])
        seen[number["phone"]] += 1
    return turns


def _keys(payloads: Iterable[dict[str, str]]) -> dict[str, int]:
    return dict(Counter(key for payload in payloads for key in payload))


def _digest(payload: dict[str, str]) -> int:
    if not payload:
        return 0
    keys = sorted(payload)
    values = [payload[key] for key in keys]
    pairs = to_json(keys) + to_json(values if len(values) > 1 else values[0])
    return (int.from_bytes(blake2b(pairs, digest_size=8).digest()) >> 1) or 1
