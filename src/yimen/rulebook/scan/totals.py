"""Sums of a run, programme by programme, from what its shards wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from yimen.engine import Entity
from yimen.engine.columnar.cutting import PAIR
from yimen.kernel import Programme
from yimen.rulebook.outcomes import OUTCOMES


@dataclass(frozen=True, slots=True)
class Total:
    """How many households (persons, where it is a person's) get it, how many are undecided, and the fen."""

    programme: Programme
    eligible: int
    undecided: int
    fen: int


def totals(folders: Iterable[Path]) -> list[Total]:
    """One shard's columns in memory at a time."""
    sums = {programme: [0, 0, 0] for programme in OUTCOMES}
    for folder in folders:
        for programme, sum_ in sums.items():
            for place, more in enumerate(_of_shard(folder, programme)):
                sum_[place] += more
    return [Total(programme, *sum_) for programme, sum_ in sums.items()]


def _of_shard(folder: Path, programme: Programme) -> tuple[int, int, int]:
    outcome, name = OUTCOMES[programme], programme.value
    columns = [name, *([f"{name}_amount"] if outcome.amount else [])]
    table = pq.read_table(folder / PAIR[outcome.entity is Entity.PERSON], columns=columns)
    fen = pc.sum(table.column(1)).as_py() if outcome.amount else 0
    return pc.sum(table.column(0)).as_py() or 0, table.column(0).null_count, fen or 0
