"""Starts, adopts, watches over and stops one PostgreSQL server; every method may be called again."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from psycopg.pq import PGconn, Ping

from yimen.foundation.postgres.account import Account, account_for
from yimen.foundation.postgres.binaries import programs
from yimen.foundation.postgres.cluster import ENVIRONMENT, SUPERUSER, ensure_cluster
from yimen.foundation.postgres.errors import ServerNotStarted
from yimen.foundation.postgres.places import Place
from yimen.foundation.postgres.processes import is_server_process, server_processes

START_SECONDS = 300.0
"""Recovery after a crash replays the log and may take minutes."""
STOP_SECONDS = 30.0
ORPHAN_SECONDS = 5.0
LOG_BYTES = 10_000_000
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
"""No network address: the only way in is the socket. Statements are not logged, they hold personal values."""


class Server:
    """One server at one place."""

    def __init__(self, place: Place, settings: Mapping[str, str] | None = None) -> None:
        self.place = place
        self.settings = {**SETTINGS, "unix_socket_directories": str(place.sockets), **(settings or {})}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def account(self) -> Account:
        return account_for(self.place.cluster)

    def address(self, database: str, role: str = SUPERUSER) -> str:
        return f"host={self.place.sockets} port=5432 dbname={database} user={role}"

    def is_answering(self) -> bool:
        return self._ping() == Ping.OK

    def _ping(self) -> Ping:
        """OK, REJECT while it recovers, or NO_RESPONSE."""
        return Ping(PGconn.ping(f"{self.address('postgres')} connect_timeout=2".encode()))

    def start(self) -> None:
        """Adopts a server that already answers here; otherwise clears what a crash left and starts one."""
        account = self.account
        if self.is_answering():
            return
        folder = programs(self.place, account)
        ensure_cluster(self.place, account, folder)
        self._clear_remains()
        if self.pid() is None:
            self._launch(folder, account)
        _wait(lambda: self.is_answering() or self._has_ended(), START_SECONDS)
        if not self.is_answering():
            raise ServerNotStarted(self.place.log, _last_line(self.place.log))

    def stop(self) -> None:
        """Stops the server, the hard way when the soft way takes too long."""
        pid = self.pid()
        for number in (signal.SIGINT, signal.SIGQUIT):
            if pid is not None and is_server_process(pid, self.place.cluster):
                os.kill(pid, number)
                _wait(lambda: not is_server_process(pid, self.place.cluster), STOP_SECONDS)
        self._kill_orphans()
        if self._process is not None:
            self._process.wait(STOP_SECONDS)

    def pid(self) -> int | None:
        """The running postmaster of this place, or None; a recycled pid is not it."""
        if self._process is not None:
            self._process.poll()
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
            pid = int(self.place.pid_file.read_text().splitlines()[0])
            return pid if is_server_process(pid, self.place.cluster) else None
        return None

    def _has_ended(self) -> bool:
        """A server that was just launched has no pid file yet."""
        is_launched = self._process is not None and self._process.poll() is None
        return not is_launched and self.pid() is None

    def _clear_remains(self) -> None:
        """A server that hangs and orphaned backends are killed; the locks of a dead server are removed."""
        if self.pid() is not None and _wait(lambda: self._ping() != Ping.NO_RESPONSE, ORPHAN_SECONDS):
            return
        if self.pid() is None:
            _wait(lambda: not server_processes(self.place.cluster), ORPHAN_SECONDS)
        self._kill_orphans()
        for remains in (self.place.pid_file, *self.place.sockets.iterdir()):
            remains.unlink(missing_ok=True)

    def _kill_orphans(self) -> None:
        for pid in server_processes(self.place.cluster):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        _wait(lambda: not server_processes(self.place.cluster), ORPHAN_SECONDS)

    def _launch(self, folder: Path, account: Account) -> None:
        options = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        with self._open_log(account) as log:
            self._process = subprocess.Popen(  # noqa: S603 - a program of our own wheel
                [folder / "postgres", "-D", self.place.cluster, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.place.root,
                env=ENVIRONMENT,
                start_new_session=True,
                **account.as_popen(),
            )

    @contextlib.contextmanager
    def _open_log(self, account: Account) -> Iterator[int]:
        log = self.place.log
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            account.own(log)
            yield descriptor
        finally:
            os.close(descriptor)


def _wait(is_done: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not is_done():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it wrote nothing"
