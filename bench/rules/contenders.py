"""The ways from Parquet to Parquet: ours, NumPy by hand, OpenFisca-Core, and reading and writing alone; and
all but the second with reason codes.

All read the same two files in the same shards on two threads where they can, and write the household values
with the same settings (Parquet, zstd).
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.rules import by_hand, households, law, peer_openfisca, peer_reasons, reasons
from bench.rules.by_hand import Columns
from yimen.engine import Entity, Rulebook
from yimen.engine.columnar import WRITING, columns_of, read_pair, run_parquet
from yimen.foundation.beside import ahead

THREADS = 2
RULES = law.book().on(law.ON)
HOUSEHOLD_VALUES = [name for name in RULES.rules if RULES.entity(name) is Entity.HOUSEHOLD]
Shard = tuple[Columns, Columns, np.ndarray]


def ours(folder: Path) -> Path:
    """Our columnar runtime."""
    return _run(law.book(), folder, folder / "ours.parquet", {})


def ours_reasons(folder: Path) -> Path:
    """The same, and the engine's codes of what is not met."""
    return _run(reasons.book(), folder, folder / "ours_reasons.parquet", reasons.CONDITIONS)


def _run(book: Rulebook, folder: Path, out: Path, unmet: Mapping[str, Sequence[str]]) -> Path:
    run_parquet(
        book.on(law.ON),
        folder / "households.parquet",
        folder / "persons.parquet",
        out,
        in_force=law.in_force,
        threads=THREADS,
        wanted=frozenset(HOUSEHOLD_VALUES),
        unmet=unmet,
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


def openfisca_reasons(folder: Path) -> Path:
    """The same, and its own codes of the same conditions."""
    made = peer_reasons.system()

    def determine(h: Columns, p: Columns, sizes: np.ndarray) -> Columns:
        return peer_reasons.determine(made, *peer_openfisca.facts(h, p, sizes))

    return _write_shards(folder, "openfisca_reasons", determine, 1, (*HOUSEHOLD_VALUES, *reasons.CONDITIONS))


def nothing(folder: Path) -> Path:
    """Read every input and write one shard's answers again and again."""
    answers: list[Columns] = []

    def determine(h: Columns, p: Columns, sizes: np.ndarray) -> Columns:
        if not answers:
            answers.append(by_hand.determine(households.with_amounts(h), p, sizes))
        return {name: values[: len(sizes)] for name, values in answers[0].items() if name in HOUSEHOLD_VALUES}

    return _write_shards(folder, "nothing", determine, THREADS)


def nothing_reasons(folder: Path) -> Path:
    """Read every column that the rules read, and write the answers with codes of `ours_reasons`, again and
    again; what comes next is read while this is written.
    """
    answers = _first_answers(folder / "ours_reasons.parquet")
    out = folder / "nothing_reasons.parquet"
    pairs = read_pair(
        folder / "households.parquet", folder / "persons.parquet", answers.num_rows, columns_of(RULES)
    )
    with pq.ParquetWriter(out, answers.schema, **WRITING) as writer:
        for here, _persons in ahead(pairs):
            writer.write_table(answers.slice(0, here.num_rows))
    return out


def _first_answers(path: Path) -> pa.Table:
    """The first row group of a file with codes, these as they were written."""
    return pq.ParquetFile(path, read_dictionary=list(reasons.CONDITIONS)).read_row_group(0)


ALL: dict[str, Callable[[Path], Path]] = {
    "ours": ours,
    "by_hand": by_hand_numpy,
    "openfisca": openfisca,
    "nothing": nothing,
    "ours_reasons": ours_reasons,
    "openfisca_reasons": openfisca_reasons,
    "nothing_reasons": nothing_reasons,
}
TITLES = {
    "ours": "ours, columnar",
    "by_hand": "NumPy by hand",
    "openfisca": "OpenFisca-Core",
    "nothing": "reading and writing alone",
    "ours_reasons": "ours, with codes",
    "openfisca_reasons": "OpenFisca-Core, with codes",
    "nothing_reasons": "reading and writing alone, with codes",
}


def paid(out: Path) -> int:
    """The sum of all monthly amounts in fen."""
    column = pq.read_table(out, columns=["monthly_amount"]).column(0)
    return int(pc.sum(column).as_py())


def differing(folder: Path) -> list[str]:
    """The columns in which ours and OpenFisca's with codes are not equal, row by row."""
    ours, theirs = (pq.ParquetFile(folder / f"{name}_reasons.parquet") for name in ("ours", "openfisca"))
    return [name for name in ours.schema_arrow.names if not _column(ours, name).equals(_column(theirs, name))]


def _column(file: pq.ParquetFile, name: str) -> pa.ChunkedArray:
    """OpenFisca's amounts are floats; dictionaries of the same words may differ in their order."""
    column = file.read([name]).column(0)
    if pa.types.is_dictionary(column.type):
        return column.cast(pa.string())
    return column if pa.types.is_boolean(column.type) else column.cast(pa.int64())


def _write_shards(
    folder: Path,
    name: str,
    determine: Callable[..., Columns],
    threads: int,
    written: Sequence[str] = HOUSEHOLD_VALUES,
) -> Path:
    out, writer = folder / f"{name}.parquet", None
    for ids, values in _in_order(folder, determine, threads):
        table = pa.table({"household_id": ids} | {key: values[key] for key in written})
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
