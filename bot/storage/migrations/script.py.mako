"""${message}: say here what changes for the bot."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "${up_revision}"
down_revision = ${"None" if down_revision is None else f'"{down_revision}"'}


def upgrade() -> None:
    """Bring the tables one step further; the way back is a copy of the database."""
    ${upgrades if upgrades else "pass"}
