"""`yimen run` as somebody at a terminal knows it: address, Ctrl-C, a second run, crashes."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.servers import wait_until

from yimen.foundation.postgres.places import Place
from yimen.foundation.postgres.processes import server_processes
from yimen.foundation.postgres.server import Server

YIMEN = str(Path(sys.executable).parent / "yimen")
PORT = 18650


@pytest.fixture(scope="module")  # initialised once; each test stops what it started
def state() -> Iterator[Path]:
    directory = Path(tempfile.mkdtemp(prefix="yimen-run-"))
    directory.chmod(0o711)
    yield directory
    Server(Place(directory / "postgres")).stop()
    shutil.rmtree(directory)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def _variables(state: Path, port: int = PORT) -> dict[str, str]:
    return {
        **os.environ,
        "YIMEN_STATE": str(state),
        "YIMEN_PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "yimen.config.settings.development",
    }


@contextlib.contextmanager
def started(state: Path, port: int = PORT) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A run that has printed its address."""
    run = subprocess.Popen(
        [YIMEN, "run"], env=_variables(state, port), text=True, stdout=subprocess.PIPE, start_new_session=True
    )
    assert run.stdout is not None
    try:
        found = next(match for line in run.stdout if (match := re.search(r"http://\S+", line)))
        yield run, found[0]
    finally:
        if run.poll() is None:
            run.send_signal(signal.SIGINT)
        run.wait(60)
        run.stdout.close()


def answers(address: str) -> bool:
    try:
        return bool(urllib.request.urlopen(address, timeout=5).status == 200)  # noqa: S310 - our own address
    except OSError:
        return False


def nobody_listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def test_it_takes_the_next_port_and_ctrl_c_leaves_nothing_running(state: Path, taken_port: int) -> None:
    with started(state, taken_port) as (run, address):
        assert taken_port < int(address.rstrip("/").rsplit(":")[-1]) < taken_port + 50
        assert answers(address)
        run.send_signal(signal.SIGINT)
        assert run.wait(60) == 0
    assert not answers(address)
    assert server_processes(state / "postgres" / "data") == set()


@pytest.fixture(scope="class")
def running(state: Path) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    """One run for the tests that leave it running."""
    with started(state) as run:
        yield run


class TestOneThatRuns:
    def test_a_second_run_says_where_the_first_one_is(
        self, state: Path, running: "tuple[subprocess.Popen[str], str]"
    ) -> None:
        _, address = running
        second = subprocess.run(
            [YIMEN, "run"], env=_variables(state), text=True, capture_output=True, check=False
        )
        assert second.returncode == 1
        assert address in second.stderr
        assert answers(address)

    def test_pages_are_served_again_after_the_database_was_killed(
        self, state: Path, running: "tuple[subprocess.Popen[str], str]"
    ) -> None:
        server = Server(Place(state / "postgres"))
        killed = server.pid()
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: server.pid() not in (None, killed) and answers(running[1]))

    def test_a_killed_web_server_is_started_again(self, running: "tuple[subprocess.Popen[str], str]") -> None:
        run, address = running
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
        web = next(int(pid) for pid in children if b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes())
        os.kill(web, signal.SIGKILL)
        wait_until(lambda: not _group(web))
        wait_until(lambda: answers(address))


def _group(leader: int) -> list[str]:
    """The programs of a process group that still run; a group is named by the process that leads it."""
    stats = [_stat(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [stat for stat in stats if stat and stat.split()[2] == str(leader) and stat.split()[0] != "Z"]


def _stat(entry: Path) -> str:
    """State, parent and group of a process, or nothing when it is gone by now."""
    try:
        return (entry / "stat").read_text().rpartition(")")[2]
    except OSError:
        return ""


def test_after_a_killed_run_its_programs_end_and_the_next_run_takes_the_database_over(state: Path) -> None:
    with started(state) as (run, address):
        run.kill()
        run.wait()
        wait_until(lambda: not answers(address) and nobody_listens(PORT))
    server = Server(Place(state / "postgres"))
    orphan = server.pid()
    assert orphan is not None
    with started(state) as (_, again):
        assert server.pid() == orphan
        assert again == address
    assert server.pid() is None


def test_what_a_clone_stored_is_kept_until_it_is_to_be_forgotten(state: Path) -> None:
    if not (state / "postgres" / "data").exists():  # alone: the tests before have stored theirs
        with started(state):
            pass
    assert (state / "postgres" / "data").exists()
    subprocess.run([YIMEN, "forget"], env=_variables(state), check=True, capture_output=True)
    assert not (state / "postgres").exists()
    assert not (state / "keys.json").exists()
