"""The embedded server after a crash: of the server, of whoever started it, or of the machine."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest
from tests.support.servers import QUICK, holder, rows, scratch_place, wait_until, write_row

from yimen.foundation.postgres.lease import running, watched
from yimen.foundation.postgres.places import Place
from yimen.foundation.postgres.processes import server_processes
from yimen.foundation.postgres.server import Server

BUSY = "DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$"
CLIENT = f"import sys, psycopg; psycopg.connect(sys.argv[1]).execute({BUSY!r})"
SAFE = {**QUICK, "fsync": "on"}


@pytest.fixture
def place() -> Iterator[Place]:
    with scratch_place() as place:
        yield place


def kill(server: Server) -> int:
    pid = server.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    return pid


def test_a_killed_server_is_started_again_and_every_committed_row_is_there(place: Place) -> None:
    with watched(Server(place, SAFE)) as server:
        write_row(server, "committed")
        killed = kill(server)
        wait_until(lambda: server.pid() not in (None, killed) and server.is_answering())
        assert rows(server) == ["committed"]


def test_a_busy_backend_of_a_killed_server_does_not_block_the_next_one(place: Place) -> None:
    with watched(Server(place, SAFE)) as server:
        write_row(server, "committed")
        with subprocess.Popen(
            [sys.executable, "-c", CLIENT, server.address("postgres")],
            stderr=subprocess.DEVNULL,
        ) as client:
            wait_until(lambda: _is_busy(server))
            killed = kill(server)
            wait_until(lambda: server.pid() not in (None, killed) and server.is_answering(), 40)
            client.kill()
        assert rows(server) == ["committed"]


def _is_busy(server: Server) -> bool:
    with psycopg.connect(server.address("postgres")) as connection:
        return bool(connection.execute("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'DO %%'").fetchall())


def test_the_server_of_a_killed_process_is_adopted_and_stopped_by_the_next(place: Place) -> None:
    with holder(place) as first:
        server = Server(place, QUICK)
        write_row(server, "before")
        orphan = server.pid()
        first.kill()
        first.wait()
    assert server.pid() == orphan
    with running(server):
        assert server.pid() == orphan
        assert rows(server) == ["before"]
    assert server.pid() is None


def test_a_machine_that_lost_its_power_finds_every_committed_row_again(place: Place) -> None:
    with holder(place) as first:
        server = Server(place, SAFE)
        write_row(server, "committed")
        remains = place.pid_file.read_text()
        first.kill()
        first.wait()
        kill(server)  # the postmaster first: it would begin again after the death of a backend
        for pid in server_processes(place.cluster):
            with suppress(ProcessLookupError):  # a backend ends when its postmaster is gone
                os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not server_processes(place.cluster))
    assert place.pid_file.read_text() == remains
    with running(Server(place, SAFE)) as server:
        assert rows(server) == ["committed"]


def test_a_server_that_hangs_is_replaced(place: Place) -> None:
    with running(Server(place, SAFE)) as server:
        write_row(server, "committed")
        hung = server.pid()
        for pid in server_processes(place.cluster):
            with suppress(ProcessLookupError):  # a backend may have ended meanwhile
                os.kill(pid, signal.SIGSTOP)
        Server(place, SAFE).start()
        assert server.pid() not in (None, hung)
        assert rows(server) == ["committed"]


def test_a_stale_pid_file_that_names_a_stranger_is_removed_and_the_stranger_left_alone(place: Place) -> None:
    with running(Server(place, SAFE)) as server:
        write_row(server, "committed")
        lines = place.pid_file.read_text().splitlines()
    with subprocess.Popen(["sleep", "60"], **server.account.as_popen()) as stranger:
        place.pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        with running(Server(place, SAFE)) as server:
            assert rows(server) == ["committed"]
        assert stranger.poll() is None
        stranger.kill()


def test_a_cut_pid_file_is_no_obstacle(place: Place) -> None:
    with running(Server(place, SAFE)):
        pass
    place.pid_file.write_text("")
    with running(Server(place, SAFE)) as server:
        assert server.is_answering()
