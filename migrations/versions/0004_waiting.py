"""Runs that wait are found without reading all that ever ran: workers look every second, for years."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAITS = sa.text("status = 'waiting'")


def upgrade() -> None:
    op.create_index("ix_run_waiting", "run", ["id"], sqlite_where=WAITS, postgresql_where=WAITS)


def downgrade() -> None:
    op.drop_index("ix_run_waiting", table_name="run")
