"""Minimum living guarantee: the line, the property rule, supplements, rounding, gradual exit, changes."""

from typing import Any

import pytest

from tests.rulebook.household import one_person, outcome
from yimen.rulebook.answer import Determination
from yimen.rulebook.determine import determine

BEFORE = {"programme": "dibao", "members": 1, "base": 500, "supplement": 160}


def dibao(**keys: Any) -> Determination:
    return outcome(one_person(**keys), "dibao")


@pytest.mark.parametrize(
    ("income", "eligible", "amount"),
    [(861.99, True, 1), (862, False, 0), (862.01, False, 0), (0, True, 86200)],
)
def test_below_the_line_and_not_at_it(income: float, eligible: bool, amount: int) -> None:
    found = dibao(household={"income_month": income})
    assert (found.eligible, found.amount) == (eligible, amount)


@pytest.mark.parametrize(("assets", "eligible"), [(20688, True), (20688.01, False)])
def test_financial_assets_may_reach_the_line_in_guangdong(assets: float, eligible: bool) -> None:
    assert dibao(household={"financial_assets": assets}).eligible is eligible


def test_a_standard_known_only_as_a_minimum() -> None:
    below = dibao(household={"urban": False, "income_month": 663.99})
    above = dibao(household={"urban": False, "income_month": 664})
    given = dibao(household={"urban": False, "income_month": 664}, parameters={"dibao_standard": 700})
    assert (below.eligible, below.needs_review) == (True, True)
    assert (above.eligible, above.amount, above.missing) == (None, None, ("dibao_standard",))
    assert (above.needs_review, above.unsourced) == (True, ())
    assert (given.eligible, given.amount, given.needs_review) == (True, 3600, False)


def test_an_amount_past_its_year_is_used_and_reviewed() -> None:
    found = dibao(on="2026-08-01")
    assert (found.eligible, found.amount, found.needs_review) == (True, 86200, True)


@pytest.mark.parametrize(
    ("on", "article"),
    [
        ("2026-08-01", "社会救助法 第十八条"),
        ("2025-03-01", "社会救助暂行办法 第十二条；民发〔2021〕57号 第二十三条"),
        ("2015-03-01", "社会救助暂行办法 第十二条；民发〔2012〕220号"),
    ],
)
def test_the_article_is_that_of_the_day(on: str, article: str) -> None:
    found = dibao(on=on, parameters={"dibao_standard": 800})
    assert {reason.rule: reason.article for reason in found.reasons}["dibao_gap"] == article


def test_income_of_the_year_is_not_rounded_before_the_end() -> None:
    members = [{"ref": "a"}, {"ref": "b"}, {"ref": "c"}]
    found = dibao(members=members, household={"income_12m": 10000}, parameters={"dibao_standard": 700})
    assert found.amount == 210000 - 83333


def test_the_assessment_takes_the_place_of_the_income() -> None:
    assert dibao(household={"income_month": 9000, "assessed_income_per_capita": 800}).amount == 6200


def test_income_of_members_by_kind_less_what_is_paid_out() -> None:
    income = [
        {"kind": "pension", "amount": 500},
        {"kind": "scholarship", "amount": 1000},
        {"kind": "basic_pension", "amount": 200},
    ]
    member = {"ref": "a", "income": income, "paid_out": [{"kind": "social_insurance", "amount": 100}]}
    assert dibao(members=[member]).amount == 86200 - 40000


def test_basic_pension_after_the_plan_matters_only_near_the_line() -> None:
    def member(other: int) -> list[dict[str, Any]]:
        kinds = {"basic_pension": 200, "other": other}
        return [{"ref": "a", "income": [{"kind": kind, "amount": one} for kind, one in kinds.items()]}]

    low, near, high = (dibao(on="2026-08-01", members=member(other)) for other in (0, 700, 900))
    assert [one.eligible for one in (low, near, high)] == [True, None, False]
    assert low.missing == near.missing == ("income_not_counted",)
    listed = {"income_not_counted": ["basic_pension"]}
    assert dibao(on="2026-08-01", members=member(0), parameters=listed).amount == 86200


