"""Begins a run over shards or takes it up again; results of different runs are never mixed."""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from yimen.foundation.shards.errors import ShardsError
from yimen.foundation.shards.local import Local
from yimen.foundation.shards.types import Engine, Outcome, Refusal, Shard, ShardJob, Watch
from yimen.foundation.shards.work import Work, unfinished

MANIFEST = "run.json"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}\Z")
LONGEST_LIST = 5
"""So many refused shards are named."""


def run_shards(
    job: ShardJob,
    shards: Sequence[Shard],
    out: Path,
    *,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Write `out/<name of the shard>/…` for every shard, skipping those that lie there from the same run.

    `progress(ended, all)` is called in the caller's thread. Shards that refuse are named together at the end;
    the others stay, and the next call computes what is missing.
    """
    _refuse_odd_names(shards)
    expected = job.fingerprint
    with _held(out, _manifest(expected, shards)):
        missing = [shard for shard in shards if not (out / shard.name).is_dir()]
        kept = len(shards) - len(missing)
        watch = Watch(_telling(progress, kept, len(shards)), is_cancelled)
        watch.tell(0)
        refusals = (engine or Local()).run(Work(job, out, expected), missing, watch) if missing else []
    _refuse(refusals)
    left = sum(not (out / shard.name).is_dir() for shard in missing)
    return Outcome(len(missing) - left, kept, is_cancelled=left > 0)


def _telling(progress: Callable[[int, int], None] | None, kept: int, whole: int) -> Callable[[int], None]:
    return lambda ended: progress(kept + ended, whole) if progress else None


def _refuse_odd_names(shards: Sequence[Shard]) -> None:
    names = [shard.name for shard in shards]
    if odd := [name for name in names if not NAME.match(name)]:
        raise ShardsError("分片名称 %(name)s 不能用作目录名；只用字母、数字、- 和 _", name=odd[0])
    if len(set(names)) < len(names):
        raise ShardsError("有两个分片同名；请各取名称")


def _manifest(expected: str, shards: Sequence[Shard]) -> str:
    """What this run is of: another job, other rules or changed files make it another run."""
    files = {shard.name: [_as_it_is(path) for path in shard.paths] for shard in shards}
    return json.dumps({"job": expected, "shards": files}, indent=1)


def _as_it_is(path: Path) -> list[str | int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        raise ShardsError("没有文件 %(path)s；请核对分片目录", path=path) from None
    return [str(path), found.st_size, found.st_mtime_ns]


@contextmanager
def _held(out: Path, manifest: str) -> Iterator[None]:
    """Alone in the folder of results; what killed tasks left there is swept away before and after."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / MANIFEST).open("a+", encoding="utf-8") as file:
        _lock(file, out)
        _refuse_another_run(file, out, manifest)
        _sweep(out)
        try:
            yield
        finally:
            _sweep(out)


def _lock(file: IO[str], out: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ShardsError("%(out)s 正由另一个进程写入；请等它结束", out=out) from None


def _refuse_another_run(file: IO[str], out: Path, manifest: str) -> None:
    file.seek(0)
    before = file.read()
    if not before and {path.name for path in out.iterdir()} == {MANIFEST}:
        file.write(manifest)
        file.flush()
        os.fsync(file.fileno())  # results without it are nobody's
    elif before != manifest:
        raise ShardsError(
            "%(out)s 里是另一次运行的结果（任务、规则、参数或输入文件不同）；请换一个空目录", out=out
        )


def _sweep(out: Path) -> None:
    for folder in unfinished(out):
        shutil.rmtree(folder, ignore_errors=True)  # a task that is being killed may still be writing there


def _refuse(refusals: list[Refusal]) -> None:
    if refusals:
        raise ShardsError(
            "%(count)s 个分片未能完成（%(names)s）：%(why)s",
            count=len(refusals),
            names=[refusal.shard for refusal in refusals[:LONGEST_LIST]],
            why=refusals[0].why,
        )
