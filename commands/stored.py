"""What commands on the database share: the engine, who does it, finding a programme, and ending in plain words."""

from __future__ import annotations

import getpass
from typing import Any

import click
from flask import current_app
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from commands import files
from commands.endings import FAULT, Command
from models import migrating
from models.database import NotKnown, connect, file_of, reason, trouble
from models.migrating import NotCurrent
from models.store import listing
from models.store.snapshots import Damaged
from models.store.who import Who
from planning.messages import Language, say
from planning.reading.place import clean

GONE = 5
"""Exit code: the database does not answer, or has other tables."""
HERE = "http://127.0.0.1:5000"
"""Where `flask serve` is found, unless it is told otherwise."""
MOST_NAMED = 10
"""Programmes that are named where one is not found."""


class StoredCommand(Command):
    """A command on the database: one that is gone or of another version ends in a sentence and exit code 5."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it."""
        language: Language = ctx.params.get("language", "nl")
        try:
            return super().invoke(ctx)
        except NotCurrent as found:
            code = "none" if found.there is None else "newer" if found.newer else "older"
            files.fail(GONE, say(f"storage.{code}", language, where=where()))
        except NotKnown:
            files.fail(GONE, say("storage.not_known", language))
        except Damaged as error:
            files.fail(FAULT, say("storage.damaged", language, what=error))
        except SQLAlchemyError as error:
            code = trouble(error)
            if code is None:
                raise  # a fault of the program
            files.fail(GONE, say(f"storage.{code}", language, why=reason(error)))


def engine(current: bool = True, create: bool = False) -> Engine:
    """The engine of the app's database, until the command ends.

    Args:
        current: whether it must have the tables of this version.
        create: whether an SQLite file that is not there is made.

    Raises:
        NotCurrent: it has others, or is not there.
        NotKnown: the address is of no database that we know.
    """
    found = connect(current_app.config["DATABASE_URL"], create=create)
    command = click.get_current_context(silent=True)
    if command is not None:
        command.call_on_close(found.dispose)
    file = file_of(found)
    if file is not None and not create and not file.exists():
        raise NotCurrent(None)
    if current:
        migrating.demand_current(found)
    return found


def where() -> str:
    """The address of the database for people, without its password."""
    url = make_url(current_app.config["DATABASE_URL"])
    # What stands behind a question mark may be a password too.
    return str(url.database) if url.get_backend_name() == "sqlite" else url.set(query={}).render_as_string()


def link(secret: str, here: str = HERE) -> str:
    """The address of a link that works once. ZAAIPLAN_ADDRESS says where people find this installation; else `here`."""
    return f"{current_app.config.get('ADDRESS', here).rstrip('/')}/welkom/{secret}"


def who() -> Who:
    """Who is at the command line, for the log."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # no name for the number of the user
        name = "?"
    return Who(None, f"{clean(name)} (opdrachtregel)")


def find(session: Session, name: str, language: Language) -> int:
    """The number of the programme with a name, or with this number; several or none end with exit code 2."""
    there = listing.programmes(session)
    named = [one for one in there if one.name == name] or [one for one in there if str(one.id) == name]
    if len(named) == 1:
        return named[0].id
    if named:
        numbers = ", ".join(str(one.id) for one in named)
        files.fail(files.INVALID, say("storage.several", language, name=name, there=numbers))
    shown = ", ".join(f"{one.name} ({one.id})" for one in there[:MOST_NAMED])
    shown = f": {shown}{', …' if len(there) > MOST_NAMED else ''}." if there else "."
    files.fail(files.INVALID, say("storage.no_programme", language, name=name, count=len(there), there=shown))
