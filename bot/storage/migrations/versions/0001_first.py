"""First tables: drafts, their deliveries, the outbox, updates handled, strangers turned away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    _draft()
    _delivery()
    _outbox()
    _noted("handled", "update_id")
    _noted("stranger", "person")


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("card", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_draft"),
        sa.UniqueConstraint("id", name="uq_draft_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_draft_chat_author_seq", "draft", ["chat", "author", "seq"])


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("chunk", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_delivery"),
        sa.ForeignKeyConstraint(["draft"], ["draft.id"], name="fk_delivery_draft"),
        sa.UniqueConstraint("draft", "revision", "chunk", name="uq_delivery_draft_revision_chunk"),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "ix_delivery_waiting",
        "delivery",
        ["draft", "revision", "chunk"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["chat", "seq"],
        sqlite_where=sa.text("done = 0"),
        postgresql_where=sa.text("NOT done"),
    )


def _noted(table: str, key: str) -> None:
    op.create_table(
        table,
        sa.Column(key, sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(key, name=f"pk_{table}"),
    )
