"""Columns: households without members, huge values, wrong tables, sorted files; refused or right,
never silent.
"""

from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.random_rulebooks import INPUTS, PARAMETERS, Family
from tests.engine.sample import sample_book, sample_parameters
from tests.engine.tables import DAY, tables, values_of_families

from yimen.engine import (
    FactsError,
    Rulebook,
    any_,
    count,
    household,
    least,
    oracle,
    person,
    round_amount,
    total,
    unknown,
    where,
    yuan,
)
from yimen.engine.arithmetic import BETWEEN
from yimen.engine.columnar import Columnar, kernels, parquet, run_parquet
from yimen.engine.columnar.codegen import Writer
from yimen.engine.columnar.codes import undecided
from yimen.engine.columnar.kernels import Column, Members


def nothing(*_: Any) -> dict[str, Any]:
    return {}


def crossing_rules() -> Any:
    @household("合计")
    def income(p_amount: Any) -> Any:
        return total(p_amount)

    @household("人数")
    def members(p_count: Any) -> Any:
        return count(p_count > 0)

    @household("有")
    def has_true(p_truth: Any) -> Any:
        return any_(p_truth)

    @household("平方")
    def product(h_amount: Any, h_count: Any) -> Any:
        return h_amount * h_count * h_count * h_count

    rules = [income, members, has_true, product]
    return Rulebook(inputs=INPUTS, parameters=PARAMETERS, rules=rules).on(DAY)


@given(st.lists(st.integers(0, 4), max_size=8), st.data())
def test_totals_are_right_where_households_have_no_members(sizes: list[int], data: st.DataObject) -> None:
    values = [data.draw(st.integers(-9, 9)) for _ in range(sum(sizes))]
    members = Members(np.array(sizes, np.int64), np.zeros(len(sizes), np.int64))
    found = members.total(np.array(values, np.int64))
    expected, at = [], 0
    for size in sizes:
        expected.append(sum(values[at : at + size]))
        at += size
    assert found.tolist() == expected


days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(days, days)
def test_calendar_differences_agree_with_the_plain_ones(start: date, end: date) -> None:
    for unit, plain in BETWEEN.items():
        column = getattr(kernels, unit)(np.array([start], "datetime64[D]"), np.datetime64(end, "D"))
        assert column.tolist() == [plain(start, end)]


def test_someone_born_on_29_february_completes_a_year_on_1_march() -> None:
    years = BETWEEN["years"]
    assert years(date(2000, 2, 29), date(2018, 2, 28)) == 17
    assert years(date(2000, 2, 29), date(2018, 3, 1)) == 18


def test_steps_beyond_64_bits_are_still_exact() -> None:
    rules = crossing_rules()
    cast = [Family({"h_amount": 3, "h_count": 1_000_000, "h_debt": 1}, [], 0), Family({"h_amount": 0}, [], 1)]
    results = Columnar(rules, nothing).run(*tables(cast))
    assert values_of_families(rules, results, 2) == [
        oracle.run(rules, f.household, f.persons, {}) for f in cast
    ]


def test_a_result_beyond_64_bits_is_refused() -> None:
    cast = [Family({"h_amount": 10**9, "h_count": 10**9}, [], 0)]
    with pytest.raises(FactsError, match="规则 product 的值超出 64 位整数"):
        Columnar(crossing_rules(), nothing).run(*tables(cast))


def test_only_the_wanted_rules_are_answered() -> None:
    households, persons = Columnar(crossing_rules(), nothing, frozenset({"members"})).run(
        *tables([Family({}, [{}, {}], 0)])
    )
    assert households.to_pylist() == [{"household_id": 0, "members": 2}]
    assert persons.column_names == ["household_id"]
    with pytest.raises(FactsError, match="membres"):
        Columnar(crossing_rules(), nothing, frozenset({"membres"}))


def test_no_household_at_all() -> None:
    households, persons = Columnar(crossing_rules(), nothing).run(*tables([]))
    assert (households.num_rows, persons.num_rows) == (0, 0)


