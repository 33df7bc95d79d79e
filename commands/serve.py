"""`flask serve`: show a verified plan in the browser."""

from __future__ import annotations

import io

import click
import waitress
from flask import Flask, current_app
from flask.cli import with_appcontext

from commands import files, summary, worker
from commands.endings import Command
from commands.files import language_option
from exchange.workbook import write_plan
from planning.document import digest
from planning.messages import Language, say
from planning.plan import PlanDocument
from planning.prepared import Prepared, prepare
from planning.verify import verify
from views.overview import Shown


@click.command("serve", cls=Command)
@click.argument("programme", type=click.Path(exists=True, dir_okay=False))
@click.argument("plan", type=click.Path(exists=True, dir_okay=False))
@click.option("--host", default="127.0.0.1", show_default=True, help="Adres waarop geluisterd wordt.")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535))
@language_option
@with_appcontext
def serve_command(programme: str, plan: str, host: str, port: int, language: Language) -> None:
    """Toon een plan in de browser, of waarom er geen is, tot Ctrl-C. Alleen lezen."""
    prepared = prepare(files.programme(programme, language))
    document = files.plan(plan, language, or_clash=True)
    if document.has_figures:
        verdict = verify(prepared, document)
        if not verdict.ok:
            files.fail(1, f"{say('plan.not_verified', language)}\n{summary.verdict(verdict, language)}")
    elif document.programme_sha256 != digest(prepared.programme):
        files.fail(1, say("verify.document.other_programme", language))
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    show(app, prepared, document, language)
    try:
        server = waitress.create_server(app, host=host, port=port)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        files.fail(1, say("plan.port_taken", language, host=host, port=port, why=why))
    click.echo(say("plan.serving", language, host=host, port=port))
    if language != "nl":
        click.echo(say("plan.pages_in_dutch", language))
    with worker.beside(language):
        try:
            server.run()
        except KeyboardInterrupt:
            server.close()


def show(app: Flask, prepared: Prepared, plan: PlanDocument, language: Language = "nl") -> None:
    """Give the app a verified plan to show, with its workbook in a language; or why there is none, which has none."""
    app.config["PLAN"] = Shown(prepared, plan)
    if plan.has_figures:
        book = io.BytesIO()
        write_plan(prepared, plan, book, language)
        app.config["WORKBOOK"] = book.getvalue()
