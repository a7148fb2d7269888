"""The embedded server: who runs it, who may connect, how long it lives, and that clones never meet."""

import multiprocessing
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from tests.support.servers import QUICK, holder, rows, scratch_place, write_row

from yimen.foundation.postgres import binaries
from yimen.foundation.postgres.errors import OtherMajorVersion
from yimen.foundation.postgres.lease import running
from yimen.foundation.postgres.places import LONGEST_SOCKET_DIRECTORY, Place, state_directory
from yimen.foundation.postgres.processes import server_processes
from yimen.foundation.postgres.roles import APPLICATION, BACKUP, OWNER, ensure_database, ensure_roles
from yimen.foundation.postgres.server import Server

Answers = "multiprocessing.Queue[tuple[list[str], set[int]]]"
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def place() -> Iterator[Place]:
    with scratch_place() as place:
        yield place


def test_the_server_runs_while_somebody_needs_it_and_keeps_what_was_written(place: Place) -> None:
    with running(Server(place, QUICK)) as server:
        write_row(server, "first")
    assert server_processes(place.cluster) == set()
    with running(Server(place, QUICK)) as server:
        assert rows(server) == ["first"]


def test_the_last_one_out_stops_the_server(place: Place) -> None:
    with holder(place):
        with running(Server(place, QUICK)) as server:
            pid = server.pid()
        assert server.pid() == pid
        assert server.is_answering()
    with running(Server(place, QUICK)):
        pass
    assert server.pid() is None


@needs_root
def test_root_hands_the_server_to_an_unprivileged_account(place: Place) -> None:
    with running(Server(place, QUICK)) as server:
        owners = owners_of(server_processes(place.cluster))
    assert owners == {server.account.uid}
    assert server.account.uid != 0
    assert place.root.stat().st_mode & 0o777 == 0o700


def owners_of(processes: Iterable[int]) -> set[int]:
    """The accounts they run under; a background process of the server may be gone when it is looked at."""
    owners = set()
    for process in processes:
        with suppress(FileNotFoundError):
            owners.add(Path(f"/proc/{process}").stat().st_uid)
    return owners


@needs_root
def test_programs_the_account_cannot_reach_are_copied_once(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = binaries.wheel_folder()
    binaries.copy_programs(wheel, tmp_path)
    hidden = tmp_path / wheel.parent.name / wheel.name
    tmp_path.chmod(0o700)
    monkeypatch.setattr(binaries, "wheel_folder", lambda: hidden)
    with running(Server(place, QUICK)) as server:
        assert server.is_answering()
    assert [copy.name.startswith("18.") for copy in place.binaries.iterdir()] == [True]


@needs_root
def test_an_ordinary_user_runs_the_server_in_their_own_name() -> None:
    home = Path(tempfile.mkdtemp(prefix="yimen-home-"))
    binaries.copy_programs(binaries.wheel_folder(), home)
    wheel = home / binaries.wheel_folder().parent.name / binaries.wheel_folder().name
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    answers = multiprocessing.get_context("fork").Queue()
    user = multiprocessing.get_context("fork").Process(target=_as_user, args=(nobody, home, wheel, answers))
    user.start()
    try:
        assert answers.get(timeout=60) == (["mine"], {nobody.pw_uid})
    finally:
        user.join(30)
        shutil.rmtree(home)


def _as_user(
    account: pwd.struct_passwd, home: Path, wheel: Path, answers: "multiprocessing.Queue[object]"
) -> None:
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    os.environ["XDG_STATE_HOME"] = str(home / "state")
    binaries.wheel_folder = lambda: wheel
    place = Place(state_directory(home / "clone") / "postgres")
    with running(Server(place, QUICK)) as server:
        write_row(server, "mine")
        owners = owners_of(server_processes(place.cluster))
        answers.put((rows(server), owners))


def test_two_clones_run_side_by_side() -> None:
    with (
        scratch_place() as here,
        scratch_place() as there,
        running(Server(here, QUICK)) as one,
        running(Server(there, QUICK)) as other,
    ):
        write_row(one, "here")
        write_row(other, "there")
        assert (rows(one), rows(other)) == (["here"], ["there"])
    assert state_directory(Path("/srv/a")) != state_directory(Path("/srv/b"))


def test_a_taken_port_does_not_matter_because_none_is_used(place: Place) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 5432))
            taken.listen()
        except OSError:
            pass  # somebody else has taken it: just as good
        with running(Server(place, QUICK)) as server:
            assert server.is_answering()
            with psycopg.connect(server.address("postgres")) as connection:
                assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_a_path_too_long_for_a_socket_gets_a_short_private_directory(place: Place) -> None:
    deep = Place(place.root.parent / ("d" * LONGEST_SOCKET_DIRECTORY) / "postgres")
    deep.root.parent.mkdir(mode=0o711)
    with running(Server(deep, QUICK)) as server:
        assert server.is_answering()
        assert deep.sockets.stat().st_mode & 0o777 == 0o700
    shutil.rmtree(deep.sockets)


