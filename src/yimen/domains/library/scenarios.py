"""What-if for the rooms above: scenarios read and checked, shards made and compared as files hold them.

Columns are imported only where they are computed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from yimen.kernel import Month
from yimen.rulebook.parameters import declared
from yimen.rulebook.parameters.overrides import allowed_values
from yimen.rulebook.what_if.changes import Scenario
from yimen.rulebook.what_if.changes import read_scenario as read_scenario
from yimen.rulebook.what_if.effects import Affected
from yimen.rulebook.what_if.figures import Figures

if TYPE_CHECKING:
    import pyarrow as pa

    from yimen.rulebook.what_if.rows import Held


@dataclass(frozen=True, slots=True)
class Compared:
    """What a scenario comes to in one shard."""

    figures: Figures
    affected: Iterator[Affected]


@dataclass(frozen=True, slots=True)
class ShardFiles:
    """A shard as Parquet: its three tables and the outcomes of the base month."""

    tables: tuple[bytes, ...]
    base: bytes
    households: int


def held_household(ref: bytes, inputs: dict[str, Any], held: str) -> "Held":
    """A household as a shard takes it; `held` is what it holds of the programmes that exclude each other."""
    from yimen.rulebook.what_if.rows import Held

    return Held(ref, inputs, held)


def shard_files(kept: "Sequence[Held]", month: Month) -> ShardFiles:
    """A shard with the outcomes of a month as it is."""
    from yimen.rulebook.what_if.rows import make_shard
    from yimen.rulebook.what_if.running import scan_shard

    shard = make_shard(kept)
    tables = tuple(_written(table) for table in (shard.households, shard.persons, shard.obligors))
    return ShardFiles(tables, _written(scan_shard(shard, month)), len(shard))


def compare_files(files: Sequence[bytes], base: bytes, base_month: Month, scenario: Scenario) -> Compared:
    """A scenario over one shard."""
    from yimen.rulebook.what_if.comparing import affected_rows
    from yimen.rulebook.what_if.rows import Shard
    from yimen.rulebook.what_if.running import compare_shard

    shard = Shard(*(_read(content) for content in files))
    found = compare_shard(shard, scenario, _read(base), base_month)
    return Compared(found.figures, affected_rows(found.affected))


def parameters_to_change() -> list[tuple[str, str, str, str]]:
    """Name, title, unit and what may be written, of every parameter that an amount or a line rests on."""
    kept = [one for name, one in declared().items() if not name.startswith("clock_")]
    return [(one.name, one.title, one.unit, allowed_values(one)) for one in kept]


def _written(table: "pa.Table") -> bytes:
    import pyarrow.parquet as pq

    content = BytesIO()
    pq.write_table(table, content, compression="zstd")
    return content.getvalue()


def _read(content: bytes) -> "pa.Table":
    import pyarrow.parquet as pq

    return pq.read_table(BytesIO(content))
