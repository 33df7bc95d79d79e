"""Accounts and roles, plans with their ledger, states, decisions, remarks, runs, and the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CENTS = sa.BigInteger()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("administrator", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_account_email")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "snapshot",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_snapshot")),
    )
    op.create_table(
        "log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_log_account_id_account")),
        sa.ForeignKeyConstraint(["undoes"], ["log.id"], name=op.f("fk_log_undoes_log")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_log_programme_id_id"), "log", ["programme_id", "id"], unique=False)
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("adopter_id", sa.Integer(), nullable=True),
        sa.Column("adopted_at", MOMENT, nullable=True),
        sa.CheckConstraint("status IN ('optimal', 'gap')", name=op.f("ck_plan_status")),
        sa.CheckConstraint("(adopted_at IS NULL) = (adopter_id IS NULL)", name=op.f("ck_plan_adopted")),
        sa.CheckConstraint("CAST(number AS DOUBLE PRECISION) >= 1", name=op.f("ck_plan_number")),
        sa.CheckConstraint(
            "adopter_id IS NULL OR (author_id IS NOT NULL AND adopter_id <> author_id)", name=op.f("ck_plan_four_eyes")
        ),
        sa.ForeignKeyConstraint(["adopter_id"], ["account.id"], name=op.f("fk_plan_adopter_id_account")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_plan_author_id_account")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_plan_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshot.sha256"], name=op.f("fk_plan_snapshot_snapshot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_plan_programme_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plan_snapshot"), "plan", ["snapshot"], unique=False)
    op.create_table(
        "state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_state_account_id_account")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_state_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshot.sha256"], name=op.f("fk_state_snapshot_snapshot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state")),
        sa.UniqueConstraint("programme_id", "name", name=op.f("uq_state_programme_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('submitted', 'sent_back', 'adopted')", name=op.f("ck_decision_kind")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_decision_account_id_account")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_decision_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decision_plan_id"), "decision", ["plan_id"], unique=False)
    op.create_table(
        "log_change",
        sa.Column("log_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["log_id"], ["log.id"], name=op.f("fk_log_change_log_id_log")),
        sa.PrimaryKeyConstraint("log_id", "number", name=op.f("pk_log_change")),
    )
    op.create_table(
        "plan_balance",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", CENTS, nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('carried', 'lapsed')", name=op.f("ck_plan_balance_kind")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_plan_balance_amount")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_plan_balance_plan_id_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("kind", "position", "plan_id", name=op.f("pk_plan_balance")),
        sa.UniqueConstraint("plan_id", "kind", "stream", "year", name=op.f("uq_plan_balance_plan_id_kind_stream_year")),
    )
    op.create_table(
        "plan_payment",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", CENTS, nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_plan_payment_amount")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_plan_payment_plan_id_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("position", "plan_id", name=op.f("pk_plan_payment")),
        sa.UniqueConstraint(
            "plan_id", "stream", "measure", "year", name=op.f("uq_plan_payment_plan_id_stream_measure_year")
        ),
    )
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=True),
        sa.Column("pointer", sa.String(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("settler_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint("(settled_at IS NULL) = (settler_id IS NULL)", name=op.f("ck_remark_settled")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_remark_account_id_account")),
        sa.ForeignKeyConstraint(["answers"], ["remark.id"], name=op.f("fk_remark_answers_remark"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_remark_plan_id_plan"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_remark_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["settler_id"], ["account.id"], name=op.f("fk_remark_settler_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_remark_programme_id"), "remark", ["programme_id"], unique=False)
    op.create_table(
        "role",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("partner", sa.String(), nullable=True),
        sa.CheckConstraint("(role = 'partner') = (partner IS NOT NULL)", name=op.f("ck_role_partner")),
        sa.CheckConstraint(
            "role IN ('director', 'finance', 'alderman', 'partner', 'reader')", name=op.f("ck_role_role")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_role_account_id_account")),
        sa.ForeignKeyConstraint(
            ["programme_id", "partner"],
            ["partner.programme_id", "partner.id"],
            name=op.f("fk_role_programme_id_partner_partner"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_role_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("programme_id", "account_id", name=op.f("pk_role")),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.String(length=64), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("stop_asked", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.CheckConstraint("(status = 'running') = (worker IS NOT NULL)", name=op.f("ck_run_worker")),
        sa.CheckConstraint("(status IN ('waiting', 'running')) = (ended_at IS NULL)", name=op.f("ck_run_ended")),
        sa.CheckConstraint(
            "status IN ('waiting', 'running', 'planned', 'infeasible', 'stopped', 'failed', 'broken_off')",
            name=op.f("ck_run_status"),
        ),
        sa.CheckConstraint(
            "CAST(percent AS DOUBLE PRECISION) >= 0 AND CAST(percent AS DOUBLE PRECISION) <= 100",
            name=op.f("ck_run_percent"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_run_account_id_account")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_run_plan_id_plan"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_run_programme_id_programme"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshot.sha256"], name=op.f("fk_run_snapshot_snapshot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_run_programme_id_id"), "run", ["programme_id", "id"], unique=False)
    op.create_index(
        "uq_run_running",
        "run",
        ["programme_id"],
        unique=True,
        sqlite_where=sa.text("status = 'running'"),
        postgresql_where=sa.text("status = 'running'"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_run_running",
        table_name="run",
        sqlite_where=sa.text("status = 'running'"),
        postgresql_where=sa.text("status = 'running'"),
    )
    op.drop_index(op.f("ix_run_programme_id_id"), table_name="run")
    op.drop_table("run")
    op.drop_table("role")
    op.drop_index(op.f("ix_remark_programme_id"), table_name="remark")
    op.drop_table("remark")
    op.drop_table("plan_payment")
    op.drop_table("plan_balance")
    op.drop_table("log_change")
    op.drop_index(op.f("ix_decision_plan_id"), table_name="decision")
    op.drop_table("decision")
    op.drop_table("state")
    op.drop_index(op.f("ix_plan_snapshot"), table_name="plan")
    op.drop_table("plan")
    op.drop_index(op.f("ix_log_programme_id_id"), table_name="log")
    op.drop_table("log")
    op.drop_table("snapshot")
    op.drop_table("account")
