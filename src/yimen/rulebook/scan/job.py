"""One shard of whole households from facts to answers: the job that one machine and a cluster run alike."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from yimen.engine import Entity, Rules
from yimen.engine.columnar import HOUSEHOLD_ID, WRITING, Columnar, Found, columns_of, read_pair
from yimen.engine.columnar.arrow import read_inputs, whole
from yimen.engine.columnar.cutting import PAIR
from yimen.engine.columnar.kernels import Column
from yimen.engine.parameters import ParameterValue
from yimen.kernel import RegionCode
from yimen.rulebook.book import household_book
from yimen.rulebook.case import place_of
from yimen.rulebook.outcomes import OUTCOMES, Outcome
from yimen.rulebook.parameters import add_overlays, place_with_values
from yimen.rulebook.parameters.overlays import overlay_texts
from yimen.rulebook.scan import codes
from yimen.rulebook.version import version

PERSON_ID: Final = "person_id"
"""Passed through where the persons have one."""
ENTITIES: Final = (Entity.HOUSEHOLD, Entity.PERSON)


@dataclass(frozen=True)
class DetermineShard:
    """All programmes for every household, by the wording of a day; `overlays` are a county's own parameters.

    Reads `households.parquet` and `persons.parquet`, `rows` households at a time, and writes two files of the
    same names and order.
    """

    on: date
    overlays: tuple[Path, ...] = ()
    rows: int = 100_000

    @property
    def fingerprint(self) -> str:
        add_overlays(self.overlays)
        return f"determine {self.on} {version()}"

    def __call__(self, paths: tuple[Path, ...], folder: Path) -> None:
        add_overlays(self.overlays)
        ready = _ready(self.on, overlay_texts())
        households, persons = paths
        columns = columns_read(ready.columnar.rules)
        with ExitStack() as stack:
            writers = [
                stack.enter_context(pq.ParquetWriter(folder / name, schema_of(entity), **WRITING))
                for name, entity in zip(PAIR, ENTITIES, strict=True)
            ]
            for pair in read_pair(households, persons, self.rows, columns):
                for writer, table in zip(writers, ready.answers(*pair), strict=True):
                    writer.write_table(table)


def columns_read(rules: Rules) -> tuple[set[str], set[str]]:
    """Of the files of households and of persons."""
    of_households, of_persons = columns_of(rules)
    return of_households, of_persons | {PERSON_ID}


class _Ready:
    """The wording of a day, compiled."""

    def __init__(self, on: date) -> None:
        self.on, rules = on, household_book().on(on)
        names = {name for outcome in OUTCOMES.values() for name in codes.names_of(outcome)}
        self.columnar = Columnar(rules, _in_force, frozenset(names & rules.rules.keys()))
        self.given = sorted(names & rules.inputs.keys())
        """Conditions that are facts."""
        self.of_persons = {name for one in _outcomes(Entity.PERSON) for name in codes.names_of(one)}

    def answers(self, households: Any, persons: Any) -> Iterator[Any]:
        households = _dated(_placed(households), self.on)
        found = self.columnar.values(households, persons)
        persons = found.persons
        of_households = self._known(Entity.HOUSEHOLD, households, found)
        of_persons = self._known(Entity.PERSON, persons, found)
        spread = {
            name: Column(found.members.spread(one.values), found.members.spread(one.known))
            for name, one in of_households.items()
            if name in self.of_persons
        }
        yield _table(Entity.HOUSEHOLD, [households.column(HOUSEHOLD_ID)], of_households)
        keys = [persons.column(HOUSEHOLD_ID), _person_ids(persons)]
        yield _table(Entity.PERSON, keys, spread | of_persons)

    def _known(self, entity: Entity, table: Any, found: Found) -> dict[str, Column]:
        """The rules' values, and the facts among the conditions."""
        rules = self.columnar.rules
        facts = {name: rules.inputs[name] for name in self.given if rules.entity(name) is entity}
        values = {name: one for name, one in found.values.items() if rules.entity(name) is entity}
        return values | read_inputs(facts, table, self.columnar.encoding)


@cache
def _ready(on: date, overlays: tuple[str, ...]) -> _Ready:
    """Once in a process, for as long as its parameters are the same."""
    return _Ready(on)


def _in_force(region: str, on: date, is_urban: bool) -> dict[str, ParameterValue]:
    return dict(place_of(RegionCode(region), on, is_urban, {}).values)


def _placed(households: Any) -> Any:
    """Villages without values of their own are of the place whose values they have: such places are few."""
    if "region" not in households.column_names:
        return households  # told as every column that is missing
    regions = whole(households.column("region")).dictionary_encode()
    codes = [place_with_values(RegionCode(code)).code for code in regions.dictionary.to_pylist()]
    places = pa.array(codes, pa.string()).take(regions.indices)
    return households.set_column(households.column_names.index("region"), "region", places)


def _dated(households: Any, on: date) -> Any:
    """Whoever is written without a day is judged and decided as of the run's day."""
    if "on" not in households.column_names:
        households = households.append_column("on", pa.repeat(pa.scalar(on), households.num_rows))
    if "decided_on" not in households.column_names:
        households = households.append_column("decided_on", households.column("on"))
    return households


def _person_ids(persons: Any) -> Any:
    if PERSON_ID in persons.column_names:
        return whole(persons.column(PERSON_ID)).cast(pa.string())
    return pa.nulls(persons.num_rows, pa.string())


def schema_of(entity: Entity) -> Any:
    """The columns of one of the two files of answers."""
    keys = [(HOUSEHOLD_ID, pa.int64()), *([(PERSON_ID, pa.string())] if entity is Entity.PERSON else [])]
    return pa.schema([*keys, *(field for one in _outcomes(entity) for field in codes.fields_of(one))])


def _table(entity: Entity, keys: list[Any], values: dict[str, Column]) -> Any:
    rows = len(keys[0])
    found = [column for one in _outcomes(entity) for column in codes.columns_of(one, values, rows)]
    return pa.Table.from_arrays([*keys, *found], schema=schema_of(entity))


def _outcomes(entity: Entity) -> list[Outcome]:
    return [one for one in OUTCOMES.values() if one.entity is entity]