def test_codes_name_what_does_not_hold() -> None:
    cast = [
        Family({"h_count": 0, "h_truth": None}, [{"p_truth": False}], 0),
        Family({"h_count": 1, "h_truth": False}, [{"p_truth": True}], 0),
        Family({"h_count": None, "h_truth": True}, [], 0),
    ]

    @household("有")
    def has_true(p_truth: Any) -> Any:
        return any_(p_truth)

    @household("够")
    def is_enough(h_count: Any) -> Any:
        return h_count > 0

    rules = Rulebook(inputs=INPUTS, parameters=PARAMETERS, rules=[has_true, is_enough]).on(DAY)
    conditions = ("has_true", "is_enough", "h_truth")
    answers, _ = Columnar(rules, nothing, frozenset(), {"unmet": conditions}).run(*tables(cast))
    assert answers.to_pydict() == {
        "household_id": [0, 1, 2],
        "unmet": ["has_true is_enough", "h_truth", "has_true"],
    }
    found = Columnar(rules, nothing, unmet={"unmet": conditions}).values(*tables(cast))
    known = {**found.values, "h_truth": Column(np.False_, np.array([False, True, True]))}
    assert undecided(conditions, known, 3).to_pylist() == ["h_truth", "", "is_enough"]


@given(
    st.lists(st.tuples(st.integers(-(2**62), 2**62), st.integers(1, 2**40)), min_size=1), st.integers(0, 60)
)
def test_division_rounds_down_whatever_its_size(pairs: list[tuple[int, int]], shift: int) -> None:
    smaller = [(above >> shift, below) for above, below in pairs]
    found = kernels.floor_divide(*np.array(smaller, np.int64).T)
    assert found.tolist() == [above // below for above, below in smaller]


@given(st.integers(-(2**26), 2**26), st.integers(1, 2**26), st.integers(-1, 1))
def test_division_beside_a_whole_result(times: int, below: int, beside: int) -> None:
    above = times * below + beside
    assert kernels.floor_divide(np.array([above]), np.array([below])).tolist() == [above // below]


ROWS: dict[Any, Any] = {True: np.True_, False: np.False_, "some": np.array([True, False, True])}


@pytest.mark.parametrize("left", ROWS)
@pytest.mark.parametrize("right", ROWS)
def test_a_truth_of_all_rows_is_as_many_times_the_same(left: Any, right: Any) -> None:
    one, other = ROWS[left], ROWS[right]
    whole = [np.broadcast_to(truth, 3) for truth in (one, other)]
    for found, expected in (
        (kernels.both(one, other), whole[0] & whole[1]),
        (kernels.either(one, other), whole[0] | whole[1]),
        (kernels.without(one, other), whole[0] & ~whole[1]),
        (kernels.kept(one, np.array([1, 2, 3])), np.where(whole[0], [1, 2, 3], 0)),
        (kernels.choose(one, np.array([1, 2, 3]), np.int64(9)), np.where(whole[0], [1, 2, 3], 9)),
    ):
        assert np.broadcast_to(found, 3).tolist() == expected.tolist()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda h, p: (pa.concat_tables([h, h]), p), "重复"),
        (lambda h, p: (h.slice(1), p), "不在家庭表中"),
        (lambda h, p: (_with(h, "household_id", pa.array(["a", "b"])), p), "须为整数"),
        (lambda h, p: (_with(h, "h_place", pa.array(["moon", "town"])), p), "h_place"),
        (lambda h, p: (_with(h, "h_amount", pa.array(["1", "x"])), p), "h_amount"),
        (lambda h, p: (h.drop_columns("urban"), p), "urban"),
        (lambda h, p: (_with(h, "region", pa.array([None, "441426000000"])), p), "region"),
    ],
)
def test_tables_that_do_not_fit_are_refused(change: Any, told: str) -> None:
    @household("全部")
    def everything(h_place: Any, h_amount: Any, standard: Any, p_amount: Any) -> Any:
        return (h_place == "town") & (h_amount + total(p_amount) > standard)

    rules = Rulebook(inputs=INPUTS, parameters=PARAMETERS, rules=[everything]).on(DAY)
    cast = [Family({}, [{}], 0), Family({}, [{}], 0)]
    with pytest.raises(FactsError, match=told):
        Columnar(rules, nothing).run(*change(*tables(cast)))


def test_days_of_another_wording_are_refused() -> None:
    @household("题")
    def first(standard: Any) -> Any:
        return standard * 2

    @household("题", since=date(2025, 3, 2), amends="first")
    def second(standard: Any) -> Any:
        return standard * 3

    book = Rulebook(inputs=INPUTS, parameters=PARAMETERS, rules=[first, second])
    family = tables([Family({}, [], 0)])
    assert Columnar(book.on(DAY), nothing).run(*family)[0].num_rows == 1
    with pytest.raises(FactsError, match="请按日期分开计算"):
        Columnar(book.on(date(2025, 3, 2)), nothing).run(*family)


