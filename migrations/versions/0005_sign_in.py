"""Signing in: what proves who somebody is, sessions, links that work once, and attempts that are counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SHA256 = sa.String(length=64)


def upgrade() -> None:
    op.create_table(
        "credential",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("totp", sa.String(), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.CheckConstraint("totp IS NOT NULL OR totp_step IS NULL", name=op.f("ck_credential_totp_step")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_credential_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_credential")),
        sa.UniqueConstraint("subject", name=op.f("uq_credential_subject")),
    )
    op.create_table(
        "sign_in",
        sa.Column("token", SHA256, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id_account")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sign_in")),
    )
    op.create_index(op.f("ix_sign_in_account_id"), "sign_in", ["account_id"])
    op.create_table(
        "link",
        sa.Column("token", SHA256, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_link_account_id_account")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_account_id"), "link", ["account_id"])
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("of", SHA256, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_of_at"), "attempt", ["of", "at"])


def downgrade() -> None:
    for table in ("attempt", "link", "sign_in", "credential"):
        op.drop_table(table)
