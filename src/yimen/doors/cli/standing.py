"""Makes the house stand for one command: settings chosen, keys made, database server up, Django ready."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from yimen.doors.cli.errors import CannotContinue

if TYPE_CHECKING:
    from yimen.foundation.postgres.places import Place

DEVELOPMENT = "yimen.config.settings.development"


@contextlib.contextmanager
def standing_house(*, is_watched: bool = False) -> Iterator[None]:
    """The embedded server runs meanwhile, unless the settings name another one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEVELOPMENT)
    import django
    from django.conf import settings

    with contextlib.ExitStack() as stack:
        if settings.YIMEN_PLACE is not None:
            stack.enter_context(_database(settings.YIMEN_PLACE, is_watched=is_watched))
        _make_keys()
        django.setup()
        yield


@contextlib.contextmanager
def _database(place: "Place", *, is_watched: bool) -> Iterator[None]:
    from django.conf import settings

    from yimen.foundation.postgres.lease import running, watched
    from yimen.foundation.postgres.roles import ensure_database, ensure_roles
    from yimen.foundation.postgres.server import Server

    server = Server(place)
    with (watched if is_watched else running)(server):
        ensure_roles(server)
        ensure_database(server, settings.DATABASES["default"]["NAME"])
        yield


def _make_keys() -> None:
    from django.conf import settings

    from yimen.foundation.encryption import make_key_file

    if settings.YIMEN_MAKES_KEYS and not Path(settings.YIMEN_KEY_FILE).exists():
        make_key_file(Path(settings.YIMEN_KEY_FILE))


@contextlib.contextmanager
def only_run(state: Path) -> Iterator[Path]:
    """One run per clone; a second one says where the first is."""
    address_file = state / "address"
    with (state / "run.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            where = address_file.read_text() if address_file.exists() else ""
            raise CannotContinue(f"已经在运行 / already running {where}") from None
        try:
            yield address_file
        finally:
            address_file.unlink(missing_ok=True)
