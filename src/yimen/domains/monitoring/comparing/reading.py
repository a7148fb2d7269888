"""The rows of sets for one range of keys after another: of each set the shard last read is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import polars as pl

from yimen.domains.verification.queries import sets
from yimen.foundation.joining import key_range


@dataclass(frozen=True, slots=True)
class SetVersion:
    """The version of a set that is read, and into how many shards it is cut."""

    load_id: UUID
    shards: int


class Rows:
    """Ranges are asked for in the order of keys, so that every shard is read once; memory holds one a set."""

    def __init__(self, loads: Mapping[str, SetVersion]) -> None:
        self._loads = loads
        self._held: dict[str, tuple[int, pl.DataFrame]] = {}

    def within(self, number: int, count: int) -> dict[str, pl.DataFrame]:
        """The rows of part `number` of `count` equal ranges, for every set; none is cut finer than that."""
        return {key: self._part(key, number, count) for key in self._loads}

    def _part(self, key: str, number: int, count: int) -> pl.DataFrame:
        load = self._loads[key]
        shard = number * load.shards // count
        if self._held.get(key, (-1,))[0] != shard:
            self._held[key] = (shard, sets.read_shard(load.load_id, shard))
        lo, hi = key_range(number, count)
        return self._held[key][1].filter(pl.col("key") >= lo, pl.col("key") <= hi - 1)
