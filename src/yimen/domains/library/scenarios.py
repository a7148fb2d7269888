"""What-if for the rooms above: scenarios read and checked, shards made and compared as files hold them.

Columns are imported only where they are computed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from yimen.engine import Kind
from yimen.engine.parameters import ParameterValue
from yimen.kernel import Month, RegionCode
from yimen.rulebook.household_file import parse
from yimen.rulebook.parameter_list import describe
from yimen.rulebook.parameters import declared, in_force
from yimen.rulebook.parameters.overrides import allowed_values
from yimen.rulebook.what_if.changes import Scenario
from yimen.rulebook.what_if.changes import read_scenario as read_scenario
from yimen.rulebook.what_if.effects import Affected
from yimen.rulebook.what_if.figures import Figures
from yimen.rulebook.what_if.limits import ONCE as ONCE
from yimen.rulebook.what_if.limits import Floor as Floor
from yimen.rulebook.what_if.limits import floors_below as floors_below
from yimen.rulebook.what_if.limits import not_counted as not_counted
from yimen.rulebook.what_if.limits import rested_on

if TYPE_CHECKING:
    import pyarrow as pa

    from yimen.rulebook.what_if.rows import Held

_PLAIN = (Kind.AMOUNT, Kind.COUNT, Kind.RATE)


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


@dataclass(frozen=True, slots=True)
class Changeable:
    """A parameter that a monthly programme rests on."""

    name: str
    title: str
    unit: str
    allowed: str
    """What may be written for it, in words."""
    is_plain: bool
    """A sum, a share or a number, which nobody has to be told how to write."""


@cache
def parameters_to_change(on: date) -> tuple[Changeable, ...]:
    """Every parameter that something rests on in a scenario, by its title."""
    known, names = declared(), rested_on(on)
    found = [known[name] for name in known if name in names]
    rows = [
        Changeable(one.name, one.title, one.unit, allowed_values(one), one.type.kind in _PLAIN)
        for one in found
    ]
    return tuple(sorted(rows, key=lambda one: one.title.encode("gb18030")))


@dataclass(frozen=True, slots=True)
class Present:
    """A parameter as it stands at a place; `area` is "" where town and country are told the same."""

    area: str
    value: Any
    """As it is written in a scenario; None where nobody knows."""
    unit: str
    since: date | None
    region: str | None
    source: str | None
    is_unconfirmed: bool

    @property
    def typed(self) -> str:
        """What somebody would type to leave it as it is."""
        return typed_value(self.value)


def present_values(name: str, region: RegionCode, on: date) -> tuple[Present, ...]:
    """What a parameter says at a place on a day: once, or of the country and of towns where they differ."""
    if name not in declared():
        return ()
    rural, urban = (in_force(region, on, is_urban)[name] for is_urban in (False, True))
    is_same = describe(rural)["value"] == describe(urban)["value"]
    areas = {"": rural} if is_same else {"rural": rural, "urban": urban}
    return tuple(_present(area, found) for area, found in areas.items())


def _present(area: str, found: ParameterValue) -> Present:
    value = describe(found)["value"]
    return Present(area, value, found.unit, found.since, found.region, found.source, found.is_unconfirmed)


def typed_value(value: Any) -> str:
    """A value in the notation that `written_value` reads."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {typed_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(typed_value, value)) + "]"
    return str(value)


def written_value(name: str, text: str) -> Any:
    """What somebody typed for a parameter: a sum or a share as it stands, a list or a table as YAML."""
    one = declared().get(name)
    is_plain = one is None or one.type.kind in _PLAIN
    return text.strip() if is_plain else parse(text)


def _written(table: "pa.Table") -> bytes:
    import pyarrow.parquet as pq

    content = BytesIO()
    pq.write_table(table, content, compression="zstd")
    return content.getvalue()


def _read(content: bytes) -> "pa.Table":
    import pyarrow.parquet as pq

    return pq.read_table(BytesIO(content))
