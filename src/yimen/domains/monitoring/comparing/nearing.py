"""Whom a comparison of one day may be about: holders of whose key no set says anything that counts.

Keys are spread evenly, so that their first bits say almost as much as all of them: a table of flags leaves
out nobody whom a rule may meet, and keeps few whom none meets.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from yimen.domains.monitoring.comparing.conditions import CONDITIONS, Asked
from yimen.domains.monitoring.comparing.files import sets_in, shards_in
from yimen.domains.monitoring.comparing.kernel import asked_of_holders, places
from yimen.domains.monitoring.comparing.merging import Numbers
from yimen.domains.monitoring.errors import ComparisonFilesError
from yimen.domains.monitoring.rules.differences import DIFFERENCES

BITS = 27
THINNED = "thinned.json"
WORKERS = 2
Flags = NDArray[np.bool_]


class Near:
    """The sets of a folder as they are now, and whom they may be about on a day."""

    def __init__(self, folder: Path, on: date) -> None:
        self._flags: Flags = np.zeros(2**BITS, np.bool_)
        self.mark = mark_of(folder, on)
        sets = sets_in(folder)
        self.asked = asked_of_holders(sets)
        parts = [path for paths in sets.values() for path in paths]
        if not parts:
            raise ComparisonFilesError(
                "%(folder)s 里还没有数据集；请先切分数据集，再切分保障对象", folder=folder
            )
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(lambda path: self._mark(path, Asked(on)), parts))

    def _mark(self, path: Path, asked: Asked) -> None:
        for keys in _told(path, asked):
            self._flags[_place(keys)] = True

    @property
    def met(self) -> pl.Expr:
        """Whether some rule may be about whom a key stands for."""
        return pl.col("key").cast(pl.Int64).map_batches(self._flagged, pl.Boolean, is_elementwise=True)

    def _flagged(self, keys: pl.Series) -> pl.Series:
        return pl.Series(self._flags[_place(keys.fill_null(0).to_numpy())])


def mark_of(folder: Path, on: date) -> str:
    """What holders were thinned out by."""
    files = {
        name: [[path.stat().st_size, path.stat().st_mtime_ns] for path in paths]
        for name, paths in sets_in(folder).items()
    }
    return json.dumps({"on": str(on), "sets": files})


def shards_on(folder: Path, on: date) -> dict[str, tuple[Path, ...]]:
    """`shards_in` for one day; holders thinned out for another day or other sets are of no use."""
    found = shards_in(folder)
    for each in {paths[0].parent for paths in found.values()}:
        mark = each / THINNED
        if mark.exists() and mark.read_text(encoding="utf-8") != mark_of(each.parent, on):
            raise ComparisonFilesError(
                "%(holders)s 是按另一天或另一批数据集切分的；请删除该目录，重新切分保障对象", holders=each
            )
    return found


def _told(path: Path, asked: Asked) -> list[Numbers]:
    """The keys of the rows that may count, for each rule."""
    of_set = [rule.key for rule in DIFFERENCES.values() if rule.set_key == path.parent.name]
    rules = [CONDITIONS[key](asked).rows for key in of_set]
    columns = {"key"}.union(*(rule.meta.root_names() for rule in rules))
    frame = pl.read_parquet(path, columns=sorted(columns)).with_columns(pl.col("key").set_sorted())
    keys: Numbers = frame["key"].to_numpy()
    return [keys[places(frame, rule)] for rule in rules]


def _place(keys: Numbers) -> Numbers:
    found: Numbers = (keys >> (64 - BITS)) + 2 ** (BITS - 1)
    return found
