"""`yimen forget`: removes this clone's database, files and keys for good."""

import os
import shutil
from pathlib import Path

import typer

app = typer.Typer()
OURS = ("postgres", "test", "demo", "files", "static")
OUR_FILES = ("keys.json", "secret-key", "audit-heads.jsonl", "static.done")


@app.command(
    help="删除本副本保存的一切；放在别处的（DATABASE_URL、YIMEN_FILES 等）不动。 / "
    "Remove everything this clone has "
    "stored; what lies elsewhere (DATABASE_URL, YIMEN_FILES …) stays."
)
def forget() -> None:
    """Remove everything this clone has stored; what lies elsewhere (DATABASE_URL, YIMEN_FILES …) stays."""
    from yimen.doors.cli.standing import DEVELOPMENT, only_run

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEVELOPMENT)
    from django.conf import settings

    state: Path = settings.YIMEN_STATE
    with only_run(state):
        _stop_server()
        for name in OURS:
            shutil.rmtree(state / name, ignore_errors=True)
        for name in OUR_FILES:
            (state / name).unlink(missing_ok=True)
    typer.echo(f"已删除 / removed: {state}")


def _stop_server() -> None:
    from django.conf import settings

    from yimen.foundation.postgres.server import Server

    if settings.YIMEN_PLACE is not None and settings.YIMEN_PLACE.cluster.exists():
        Server(settings.YIMEN_PLACE).stop()
