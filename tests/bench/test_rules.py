"""The contenders of the rules benchmark work out the same: otherwise their times say nothing."""

import numpy as np
import pyarrow.parquet as pq
import pytest
from bench.rules import by_hand, households, law
from bench.rules.by_hand import Columns

from yimen.engine import hold_parameters, scalar

HOUSEHOLDS = 400
peer_openfisca = pytest.importorskip("bench.rules.peer_openfisca", reason="openfisca is for measuring only")

Shard = tuple[Columns, Columns, np.ndarray]


@pytest.fixture(scope="module")
def shard() -> Shard:
    """Number seven also has households without members."""
    h, p, sizes = households.shard(7, HOUSEHOLDS)
    assert 0 in sizes
    return h, p, sizes


@pytest.fixture(scope="module")
def ours(shard: Shard) -> Columns:
    """By our runtime, one household after another."""
    h, p, sizes = shard
    rules = law.book().on(law.ON)
    found: dict[str, list] = {name: [] for name in rules.rules}
    first = 0
    for at, size in enumerate(sizes):
        household = {name: h[name][at].item() for name in law.HOUSEHOLD_INPUTS}
        people = range(first, first + int(size))
        persons = [{name: p[name][who].item() for name in law.PERSON_INPUTS} for who in people]
        values = law.in_force(str(h["region"][at]), law.ON, bool(h["urban"][at]))
        result = scalar.run(rules, household, persons, hold_parameters(rules, values))
        for name, value in result.values.items():
            found[name].extend(value if isinstance(value, list) else [value])
        first += int(size)
    return {name: np.array(values) for name, values in found.items()}


def test_numpy_by_hand_agrees_in_every_value(shard: Shard, ours: Columns) -> None:
    h, p, sizes = shard
    theirs = by_hand.determine(households.with_amounts(h), p, sizes)
    assert set(ours) <= set(theirs)
    for name, values in ours.items():
        np.testing.assert_array_equal(values, theirs[name], err_msg=name)


def test_openfisca_agrees_in_every_value(shard: Shard, ours: Columns) -> None:
    system = peer_openfisca.system()
    theirs = peer_openfisca.determine(system, *peer_openfisca.facts(*shard))
    for name, values in ours.items():
        np.testing.assert_array_equal(values, theirs[name], err_msg=name)


def test_openfisca_is_asked_for_one_household_as_for_many(shard: Shard, ours: Columns) -> None:
    h, p, sizes = shard
    at = int(np.argmax(sizes == 4))
    first = int(sizes[:at].sum())
    household = {name: h[name][at].item() for name in law.HOUSEHOLD_INPUTS}
    persons = [{name: p[name][first + i].item() for name in law.PERSON_INPUTS} for i in range(4)]
    family = peer_openfisca.situation(household, persons, str(h["region"][at]), bool(h["urban"][at]))
    answers = peer_openfisca.determine_one(peer_openfisca.system(), family)
    for name, values in ours.items():
        expected = (
            values[first : first + 4] if name in p or len(values) == len(p["age"]) else values[at : at + 1]
        )
        np.testing.assert_array_equal(expected, answers[name], err_msg=name)


def test_from_parquet_to_parquet_all_pay_the_same(tmp_path) -> None:
    from bench.rules import contenders

    households.write(tmp_path, HOUSEHOLDS)
    sums = {contenders.paid(contenders.ALL[name](tmp_path)) for name in ("ours", "by_hand", "openfisca")}
    assert len(sums) == 1
    assert sums.pop() > 0


def test_codes_of_what_is_not_met_are_equal_row_by_row(tmp_path) -> None:
    from bench.rules import contenders, reasons

    households.write(tmp_path, HOUSEHOLDS)
    for name in ("ours_reasons", "openfisca_reasons", "nothing_reasons"):
        contenders.ALL[name](tmp_path)
    assert contenders.differing(tmp_path) == []
    written = pq.read_table(tmp_path / "ours_reasons.parquet", columns=[*reasons.CONDITIONS, "is_dibao"])
    codes = written.column("dibao_unmet").to_pylist()
    assert {code == "" for code in codes} == {True, False}
    assert [code == "" for code in codes] == written.column("is_dibao").to_pylist()
