"""The four ways from Parquet to Parquet: ours, NumPy by hand, OpenFisca-Core, and reading and writing alone.

All read the same two files in the same shards on two threads where they can, and write the household values
with the same settings (Parquet, zstd).
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.rules import by_hand, households, law, peer_openfisca
from bench.rules.by_hand import Columns
from yimen.engine import Entity
from yimen.engine.columnar import WRITING, run_parquet

THREADS = 2
Shard = tuple[Columns, Columns, np.ndarray]


def ours(folder: Path) -> Path:
    """Our columnar runtime."""
    out = folder / "ours.parquet"
    run_parquet(
        law.book().on(law.ON),
        folder / "households.parquet",
        folder / "persons.parquet",
        out,
        in_force=lambda region, on, urban: law.in_force(region, on, urban),
        threads=THREADS,
    )
    return out


def by_hand_numpy(folder: Path) -> Path:
    """NumPy as a skilled person writes it."""

    def determine(h: Columns, p: Columns, sizes: np.ndarray) -> Columns:
        return by_hand.determine(households.with_amounts(h), p, sizes)

    return _write_shards(folder, "by_hand", determine, THREADS)


def openfisca(folder: Path) -> Path:
    """OpenFisca-Core in shards, one thread: its parameters and populations are not made for threads."""
    made = peer_openfisca.system()

    def determine(h: Columns, p: Columns, sizes: np.ndarray) -> Columns:
        return peer_openfisca.determine(made, *peer_openfisca.facts(h, p, sizes))

    return _write_shards(folder, "openfisca", determine, 1)


def nothing(folder: Path) -> Path:
    """Read every input and write one shard's answers again and again."""
    answers: list[Columns] = []

    def determine(h: Columns, p: Columns, sizes: np.ndarray) -> Columns:
        if not answers:
            answers.append(by_hand.determine(households.with_amounts(h), p, sizes))
        return {name: values[: len(sizes)] for name, values in answers[0].items() if name in HOUSEHOLD_VALUES}

    return _write_shards(folder, "nothing", determine, THREADS)


ALL: dict[str, Callable[[Path], Path]] = {
    "ours": ours,
    "by_hand": by_hand_numpy,
    "openfisca": openfisca,
    "nothing": nothing,
}
TITLES = {
    "ours": "ours, columnar",
    "by_hand": "NumPy by hand",
    "openfisca": "OpenFisca-Core",
    "nothing": "reading and writing alone",
}
RULES = law.book().on(law.ON)
HOUSEHOLD_VALUES = [name for name in RULES.rules if RULES.entity(name) is Entity.HOUSEHOLD]


def paid(out: Path) -> int:
    """The sum of all monthly amounts in fen."""
    column = pq.read_table(out, columns=["monthly_amount"]).column(0)
    return int(pc.sum(column).as_py())


def _write_shards(folder: Path, name: str, determine: Callable[..., Columns], threads: int) -> Path:
    out, writer = folder / f"{name}.parquet", None
    for ids, values in _in_order(folder, determine, threads):
        table = pa.table({"household_id": ids} | {key: values[key] for key in HOUSEHOLD_VALUES})
        writer = writer or pq.ParquetWriter(out, table.schema, **WRITING)
        writer.write_table(table)
    if writer:
        writer.close()
    return out


def _in_order(
    folder: Path, determine: Callable[..., Columns], threads: int
) -> Iterator[tuple[np.ndarray, Columns]]:
    waiting: deque[tuple[np.ndarray, Future[Columns]]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for h, p, sizes in _shards(folder):
            waiting.append((h["household_id"], pool.submit(determine, h, p, sizes)))
            if len(waiting) > threads:
                ids, future = waiting.popleft()
                yield ids, future.result()
        for ids, future in waiting:
            yield ids, future.result()


def _shards(folder: Path) -> Iterator[Shard]:
    """Row groups of both files hold the same households."""
    files = [pq.ParquetFile(folder / f"{name}.parquet") for name in ("households", "persons")]
    for group in range(files[0].num_row_groups):
        h, p = (_columns(file.read_row_group(group)) for file in files)
        first = h["household_id"][0]
        yield h, p, np.bincount(p["household_id"] - first, minlength=len(h["household_id"]))


def _columns(table: pa.Table) -> Columns:
    return {
        name: table.column(name).combine_chunks().to_numpy(zero_copy_only=False)
        for name in table.column_names
    }
