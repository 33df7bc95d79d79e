"""`flask db`, `backup` and `restore`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import Engine

from commands import files, stored
from commands.files import language_option
from commands.stored import StoredCommand
from models import backup, migrating
from models.database import file_of
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
    if _is_of(engine, Path(file)):
        files.fail(files.INVALID, say("storage.over_database", language, path=file))
    files.write(file, lambda target: counts.append(backup.write(engine, target)), private=True)
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
    except backup.Newer:
        files.fail(files.INVALID, say("storage.newer_backup", language, path=file))
    except backup.NoBackup:
        files.fail(files.INVALID, say("storage.no_backup", language, path=file))
    except OSError as error:
        files.fail(files.INVALID, f"{file}: {error.strerror}")
    click.echo(say("storage.restored", language, count=count, path=file))


def _is_of(engine: Engine, file: Path) -> bool:
    """Whether a file is the database itself, or one of those that SQLite keeps beside it."""
    own = file_of(engine)
    if own is None:
        return False
    there = file.resolve()
    return there in {Path(f"{own.resolve()}{ending}") for ending in ("", "-wal", "-shm", "-journal")}
