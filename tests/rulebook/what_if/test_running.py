"""What becomes of households when a parameter is another one: effects, sums, cliffs, months."""

import pytest

from tests.rulebook.what_if.households import MONTH, PINGYUAN, files, held
from yimen.kernel import Month, Programme
from yimen.rulebook.household_file import HouseholdFileError
from yimen.rulebook.what_if.changes import read_scenario
from yimen.rulebook.what_if.comparing import affected_rows
from yimen.rulebook.what_if.effects import Effect
from yimen.rulebook.what_if.figures import Figures
from yimen.rulebook.what_if.rows import Held, make_shard
from yimen.rulebook.what_if.running import compare_shard, scan_shard


def _scenario(*changes, **keys):
    return read_scenario({"changes": list(changes), **keys}, region=None, month=MONTH)


def _family(income, **keys):
    member = {
        "ref": "a",
        "age": 50,
        "work_ability": "none",
        "income": [{"kind": "other", "amount": str(income)}],
    }
    return {"on": "2026-11-23", "region": PINGYUAN, "members": [member], **keys}


def _standard(value, **keys):
    return {"name": "dibao_standard_rural", "value": str(value), **keys}


def _compared(scenario, *written):
    return compare_shard(make_shard(held(list(written))), scenario)


def _affected(difference):
    return list(affected_rows(difference.affected))


def test_whoever_stands_between_the_lines_enters_or_leaves():
    poor, between = _family(300), _family(850)
    up = _compared(_scenario(_standard(900), {"name": "margin_ratio", "value": "1"}), poor, between)
    assert _affected(up)[0].effect is Effect.GAINS
    assert _affected(up)[1].after == (Programme.DIBAO,)
    down = _compared(_scenario(_standard(250), {"name": "margin_ratio", "value": "1"}), poor)
    assert _affected(down)[0].effect is Effect.LEAVES and _affected(down)[0].after_fen == 0
    assert down.figures.count(Effect.LEAVES) == 1


def test_nothing_changed_affects_nobody():
    same = _compared(_scenario(_standard(900, **{"from": "2028-12"}), months=12), *files())
    assert same.affected.num_rows == 0
    assert same.figures.count(Effect.SAME) == len(files())


def test_every_household_is_counted_once_and_money_adds_up():
    found = _compared(_scenario(_standard(900)), *files())
    town = found.figures.of_towns()
    assert sum(each["households"] for each in town.values()) == len(files())
    assert sum(each[effect] for each in town.values() for effect in Effect) == len(files())
    cells = list(found.figures.cells(MONTH))
    moved = sum(cell["fen_after"] - cell["fen_before"] for _town, _programme, cell in cells)
    assert moved == sum(one.after_fen - one.before_fen for one in _affected(found))


def test_figures_of_shards_are_the_figures_of_all():
    scenario = _scenario(_standard(900), {"name": "margin_ratio", "value": "2", "from": "2027-03"})
    whole = _compared(scenario, *files()).figures
    parts = Figures()
    for first in range(0, len(files()), 10):
        parts.add(_compared(scenario, *files()[first : first + 10]).figures)
    assert parts.steps == whole.steps and parts.of_towns() == whole.of_towns()
    assert Figures.from_json(whole.to_json()).steps == whole.steps


def test_a_base_that_was_kept_comes_to_the_same():
    shard = make_shard(held(files()))
    scenario = _scenario(_standard(900))
    assert compare_shard(shard, scenario, scan_shard(shard, MONTH), MONTH) == compare_shard(shard, scenario)


def test_each_change_counts_from_its_month_and_in_its_place():
    later = _standard(900, **{"from": "2027-03"})
    found = _compared(_scenario(later), _family(300))
    assert list(found.figures.steps) == ["2026-12", "2027-03"]
    costs = [next(found.figures.cells(month))[2] for month in (MONTH, Month(2027, 3))]
    assert costs[0]["fen_before"] == costs[0]["fen_after"] < costs[1]["fen_after"]
    elsewhere = _standard(900, region="350526000000")
    assert _compared(_scenario(elsewhere), _family(300)).affected.num_rows == 0


