"""A kept determination in plain Chinese: result, reasons, what is missing, what a person must look at."""

import re
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from yimen.domains.library import queries
from yimen.domains.library.explanations import explain
from yimen.domains.library.wording import in_words, row_of, statement
from yimen.kernel import Programme

# The answer printed in the description of the household file.
ELIGIBLE: dict[str, Any] = {
    "programme": "dibao",
    "member": None,
    "eligible": True,
    "amount_month": "1200.00",
    "components": {"base": "1120.00", "supplement": "80.00"},
    "from": "2025-04-01",
    "through": None,
    "approver": "county",
    "needs_review": False,
    "missing": [],
    "changes": [{"kind": "decrease", "component": "supplement", "before": "160.00", "after": "80.00"}],
    "reasons": [
        {
            "rule": "dibao_gap",
            "title": "低保补差",
            "article": "社会救助法 第十八条",
            "value": "1200.00",
            "because": {"dibao_standard": "1100.00", "members": 3, "has_members": True},
        }
    ],
}
ON = date(2025, 3, 1)


def test_the_headline_says_what_from_when():
    explained = queries.explain_determination(ELIGIBLE, on=ON)
    assert explained.headline == (
        "最低生活保障：符合条件，每月1200.00元（基本保障1120.00元，分类施保80.00元），自2025年4月1日起"
    )


def test_each_reason_is_a_sentence_with_its_values_and_article():
    sentence = queries.explain_determination(ELIGIBLE, on=ON).sentences[0]
    assert sentence == (
        "低保补差1200.00元，依据适用的低保标准1100.00元、共同生活的家庭成员人数3（社会救助法 第十八条）。"
    )


def test_rows_carry_the_same_as_sentences():
    row = queries.explain_determination(ELIGIBLE, on=ON).rows[0]
    assert (row.title, row.value, row.article) == ("低保补差", "1200.00元", "社会救助法 第十八条")
    assert row.because[-1].value == "是"


def test_changes_and_the_confirming_office_are_remarked():
    remarks = queries.explain_determination(ELIGIBLE, on=ON).remarks
    assert "减发：分类施保由160.00元调整为80.00元。" in remarks
    assert "由县级人民政府民政部门确认。" in remarks


def test_a_refusal_says_so():
    refused = {**ELIGIBLE, "eligible": False, "amount_month": None, "changes": []}
    assert queries.explain_determination(refused, on=ON).headline == "最低生活保障：不符合条件"


def test_what_is_unknown_is_named():
    open_ = {**ELIGIBLE, "eligible": None, "missing": ["financial_assets"], "needs_review": True}
    explained = queries.explain_determination(open_, on=ON)
    assert explained.headline == "最低生活保障：暂不能确定"
    assert explained.remarks[0] == "还需要查明：家庭金融资产。"
    assert "人工复核" in explained.remarks[1]


def test_help_given_once_is_not_monthly():
    once = {
        **ELIGIBLE,
        "programme": "temporary",
        "amount_month": None,
        "amount_once": "500.00",
        "components": {},
    }
    assert "一次性500.00元" in explain(once, {}, {}).headline


def test_values_are_written_for_people():
    assert [in_words(v) for v in (None, True, False, 3, "0.60", "12", "some", ["elderly", "minor"])] == [
        "不明", "是", "否", "3", "0.60元", "12", "some", "老年人、未成年人",
    ]  # fmt: skip


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text())))
def test_any_value_can_be_written(value):
    assert isinstance(in_words(value), str)


FILE: dict[str, Any] = {
    "on": date(2026, 11, 1),
    "region": "441426100200",
    "household": {"financial_assets": "3200.00", "homes": 1},
    "members": [
        {"ref": "a", "relation": "head", "age": 51, "income": [{"kind": "wage", "amount": "900.00"}]},
        {"ref": "b", "relation": "spouse", "age": 53},
        {"ref": "c", "relation": "child", "age": 17},
    ],
}


def row(answer, programme):
    return next(one for one in answer["determinations"] if one["programme"] == programme)


