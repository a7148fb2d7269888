"""The file a determination rests on, the checklist, and reading an answer: pure functions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.domains.cases.errors import ProgrammeUndeterminedError
from yimen.domains.cases.rules.answer import differences, eligible_programmes, finding
from yimen.domains.cases.rules.file import determination_file, merge_step
from yimen.domains.cases.rules.materials import checklist, missing_titles
from yimen.domains.verification.types import FoundLine, LineKind
from yimen.kernel import Money, Month, Programme, RegionCode

VILLAGE = RegionCode("441426100200")
DECLARED = {
    "household": {"homes": 1, "financial_assets": "10.00"},
    "members": [
        {"ref": "m1", "income": [{"kind": "wage", "amount": "900.00"}, {"kind": "gift", "amount": "50.00"}]},
        {"ref": "m2"},
    ],
}


def file_with(*lines: FoundLine, visit: dict | None = None, declared: dict | None = None) -> dict:
    return determination_file(
        declared=declared or DECLARED, visit=visit or {}, lines=lines, on=date(2026, 3, 2), region=VILLAGE
    )


def test_a_file_carries_its_day_and_place_and_leaves_the_declaration_alone():
    before = repr(DECLARED)
    file = file_with(FoundLine("m1", LineKind.WAGE, Money(1)))
    assert (file["on"], file["region"]) == ("2026-03-02", "441426100200")
    assert repr(DECLARED) == before


def test_a_verified_income_replaces_the_declared_one_of_the_same_kind_only():
    file = file_with(
        FoundLine("m1", LineKind.WAGE, Money(100000)), FoundLine("m1", LineKind.WAGE, Money(20000))
    )
    assert file["members"][0]["income"] == [
        {"kind": "gift", "amount": "50.00"},
        {"kind": "wage", "amount": "1200.00"},
    ]


def test_a_verified_income_lifts_a_declared_total():
    declared = {**DECLARED, "household": {"income_month": "100.00"}}
    file = file_with(FoundLine("m2", LineKind.PENSION, Money(30000)), declared=declared)
    assert "income_month" not in file["household"]
    assert file["members"][1]["income"] == [{"kind": "pension", "amount": "300.00"}]


def test_verified_property_replaces_declared_property():
    file = file_with(
        FoundLine("m1", LineKind.DEPOSIT, Money(50000)),
        FoundLine("m2", LineKind.PAYMENT_ACCOUNT, Money(2500)),
        FoundLine("m1", LineKind.HOME, Money(0)),
        FoundLine("m2", LineKind.HOME, Money(0)),
        FoundLine("m2", LineKind.CAR, Money(3000000)),
        FoundLine("m2", LineKind.COUPLE_SHOP, Money(0)),
    )
    household = file["household"]
    assert household["financial_assets"] == "525.00"
    assert household["homes"] == 2
    assert household["vehicles"] == [{"kind": "car", "value": "30000.00"}]
    assert household["businesses"] == [{"kind": "couple_shop"}]


def test_the_visit_corrects_what_was_declared_and_verification_has_the_last_word():
    visit = {
        "household": {"homes": 0},
        "members": [{"ref": "m1", "income": [{"kind": "wage", "amount": "1.00"}]}],
    }
    assert file_with(visit=visit)["household"]["homes"] == 0
    file = file_with(FoundLine("m1", LineKind.WAGE, Money(200)), visit=visit)
    assert file["members"][0]["income"] == [{"kind": "wage", "amount": "2.00"}]


STEP = st.fixed_dictionaries(
    {},
    optional={
        "household": st.dictionaries(st.sampled_from(["homes", "home_area", "urban"]), st.integers(0, 3)),
        "members": st.lists(
            st.fixed_dictionaries(
                {"ref": st.sampled_from(["m1", "m2", "m3"])},
                optional={"age": st.integers(0, 90), "employed": st.booleans()},
            ),
            max_size=3,
        ),
    },
)


@given(st.lists(STEP, max_size=6))
def test_saving_step_by_step_loses_no_key_ever_said(steps):
    saved: dict = {}
    for step in steps:
        saved = merge_step(saved, step)
    said = {key for step in steps for key in step.get("household", {})}
    assert said == set(saved.get("household", {}))
    for step in steps:
        for member in step.get("members", []):
            kept = next(m for m in saved["members"] if m["ref"] == member["ref"])
            assert set(member) <= set(kept)


def items(**more):
    values = {
        "programmes": [Programme.DIBAO],
        "has_agent": False,
        "given": [],
        "adults": [("a", "李建明"), ("b", "陈秀英")],
        "authorised": [],
    }
    return checklist(**{**values, **more})


def test_the_checklist_asks_nothing_a_data_source_can_answer():
    assert all(not item.is_missing for item in items() if item.source)
    assert {"公安户籍", "社会保险"} <= {item.source for item in items()}
    assert missing_titles(items()) == (
        "申请书及诚信承诺（签字）",
        "家庭经济状况核对授权书（李建明）",
        "家庭经济状况核对授权书（陈秀英）",
    )


def test_a_mandate_is_asked_of_agents_and_receipts_where_spending_counts():
    assert "代为申请委托书" in missing_titles(items(has_agent=True))
    assert "近12个月必需支出票据" in missing_titles(items(programmes=[Programme.RIGID_EXPENSE]))
    assert missing_titles(items(given=["commitment"], authorised=["a", "b"])) == ()


def answer(amount: str, *, eligible: bool | None = True, income: str = "900.00") -> dict:
    row = {
        "programme": "dibao",
        "member": None,
        "eligible": eligible,
        "amount_month": amount,
        "components": {"base": amount, "supplement": "0.00"},
        "from": "2026-04-01",
        "needs_review": False,
        "missing": [],
        "reasons": [],
    }
    return {"determinations": [row], "values": {"household_income": income}}


def test_a_finding_agrees_only_with_the_same_result_and_amount():
    found = finding(answer("100.00"), Programme.DIBAO, None)
    assert (found.amount, found.components) == (Money(10000), (("base", Money(10000)),))
    assert found.from_month == Month(2026, 4)
    assert found.agrees_with(True, Money(10000))
    assert not found.agrees_with(True, Money(9999)) and not found.agrees_with(False, Money(0))
    unknown = finding(answer("0.00", eligible=None), Programme.DIBAO, None)
    assert not unknown.agrees_with(True, Money(0)) and not unknown.agrees_with(False, Money(0))


def test_a_programme_the_rules_said_nothing_of_is_refused():
    with pytest.raises(ProgrammeUndeterminedError):
        finding(answer("1.00"), Programme.TEKUN, None)


def test_differences_name_the_figures_and_the_values_that_moved():
    before, after = answer("100.00"), answer("0.00", eligible=False, income="2000.00")
    assert differences(before, before, Programme.DIBAO, None) == ()
    named = {d.name: (d.before, d.after) for d in differences(before, after, Programme.DIBAO, None)}
    assert named == {
        "是否符合": ("符合", "不符合"),
        "金额": ("100.00", "0.00"),
        "household_income": ("900.00", "2000.00"),
    }
    assert eligible_programmes(before) == ((Programme.DIBAO, None),)
    assert eligible_programmes(after) == ()
