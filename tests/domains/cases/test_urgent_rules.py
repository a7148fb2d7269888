"""Temporary assistance: who approves which amount, how soon, in which parts; all without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.domains.cases.errors import ApprovalLevelError, UrgentInvalidError
from yimen.domains.cases.rules import urgent
from yimen.domains.cases.types import Speed
from yimen.domains.network.types import Delegation, Role
from yimen.kernel import DayUnit, Money, Programme, RegionCode, Step

REGION = RegionCode("441426100200")
COUNTY = Delegation(
    Programme.TEMPORARY, Step.CONFIRM, Role.COUNTY_CONFIRMER, RegionCode("441426000000"), "默认", None, True
)
HUOSHAN = (
    {"up_to_yuan": 2000, "approver": "town"},
    {"up_to_yuan": 5000, "approver": "county"},
    {"up_to_yuan": 10000, "approver": "county_head"},
    {"up_to_yuan": 20000, "approver": "county_government"},
)
"""WE-070: published by 霍山县与儿街镇."""
JUNE, JULY = date(2026, 6, 30), date(2026, 7, 1)
SHENZHEN = ({"up_to_months": 2, "approver": "town"},)


def yuan(amount: int) -> Money:
    return Money(amount * 100)


def approved(speed: str, amount: int, rows=HUOSHAN, standard: int | None = None) -> urgent.Approval:
    levels = urgent.levels_of(rows, standard)
    return urgent.approval(speed, yuan(amount), levels, "来源", region=REGION, named=COUNTY, on=JULY)


@pytest.mark.parametrize(
    ("amount", "approver"),
    [
        (2000, "town"),
        (2001, "county"),
        (5000, "county"),
        (5001, "county_head"),
        (10001, "county_government"),
        (20001, "beyond"),
    ],
)
def test_the_published_levels_of_a_town(amount, approver):
    assert urgent.approver_of(yuan(amount), urgent.levels_of(HUOSHAN, None)) == approver


def test_the_amount_decides_who_confirms_and_whether_a_meeting_must_have_resolved():
    small, larger, special = (approved(Speed.EMERGENCY, amount) for amount in (1500, 3000, 8000))
    assert (small.delegation.role, small.delegation.region) == (
        Role.TOWN_CONFIRMER,
        RegionCode("441426100000"),
    )
    assert larger.delegation.role is special.delegation.role is Role.COUNTY_CONFIRMER
    assert [each.needs_resolution for each in (small, larger, special)] == [False, False, True]


def test_levels_in_months_need_the_standard_and_without_levels_the_delegation_stands():
    assert approved(Speed.EMERGENCY, 2000, SHENZHEN, 153500).delegation.role is Role.TOWN_CONFIRMER
    assert approved(Speed.EMERGENCY, 4000, SHENZHEN, 153500).needs_resolution
    assert approved(Speed.EMERGENCY, 2000, SHENZHEN, None).delegation is COUNTY
    assert approved(Speed.EXPENDITURE, 90000, None).delegation is COUNTY


def test_a_small_sum_is_decided_in_the_town_whatever_the_levels():
    assert approved(Speed.SMALL_FAST, 800, None).delegation.role is Role.TOWN_CONFIRMER


def test_beyond_all_levels_only_what_was_resolved():
    beyond = approved(Speed.EMERGENCY, 25000)
    urgent.refuse_unresolved(beyond, yuan(25000), yuan(25000))
    for resolved in (None, yuan(24999)):
        with pytest.raises(ApprovalLevelError):
            urgent.refuse_unresolved(beyond, resolved, yuan(25000))


def test_only_what_is_urgent_comes_first():
    assert urgent.is_urgent(Programme.TEMPORARY, "small_fast")
    assert not urgent.is_urgent(Programme.TEMPORARY, "expenditure")
    assert not urgent.is_urgent(Programme.TEMPORARY, "")
    assert not urgent.is_urgent(Programme.DIBAO, "emergency")


@pytest.mark.parametrize(
    ("speed", "happened", "amount", "stages"),
    [
        (Speed.EXPENDITURE, "住院", 500, 1),
        (Speed.EMERGENCY, " ", 500, 1),
        (Speed.EMERGENCY, "失火", 0, 1),
        (Speed.EMERGENCY, "失火", 500, 13),
        (Speed.SMALL_FAST, "失火", 500, 2),
    ],
)
def test_what_help_first_does_not_cover(speed, happened, amount, stages):
    with pytest.raises(UrgentInvalidError):
        urgent.refuse_unfounded(speed, happened, yuan(amount), stages)


def test_an_amount_above_the_cap_of_the_place_is_refused_with_the_cap():
    urgent.refuse_above_cap(yuan(862), yuan(862), Speed.SMALL_FAST)
    with pytest.raises(UrgentInvalidError, match=r"862\.00"):
        urgent.refuse_above_cap(yuan(900), yuan(862), Speed.SMALL_FAST)


def test_small_sums_have_their_days_and_an_emergency_the_same_day():
    known = urgent.decision_limit(Speed.SMALL_FAST, 3, JULY)
    assert (known.days, known.unit) == (3, DayUnit.CALENDAR)
    unknown = urgent.decision_limit(Speed.SMALL_FAST, None, JULY)
    assert unknown == urgent.decision_limit(Speed.EMERGENCY, 3, JULY)
    assert (unknown.days, "暂定" in unknown.article) == (1, True)


@pytest.mark.parametrize(("on", "is_cited"), [(JUNE, False), (JULY, True)])
def test_the_act_is_cited_only_from_the_day_it_is_in_force(on, is_cited):
    limit = urgent.decision_limit(Speed.EMERGENCY, None, on)
    small = urgent.approval(Speed.SMALL_FAST, yuan(500), (), "", region=REGION, named=COUNTY, on=on)
    for said in (limit.article, small.delegation.rule):
        assert ("社会救助法" in said) is is_cited
        assert "民发〔2018〕23号 二（二）" in said


@given(st.integers(1, 10**9), st.integers(1, 12))
def test_the_parts_add_up_to_what_was_approved(fen, stages):
    parts = urgent.in_stages(Money(fen), stages)
    assert len(parts) == stages
    assert sum(part.fen for part in parts) == fen
    assert parts[0] >= parts[-1]