def test_an_interrupted_initialisation_is_thrown_away_and_repeated(place: Place) -> None:
    (place.root / "data.unfinished").mkdir(parents=True)
    (place.root / "data.unfinished" / "PG_VERSION").write_text("18\n")
    with running(Server(place, QUICK)) as server:
        assert server.is_answering()


def test_data_of_another_major_version_is_refused(place: Place) -> None:
    with running(Server(place, QUICK)):
        pass
    (place.cluster / "PG_VERSION").write_text("16\n")
    with pytest.raises(OtherMajorVersion, match="PostgreSQL 16"), running(Server(place, QUICK)):
        pass
    (place.cluster / "PG_VERSION").write_text("18\n")


def test_the_application_gets_rows_but_neither_structure_nor_truncation(place: Place) -> None:
    with running(Server(place, QUICK)) as server:
        ensure_roles(server)
        ensure_database(server, "house")
        with psycopg.connect(server.address("house", OWNER)) as owner:
            owner.execute("CREATE TABLE room (id int GENERATED ALWAYS AS IDENTITY, name text)")
        with psycopg.connect(server.address("house", APPLICATION), autocommit=True) as application:
            application.execute("INSERT INTO room (name) VALUES ('cases')")
            assert application.execute("SELECT id, name FROM room").fetchall() == [(1, "cases")]
            for forbidden in ("TRUNCATE room", "DROP TABLE room", "CREATE TABLE attic ()"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    application.execute(forbidden.encode())


def test_only_the_backup_role_passes_the_policies_by_and_it_may_not_write(place: Place) -> None:
    with running(Server(place, QUICK)) as server:
        ensure_roles(server)
        ensure_database(server, "house")
        with psycopg.connect(server.address("house", OWNER)) as owner:
            owner.execute("CREATE TABLE room (name text)")
            owner.execute("INSERT INTO room VALUES ('cases')")
            owner.execute("ALTER TABLE room ENABLE ROW LEVEL SECURITY")
            owner.execute("ALTER TABLE room FORCE ROW LEVEL SECURITY")
        seen = {role: _count(server, role) for role in (OWNER, APPLICATION, BACKUP)}
        assert seen == {OWNER: 0, APPLICATION: 0, BACKUP: 1}
        with (
            psycopg.connect(server.address("house", BACKUP)) as backup,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            backup.execute("DELETE FROM room")


def _count(server: Server, role: str) -> int:
    with psycopg.connect(server.address("house", role)) as connection:
        row = connection.execute("SELECT count(*) FROM room").fetchone()
    assert row is not None
    return int(row[0])


@needs_root
def test_another_user_of_the_machine_cannot_connect(place: Place) -> None:
    with running(Server(place, QUICK)) as server:
        stranger = "nobody" if server.account.name != "nobody" else "daemon"
        listing = subprocess.run(["ls", str(place.sockets)], user=stranger, capture_output=True, check=False)
    assert listing.returncode != 0
