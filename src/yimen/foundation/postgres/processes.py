"""Which running processes are PostgreSQL processes of one data directory."""

import subprocess
from pathlib import Path

PROCESSES = Path("/proc")


def server_processes(data: Path) -> set[int]:
    """Every process of a server works inside its data directory: no recycled pid does, no zombie."""
    if not (PROCESSES / "self").exists():
        return _listed_by_ps(data)
    return {pid for pid in map(int, filter(str.isdigit, _names())) if is_server_process(pid, data)}


def is_server_process(pid: int, data: Path) -> bool:
    if not (PROCESSES / "self").exists():
        return pid in _listed_by_ps(data)
    entry = PROCESSES / str(pid)
    try:
        program = (entry / "exe").readlink().name.removesuffix(" (deleted)")
        return program == "postgres" and (entry / "cwd").readlink() == data.resolve()
    except OSError:
        return False


def _names() -> list[str]:
    return [entry.name for entry in PROCESSES.iterdir()]


def _listed_by_ps(data: Path) -> set[int]:
    command = ["ps", "-axo", "pid=,command="]
    listed = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    rows = (line.split(None, 1) for line in listed.stdout.splitlines())
    return {int(row[0]) for row in rows if len(row) == 2 and f"-D {data}" in row[1]}
