"""Whom a comparison of one day may be about: holders of whose key some set says something that counts.

Keys are spread evenly, so that their first bits say almost as much as all of them: a table of marks leaves
out nobody whom a rule may meet, and keeps few whom none meets.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Lock

import numpy as np
import polars as pl
from numpy.typing import NDArray

from yimen.domains.monitoring.comparing.conditions import CONDITIONS, OUR_REGION, Asked, county_of
from yimen.domains.monitoring.comparing.files import sets_in, shards_in
from yimen.domains.monitoring.comparing.kernel import asked_of_holders, places
from yimen.domains.monitoring.comparing.merging import Numbers
from yimen.domains.monitoring.errors import ComparisonFilesError
from yimen.domains.monitoring.rules.differences import DIFFERENCES

BITS = 27
THINNED = "thinned.json"
WORKERS = 2
NOBODY, ANYBODY = 0, 1
"""Marks of a place; every other is the number of a county: only of somebody elsewhere something is said."""
Marks = NDArray[np.uint16]


class Near:
    """The sets of a folder as they are now, and whom they may be about on a day."""

    def __init__(self, folder: Path, on: date) -> None:
        self._marks: Marks = np.zeros(2**BITS, np.uint16)
        self._counties: dict[str, int] = {}
        self._counting = Lock()
        self.mark = mark_of(folder, on)
        sets = sets_in(folder)
        self.asked = asked_of_holders(sets)
        if not any(sets.values()):
            raise ComparisonFilesError(
                "%(folder)s 里还没有数据集；请先切分数据集，再切分保障对象", folder=folder
            )
        with ThreadPoolExecutor(WORKERS) as pool:
            for paths in sets.values():  # ranges of one set have no place in common
                list(pool.map(lambda path: self._read(path, Asked(on)), paths))

    def _read(self, path: Path, asked: Asked) -> None:
        """Mark the keys of the rows that may count, for each rule."""
        of_set = [rule.key for rule in DIFFERENCES.values() if rule.set_key == path.parent.name]
        rules = [CONDITIONS[key](asked) for key in of_set]
        columns = {"key"}.union(
            *(rule.rows.meta.root_names() for rule in rules), (rule.away for rule in rules)
        )
        frame = pl.read_parquet(path, columns=sorted(columns - {""})).with_columns(pl.col("key").set_sorted())
        for rule in rules:
            told = places(frame, rule.rows)
            found = _place(frame["key"].to_numpy()[told])
            if rule.away:
                self._mark(found, self._counted(frame[rule.away][told].str.head(6)))
            else:
                self._marks[found] = ANYBODY

    def _mark(self, found: Numbers, marks: Marks) -> None:
        """One county stays its number; a second one, or another rule, makes it anybody."""
        before = self._marks[found]
        self._marks[found] = np.where((before == NOBODY) | (before == marks), marks, ANYBODY)
        self._marks[found[self._marks[found] != marks]] = ANYBODY

    def _counted(self, counties: pl.Series) -> Marks:
        """The number of each county, in the order in which they came; beyond all numbers it is anybody."""
        with self._counting:
            for county in counties.unique().drop_nulls():
                number = len(self._counties) + 2
                self._counties.setdefault(county, number if number < 2**16 else ANYBODY)
            return self._numbers(counties)

    def _numbers(self, counties: pl.Series) -> Marks:
        return counties.replace_strict(self._counties, default=NOBODY, return_dtype=pl.UInt16).to_numpy()

    @property
    def met(self) -> pl.Expr:
        """Whether some rule may be about a holder."""
        who = pl.struct(pl.col("key").cast(pl.Int64), county_of(OUR_REGION).alias("county"))
        return who.map_batches(self._flagged, pl.Boolean, is_elementwise=True)

    def _flagged(self, holders: pl.Series) -> pl.Series:
        marks = self._marks[_place(holders.struct.field("key").fill_null(0).to_numpy())]
        found = marks == ANYBODY
        asked = np.flatnonzero(marks > ANYBODY)
        found[asked] = self._numbers(holders.struct.field("county")[asked]) != marks[asked]
        return pl.Series(found)


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


def _place(keys: Numbers) -> Numbers:
    found: Numbers = (keys >> (64 - BITS)) + 2 ** (BITS - 1)
    return found
