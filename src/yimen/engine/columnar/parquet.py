"""From Parquet to Parquet in shards of whole households: bounded memory, any number of threads,
order kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from yimen.engine.columnar.arrow import ARROW_TYPES
from yimen.engine.columnar.codes import CODE
from yimen.engine.columnar.line import run_line
from yimen.engine.columnar.places import KEYS, InForce
from yimen.engine.columnar.shards import HOUSEHOLD_ID, Columnar
from yimen.engine.errors import FactsError
from yimen.engine.kinds import Entity
from yimen.engine.rulebook import Rules

# many different amounts are cheaper and smaller written as they are than through a dictionary of them; only
# the key has ranges that let a reader pass over what it does not look for
WRITING: dict[str, Any] = {
    "compression": "zstd",
    "dictionary_pagesize_limit": 32 * 1024,
    "write_statistics": [HOUSEHOLD_ID],
}

Source = tuple[Any, list[str], Path]
"""An open file, the columns that are read of it, and where it lies."""


def run_parquet(
    rules: Rules,
    households: Path,
    persons: Path,
    out: Path,
    *,
    in_force: InForce,
    threads: int = 2,
    shard: int = 100_000,
    wanted: frozenset[str] | None = None,
    persons_out: Path | None = None,
    unmet: Mapping[str, Sequence[str]] | None = None,
) -> int:
    """Both files sorted by `household_id`; answers how many households were determined."""
    columnar = Columnar(rules, in_force, _wanted(rules, wanted, persons_out), unmet)
    pairs = read_pair(households, persons, shard, columns_of(rules), is_shared=False)
    rows = 0
    with (
        _writer(columnar, Entity.HOUSEHOLD, out) as writer,
        _writer(columnar, Entity.PERSON, persons_out) as person_writer,
    ):

        def write(values: tuple[Any, Any]) -> None:
            nonlocal rows
            writer.write_table(values[0])
            if person_writer is not None:
                person_writer.write_table(values[1])
            rows += values[0].num_rows

        run_line(pairs, lambda pair: columnar.run(*pair), write, threads)
    return rows


def _wanted(rules: Rules, wanted: frozenset[str] | None, persons_out: Path | None) -> frozenset[str]:
    if wanted is not None:
        return wanted
    is_person_wanted = persons_out is not None
    return frozenset(n for n in rules.rules if is_person_wanted or rules.entity(n) is Entity.HOUSEHOLD)


def read_pair(
    households: Path,
    persons: Path,
    rows: int,
    columns: tuple[set[str], set[str]] | None = None,
    *,
    is_shared: bool = True,
) -> Iterator[tuple[Any, Any]]:
    """Both files cut at the same households, so many at once; all columns unless some are named. Several
    threads share the reading, unless the caller has other work for them.
    """
    of_households, of_persons = columns or (None, None)
    stream = _batches(_open(households, of_households), rows, is_shared=is_shared)
    people = _People(_open(persons, of_persons), rows, is_shared=is_shared)
    last = None
    for batch in stream:
        ids = batch.column(HOUSEHOLD_ID).to_numpy()
        _refuse_unsorted(ids, last, is_strict=True)
        last = ids[-1]
        yield batch, people.until(last)
    if people.is_left():
        raise FactsError("成员表中有不属于任何一户的成员；请核对 household_id，并把两个文件都按它排序")


def columns_of(rules: Rules) -> tuple[set[str], set[str]]:
    """What the rules read of a pair."""
    of_households = {HOUSEHOLD_ID, *KEYS, *(one.name for one in rules.household_inputs)}
    return of_households, {HOUSEHOLD_ID, *(one.name for one in rules.person_inputs)}


class _People:
    def __init__(self, source: Source, shard: int, *, is_shared: bool) -> None:
        self.stream = _batches(source, shard, is_shared=is_shared)
        self.rest = source[0].schema_arrow.empty_table().select(source[1])
        self.last: Any = None

    def until(self, household: int) -> Any:
        """The members of all households up to this one."""
        while (self.last is None or self.last <= household) and self._read():
            pass
        ids = self.rest.column(HOUSEHOLD_ID).to_numpy()
        cut = int(np.searchsorted(ids, household, side="right"))
        taken, self.rest = self.rest.slice(0, cut), self.rest.slice(cut)
        return taken

    def is_left(self) -> bool:
        return self.rest.num_rows > 0 or self._read()

    def _read(self) -> bool:
        batch = next(self.stream, None)
        if batch is None:
            return False
        ids = batch.column(HOUSEHOLD_ID).to_numpy()
        _refuse_unsorted(ids, self.last, is_strict=False)
        self.last = ids[-1]
        self.rest = pa.concat_tables([self.rest, batch])
        return True


def _open(path: Path, names: set[str] | None) -> Source:
    """Strings are read as they are kept: each distinct one once."""
    with _readable(path):
        columns = [field for field in pq.read_schema(path) if names is None or field.name in names]
    if HOUSEHOLD_ID not in (field.name for field in columns):
        raise FactsError("%(path)s 没有列 household_id；请先给各户编号", path=path)
    strings = [field.name for field in columns if pa.types.is_string(field.type)]
    # buffered ahead, it would keep all it read until the end
    file = pq.ParquetFile(path, pre_buffer=False, read_dictionary=strings)
    return file, [field.name for field in columns], path


def _batches(source: Source, rows: int, *, is_shared: bool) -> Iterator[Any]:
    """Tables of at most `rows` rows."""
    file, columns, path = source
    with _readable(path):
        for batch in file.iter_batches(rows, columns=columns, use_threads=is_shared):
            if batch.num_rows:
                yield pa.Table.from_batches([batch])


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """A file that was cut off, or is something else."""
    try:
        yield
    except (pa.ArrowException, OSError) as problem:
        raise FactsError(
            "%(path)s 不能读作 Parquet：%(why)s；请重新生成", path=path, why=problem
        ) from problem


def _refuse_unsorted(ids: Any, last: Any, *, is_strict: bool) -> None:
    follows = np.greater if is_strict else np.greater_equal
    if not (last is None or follows(ids[0], last)) or not np.all(follows(ids[1:], ids[:-1])):
        raise FactsError("文件没有按 household_id 升序排列，或家庭有重复；请先排序")


@contextmanager
def _writer(columnar: Columnar, entity: Entity, path: Path | None) -> Iterator[Any]:
    """None where no file is wanted. The file of a run that fails would look like a whole one: it goes."""
    if path is None:
        yield None
        return
    types = {name: columnar.rules.type(name) for name in columnar.columns_of(entity)}
    fields = [(HOUSEHOLD_ID, pa.int64()), *((name, ARROW_TYPES[one.kind]) for name, one in types.items())]
    fields += [(name, CODE) for name in columnar.unmet if entity is Entity.HOUSEHOLD]
    try:
        with pq.ParquetWriter(path, pa.schema(fields), **WRITING) as writer:
            yield writer
    except BaseException:
        path.unlink(missing_ok=True)
        raise
