"""Updates are kept before they are handled, and known afterwards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the inbox; what was handled is known in it."""
    sequence = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "inbox",
        sa.Column("seq", sequence, nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_inbox"),
        sa.UniqueConstraint("update_id", name="uq_inbox_update_id"),
        sqlite_autoincrement=True,
    )
    for key in ("chat", "person"):
        op.create_index(
            f"ix_inbox_open_{key}",
            "inbox",
            [key, "seq"],
            sqlite_where=sa.text("done = 0"),
            postgresql_where=sa.text("NOT done"),
        )
    op.execute(
        "INSERT INTO inbox (update_id, chat, person, done, attempts, not_before, at)"
        " SELECT update_id, 0, 0, true, 0, at, at FROM handled"
    )
    op.drop_table("handled")