def test_a_cliff_is_where_earning_more_leaves_less():
    """With a minimum a person, the last fen below the line is worth the whole minimum."""
    minimum = {"name": "dibao_minimum_per_person", "value": "300"}
    found = _compared(_scenario(minimum, _standard(650), step=100), _family(600), _family(100))
    assert [one.falls_fen > 10_000 for one in _affected(found)] == [True, False]
    assert found.figures.of_towns()["441426100000"]["cliffs_after"] == 1


def test_what_excludes_each_other_is_paid_once_and_the_held_one_stays():
    alone = _family(0, members=[{"ref": "a", "birth_date": "1950-01-01", "work_ability": "none"}])
    for holding, expected in (("", "tekun"), ("dibao", "dibao"), ("tekun", "tekun")):
        shard = make_shard([Held(bytes(16), alone, holding)])
        cells = compare_shard(shard, _scenario(_standard(900))).figures.cells(MONTH)
        paid = {programme for _town, programme, cell in cells if cell["fen_after"]}
        assert {one.value for one in paid} == {expected}


def test_age_grows_and_deaths_told_as_events_stay():
    child = _family(0, members=[{"ref": "a", "birth_date": "2009-01-15", "parents": ["dead", "dead"]}])
    month = {"month": "2026-12", "months": 12}
    young = _compared(_scenario(_standard(900, **{"from": "2027-02"}), **month), child)
    orphans = [
        sum(
            cell["households_before"]
            for _t, programme, cell in young.figures.cells(step)
            if programme == "orphan"
        )
        for step in (MONTH, Month(2027, 2))
    ]
    assert orphans == [1, 0]
    died = _family(0, event={"kind": "member_died", "member": "a", "on": "2026-11-01"})
    assert _compared(_scenario(_standard(900)), died).affected.num_rows == 0


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ([], "文件"),
        ({"changes": []}, "changes"),
        ({"changes": [{"name": "no_such", "value": 1}]}, "changes[0].value"),
        ({"changes": [{"name": "dibao_standard_rural", "value": "-1"}]}, "changes[0].value"),
        ({"changes": [{"name": "dibao_standard_rural", "value": "1.234"}]}, "changes[0].value"),
        ({"changes": [{"name": "margin_ratio", "value": "2", "from": "soon"}]}, "changes[0].from"),
        ({"changes": [{"name": "margin_ratio", "value": "2", "region": "44"}]}, "changes[0].region"),
        ({"changes": [{"name": "margin_ratio", "value": "2"}], "month": "2020-01"}, "month"),
        ({"changes": [{"name": "margin_ratio", "value": "2"}], "months": 400}, "months"),
        ({"changes": [{"name": "margin_ratio", "value": "2"}], "why": "x"}, "why"),
    ],
)
def test_a_scenario_that_cannot_be_right_is_refused_with_its_path(written, path):
    with pytest.raises(HouseholdFileError) as refusal:
        read_scenario(written, region=None, month=MONTH)
    assert [problem.path for problem in refusal.value.problems][:1] == [path] or path in [
        problem.path for problem in refusal.value.problems
    ]


def test_what_was_read_reads_the_same_again():
    written = {"changes": [_standard(900, **{"from": "2027-03", "region": "441426000000"})], "step": 50}
    scenario = read_scenario(written, region=None, month=MONTH)
    assert read_scenario(scenario.to_json(), region=None, month=MONTH) == scenario


@pytest.mark.parametrize("step", ["²", "١٢", "9" * 5_000, "-1", "", None, 1.5])
def test_what_is_no_number_is_refused_and_breaks_nothing(step):
    with pytest.raises(HouseholdFileError) as refused:
        _scenario(_standard(900), step=step)
    assert [problem.path for problem in refused.value.problems] == ["step"]
