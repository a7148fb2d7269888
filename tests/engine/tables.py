"""Families as Arrow tables, and results back as plain values, for comparing the runtimes."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
from tests.engine.random_rulebooks import INPUTS, Family

from yimen.engine import Entity, Kind, Rules
from yimen.engine.columnar.arrow import ARROW_TYPES

REGIONS = ("441426000000", "371522000000")
DAY = date(2025, 3, 1)


def tables(families: Sequence[Family], order: Sequence[int] | None = None) -> tuple[Any, Any]:
    """Households in the given order of families; household_id is the position in `families`."""
    order = range(len(families)) if order is None else order
    households = [_row(Entity.HOUSEHOLD, families[i].household, i) for i in order]
    persons = [_row(Entity.PERSON, person, i) for i in order for person in families[i].persons]
    keys = {
        "region": pa.array([REGIONS[families[i].place] for i in order], pa.string()),
        "on": pa.array([DAY for _ in order], pa.date32()),
        "urban": pa.array([False for _ in order], pa.bool_()),
    }
    table = _table(Entity.HOUSEHOLD, households)
    for name, column in keys.items():
        table = table.append_column(name, column)
    return table, _table(Entity.PERSON, persons)


def _row(entity: Entity, given: dict[str, Any], number: int) -> dict[str, Any]:
    return {
        "household_id": number,
        **{i.name: given.get(i.name, i.default) for i in INPUTS if i.entity is entity},
    }


def _table(entity: Entity, rows: list[dict[str, Any]]) -> Any:
    fields = [(i.name, ARROW_TYPES[i.type.kind]) for i in INPUTS if i.entity is entity]
    return pa.Table.from_pylist(rows, schema=pa.schema([("household_id", pa.int64()), *fields]))


def values_of_families(rules: Rules, results: tuple[Any, Any], families: int) -> list[dict[str, Any]]:
    """Per family what `oracle.run` answers for it."""
    households, persons = results
    found: list[dict[str, Any]] = [{} for _ in range(families)]
    for entity, table in ((Entity.HOUSEHOLD, households), (Entity.PERSON, persons)):
        ids = table.column("household_id").to_pylist()
        for name in (name for name in rules.rules if rules.entity(name) is entity):
            for number, value in zip(ids, table.column(name).to_pylist(), strict=True):
                raw = _raw(rules.type(name).kind, value)
                if entity is Entity.PERSON:
                    found[number].setdefault(name, []).append(raw)
                else:
                    found[number][name] = raw
    for family in found:
        for name in rules.rules:
            family.setdefault(name, [])
    return found


def _raw(kind: Kind, value: Any) -> Any:
    return int(value * Decimal(10_000)) if kind is Kind.RATE and value is not None else value
