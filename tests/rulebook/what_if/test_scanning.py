"""A shard in columns comes to what the rulebook answers one by one, under any scenario, in any month."""

import pytest

from tests.rulebook.what_if.households import MONTH, PINGYUAN, files, held
from yimen.kernel import Month, Programme, RegionCode
from yimen.rulebook.determine import determine
from yimen.rulebook.what_if.changes import Scenario, read_scenario
from yimen.rulebook.what_if.programmes import MONTHLY
from yimen.rulebook.what_if.rows import make_shard, standing
from yimen.rulebook.what_if.scanning import UNKNOWN, Scan

RAISED = {
    "changes": [
        {"name": "dibao_standard_rural", "value": "900"},
        {"name": "margin_ratio", "value": "2", "from": "2027-02"},
        {"name": "dibao_standard_urban", "value": "1200", "region": PINGYUAN},
        {"name": "disability_living_amount", "value": {"1": "300", "2": "200", "3": "100", "4": "50"}},
    ]
}
NOTHING = Scenario((), MONTH)


def _scenario(written=RAISED):
    return read_scenario(written, region=None, month=MONTH)


def _one_by_one(file, scenario, month):
    """As the rulebook answers; whoever would get tekun gets no subsidy for the disabled beside it."""
    overrides = scenario.overrides(RegionCode(file["region"]), month)
    asked = {**standing(file), "on": month.first.isoformat()}
    own = {} if "dibao_standard_rural" in overrides else asked.get("parameters", {})
    asked["parameters"] = {**own, **overrides}
    answer = determine(asked, MONTHLY).determinations
    tekun = {one.member for one in answer if one.programme is Programme.TEKUN and one.eligible}
    found = []
    for programme in MONTHLY:
        mine = [one for one in answer if one.programme is programme]
        if programme in (Programme.DISABILITY_LIVING, Programme.DISABILITY_CARE):
            mine = [one for one in mine if one.member not in tekun]
        if any(one.eligible is None for one in mine):
            found.append((UNKNOWN, UNKNOWN))
            continue
        paid = [one.amount for one in mine if one.eligible]
        found.append((len(paid), UNKNOWN if None in paid else sum(paid)))
    return found


@pytest.mark.parametrize("month", [MONTH, Month(2027, 3)])
@pytest.mark.parametrize("scenario", [NOTHING, _scenario()], ids=["as it is", "raised"])
def test_columns_and_one_by_one_come_to_the_same(scenario, month):
    written = files()
    outcomes = Scan(scenario, month).run(make_shard(held(written)))
    for row, file in enumerate(written):
        found = list(zip(outcomes.eligible[:, row].tolist(), outcomes.amounts[:, row].tolist(), strict=True))
        assert found == _one_by_one(file, scenario, month), file
