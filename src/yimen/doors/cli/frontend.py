"""Takes the front-end packages by lock file and builds what the pages load; repeats only what changed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from yimen.doors.cli.errors import CannotContinue
from yimen.doors.cli.stamps import digest_of, is_done, mark_done

CLONE = Path(__file__).resolve().parents[4]
ASSETS = CLONE / "src" / "yimen" / "doors" / "desk" / "assets"
BUILT = CLONE / "src" / "yimen" / "doors" / "desk" / "static_build"
PACKAGES = CLONE / "node_modules"
LOCK = CLONE / "package-lock.json"


def install_packages() -> bool:
    """False when they were there already."""
    digest = digest_of(LOCK)
    stamp = PACKAGES / ".yimen-installed"
    if is_done(stamp, digest):
        return False
    _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    mark_done(stamp, digest)
    return True


def build() -> bool:
    """False when the result is younger than nothing that went into it."""
    digest = digest_of(LOCK, ASSETS)
    stamp = BUILT / ".yimen-built"
    if is_done(stamp, digest):
        return False
    shutil.rmtree(BUILT, ignore_errors=True)
    _npm("run", "--silent", "build")
    mark_done(stamp, digest)
    return True


def _npm(*arguments: str) -> None:
    beside = Path(sys.executable).parent
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), str(beside)])
    npm = shutil.which("npm", path=path)
    if npm is None:
        raise CannotContinue("没有 npm，请用 make run 启动 / npm is missing: start with `make run`.")
    done = subprocess.run(  # noqa: S603 - npm of this machine or of our environment
        [npm, *arguments], cwd=CLONE, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    if done.returncode:
        raise CannotContinue(f"npm {arguments[0]}: {(done.stderr or done.stdout).strip()}")