def test_employment_cost_is_deducted_where_known_and_reviewed_where_not() -> None:
    member = [{"ref": "a", "income": [{"kind": "wage", "amount": 800}]}]
    assert dibao(members=member).unsourced == ("employment_cost_rate",)
    above = dibao(members=[{"ref": "a", "income": [{"kind": "wage", "amount": 900}]}])
    assert (above.eligible, above.unsourced, above.needs_review) == (False, ("employment_cost_rate",), True)
    rates = {"employment_cost_rate": 0.3, "employment_cost_cap_rate": 0.2}
    assert dibao(members=member, parameters=rates).amount == 86200 - (80000 - 17240)
    assert dibao(members=member, parameters={"employment_cost_rate": 0.3}).amount == 86200 - 56000


def test_a_wage_is_imputed_to_who_could_work_unless_excused() -> None:
    member = {"ref": "a", "age": 30, "work_ability": "full"}
    wage = {"imputed_wage": 1750}
    assert dibao(members=[member]).unsourced == ("imputed_wage",)
    assert dibao(members=[member], parameters=wage).eligible is False
    assert dibao(members=[{**member, "expectant_or_nursing": True}], parameters=wage).eligible is True


@pytest.mark.parametrize(
    ("member", "counted"),
    [
        ({"in_prison": True}, 1),
        ({"died_on": "2025-03-01"}, 1),
        ({"died_on": "2025-03-02"}, 2),
        ({"lives_together": False}, 1),
        ({"lives_together": False, "relation": "spouse"}, 2),
        ({"lives_together": False, "relation": "child", "student": "undergraduate", "age": 20}, 2),
        ({"clergy": True}, 1),
    ],
)
def test_who_counts(member: dict[str, Any], counted: int) -> None:
    answer = determine(one_person(members=[{"ref": "a"}, {"ref": "b", **member}]), ["dibao"])
    assert answer.values["members"] == counted


SUPPLEMENT = {"supplement_rate": 0.4, "supplement_kinds": ["elderly", "minor", "severely_disabled"]}


def test_supplements_by_rate_amount_kind_and_stacking() -> None:
    member = {"ref": "a", "age": 70, "disability": {"kind": "physical", "level": 2}}

    def supplement(**parameters: Any) -> int | None:
        return dibao(members=[member], parameters={**SUPPLEMENT, **parameters}).components["supplement"]

    assert supplement() == 34500
    assert supplement(supplement_stacking="add") == 69000
    assert supplement(supplement_rate={"elderly": 0.1, "severely_disabled": 0.2}) == 17300
    assert supplement(supplement_rate="unknown", supplement_amount=104) == 10400
    assert supplement(supplement_addon=50) == 39500
    assert supplement(supplement_kinds=["minor"]) == 0


def test_an_unknown_rate_is_not_applied_but_reviewed() -> None:
    found = dibao(members=[{"ref": "a", "age": 70}])
    assert (found.components["supplement"], found.unsourced, found.needs_review) == (
        0,
        ("supplement_rate",),
        True,
    )
    assert dibao(members=[{"ref": "a", "age": 59}]).needs_review is False


def test_rounding_of_the_gap_where_the_place_rounds_its_amounts() -> None:
    def gap(**rounding: Any) -> int | None:
        file = {"household": {"income_month": 500.55}, "parameters": {"dibao_standard.rounding": rounding}}
        return dibao(**file).amount

    assert gap(mode="up", to=1, at="household") == 36200
    assert gap(mode="half_up", to=10, at="component") == 36000
    assert gap(mode="down", to=1, at="person") == 36100
    assert gap(mode="up", to=1, at="standard") == 36145


def test_the_minimum_per_person_is_a_floor() -> None:
    assert dibao(household={"income_month": 850}, parameters={"dibao_minimum_per_person": 50}).amount == 5000


def test_gradual_exit_keeps_the_old_amount_for_months() -> None:
    file = {
        "household": {"income_month": 3000},
        "award_before": BEFORE,
        "event": {"kind": "started_work", "member": "a"},
    }
    unsure = dibao(**file)
    assert (unsure.eligible, unsure.amount, unsure.missing) == (True, None, ("grace_amount",))
    kept = dibao(**file, parameters={"grace_amount": "original_capped", "grace_months": 3})
    assert (kept.amount, str(kept.starts_on), str(kept.through)) == (66000, "2025-04-01", "2025-06-30")
    capped = dibao(**file, parameters={"grace_amount": "original_capped", "dibao_standard": 600})
    assert capped.amount == 60000
    assert dibao(**file, parameters={"grace_amount": "rate", "grace_rate": 0.5}).amount == 33000
    assert dibao(**{**file, "event": {"kind": "income_changed"}}).eligible is False


