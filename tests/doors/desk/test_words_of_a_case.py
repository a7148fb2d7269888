"""What a case page says of itself: programmes told apart, stages up to delivery, nothing undeclared."""

import pytest

from yimen.domains.cases.types import CaseState, OutcomeState
from yimen.domains.network.permissions import Permission
from yimen.doors.desk.forms.means import HouseholdMeansForm, MemberMeansForm
from yimen.doors.desk.means import household_lines
from yimen.doors.desk.situations import NextStep, told_apart
from yimen.doors.desk.stages import stages_of


def step(title: str, button: str) -> NextStep:
    return NextStep(title, "", button, "/", Permission.NOTICE_POST)


def test_two_equal_buttons_say_the_programme():
    steps = [step("张贴公示：低保", "张贴公示"), step("张贴公示：补贴", "张贴公示"), step("入户", "去填")]
    assert [each.button for each in told_apart(steps)] == ["张贴公示：低保", "张贴公示：补贴", "去填"]


@pytest.mark.parametrize(("is_followed", "last"), [(False, "now"), (True, "done")])
def test_a_decision_is_not_the_end_until_it_is_told_and_published(is_followed, last):
    stages = stages_of(CaseState.CONCLUDED, [OutcomeState.CONFIRMED], is_followed=is_followed)
    assert [stage.title for stage in stages][-2:] == ["确认", "送达公布"]
    assert stages[-1].state == last and stages[-2].state == "done"


def test_what_was_not_declared_is_not_shown_as_nothing():
    untouched = dict(household_lines({}))
    assert set(untouched.values()) == {"未申报"}
    told = dict(household_lines({"household": {"homes": 0, "vehicles": [], "financial_assets": "0.00"}}))
    assert (told["自有住房"], told["车辆"], told["金融资产"]) == ("0 套", "无", "0.00 元")


def test_of_a_disabled_adult_nobody_presumes_the_ability_to_work():
    disabled = {"disability": {"kind": "physical", "level": 2}}
    assert MemberMeansForm.initial_from(disabled, 40)["work_ability"] == ""
    assert MemberMeansForm.initial_from({}, 40)["work_ability"] == "full"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("medical", "-1", "金额不能小于 0。"),
        ("medical", "99999999999.00", "金额过大，请核对。"),
        ("medical", "1.234", "金额最多两位小数（到分）。"),
        ("medical", "许多", "请填写数字金额，例如 120.50。"),
        ("homes", "-1", "请填写 0 至 50 的整数。"),
        ("homes", "两", "请填写 0 至 50 的整数。"),
    ],
)
def test_a_wrong_figure_is_refused_in_plain_words(field, typed, said):
    form = HouseholdMeansForm({"reason": "病", "homes": "1", "non_residential": "0", field: typed})
    assert form.errors[field] == [said]
