"""The application: configuration, blueprints and command line. Nothing else lives here."""

from __future__ import annotations

import os

from flask import Flask

from commands import endings
from commands.alternatives import alternatives_command
from commands.database import backup_command, db_group, restore_command
from commands.equality import equality_command
from commands.explain import explain_command
from commands.people import user_group
from commands.planning import check_command, plan_command, schema_command, verify_command
from commands.programmes import export_command, import_command, list_command
from commands.serve import serve_command
from commands.worker import worker_command
from views import pages


def create_app() -> Flask:
    """The web application; `flask serve` gives it a verified plan to show."""
    endings.loaded()
    app = Flask(__name__)
    app.config["DATABASE_URL"] = os.environ.get("DATABASE_URL") or f"sqlite:///{app.instance_path}/zaaiplan.db"
    app.config.from_prefixed_env("ZAAIPLAN")
    pages.attach(app)
    for command in (schema_command, check_command, plan_command, verify_command):
        app.cli.add_command(command)
    for command in (alternatives_command, equality_command, explain_command, serve_command):
        app.cli.add_command(command)
    for command in (
        db_group,
        import_command,
        list_command,
        export_command,
        backup_command,
        restore_command,
        user_group,
        worker_command,
    ):
        app.cli.add_command(command)
    return app
