"""`flask serve`: show a verified plan in the browser."""

from __future__ import annotations

import io

import click
import waitress
from flask import Flask, current_app
from flask.cli import with_appcontext

from commands import demo as preparing
from commands import files, stored, summary, worker
from commands.files import language_option
from commands.stored import StoredCommand
from exchange.workbook import write_plan
from models.database import writing
from models.store import links, people
from planning.document import digest
from planning.messages import Language, say
from planning.plan import PlanDocument
from planning.prepared import Prepared, prepare
from planning.verify import verify
from views.session import OWN
from views.shown import Shown


@click.command("serve", cls=StoredCommand)
@click.argument("programme", type=click.Path(exists=True, dir_okay=False), required=False)
@click.argument("plan", type=click.Path(exists=True, dir_okay=False), required=False)
@click.option("--demo", is_flag=True, help="Een proefopstelling met dit programma: ieders rol, zonder wachtwoord.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adres waarop geluisterd wordt.")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535))
@language_option
@with_appcontext
def serve_command(
    programme: str | None, plan: str | None, demo: bool, host: str, port: int, language: Language
) -> None:
    """Toon wat in de database staat, tot Ctrl-C.

    Met een programma en een plan: alleen dat plan, zonder database en alleen om te lezen.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if (programme is None) != (plan is None) or (demo and plan is None):
        files.fail(files.INVALID, say("plan.serve_what", language))
    if demo and host not in OWN:
        files.fail(files.INVALID, say("plan.demo_elsewhere", language, host=host))
    if programme is None or plan is None:
        _first_start(host, port, language)
    else:
        prepared, document = _verified(programme, plan, language)
        if demo:
            preparing.prepare(app, prepared.programme, document, language)
        else:
            show(app, prepared, document, language)
    try:
        server = waitress.create_server(app, host=host, port=port)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        files.fail(1, say("plan.port_taken", language, host=host, port=port, why=why))
    click.echo(say("plan.serving", language, host=host, port=port))
    if language != "nl" and plan is not None:
        click.echo(say("plan.pages_in_dutch", language))
    with worker.beside(language):
        try:
            server.run()
        except KeyboardInterrupt:
            server.close()


def _verified(programme: str, plan: str, language: Language) -> tuple[Prepared, PlanDocument]:
    """A plan of a file, counted again; else the command ends."""
    prepared = prepare(files.programme(programme, language))
    document = files.plan(plan, language, or_clash=True)
    if document.has_figures:
        verdict = verify(prepared, document)
        if not verdict.ok:
            files.fail(1, f"{say('plan.not_verified', language)}\n{summary.verdict(verdict, language)}")
    elif document.programme_sha256 != digest(prepared.programme):
        files.fail(1, say("verify.document.other_programme", language))
    return prepared, document


def _first_start(host: str, port: int, language: Language) -> None:
    """In a database without accounts: a link that works once, for who becomes the first administrator."""
    engine = stored.engine()
    with writing(engine) as session:
        if people.accounts(session):
            return
        secret = links.make(session, None, stored.who())
    click.echo(say("storage.first_start", language, address=stored.link(secret, f"http://{host}:{port}")))


def show(app: Flask, prepared: Prepared, plan: PlanDocument, language: Language = "nl") -> None:
    """Give the app a verified plan to show, with its workbook in a language; or why there is none, which has none."""
    app.config["PLAN"] = Shown(prepared, plan)
    if plan.has_figures:
        book = io.BytesIO()
        write_plan(prepared, plan, book, language)
        app.config["WORKBOOK"] = book.getvalue()
