"""What alembic runs: the steps of `versions/` on the connection that it was given."""

from __future__ import annotations

from alembic import context

from models.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, transaction_per_migration=True, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