def _with(table: Any, name: str, column: Any) -> Any:
    return table.set_column(table.column_names.index(name), name, column)


@pytest.mark.parametrize(
    ("household_order", "person_order"), [([1, 0], [0, 1]), ([0, 1], [1, 0]), ([0], [0, 1]), ([0, 0], [0])]
)
def test_files_must_be_sorted_and_complete(
    tmp_path: Path, household_order: list[int], person_order: list[int]
) -> None:
    households, persons = tables([Family({}, [{}], 0), Family({}, [{}], 0)])
    pq.write_table(households.take(household_order), tmp_path / "h")
    pq.write_table(persons.take(person_order), tmp_path / "p")
    with pytest.raises(FactsError, match="household_id"):
        run_parquet(
            crossing_rules(), tmp_path / "h", tmp_path / "p", tmp_path / "out", in_force=nothing, shard=1
        )
    assert not (tmp_path / "out").exists()


def test_few_shards_are_held_at_once_however_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read waits until what came before is written."""
    held, most, counting = 0, 0, Lock()
    until, write = parquet._People.until, pq.ParquetWriter.write_table

    def read(self: Any, household: int) -> Any:
        nonlocal held, most
        with counting:
            held += 1
            most = max(most, held)
        return until(self, household)

    def written(self: Any, table: Any) -> None:
        nonlocal held
        write(self, table)
        with counting:
            held -= 1

    for name, table in zip("hp", tables([Family({}, [{}], 0)] * 60), strict=True):
        pq.write_table(table, tmp_path / name)
    monkeypatch.setattr(parquet._People, "until", read)
    monkeypatch.setattr(pq.ParquetWriter, "write_table", written)
    run_parquet(
        crossing_rules(),
        tmp_path / "h",
        tmp_path / "p",
        tmp_path / "out",
        in_force=nothing,
        threads=2,
        shard=1,
    )
    assert held == 0
    assert most <= 2 + 3


def test_parts_are_computed_once_and_parameters_once_for_each_place() -> None:
    """A repeated part is one statement; what rests on parameters alone is spread, not computed again."""

    @person("甲")
    def first(p_amount: Any, standard: Any, share: Any) -> Any:
        return where(p_amount > round_amount(standard * share, standard), p_amount, 0)

    @person("乙")
    def second(p_amount: Any, standard: Any, share: Any) -> Any:
        return least(p_amount, round_amount(standard * share, standard))

    rules = Rulebook(inputs=INPUTS, parameters=PARAMETERS, rules=[first, second]).on(DAY)
    columnar = Columnar(rules, nothing)
    source = Writer(columnar.shared, columnar.wanted, frozenset(), columnar.encoding).source()
    assert source.count("round_whole(") == 1
    assert "round_whole((v_standard * v_share)" in source
    assert source.count("members.settle_members(v__part") == 1


def test_generated_code_frees_arrays_and_keeps_masks_for_unknowns_only() -> None:
    columnar = Columnar(sample_book().on(DAY), lambda *_: sample_parameters())

    known, unknown = (
        Writer(columnar.shared, frozenset({"monthly_amount"}), names, columnar.encoding).source()
        for names in (frozenset(), frozenset({"wage"}))
    )
    assert "k_member_income =" not in known
    assert "k_member_income =" in unknown
    assert "k_is_ill =" not in unknown
    freed = [line.split("del ")[1].split(", ") for line in known.splitlines() if line.startswith("    del ")]
    assert "v_member_income" in {name for names in freed for name in names}
    assert len(freed) > 20


def test_two_written_numbers_compared_beside_an_unknown_truth() -> None:
    """Compared by Python they would give its own bool, whose complement is not a truth but minus one."""

    @household("否")
    def never(h_truth: Any) -> Any:
        return (yuan("1") < yuan("0")) & unknown("何事") | h_truth & (yuan("1") < yuan("0"))

    rules = Rulebook(inputs=INPUTS, parameters=PARAMETERS, rules=[never]).on(DAY)
    found, _persons = Columnar(rules, nothing).run(*tables([Family({"h_truth": None}, [], 0)]))
    assert found.column("never").to_pylist() == [False]
