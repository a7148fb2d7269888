"""Who still needs the server: shared locks that the kernel releases even when a holder is killed."""

import contextlib
import fcntl
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from yimen.foundation.postgres.cluster import ensure_directories
from yimen.foundation.postgres.errors import ServerError
from yimen.foundation.postgres.server import Server

WATCH_SECONDS = 0.5
logger = logging.getLogger(__name__)


@contextlib.contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server runs while anybody is inside; the last one out stops it."""
    ensure_directories(server.place, server.account)
    with _lock_file(server, "holders").open("a") as holders:
        with _turn(server):
            fcntl.flock(holders, fcntl.LOCK_SH)
            server.start()
        try:
            yield server
        finally:
            with _turn(server):
                if _is_last(holders):
                    server.stop()


@contextlib.contextmanager
def watched(server: Server) -> Iterator[Server]:
    """Like `running`, and a server that dies meanwhile is started again."""
    ended = threading.Event()
    with running(server):
        watcher = threading.Thread(target=_watch, args=(server, ended), name="postgres-watch", daemon=True)
        watcher.start()
        try:
            yield server
        finally:
            ended.set()
            watcher.join()


def _watch(server: Server, ended: threading.Event) -> None:
    while not ended.wait(WATCH_SECONDS):
        if server.pid() is None:
            with _turn(server):
                _try_to_start(server)


def _try_to_start(server: Server) -> None:
    """A start that fails is reported and tried again."""
    try:
        server.start()
    except ServerError as reason:
        logger.error("%s", reason)


@contextlib.contextmanager
def _turn(server: Server) -> Iterator[None]:
    """One process at a time starts or stops the server."""
    with _lock_file(server, "turn").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _lock_file(server: Server, name: str) -> Path:
    return server.place.root.with_name(f"{server.place.root.name}.{name}")


def _is_last(holders: IO[str]) -> bool:
    try:
        fcntl.flock(holders, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
