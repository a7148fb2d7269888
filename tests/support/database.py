"""The test database: one migrated template for everybody, one copy of it per run and xdist worker."""

import contextlib
import fcntl
import hashlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

from yimen.foundation.postgres.lease import running
from yimen.foundation.postgres.places import Place
from yimen.foundation.postgres.roles import copy_database, drop_database, ensure_database, ensure_roles
from yimen.foundation.postgres.server import Server

SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"}
CLONE = Path(__file__).resolve().parents[2]
PREFIX = "yimen_test"
TEMPLATE_SECONDS = 600.0
"""Under load: all migrations once, and whoever waits for another process to run them."""


@contextlib.contextmanager
def test_server(place: Place) -> Iterator[Server]:
    """The server all test runs of this clone share; it stops with the last of them."""
    with running(Server(place, SETTINGS)) as server:
        yield server


def make_keys() -> None:
    """The key file of the tests, once for all runs of this clone."""
    from django.conf import settings

    from yimen.foundation.encryption import make_key_file

    path = Path(settings.YIMEN_KEY_FILE)
    if not path.exists():
        with contextlib.suppress(FileExistsError):
            make_key_file(path)


def fresh_database(server: Server, worker: str) -> str:
    """A copy of the migrated template, named after this process so that concurrent runs never meet."""
    with _time_of_its_own(), _template_lock(server.place):
        template = _ensure_template(server)
        name = f"{PREFIX}_{os.getpid()}_{worker}"
        copy_database(server, template, name)
    return name


@contextlib.contextmanager
def _time_of_its_own() -> Iterator[None]:
    """The template, made here or awaited, is paid for by no test; if it hangs, the test at hand still fails.

    The limit of a test is the process's alarm: meanwhile it rings later, and afterwards where it stood.
    """
    if signal.getsignal(signal.SIGALRM) in (signal.SIG_DFL, None):
        yield  # no limit is set
        return
    left, _ = signal.setitimer(signal.ITIMER_REAL, TEMPLATE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left)


def _ensure_template(server: Server) -> str:
    name = f"{PREFIX}_template_{_migrations_digest()}"
    present = database_names(server)
    _drop_leftovers(server, present, name)
    if name not in present:
        ensure_roles(server)
        building = f"{PREFIX}_building"
        drop_database(server, building)
        ensure_database(server, building)
        _migrate(building)
        _rename(server, building, name)
    return name


def _migrate(database: str) -> None:
    """As the owner, over a connection opened for it: the test under way may be one that is not the owner."""
    from django.core.management import call_command
    from django.db import connections

    with pointed_at(database):
        guarded, connections["owner"] = connections["owner"], connections.create_connection("owner")
        try:
            connections["owner"].connect()
            call_command("migrate", database="owner", verbosity=0, interactive=False)
        finally:
            connections["owner"].close()
            connections["owner"] = guarded


@contextlib.contextmanager
def pointed_at(database: str) -> Iterator[None]:
    """Both connections lead to this database meanwhile."""
    from django.db import connections

    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    for alias in before:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = database
    try:
        yield
    finally:
        for alias, name in before.items():
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name


def database_names(server: Server) -> set[str]:
    import psycopg

    with psycopg.connect(server.address("postgres")) as connection:
        return {row[0] for row in connection.execute("SELECT datname FROM pg_database")}


def _rename(server: Server, before: str, after: str) -> None:
    import psycopg

    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{before}" RENAME TO "{after}"'.encode())


def _drop_leftovers(server: Server, names: set[str], template: str) -> None:
    """Outdated templates, and copies whose process is gone."""
    for name in names:
        rest = name.removeprefix(f"{PREFIX}_")
        is_old_template = rest.startswith("template_") and name != template
        is_abandoned = rest[:1].isdigit() and not Path(f"/proc/{rest.split('_')[0]}").exists()
        if name.startswith(f"{PREFIX}_") and (is_old_template or is_abandoned):
            drop_database(server, name)


def _migrations_digest() -> str:
    digest = hashlib.sha256((CLONE / "uv.lock").read_bytes())
    for file in sorted((CLONE / "src").rglob("migrations/*.py")):
        digest.update(str(file.relative_to(CLONE)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


@contextlib.contextmanager
def _template_lock(place: Place) -> Iterator[None]:
    with place.root.with_name("template.turn").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