def test_the_letter_of_a_real_determination_says_amount_and_conditions_in_chinese():
    determination = row(queries.determine(FILE, [Programme.DIBAO]).to_json(), "dibao")
    reasons = queries.reasons_for_letter(determination["reasons"], is_positive=True, on=FILE["on"])
    assert determination["eligible"] is True
    assert any("低保补差1092.00元" in one.text and "第十八条" in one.article for one in reasons)
    assert all("True" not in one.text and not re.search("[a-z_]{4}", one.text) for one in reasons)
    assert len(reasons) <= 6
    assert not any("渐退期" in one.text for one in reasons)


def test_the_letter_of_a_refusal_says_what_fails():
    rich = {
        **FILE,
        "parameters": {"dibao_standard": "1100.00"},
        "members": [{**FILE["members"][0], "income": [{"kind": "wage", "amount": "9000.00"}]}],
    }
    determination = row(queries.determine(rich, [Programme.DIBAO]).to_json(), "dibao")
    reasons = queries.reasons_for_letter(determination["reasons"], is_positive=False, on=FILE["on"])
    assert determination["eligible"] is False
    assert any("不满足“人均收入低于低保标准”" in one.text and "9000.00元" in one.text for one in reasons)


def test_every_programme_of_a_real_answer_is_explained_in_chinese():
    answer = queries.determine(FILE).to_json()
    names = {"a": "王秀兰", "b": "陈志强", "c": "陈小雨"}
    for determination in answer["determinations"]:
        explained = queries.explain_determination(determination, on=FILE["on"], names=names)
        assert explained.headline
        assert not re.search("[a-z]{3}", "".join(explained.sentences))


def test_members_are_called_by_their_names():
    assert in_words({"a": True, "b": False}, "", {"a": "王秀兰"}) == "王秀兰"
    assert in_words({"a": "12.00"}, "", {"a": "王秀兰"}) == "王秀兰12.00元"
    assert in_words({"a": False}) == "无"


def test_names_have_their_chinese_titles():
    assert queries.title_of("dibao_standard") == "适用的低保标准"
    assert queries.title_of("household_income", ON) == "家庭月收入"
    assert queries.title_of("nothing_of_ours") == "nothing_of_ours"


def test_an_open_condition_is_said_to_be_open():
    open_ = {**ELIGIBLE, "reasons": [{**ELIGIBLE["reasons"][0], "title": "收入低于标准", "value": None}]}
    sentence = queries.explain_determination(open_, on=ON).sentences[0]
    assert sentence.startswith("“收入低于标准”尚不能确定（适用的低保标准1100.00元")


def test_what_is_not_required_is_no_condition_that_fails():
    asked = {**FILE, "request": {"kind": "emergency", "cause": "illness", "amount": "300.00"}}
    determination = row(queries.determine(asked, [Programme.TEMPORARY]).to_json(), "temporary")
    told = "".join(queries.explain_determination(determination, on=FILE["on"]).sentences)
    assert "无须核对家庭经济状况" in told
    assert "不满足" not in told


def test_a_status_without_money_names_no_sum():
    status = {**ELIGIBLE, "programme": "dibao_margin", "amount_month": "0.00", "components": {"base": "0.00"}}
    assert "元" not in explain(status, {}, {}).headline


def test_a_missing_leaf_of_the_file_is_called_by_its_place():
    open_ = {**ELIGIBLE, "eligible": None, "missing": ["members[1].income[0].amount"]}
    remarks = queries.explain_determination(open_, on=ON).remarks
    assert remarks[0] == "还需要查明：第2位成员的第1项收入的金额。"


def test_a_sum_of_what_single_members_get_says_whose_it_is():
    reason = {
        "title": "分类施保金合计",
        "value": "207.00",
        "because": {"own": {"m1": "138.00", "m2": "0.00"}},
    }
    told = statement(row_of(reason, {"own": "本人的分类施保金"}, {"m1": "张三", "m2": "李四"}))
    assert str(told) == "分类施保金合计207.00元，依据本人的分类施保金张三138.00元"
