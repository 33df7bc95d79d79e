"""`flask db`, `backup` and `restore`."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from commands import files, stored
from commands.files import language_option
from commands.stored import StoredCommand
from models import backup, migrating
from planning.messages import Language, say


@click.group("db")
def db_group() -> None:
    """De database zelf."""


@db_group.command("upgrade", cls=StoredCommand)
@language_option
@with_appcontext
def upgrade_command(language: Language) -> None:
    """Maak de tabellen van deze versie, of breng de bestaande bij."""
    migrating.upgrade(stored.engine(current=False, create=True))
    click.echo(say("storage.upgraded", language, where=stored.where()))


@click.command("backup", cls=StoredCommand)
@click.argument("file", type=click.Path(dir_okay=False))
@language_option
@with_appcontext
def backup_command(file: str, language: Language) -> None:
    """Schrijf alles wat in de database staat in één bestand."""
    counts: list[int] = []
    engine = stored.engine()
    files.write(file, lambda target: counts.append(backup.write(engine, target)))
    click.echo(say("storage.backed_up", language, count=sum(counts), path=file))


@click.command("restore", cls=StoredCommand)
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Gooi eerst weg wat er nu in de database staat.")
@language_option
@with_appcontext
def restore_command(file: str, replace: bool, language: Language) -> None:
    """Zet een back-up terug: alles of niets. Ook van SQLite naar PostgreSQL, en andersom."""
    engine = stored.engine(current=False, create=True)
    try:
        with open(file, "rb") as source:
            count = backup.read(engine, source, replace)
    except backup.NotEmpty:
        files.fail(files.INVALID, say("storage.not_empty", language))
    except backup.NoBackup as error:
        files.fail(files.INVALID, say("storage.no_backup", language, path=file, why=error))
    except OSError as error:
        files.fail(files.INVALID, f"{file}: {error.strerror}")
    click.echo(say("storage.restored", language, count=count, path=file))
