"""One shard: computed in a folder that gets its name only once everything in it is on the disk."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from errno import EEXIST, ENOTEMPTY
from pathlib import Path

from yimen.foundation.shards.types import Refusal, Shard, ShardJob
from yimen.kernel import Sentence, YimenError

UNFINISHED = re.compile(r"\.(?P<shard>[A-Za-z0-9_-]+)\.[a-z0-9_]+\Z")


@dataclass(frozen=True, slots=True)
class Work:
    """What travels to wherever a shard is computed; `expected` is the fingerprint where the run was begun."""

    job: ShardJob
    out: Path
    expected: str

    def __call__(self, shard: Shard) -> Refusal | None:
        """Compute a shard and bring it to the disk."""
        ended = self.compute(shard)
        if not isinstance(ended, Path):
            return ended
        self.settle(ended)
        return None

    def compute(self, shard: Shard) -> Path | Refusal | None:
        """Into an unfinished folder, to be settled; nothing if a twin of this task was faster."""
        if (self.out / shard.name).is_dir():
            return None
        if self.job.fingerprint != self.expected:
            return Refusal(shard.name, Sentence("这台机器上的程序或规则与发起的机器不同；请安装同一版本"))
        folder = Path(tempfile.mkdtemp(prefix=f".{shard.name}.", dir=self.out))
        try:
            self.job(shard.paths, folder)
        except BaseException as problem:
            shutil.rmtree(folder)
            if isinstance(problem, YimenError):
                return Refusal(shard.name, problem.message)
            raise
        return folder

    def settle(self, folder: Path) -> None:
        """Give what was computed its name, once it is on the disk."""
        try:
            _settle(folder, self.out / folder.name.split(".")[1])
        finally:
            if folder.exists():
                shutil.rmtree(folder)


def _settle(folder: Path, place: Path) -> None:
    """All or nothing, also when the machine loses its power; a twin's results are the same and stay."""
    for path in (*folder.iterdir(), folder):
        _to_disk(path)
    try:
        folder.rename(place)
    except OSError as problem:
        if problem.errno not in (EEXIST, ENOTEMPTY):
            raise
    _to_disk(place.parent)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unfinished(out: Path) -> Iterator[Path]:
    """Folders whose task was killed."""
    return (path for path in out.iterdir() if path.is_dir() and UNFINISHED.match(path.name))
