"""Flat facts in Parquet give what one household at a time gives, and the conditions that stand against it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.flat_households import plain_cases, tables, write_pair
from yimen.engine import Entity, FactsError
from yimen.engine.columnar.cutting import cut_pair, pairs_in
from yimen.kernel import YimenError
from yimen.rulebook.case import RunCase
from yimen.rulebook.inputs import HOUSEHOLD_INPUTS, PERSON_INPUTS
from yimen.rulebook.judgement import Judgement
from yimen.rulebook.outcomes import OUTCOMES, Outcome
from yimen.rulebook.scan import DetermineShard, columns, totals
from yimen.rulebook.scan.job import _Ready

ON = date(2025, 3, 1)


def _answers(tmp_path, pair=None, name="answers") -> list[list[dict[str, Any]]]:
    folder = tmp_path / name
    folder.mkdir()
    DetermineShard(ON, rows=7)(pair or write_pair(tmp_path), folder)
    return [pq.read_table(folder / f"{file}.parquet").to_pylist() for file in ("households", "persons")]


def _expected(case: RunCase, outcome: Outcome, person: int | None) -> dict[str, Any]:
    judged = Judgement(case, outcome, person)
    eligible = judged._value(outcome.decides)
    values = {name: judged._value(name) for name in outcome.conditions}
    name = outcome.programme.value
    found = {
        name: eligible,
        f"{name}_unmet": " ".join(one for one, value in values.items() if value is False),
        f"{name}_open": " ".join(one for one, value in values.items() if value is None),
    }
    return found | ({f"{name}_amount": judged._amount(eligible)} if outcome.amount else {})


def _of(entity: Entity, number: int, case: RunCase) -> Iterator[dict[str, Any]]:
    outcomes = [one for one in OUTCOMES.values() if one.entity is entity]
    people = range(len(case.file.members)) if entity is Entity.PERSON else (None,)
    for person in people:
        row: dict[str, Any] = {"household_id": number}
        row |= {} if person is None else {"person_id": f"{number}/{person}"}
        for outcome in outcomes:
            row |= _expected(case, outcome, person)
        yield row


def test_it_answers_what_one_household_at_a_time_does(tmp_path):
    households, persons = _answers(tmp_path)
    assert len(households) == len(plain_cases()) > 40
    for entity, found in ((Entity.HOUSEHOLD, households), (Entity.PERSON, persons)):
        assert found == [
            row for number, case in enumerate(plain_cases()) for row in _of(entity, number, case)
        ]


def test_shards_give_what_the_whole_gives(tmp_path):
    pair = write_pair(tmp_path / "whole", copies=2)
    whole = _answers(tmp_path, pair)
    count = cut_pair(*pair, tmp_path / "shards", rows=13)
    found: list[list[dict[str, Any]]] = [[], []]
    for name, paths in pairs_in(tmp_path / "shards").items():
        for all_, more in zip(found, _answers(tmp_path, paths, name), strict=True):
            all_ += more
    assert count == len(pairs_in(tmp_path / "shards")) > 3
    assert found == whole
    assert pairs_in(tmp_path / "whole") == {"all": pair}


def test_what_a_file_leaves_out_takes_its_default_and_the_day_of_the_run(tmp_path):
    pair = write_pair(tmp_path)
    for path, column in zip(pair, ("on", "income_wage"), strict=True):
        pq.write_table(pq.read_table(path).drop_columns([column]), path)
    households, _ = _answers(tmp_path, pair)
    assert len(households) == len(plain_cases())


def test_villages_without_values_of_their_own_are_one_place():
    """A province has thousands of them, and what is in force at a place is large."""
    households, persons = tables()
    households = households.drop_columns(["on"])
    at, rows = households.column_names.index("region"), range(households.num_rows)
    found = []
    for regions in ([f"441426{100 + row:03}{200 + row}" for row in rows], ["441426000000" for _ in rows]):
        ready = _Ready(ON)
        found.append(list(ready.answers(households.set_column(at, "region", pa.array(regions)), persons)))
        assert ready.columnar.parameters.held.cache_info().currsize == len({False, True})
    assert found[0] == found[1]


def test_totals_are_the_sums_of_all_shards(tmp_path):
    _answers(tmp_path, name="a")
    _answers(tmp_path, name="b")
    households = pq.read_table(tmp_path / "a" / "households.parquet")
    dibao = next(one for one in totals([tmp_path / "a", tmp_path / "b"]) if one.programme == "dibao")
    assert dibao.eligible == 2 * households.column("dibao").to_pylist().count(True) > 0
    assert dibao.undecided == 2 * households.column("dibao").null_count
    assert dibao.fen == 2 * sum(fen or 0 for fen in households.column("dibao_amount").to_pylist())


def test_a_run_of_other_rules_has_another_fingerprint(tmp_path):
    assert DetermineShard(ON).fingerprint != DetermineShard(date(2026, 8, 1)).fingerprint


def test_every_fact_of_the_rules_is_a_column_that_may_be_given():
    assert [one.name for one in columns() if one.file == "persons"][2:] == [one.name for one in PERSON_INPUTS]
    assert [one.name for one in columns() if one.file == "households"][4:] == [
        one.name for one in HOUSEHOLD_INPUTS
    ]


def _words(table, name: str, word: str):
    words = pa.array([word] * table.num_rows)
    return table.set_column(table.column_names.index(name), name, words)


CUT_OFF = {
    "truncated": lambda whole: whole[:-100],
    "text": lambda whole: b"household_id,region",
    "empty": lambda whole: b"",
}
SPOILT = {
    "no id": lambda table: table.drop_columns(["household_id"]),
    "unsorted": lambda table: table.take(pa.array(range(table.num_rows - 1, -1, -1))),
    "twice": lambda table: pa.concat_tables([table, table]),
    "stranger": lambda table: table.slice(0, 5),
    "no place": lambda table: _words(table, "region", "nowhere"),
    "words": lambda table: _words(table, "homes", "many"),
}


@pytest.mark.parametrize("spoil", [*CUT_OFF, *SPOILT])
def test_a_spoilt_pair_is_refused_with_its_reason(tmp_path, spoil):
    pair = write_pair(tmp_path)
    if spoil in CUT_OFF:
        pair[0].write_bytes(CUT_OFF[spoil](pair[0].read_bytes()))
    else:
        pq.write_table(SPOILT[spoil](pq.read_table(pair[0])), pair[0])
    with pytest.raises(YimenError):
        _answers(tmp_path, pair)


def test_a_folder_without_pairs_and_one_that_stands_are_refused(tmp_path):
    with pytest.raises(FactsError, match="yimen scan cut"):
        pairs_in(tmp_path)
    with pytest.raises(FactsError, match="已经存在"):
        cut_pair(*write_pair(tmp_path), tmp_path, 10)
