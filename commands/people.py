"""`flask user add`, `role` and `list`."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from commands import files, stored
from commands.files import language_option
from commands.stored import StoredCommand
from models.database import reading, writing
from models.people import ROLES
from models.store import links, people, programmes
from models.store.words import NotKept
from planning.messages import Language, say

NONE = "geen"


@click.group("user")
def user_group() -> None:
    """Accounts en rollen."""


@user_group.command("add", cls=StoredCommand)
@click.argument("email")
@click.option("--name", required=True, help="Zoals het logboek de persoon noemt.")
@click.option("--administrator", is_flag=True, help="Mag accounts en rollen beheren.")
@language_option
@with_appcontext
def add_command(email: str, name: str, administrator: bool, language: Language) -> None:
    """Maak een account."""
    try:
        with writing(stored.engine()) as session:
            made = people.add(session, email, name, stored.who(), administrator)
            secret = links.make(session, made, stored.who())
    except NotKept as refused:
        files.fail(files.INVALID, refused.sentence(language))
    except people.AddressTaken as taken:
        files.fail(files.INVALID, say("storage.address_taken", language, email=taken))
    click.echo(say("storage.account_added", language, name=made.name, email=made.email))
    click.echo(say("storage.link", language, name=made.name, address=stored.link(secret)))


@user_group.command("link", cls=StoredCommand)
@click.argument("email")
@language_option
@with_appcontext
def link_command(email: str, language: Language) -> None:
    """Maak een link waarmee iemand een (ander) wachtwoord kiest."""
    try:
        with writing(stored.engine()) as session:
            person = people.account(session, email)
            secret = links.make(session, person, stored.who())
    except people.NoAccount:
        files.fail(files.INVALID, say("storage.no_account", language, email=email))
    click.echo(say("storage.link", language, name=person.name, address=stored.link(secret)))


@user_group.command("role", cls=StoredCommand)
@click.argument("email")
@click.argument("programme")
@click.argument("role")
@click.option("--partner", help="Welke partner het is: zijn id in het document.")
@language_option
@with_appcontext
def role_command(email: str, programme: str, role: str, partner: str | None, language: Language) -> None:
    """Geef iemand een rol in een programma: director, finance, alderman, partner of reader; "geen" neemt die weg."""
    if role not in (*ROLES, NONE):
        known = ", ".join(f"{one} ({say(f'storage.role.{one}', language)})" for one in ROLES)
        files.fail(files.INVALID, say("storage.no_role", language, role=role, there=known))
    if partner is not None and role != "partner":
        files.fail(files.INVALID, say("storage.only_of_partners", language))
    with writing(stored.engine()) as session:
        number = stored.find(session, programme, language)
        there = programmes.load(session, number).programme
        parties = [one.id for one in there.partners]
        try:
            person = people.account(session, email)
            people.give_role(session, number, person, None if role == NONE else role, stored.who(), partner)
        except people.NoAccount:
            files.fail(files.INVALID, say("storage.no_account", language, email=email))
        except people.NoPartner:
            code = "storage.which_partner" if partner is None else "storage.no_partner"
            files.fail(files.INVALID, say(code, language, partner=partner, there=", ".join(parties)))
    code = "storage.role_taken" if role == NONE else "storage.role_given"
    shown = "" if role == NONE else say(f"storage.role.{role}", language)
    click.echo(say(code, language, email=person.email, role=shown, name=there.name))


@user_group.command("list", cls=StoredCommand)
@language_option
@with_appcontext
def list_command(language: Language) -> None:
    """Noem alle accounts, met hun rollen."""
    with reading(stored.engine()) as session:
        accounts, roles = people.accounts(session), people.roles(session)
    for account in accounts:
        marks = [say("storage.administrator", language)] if account.administrator else []
        marks += [] if account.active else [say("storage.inactive", language)]
        marked = f" ({', '.join(marks)})" if marks else ""
        click.echo(f"{account.email}  {account.name}{marked}")
        for role in roles:
            if role.account_id == account.id:
                party = f" {role.partner}" if role.partner else ""
                shown = say(f"storage.role.{role.role}", language)
                click.echo(f"    {role.programme} ({role.programme_id}): {shown}{party}")
    if not accounts:
        click.echo(say("storage.nobody", language))
