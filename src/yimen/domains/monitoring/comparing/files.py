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
THIN = ".arrow"
"""Of holders thinned out for one day."""
NEAR_PART = "{:06}" + THIN
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


def write_part(folder: Path, number: int, frame: pl.DataFrame) -> None:
    """The file of one range; its rows lie in the order of keys."""
    frame.write_parquet(folder / PART.format(number), compression="zstd", compression_level=1)


def shards_in(folder: Path) -> dict[str, tuple[Path, ...]]:
    """The files of each range of the holders by its name, the holders first.

    Counties that were written side by side have a folder each; their ranges bear its name before their own.
    """
    if (folder / HOLDERS).is_dir():
        return _shards_of(folder)
    counties = [each for each in sorted(folder.iterdir()) if _is_cut(each) and (each / HOLDERS).is_dir()]
    if not counties:
        raise _nothing_in(folder)
    return {f"{each.name}-{name}": paths for each in counties for name, paths in _shards_of(each).items()}


def _shards_of(folder: Path) -> dict[str, tuple[Path, ...]]:
    """A set cut more finely has several files there; one cut less finely is read by several ranges."""
    holders, sets = _parts(folder / HOLDERS), sets_in(folder)
    if not sets:
        raise _nothing_in(folder)
    count = len(holders)
    return {
        path.stem: (path, *(one for each in sets.values() for one in _within(each, number, count)))
        for number, path in enumerate(holders)
    }


def sets_in(folder: Path) -> dict[str, list[Path]]:
    """The files of every set that lies there cut, in the order of keys."""
    return {
        path.name: _parts(path) for path in sorted(folder.iterdir()) if _is_cut(path) and path.name != HOLDERS
    }


def _nothing_in(folder: Path) -> ComparisonFilesError:
    return ComparisonFilesError(
        "%(folder)s 里须有 %(holders)s 和至少一个数据集的目录；请先用 yimen compare cut 切分",
        folder=folder,
        holders=HOLDERS,
    )


def _parts(folder: Path) -> list[Path]:
    """All of them, in the order of keys."""
    schema_of(folder.name)
    found = sorted(path for path in folder.iterdir() if path.suffix in (".parquet", THIN))
    part = NEAR_PART if found and found[0].suffix == THIN else PART
    wanted = [part.format(number) for number in range(len(found))]
    if len(found).bit_count() != 1 or [path.name for path in found] != wanted:
        raise ComparisonFilesError(
            "%(folder)s 里的份不全；请删除该目录，用 yimen compare cut 重新切分", folder=folder
        )
    return found


def _within(parts: list[Path], number: int, count: int) -> list[Path]:
    """Of one set the files that hold the keys of range `number` of `count`."""
    first, last = (place * len(parts) // count for place in (number, number + 1))
    return parts[first : max(first + 1, last)]


def _is_cut(folder: Path) -> bool:
    return folder.is_dir() and not folder.name.startswith(".")
