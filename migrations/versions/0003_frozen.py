"""What was adopted, and the log, can be changed by nobody: triggers on both engines.

SQLite's REPLACE removes a row that has the same key without asking the trigger of DELETE, so there INSERT and UPDATE
are asked about that row too. PostgreSQL's TRUNCATE asks none of the rows, so the tables are; and who changes a ledger
there holds its plan until the end, so that nobody adopts it in between.
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
IN_THE_WAY = {
    "plan": ADOPTED.format("(id = NEW.id OR (programme_id = NEW.programme_id AND number = NEW.number))"),
    "decision": ADOPTED.format("id = (SELECT plan_id FROM decision WHERE id = NEW.id)"),
    "snapshot": "EXISTS (SELECT 1 FROM snapshot WHERE sha256 = NEW.sha256)",
    "log": "EXISTS (SELECT 1 FROM log WHERE id = NEW.id)",
    "log_change": "EXISTS (SELECT 1 FROM log_change WHERE log_id = NEW.log_id AND number = NEW.number)",
}
"""The condition in which there is a row that is kept, and that SQLite would remove to REPLACE it by another."""
HELD = {
    "INSERT": "PERFORM 1 FROM plan WHERE id = NEW.plan_id FOR SHARE; ",
    "UPDATE": "PERFORM 1 FROM plan WHERE id IN (OLD.plan_id, NEW.plan_id) ORDER BY id FOR SHARE; ",
    "DELETE": "PERFORM 1 FROM plan WHERE id = OLD.plan_id FOR SHARE; ",
}
"""By what is done to a ledger, how PostgreSQL holds the plan."""


def _refused_by_sqlite(table: str, refused: dict[str, str]) -> dict[str, str]:
    """By what is done to a table the condition in which SQLite refuses it."""
    if table not in IN_THE_WAY:
        return refused
    both = {doing: f"{refused[doing]} OR " if doing in refused else "" for doing in ("insert", "update")}
    return {**refused, **{doing: before + IN_THE_WAY[table] for doing, before in both.items()}}


def _refused_by_postgresql(table: str, doing: str, said: str, when: str) -> str:
    """Of the function of a trigger, what it does where something is done to a table."""
    held = HELD[doing] if RULES[table][1] is LEDGER else ""
    raised = f"RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'"
    return f"IF TG_OP = '{doing}' THEN {held}IF {when} THEN {raised}; END IF; END IF;"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, (said, refused) in RULES.items():
            for doing, when in _refused_by_sqlite(table, refused).items():
                op.execute(
                    f"CREATE TRIGGER frozen_{table}_{doing} BEFORE {doing.upper()} ON {table} FOR EACH ROW WHEN {when} "
                    f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
                )
        return
    for table, (said, refused) in RULES.items():
        lines = [_refused_by_postgresql(table, doing.upper(), said, when) for doing, when in refused.items()]
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
            for doing in _refused_by_sqlite(table, refused):
                op.execute(f"DROP TRIGGER frozen_{table}_{doing}")
        else:
            for kind in ("frozen", "kept"):
                op.execute(f"DROP TRIGGER {kind}_{table} ON {table}")
                op.execute(f"DROP FUNCTION {kind}_{table}()")
