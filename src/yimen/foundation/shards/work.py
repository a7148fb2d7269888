"""One shard: computed in a folder that gets its name only once everything in it is on the disk."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from errno import EEXIST, ENOTEMPTY
from pathlib import Path

from yimen.foundation.shards.types import Refusal, Shard, ShardJob
from yimen.kernel import Sentence, YimenError

UNFINISHED = re.compile(r"\.(?P<shard>[A-Za-z0-9_-]+)\.[a-z0-9_]+\Z")
Turn = AbstractContextManager[object]
AT_ONCE: Turn = nullcontext()


@dataclass(frozen=True, slots=True)
class Work:
    """What travels to wherever a shard is computed; `expected` is the fingerprint where the run was begun."""

    job: ShardJob
    out: Path
    expected: str

    def __call__(self, shard: Shard, turn: Turn = AT_ONCE) -> Refusal | None:
        """Compute a shard, when it is its turn, unless a twin of this task was faster."""
        if (self.out / shard.name).is_dir():
            return None
        if self.job.fingerprint != self.expected:
            return Refusal(shard.name, Sentence("这台机器上的程序或规则与发起的机器不同；请安装同一版本"))
        folder = Path(tempfile.mkdtemp(prefix=f".{shard.name}.", dir=self.out))
        try:
            with turn:
                self.job(shard.paths, folder)
            _settle(folder, self.out / shard.name)
        except YimenError as refusal:
            return Refusal(shard.name, refusal.message)
        finally:
            if folder.exists():
                shutil.rmtree(folder)
        return None


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
