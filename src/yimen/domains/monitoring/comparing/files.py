"""What a comparison of files reads: a folder for the holders and for each set, cut by equal ranges of keys.

`shards/holders/000000.parquet` and `shards/deaths/000000.parquet` are about the same people.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import polars as pl

from yimen.domains.monitoring.comparing.kernel import HOLDER, used_by
from yimen.domains.monitoring.errors import ComparisonFilesError
from yimen.domains.monitoring.rules.differences import DIFFERENCES, sets_compared
from yimen.domains.verification.types.shards import columns_of_shard

HOLDERS = "holders"
PART = "{:06}.parquet"
Schema = Mapping[str, pl.DataType | type[pl.DataType]]


@cache
def schema_of(file: str) -> Schema:
    """The columns of the holders, or those of a set that some rule reads; others are left out."""
    if file == HOLDERS:
        return HOLDER
    if file not in sets_compared():
        raise ComparisonFilesError(
            "没有规则比对“%(name)s”；文件名须是 %(known)s 之一",
            name=file,
            known=[HOLDERS, *sets_compared()],
        )
    used = {name for rule in DIFFERENCES.values() if rule.set_key == file for name in used_by(rule)}
    return {name: kind for name, kind in columns_of_shard(file).items() if name in used}


def shards_in(folder: Path) -> dict[str, tuple[Path, ...]]:
    """The files of each range by its name, the holders first; all folders have the same ranges."""
    names = {path.name: _ranges(path) for path in sorted(folder.iterdir()) if _is_cut(path)}
    if HOLDERS not in names or len(names) < 2:
        raise ComparisonFilesError(
            "%(folder)s 里须有 %(holders)s 和至少一个数据集的目录；请先用 yimen compare cut 切分",
            folder=folder,
            holders=HOLDERS,
        )
    for name, ranges in names.items():
        schema_of(name)
        if ranges != names[HOLDERS]:
            raise ComparisonFilesError(
                "%(name)s 与 %(holders)s 的份数不同；请用同样的份数切分", name=name, holders=HOLDERS
            )
    files = [HOLDERS, *(name for name in names if name != HOLDERS)]
    return {Path(part).stem: tuple(folder / file / part for file in files) for part in names[HOLDERS]}


def _ranges(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.parquet"))


def _is_cut(folder: Path) -> bool:
    return folder.is_dir() and not folder.name.startswith(".")
