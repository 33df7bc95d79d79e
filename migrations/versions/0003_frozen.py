"""What was adopted, and the log, can be changed by nobody: triggers on both engines.

SQLite's REPLACE removes a row without asking the trigger of DELETE, so there INSERT is asked too. PostgreSQL's TRUNCATE
asks none of the rows, so the tables are.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ADOPTED = "EXISTS (SELECT 1 FROM plan WHERE {} AND adopted_at IS NOT NULL)"
OLD_PLAN, NEW_PLAN = ADOPTED.format("id = OLD.plan_id"), ADOPTED.format("id = NEW.plan_id")
FROZEN, LOGGED, KEPT = (
    "an adopted plan cannot be changed",
    "the log cannot be changed",
    "a snapshot cannot be changed",
)
LEDGER = {"insert": NEW_PLAN, "update": f"{OLD_PLAN} OR {NEW_PLAN}", "delete": OLD_PLAN}
LOG = {"update": "1 = 1", "delete": "1 = 1"}
RULES: dict[str, tuple[str, dict[str, str]]] = {
    "plan": (FROZEN, {"update": "OLD.adopted_at IS NOT NULL", "delete": "OLD.adopted_at IS NOT NULL"}),
    "plan_payment": (FROZEN, LEDGER),
    "plan_balance": (FROZEN, LEDGER),
    "decision": (FROZEN, LEDGER),
    "snapshot": (KEPT, {"update": "1 = 1", "delete": ADOPTED.format("snapshot = OLD.sha256")}),
    "log": (LOGGED, LOG),
    "log_change": (LOGGED, LOG),
}
"""By table what is said, and by what is done the condition in which it is refused."""
SQLITE_ONLY = {
    "plan": ADOPTED.format("id = NEW.id"),
    "snapshot": "EXISTS (SELECT 1 FROM snapshot WHERE sha256 = NEW.sha256)",
    "log": "EXISTS (SELECT 1 FROM log WHERE id = NEW.id)",
    "log_change": "EXISTS (SELECT 1 FROM log_change WHERE log_id = NEW.log_id AND number = NEW.number)",
}
"""The condition in which SQLite's INSERT may be a REPLACE of what is kept."""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, (said, refused) in RULES.items():
            own = {"insert": SQLITE_ONLY[table]} if table in SQLITE_ONLY else {}
            for doing, when in {**refused, **own}.items():
                op.execute(
                    f"CREATE TRIGGER frozen_{table}_{doing} BEFORE {doing.upper()} ON {table} FOR EACH ROW WHEN {when} "
                    f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
                )
        return
    for table, (said, refused) in RULES.items():
        lines = [f"IF TG_OP = '{doing.upper()}' THEN IF {when} THEN RAISE EXCEPTION '{said}' USING ERRCODE = "
                 f"'integrity_constraint_violation'; END IF; END IF;" for doing, when in refused.items()]  # fmt: skip
        op.execute(
            f"CREATE FUNCTION frozen_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {' '.join(lines)} "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        )
        asked = " OR ".join(doing.upper() for doing in refused)
        op.execute(
            f"CREATE TRIGGER frozen_{table} BEFORE {asked} ON {table} FOR EACH ROW EXECUTE FUNCTION frozen_{table}()"
        )
        op.execute(
            f"CREATE FUNCTION kept_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER kept_{table} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION kept_{table}()"
        )


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, (_, refused) in RULES.items():
        if sqlite:
            for doing in {**refused, **({"insert": ""} if table in SQLITE_ONLY else {})}:
                op.execute(f"DROP TRIGGER frozen_{table}_{doing}")
        else:
            for kind in ("frozen", "kept"):
                op.execute(f"DROP TRIGGER {kind}_{table} ON {table}")
                op.execute(f"DROP FUNCTION {kind}_{table}()")
