"""The file, outside the database, that remembers heads of the chain; no cut of the chain reaches it."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Head:
    """The head of the chain once `position` entries were sealed."""

    position: int
    head: bytes


@dataclass(frozen=True)
class HeadFile:
    """One JSON object a line, only ever appended to; production puts it on a disk of another machine."""

    path: Path

    def append(self, head: Head) -> None:
        """Write a head through to the disk."""
        line = {
            "position": head.position,
            "head": head.head.hex(),
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as stream:
            stream.write(json.dumps(line) + "\n")
            stream.flush()
            os.fsync(stream.fileno())

    def read(self) -> Iterator[Head]:
        """Every head, in the order written; a torn last line, from a crash while writing, is passed over."""
        if not self.path.exists():
            return
        lines = self.path.read_text().splitlines(keepends=True)
        for line in lines:
            if line.endswith("\n"):
                content = json.loads(line)
                yield Head(content["position"], bytes.fromhex(content["head"]))
