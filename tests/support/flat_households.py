"""The worked cases as flat facts in a pair of Parquet files, as often as wanted."""

from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from yimen.engine import Entity
from yimen.engine.columnar.arrow import ARROW_TYPES
from yimen.rulebook.case import RunCase
from yimen.rulebook.cases import worked_cases
from yimen.rulebook.household_file import UNKNOWN, read
from yimen.rulebook.rules.members import LAW


@cache
def plain_cases() -> tuple[RunCase, ...]:
    """Those of one wording whose parameters are those of one place."""
    files = [read(case.file) for case in worked_cases() if case.file is not None]
    plain = [
        file
        for file in files
        if file.on < LAW
        and not file.parameters
        and file.household.get("urban") is not UNKNOWN
        and "registered_region" not in file.household
        and "region" not in (file.request or {})
    ]
    return tuple(RunCase(file, file.household.get("urban", False)) for file in plain)


def write_pair(folder: Path, copies: int = 1) -> tuple[Path, Path]:
    """`households.parquet` and `persons.parquet`, numbered through."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for name, table in zip(("households", "persons"), tables(), strict=True):
        count = len(plain_cases())
        copied = [_renumbered(table, copy * count) for copy in range(copies)]
        pq.write_table(pa.concat_tables(copied), folder / f"{name}.parquet")
        found.append(folder / f"{name}.parquet")
    return found[0], found[1]


@cache
def tables() -> tuple[Any, Any]:
    """Each case once: households, persons."""
    households = [
        {"household_id": number, "region": case.file.region.code, "on": case.file.on, "urban": case.is_urban}
        | dict(case.result.facts.household)
        for number, case in enumerate(plain_cases())
    ]
    persons = [
        {"household_id": number, "person_id": f"{number}/{place}"} | dict(person)
        for number, case in enumerate(plain_cases())
        for place, person in enumerate(case.result.facts.persons)
    ]
    keys = [("household_id", pa.int64()), ("region", pa.string()), ("on", pa.date32()), ("urban", pa.bool_())]
    return (
        _table(Entity.HOUSEHOLD, households, keys),
        _table(Entity.PERSON, persons, [keys[0], ("person_id", pa.string())]),
    )


def _table(entity: Entity, rows: list[dict[str, Any]], keys: list[Any]) -> Any:
    inputs = plain_cases()[0].result.rules.inputs.values()
    fields = [(one.name, ARROW_TYPES[one.type.kind]) for one in inputs if one.entity is entity]
    return pa.Table.from_pylist(rows, schema=pa.schema([*keys, *fields]))


def _renumbered(table: Any, by: int) -> Any:
    return table.set_column(0, "household_id", pa.compute.add(table.column("household_id"), by))
