"""Which running processes are PostgreSQL processes of one data directory."""

import os
import subprocess
from pathlib import Path


def postgres_processes(data: Path) -> set[int]:
    """Every process of this server works inside its data directory; a recycled pid does not."""
    if Path("/proc/self").exists():
        return {
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and _works_in(entry, data)
        }
    return _listed_by_ps(data)


def is_alive(pid: int) -> bool:
    """A zombie of ours is collected and counts as gone."""
    try:
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
    except ChildProcessError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _works_in(entry: Path, data: Path) -> bool:
    try:
        return (entry / "cwd").readlink() == data.resolve() and (entry / "exe").readlink().name.startswith(
            "postgres"
        )
    except OSError:
        return False


def _listed_by_ps(data: Path) -> set[int]:
    listed = subprocess.run(["ps", "-axo", "pid=,command="], check=True, capture_output=True, text=True)  # noqa: S607
    rows = (line.split(None, 1) for line in listed.stdout.splitlines())
    return {int(row[0]) for row in rows if len(row) == 2 and f"-D {data}" in row[1]}
