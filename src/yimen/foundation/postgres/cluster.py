"""Makes the data directory once, whole or not at all."""

import shutil
import subprocess
from pathlib import Path

from yimen.foundation.postgres.account import Account
from yimen.foundation.postgres.binaries import MAJOR
from yimen.foundation.postgres.errors import OtherMajorVersion, ServerNotStarted
from yimen.foundation.postgres.places import Place

SUPERUSER = "postgres"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
INITDB = (
    f"--username={SUPERUSER}",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--auth=peer",
    "--no-instructions",
)


def ensure_directories(place: Place, account: Account) -> None:
    """The place is private to the server's account; what lies above it need only be passed through."""
    for parent in reversed([path for path in place.root.parents if not path.exists()]):
        parent.mkdir(mode=0o711, exist_ok=True)
        parent.chmod(0o711)
    for directory in (place.root, place.sockets):
        directory.mkdir(mode=0o700, exist_ok=True)
        account.own(directory)
        if directory.is_symlink() or directory.stat().st_uid != account.uid:
            raise ServerNotStarted(place.log, f"{directory} belongs to another account")
        directory.chmod(0o700)


def ensure_cluster(place: Place, account: Account, programs: Path) -> None:
    """A crash during initdb leaves only the unfinished directory, which the next attempt throws away."""
    if place.cluster.exists():
        _check_version(place)
        return
    unfinished = place.root / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    made = subprocess.run(  # noqa: S603 - a program of our own wheel
        [programs / "initdb", f"--pgdata={unfinished}", *INITDB],
        capture_output=True,
        text=True,
        cwd=place.root,
        env=ENVIRONMENT,
        **account.as_popen(),
    )
    if made.returncode:
        raise ServerNotStarted(place.log, made.stderr.strip() or made.stdout.strip())
    _write_access(unfinished, account)
    unfinished.rename(place.cluster)


def _write_access(data: Path, account: Account) -> None:
    """Only root and the server's account may connect, by socket, in any role."""
    (data / "pg_hba.conf").write_text("local all all peer map=household\n")
    (data / "pg_ident.conf").write_text(f'household "{account.name}" all\nhousehold root all\n')


def _check_version(place: Place) -> None:
    found = (place.cluster / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        raise OtherMajorVersion(place.cluster, found, MAJOR)
