"""Throw-away places for real database servers, reachable for an unprivileged account, and their rows."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from yimen.foundation.postgres.places import Place
from yimen.foundation.postgres.server import Server

QUICK = {"fsync": "off", "shared_buffers": "16MB", "max_connections": "20"}
HOLDER = """
import sys, time
from pathlib import Path
from yimen.foundation.postgres.lease import running
from yimen.foundation.postgres.places import Place
from yimen.foundation.postgres.server import Server
with running(Server(Place(Path(sys.argv[1])), {"fsync": "off", "shared_buffers": "16MB"})):
    print("up", flush=True)
    time.sleep(600)
"""


@contextlib.contextmanager
def scratch_place() -> Iterator[Place]:
    """Pytest's own directories are private to the user, the server's account could not enter them."""
    root = Path(tempfile.mkdtemp(prefix="yimen-"))
    root.chmod(0o711)
    place = Place(root / "postgres")
    try:
        yield place
    finally:
        Server(place).stop()
        shutil.rmtree(root)


@contextlib.contextmanager
def holder(place: Place) -> Iterator["subprocess.Popen[str]"]:
    """Another process that needs the server."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(place.root)], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "up\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def write_row(server: Server, text: str) -> None:
    with psycopg.connect(server.address("postgres")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (line text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [text])


def rows(server: Server) -> list[str]:
    with psycopg.connect(server.address("postgres")) as connection:
        return [line for (line,) in connection.execute("SELECT line FROM kept ORDER BY line")]


def wait_until(is_so: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)
