"""`flask import` and `flask export`: programme documents into the database and out of it."""

from __future__ import annotations

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from commands import files, stored
from commands.files import language_option
from commands.stored import StoredCommand
from models.database import reading, writing
from models.store import listing, programmes
from models.store.programmes import Conflict, InUse
from planning.document import dump
from planning.messages import Language, say
from planning.programme import Programme


@click.command("import", cls=StoredCommand)
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Maak er een nieuwe versie van het programma met deze naam van.")
@language_option
@with_appcontext
def import_command(file: str, replace: bool, language: Language) -> None:
    """Zet een programmadocument in de database."""
    programme = files.programme(file, language)
    with writing(stored.engine()) as session:
        same = listing.named(session, programme.name)
        named = ", ".join(str(number) for number in same)
        if not same:
            number = programmes.add(session, programme, stored.who()).id
            sentence = say("storage.imported", language, name=programme.name, number=number)
        elif not replace:
            files.fail(files.INVALID, say("storage.name_taken", language, name=programme.name, number=named))
        elif len(same) > 1:
            files.fail(files.INVALID, say("storage.replace_which", language, name=programme.name, there=named))
        else:
            sentence = _replaced(session, same[0], programme, language)
    click.echo(sentence)


@click.command("list", cls=StoredCommand)
@language_option
@with_appcontext
def list_command(language: Language) -> None:
    """Noem alle programma's in de database: nummer, naam, looptijd, versie en plannen."""
    with reading(stored.engine()) as session:
        there = listing.programmes(session)
    for one in there:
        first, last = one.start_year, one.start_year + one.years - 1
        code = "storage.listed_adopted" if one.adopted else "storage.listed"
        said = {"first": first, "last": last, "version": one.version, "count": one.plans}
        click.echo(f"{one.id}  {one.name}: {say(code, language, **said)}")
    if not there:
        click.echo(say("storage.no_programmes", language))


@click.command("export", cls=StoredCommand)
@click.argument("name")
@language_option
@with_appcontext
def export_command(name: str, language: Language) -> None:
    """Druk het document van een programma af, gevonden bij naam of nummer."""
    with reading(stored.engine()) as session:
        programme = programmes.load(session, stored.find(session, name, language)).programme
    click.echo(dump(programme).encode(), nl=False)  # in UTF-8, whatever the terminal speaks


def _replaced(session: Session, number: int, programme: Programme, language: Language) -> str:
    """Make a stored programme what a document says; the sentence about it."""
    try:
        saved = programmes.save(session, programmes.load(session, number), programme, stored.who())
    except InUse as used:
        files.fail(files.INVALID, say("storage.partner_in_use", language, partners=", ".join(used.partners)))
    except Conflict:
        files.fail(files.INVALID, say("storage.conflict", language))
    code = "storage.replaced" if saved.changes else "storage.unchanged"
    return say(code, language, name=programme.name, number=number, count=len(saved.changes))
