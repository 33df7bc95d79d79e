"""The demonstration: a database of its own with one account per role, which needs no password."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import migrating
from models.database import connect, writing
from models.people import ROLES
from models.store import listing, people, plans, programmes
from models.store.who import Who
from planning.document import digest
from planning.messages import Language, say
from planning.plan import PlanDocument
from planning.programme import Programme

FILE = "demo.db"
WHO = Who(None, "voorbeeld")
ADMINISTRATOR = "administrator"
PLACE = "voorbeeld.example"
"""The domain of the addresses of the demonstration; it can be of nobody (RFC 2606)."""


def prepare(app: Flask, programme: Programme, plan: PlanDocument, language: Language) -> None:
    """Give an app the database of the demonstration, with a programme and a plan of it in it.

    What is there already stays: somebody may have gone on with it.
    """
    app.config["DATABASE_URL"] = f"sqlite:///{app.instance_path}/{FILE}"
    app.config["DEMO"] = True
    engine = connect(app.config["DATABASE_URL"])
    migrating.upgrade(engine)
    fill(engine, programme, plan, language)
    engine.dispose()


def fill(engine: Engine, programme: Programme, plan: PlanDocument, language: Language) -> None:
    """Add the accounts, the programme and the plan, where they are not there yet."""
    with writing(engine) as session:
        accounts = {role: _account(session, role, language) for role in (*ROLES, ADMINISTRATOR)}
        same = listing.named(session, programme.name)
        if same:
            stored = programmes.load(session, same[0])
        else:
            stored = programmes.add(session, programme, WHO)
            for role in ROLES:
                partner = _partner(programme) if role == "partner" else None
                if role != "partner" or partner is not None:
                    people.give_role(session, stored.id, accounts[role], role, WHO, partner)
        known = {one.sha256 for one in plans.listed(session, stored.id)}
        if digest(stored.programme) == plan.programme_sha256 and digest(plan) not in known:
            plans.add(session, stored.id, stored.version, stored.programme, plan, accounts["director"].who)


def _account(session: Session, role: str, language: Language) -> people.Account:
    address = f"{role}@{PLACE}"
    try:
        return people.account(session, address)
    except people.NoAccount:
        code = "storage.administrator" if role == ADMINISTRATOR else f"storage.role.{role}"
        name = say(code, language).capitalize()
        return people.add(session, address, name, WHO, administrator=role == ADMINISTRATOR)


def _partner(programme: Programme) -> str | None:
    """A party that is neither municipality nor state, if there is one."""
    found = [one.id for one in programme.partners if one.layer == "partner"]
    return found[0] if found else None
