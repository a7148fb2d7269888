"""`yimen demo`: one family's dibao case from the first knock to the award, headless, in a house of its own.

The house stands beside the county's (own server, keys and files, emptied at every run), so that no county's
rows are touched; the demo clock sets the day, since a public notice hangs for seven days.
"""

import os
import shutil
from pathlib import Path

import typer

from yimen.doors.cli.frontend import CLONE
from yimen.foundation.postgres.places import state_directory

app = typer.Typer()


def papers_directory() -> Path:
    """Beside the state that was asked for; in the clone where none was."""
    state = os.environ.get("YIMEN_STATE")
    return Path(state) / "demo-papers" if state else CLONE / "var" / "demo"


@app.command(
    help="由该办的人把一件办件从头办到尾，打印每一步、时限、理由和文书。 / "
    "Play the whole case by its rightful "
    "people; every step, clock, reason and paper is printed."
)
def demo(
    papers: Path = typer.Option(papers_directory, help="文书写到哪里 / Where the papers are written."),
) -> None:
    """Play the whole case by its rightful people; every step, clock, reason and paper is printed."""
    _stand_apart()
    from yimen.doors.cli.standing import standing_house

    with standing_house():
        _empty_house()
        shutil.rmtree(papers, ignore_errors=True)
        papers.mkdir(parents=True)
        play(papers)


def play(papers: Path) -> None:
    """The case, in whatever house stands; the regions and the calendar are entered first."""
    from yimen.domains.network.actions import import_pilot_regions
    from yimen.doors.cli.county.staff import appoint
    from yimen.doors.cli.demo_narration import Narration
    from yimen.doors.cli.demo_story import CAST, Story
    from yimen.foundation.audit import SYSTEM
    from yimen.foundation.calendar.actions import fill_official_calendar

    fill_official_calendar()
    import_pilot_regions(by=SYSTEM)
    Story(appoint(CAST), Narration(papers)).tell()


def _stand_apart() -> None:
    """A state directory below the county's; a database server named by the environment is left alone."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "YIMEN_FILES", "YIMEN_KEY_FILE", "YIMEN_AUDIT_HEADS"):
        os.environ.pop(name, None)
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    os.environ["YIMEN_OVERLAYS"] = ""  # the story is told with published values only
    state = Path(os.environ.get("YIMEN_STATE") or state_directory(CLONE)) / "demo"
    os.environ["YIMEN_STATE"] = str(state)


def _empty_house() -> None:
    """The scratch database anew, with its tables; what an earlier demo left is gone."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from yimen.foundation.postgres.roles import drop_database, ensure_database
    from yimen.foundation.postgres.server import Server

    assert settings.YIMEN_PLACE is not None  # no other server is named, see _stand_apart
    server, name = Server(settings.YIMEN_PLACE), settings.DATABASES["default"]["NAME"]
    for alias in connections:
        connections[alias].close()
    drop_database(server, name)
    ensure_database(server, name)
    shutil.rmtree(settings.YIMEN_FILES, ignore_errors=True)
    Path(settings.YIMEN_AUDIT_HEADS).unlink(missing_ok=True)
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    connections["owner"].close()
