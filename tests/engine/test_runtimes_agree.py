"""Scalar, columnar and oracle give the same values to the fen, for any rules, families and unknowns."""

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.random_rulebooks import Family, families, parameter_values, rulebooks
from tests.engine.tables import DAY, REGIONS, tables, values_of_families

from yimen.engine import Rulebook, oracle, scalar
from yimen.engine.columnar import Columnar, run_parquet

PLACES = st.tuples(parameter_values(), parameter_values())
relaxed = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def _in_force(places: Any) -> Any:
    return lambda region, on, urban: places[REGIONS.index(region)]


def _by_oracle(book: Rulebook, cast: list[Family], places: Any) -> list[dict[str, Any]]:
    return [oracle.run(book.on(DAY), f.household, f.persons, places[f.place]) for f in cast]


@relaxed
@given(rulebooks(), families, parameter_values())
def test_scalar_agrees_with_oracle(book: Rulebook, family: Family, parameters: Any) -> None:
    rules = book.on(DAY)
    result = scalar.run(rules, family.household, family.persons, parameters)
    assert result.held == oracle.run(rules, family.household, family.persons, parameters)


@relaxed
@given(rulebooks(), st.lists(families, max_size=6), PLACES)
def test_many_at_once_agree_with_one_by_one(book: Rulebook, cast: list[Family], places: Any) -> None:
    rules = book.on(DAY)
    results = Columnar(rules, _in_force(places)).run(*tables(cast))
    assert values_of_families(rules, results, len(cast)) == _by_oracle(book, cast, places)


def _interleaved(owners: list[int], shuffler: random.Random) -> list[int]:
    """Members of different families among each other; those of one family in their own order."""
    places: dict[int, list[int]] = {}
    for row, owner in enumerate(owners):
        places.setdefault(owner, []).append(row)
    shuffled = shuffler.sample(owners, len(owners))
    return [places[owner].pop(0) for owner in shuffled]


@relaxed
@given(rulebooks(), st.lists(families, min_size=2, max_size=6), PLACES, st.randoms(use_true_random=False))
def test_order_of_households_and_persons_does_not_matter(
    book: Rulebook, cast: list[Family], places: Any, shuffler: random.Random
) -> None:
    rules = book.on(DAY)
    households, persons = tables(cast)
    mixed = sorted(range(len(cast)), key=lambda _: shuffler.random())
    rows = _interleaved(persons.column("household_id").to_pylist(), shuffler)
    results = Columnar(rules, _in_force(places)).run(
        households.take(mixed), persons.take(pa.array(rows, pa.int64()))
    )
    assert values_of_families(rules, results, len(cast)) == _by_oracle(book, cast, places)


@relaxed
@given(rulebooks(), families, parameter_values())
def test_the_order_of_members_does_not_matter(book: Rulebook, family: Family, parameters: Any) -> None:
    rules = book.on(DAY)
    one = scalar.run(rules, family.household, family.persons, parameters).values
    other = scalar.run(rules, family.household, family.persons[::-1], parameters).values
    assert one == {name: v[::-1] if isinstance(v, list) else v for name, v in other.items()}


@settings(relaxed, max_examples=25)
@given(rulebooks(), st.lists(families, max_size=9), PLACES, st.integers(1, 4), st.integers(1, 4))
def test_shards_and_threads_do_not_matter(
    tmp_path_factory: Any, book: Rulebook, cast: list[Family], places: Any, shard: int, threads: int
) -> None:
    folder: Path = tmp_path_factory.mktemp("shards")
    rules = book.on(DAY)
    for name, table in zip(("households", "persons"), tables(cast), strict=True):
        pq.write_table(table, folder / name, row_group_size=2)
    rows = run_parquet(
        rules,
        folder / "households",
        folder / "persons",
        folder / "out",
        in_force=_in_force(places),
        threads=threads,
        shard=shard,
        persons_out=folder / "persons_out",
    )
    assert rows == len(cast)
    results = pq.read_table(folder / "out"), pq.read_table(folder / "persons_out")
    assert values_of_families(rules, results, len(cast)) == _by_oracle(book, cast, places)
