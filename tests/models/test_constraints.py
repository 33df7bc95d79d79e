"""Every check and every uniqueness of the database, broken once on both engines: it says no, by its name."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import CheckConstraint, Engine, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from models.database import writing
from models.store import credentials, people, plans, programmes, remarks, runs, states
from models.tables import METADATA
from tests.models.people import WHO
from tests.models.test_plans import MADE, PLAN
from tests.models.test_rows import full

CONSTRAINTS = {
    str(constraint.name): constraint
    for table in METADATA.sorted_tables
    for constraint in sorted(table.constraints, key=lambda one: str(one.name))
    if isinstance(constraint, CheckConstraint | UniqueConstraint)
}
BY_HAND = {
    "ck_account_email": ["UPDATE account SET email = upper(email)"],
    "uq_account_email": ["UPDATE account SET email = 'een@voorbeeld.nl'"],
    "ck_credential_totp_step": ["UPDATE credential SET totp_step = 1"],
    "uq_credential_subject": ["UPDATE credential SET subject = 'x'"],
    "ck_programme_objective": ["UPDATE programme SET objective = 'x', coverage_weight = NULL, benefit_weight = NULL"],
    "ck_programme_coverage_weight": ["UPDATE programme SET coverage_weight = NULL WHERE objective = 'mixed'"],
    "ck_programme_benefit_weight": ["UPDATE programme SET benefit_weight = NULL WHERE objective = 'mixed'"],
    "ck_measure_resident_is_not_weighed": [
        "UPDATE measure SET room = 'resident', staff = (1 = 0), benefit = '0', indicator = 'x'",
        "UPDATE measure SET room = 'resident', staff = (1 = 1), benefit = '0', indicator = NULL",
        "UPDATE measure SET room = 'resident', staff = (1 = 0), benefit = '1', indicator = NULL",
    ],
    "ck_measure_room": ["UPDATE measure SET room = 'x'"],
    "ck_plan_adopted": ["UPDATE plan SET adopted_at = made_at", "UPDATE plan SET adopter_id = author_id + 1"],
    "ck_plan_four_eyes": [
        "UPDATE plan SET adopted_at = made_at, adopter_id = author_id",
        "UPDATE plan SET adopted_at = made_at, adopter_id = author_id, author_id = NULL",
    ],
    "uq_plan_programme_id_number": ["UPDATE plan SET number = 1"],
    "uq_state_programme_id_name": ["UPDATE state SET name = 'Eén'"],
    "uq_plan_balance_plan_id_kind_stream_year": ["UPDATE plan_balance SET stream = 'x', year = 2027"],
    "uq_plan_payment_plan_id_stream_measure_year": ["UPDATE plan_payment SET stream = 'x', measure = 'x', year = 2027"],
    "ck_remark_settled": ["UPDATE remark SET settled_at = at", "UPDATE remark SET settler_id = account_id"],
    "ck_role_partner": ["UPDATE role SET role = 'partner'", "UPDATE role SET partner = 'gemeente'"],
    "ck_run_status": ["UPDATE run SET status = 'x', ended_at = asked_at"],
    "ck_run_ended": ["UPDATE run SET status = 'planned'", "UPDATE run SET ended_at = asked_at"],
    "ck_run_worker": ["UPDATE run SET status = 'running'", "UPDATE run SET worker = 'x'"],
    "ck_stream_carried_until": ["UPDATE stream SET carried_share = NULL, carried_until = 2028"],
    "ck_stream_match_ratio": ["UPDATE stream SET match_ratio = '-1' WHERE match_ratio IS NOT NULL"],
    "ck_stream_match_with_scope": ["UPDATE stream SET match_scope = NULL WHERE match_ratio IS NOT NULL"],
    "ck_stream_match_with_per": ["UPDATE stream SET match_per = NULL WHERE match_ratio IS NOT NULL"],
}
NUMBER = r"(?:CAST\((?P<{0}>\w+) AS DOUBLE PRECISION\)|(?P<{0}_>\w+))"
LOW = re.compile(NUMBER.format("low") + r" >=? (?P<least>-?[\d.]+)")
HIGH = re.compile(NUMBER.format("high") + r" <= (?P<most>-?[\d.]+)")


@pytest.fixture(scope="module")
def world(engine: Engine) -> None:
    """A row in every table."""
    with writing(engine) as session:
        one, two = (people.add(session, f"{n}@voorbeeld.nl", n, WHO) for n in ("een", "twee"))
        here = programmes.add(session, full(), WHO)
        programmes.add(session, MADE, WHO)
        people.give_role(session, here.id, one, "reader", WHO)
        for name in ("Eén", "Twee"):
            states.name(session, here, name, WHO)
            plan = plans.add(session, here.id, 1, MADE, PLAN, one.who)
        plans.decide(session, plan.id, "submitted", one.who)
        remarks.add(session, remarks.Place(here.id), "x", two.who)
        runs.ask(session, here, {}, WHO)
        for person in (one, two):
            credentials.bind_subject(session, person.email, person.name)


def breaks(name: str) -> list[str]:
    """Statements that break a constraint: each side of a range, a word that is none, or what stands in `BY_HAND`."""
    if name in BY_HAND:
        return BY_HAND[name]
    table, said = CONSTRAINTS[name].table.name, str(CONSTRAINTS[name].sqltext)  # type: ignore[union-attr]
    if word := re.fullmatch(r"(\w+) IN \(.*\)", said):
        return [f"UPDATE {table} SET {word[1]} = 'x' WHERE {word[1]} IS NOT NULL"]  # noqa: S608
    found = []
    if low := LOW.search(said):
        found.append(f"UPDATE {table} SET {low['low'] or low['low_']} = '{float(low['least']) - 1:g}'")  # noqa: S608
    if high := HIGH.search(said):
        found.append(f"UPDATE {table} SET {high['high'] or high['high_']} = '{float(high['most']) + 1:.0f}'")  # noqa: S608
    return found


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("name", CONSTRAINTS)
def test_it_says_no(engine: Engine, name: str) -> None:
    constraint = CONSTRAINTS[name]
    sqlite_says = ", ".join(f"{constraint.table.name}.{c.name}" for c in constraint.columns)  # type: ignore[union-attr]
    says = sqlite_says if isinstance(constraint, UniqueConstraint) and engine.dialect.name == "sqlite" else name
    statements = breaks(name)
    assert statements
    for statement in statements:
        with pytest.raises(IntegrityError, match=re.escape(says)), writing(engine) as session:
            session.connection().exec_driver_sql(statement)
