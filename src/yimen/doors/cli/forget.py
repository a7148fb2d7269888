"""`yimen forget`: removes this clone's database, files and keys for good."""

import os
import shutil

import typer

app = typer.Typer()


@app.command()
def forget() -> None:
    """Stop this clone's database server and remove everything this clone has stored."""
    from django.conf import settings

    from yimen.doors.cli.standing import DEVELOPMENT
    from yimen.foundation.postgres.server import Server

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEVELOPMENT)
    if settings.YIMEN_PLACE is not None and settings.YIMEN_PLACE.root.exists():
        Server(settings.YIMEN_PLACE).stop()
    shutil.rmtree(settings.YIMEN_STATE, ignore_errors=True)
    typer.echo(f"removed {settings.YIMEN_STATE}")
