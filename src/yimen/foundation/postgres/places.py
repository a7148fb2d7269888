"""Where one clone keeps its state and its server: directories by clone, so that two clones never meet."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

LONGEST_SOCKET_DIRECTORY = 107 - len("/.s.PGSQL.5432.lock")
"""sun_path holds 108 bytes with the closing zero."""


@dataclass(frozen=True)
class Place:
    """The directory of one server; everything the server needs lies below it."""

    root: Path

    @property
    def cluster(self) -> Path:
        return self.root / "data"

    @property
    def log(self) -> Path:
        return self.root / "server.log"

    @property
    def binaries(self) -> Path:
        return self.root / "binaries"

    @property
    def pid_file(self) -> Path:
        return self.cluster / "postmaster.pid"

    @property
    def sockets(self) -> Path:
        """Beside the data; a private short directory where that path is too long for a socket."""
        beside = self.root / "sockets"
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_DIRECTORY:
            return beside
        return Path(tempfile.gettempdir()) / f"yimen-{_digest(self.root)}"


def state_directory(clone: Path) -> Path:
    """The clone's own directory: under the system's state for root, else under the user's."""
    return _state_home() / "yimen" / _digest(clone.resolve())


def _state_home() -> Path:
    if os.geteuid() == 0:
        return Path("/var/lib")
    configured = os.environ.get("XDG_STATE_HOME", "")
    return Path(configured) if configured.startswith("/") else Path.home() / ".local" / "state"


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