def test_what_changes_against_the_award_before() -> None:
    lower = dibao(household={"income_month": 462}, award_before=BEFORE).to_json()["changes"]
    assert lower == [
        {"kind": "decrease", "component": "base", "before": "500.00", "after": "400.00"},
        {"kind": "decrease", "component": "supplement", "before": "160.00", "after": "0.00"},
    ]
    gone = dibao(household={"income_month": 900}, award_before=BEFORE).to_json()["changes"]
    assert [one["kind"] for one in gone] == ["exit", "exit"]


def test_the_first_month_is_that_of_the_place() -> None:
    assert str(dibao(on="2025-12-15").starts_on) == "2026-01-01"
    assert str(dibao(region="440100000000", on="2024-12-15").starts_on) == "2024-12-01"


def test_what_the_place_does_not_say_is_undetermined_only_where_it_matters() -> None:
    liaocheng = {"region": "371522000000", "on": "2024-06-01"}
    assert dibao(**liaocheng, household={"homes": 1}).eligible is True
    assert dibao(**liaocheng, household={"homes": 2}).missing == ("homes_max",)
    assert dibao(**liaocheng, household={"vehicles": [{"kind": "car"}]}).missing == ("vehicles_allowed",)
    assert (
        dibao(**liaocheng, household={"vehicles": [{"kind": "car"}], "income_month": 931}).eligible is False
    )


def test_support_from_obligors_by_formula() -> None:
    obligors = [{"supports": ["a"], "household_size": 3, "income_month": 5586, "capable": True}]
    assert dibao(obligors=obligors).unsourced == ("support_obligation",)
    formula = {"formula": "household_excess", "share": 0.1}
    assert dibao(obligors=obligors, parameters={"support_obligation": formula}).amount == 86200 - 30000
    per_capita = {"formula": "per_capita_excess", "share": 0.5}
    assert dibao(obligors=obligors, parameters={"support_obligation": per_capita}).amount == 86200 - 50000


def test_tiers_need_every_members_tier() -> None:
    tiers = {
        "dibao_method": "tiers",
        "dibao_tiers": [{"tier": "A", "amount": 500}, {"tier": "B", "amount": 300}],
    }
    members = [{"ref": "a", "dibao_tier": "A"}, {"ref": "b", "dibao_tier": "B"}]
    assert dibao(parameters=tiers, members=members).amount == 80000
    unrated = dibao(parameters=tiers, members=[{"ref": "a", "dibao_tier": "A"}, {"ref": "b"}])
    assert (unrated.eligible, unrated.amount, unrated.missing) == (True, None, ("members[1].dibao_tier",))
    with pytest.raises(Exception, match=r"members\[0\].dibao_tier.*A、B"):
        dibao(parameters=tiers, members=[{"ref": "a", "dibao_tier": "C"}])


def test_a_death_told_as_event_takes_the_member_out() -> None:
    members = [{"ref": "a"}, {"ref": "b"}]
    event = {"kind": "member_died", "member": "b", "on": "2025-02-01"}
    assert dibao(members=members, event=event).amount == 86200


def test_a_household_registered_elsewhere_is_reviewed() -> None:
    members = [{"ref": "a", "registered_here": False}]
    assert dibao(members=members).needs_review is True
    assert dibao(members=members, household={"residence_permit": True}).needs_review is False


def test_a_minimum_may_be_given_as_such() -> None:
    given = {"dibao_standard": 664, "dibao_standard_is_minimum": True}
    below, above = (dibao(parameters=given, household={"income_month": income}) for income in (600, 700))
    assert (below.eligible, below.needs_review) == (True, True)
    assert (above.eligible, above.missing) == (None, ("dibao_standard",))


def test_who_is_supported_as_tekun_is_not_on_dibao_too() -> None:
    tekun = {"ref": "a", "age": 70, "other_awards": [{"programme": "tekun", "amount": 1380}]}
    assert dibao(members=[tekun]).eligible is False
    assert dibao(members=[tekun, {"ref": "b"}]).eligible is True
