"""Every warning of the report is scored on planted truths: recall and precision, as the docs say them.

Fifty families for each truth, and four hundred in whose ordinary year nothing was planted.
"""

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.domains.verification.test_report_rules import HEAD, TODAY, figures, line, member, seen

from yimen.domains.verification.rules.reports.costs import costs_told
from yimen.domains.verification.rules.reports.deaths import deaths_told
from yimen.domains.verification.rules.reports.warning_rules import snapshot, warned
from yimen.domains.verification.types import LineKind
from yimen.domains.verification.types.reports import WarningRule

pytestmark = pytest.mark.requirement("R-CHK-5")
EACH, ORDINARY = 50, 400
DOCS = Path(__file__).parents[3] / "docs" / "concepts" / "leads.md"


def cost(yuan):
    """A row of the medical insurance."""
    return {"year": TODAY.year, "spent": round(100 * yuan)}


class Family:
    """A family of three as its last report kept it, and as it is now."""

    def __init__(self, chance):
        self.chance = chance
        self.income, self.assets = chance.lognormvariate(7.5, 0.4), chance.lognormvariate(8.5, 1.0)
        wage = [{"kind": "wage", "amount": "1500.00"}]
        self.members = [member("m1", 45, income=wage), member("m2", 42), member("m3", 8)]
        self.medical = chance.lognormvariate(7.6, 1.2)
        self.told = [cost(chance.lognormvariate(7.2, 1.1)) for _one in self.members if chance.random() < 0.3]
        self.things = [line(LineKind.HOME, 0, "不动产登记")]
        self.before = self._seen(self.income, self.assets)
        self.income *= chance.uniform(0.75, 1.3)
        self.assets *= chance.lognormvariate(0, 0.25)

    def recently(self):
        return (TODAY - timedelta(days=self.chance.randint(30, 300))).isoformat()

    def _seen(self, income, assets, before=None):
        file = {
            "household": {"rigid_expenses_12m": {"medical": f"{self.medical:.2f}"}},
            "members": list(self.members),
        }
        lines = [*self.things, line(LineKind.DEPOSIT, round(assets, 2), "银行存款")]
        sums = {"income": round(100 * income), "assets": round(100 * assets)}
        notes = [{"person": str(HEAD), "name": "甲", "title": "部门数据", **row} for row in self.told]
        told = {"deaths_told": tuple(deaths_told(notes, (), ())), "costs_told": tuple(costs_told(notes, ()))}
        return replace(seen(file, lines, before, **sums), **told)

    def struck(self):
        before = snapshot(self.before)
        return {each.rule for each in warned(self._seen(self.income, self.assets, before), figures())}


def born(family):
    family.members = [*family.members, {"ref": "m4", "birth_date": family.recently()}]


def died(family):
    """Half of them are told by a set alone, as those who fell ill are."""
    if family.chance.random() < 0.5:
        family.told = [*family.told, {"died_on": family.recently()}]
        return
    family.members = [*family.members[:2], member("m3", 8, died_on=family.recently())]


def out_of_work(family):
    family.members = [member("m1", 45), *family.members[1:]]


def ill(family):
    yuan = family.chance.uniform(25_000, 90_000)
    if family.chance.random() < 0.5:
        family.told = [*family.told, cost(yuan)]
    else:
        family.medical = yuan


def rich(family):
    family.assets = family.chance.uniform(60_000, 200_000)
    family.before = family._seen(family.income, family.assets * 0.9)


def bought_a_car(family):
    family.things = [*family.things, line(LineKind.CAR, 0, "车辆管理")]


def sold_the_house(family):
    family.things = []


def earns_twice(family):
    family.income *= family.chance.choice((0.3, 2.5))


def saved_a_lot(family):
    family.assets *= family.chance.choice((0.2, 3))


PLANTED = {
    WarningRule.BIRTH: born,
    WarningRule.DEATH: died,
    WarningRule.JOB_CHANGE: out_of_work,
    WarningRule.SUDDEN_ILLNESS: ill,
    WarningRule.LARGE_BALANCE: rich,
    WarningRule.VEHICLE_TRADED: bought_a_car,
    WarningRule.HOUSE_TRADED: sold_the_house,
    WarningRule.INCOME_SWING: earns_twice,
    WarningRule.ASSET_SWING: saved_a_lot,
}


@pytest.fixture(scope="module")
def scored():
    """Which families each rule struck, and on which its truth lies."""
    chance = random.Random(7)
    truths = [rule for rule in PLANTED for _one in range(EACH)] + [None] * ORDINARY
    hits: dict = {rule: set() for rule in PLANTED}
    for number, truth in enumerate(truths):
        family = Family(chance)
        if truth is not None:
            PLANTED[truth](family)
        for rule in family.struck():
            hits[rule].add(number)
    return hits, {rule: {n for n, truth in enumerate(truths) if truth is rule} for rule in PLANTED}


def test_every_warning_of_the_report_has_its_planted_truth():
    assert set(PLANTED) == set(WarningRule)


@pytest.mark.parametrize("rule", list(PLANTED), ids=str)
def test_a_warning_of_the_report_finds_what_was_planted(scored, rule):
    hits, planted = scored
    right = len(hits[rule] & planted[rule])
    recall, precision = right / EACH, right / len(hits[rule])
    assert (round(recall, 2), round(precision, 2)) == published()[rule.value]


def published():
    """What the docs say, by rule: recall and precision."""
    lines = [line.split("|") for line in DOCS.read_text(encoding="utf-8").splitlines()]
    return {
        cells[1].strip().strip("`"): (float(cells[-3]), float(cells[-2]))
        for cells in lines
        if len(cells) > 4 and cells[1].strip().strip("`") in set(PLANTED)
    }
