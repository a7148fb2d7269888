"""A kept determination in plain Chinese: result, reasons, what is missing, what a person must look at."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from yimen.domains.library import queries
from yimen.domains.library.explanations import explain, in_words

# The answer printed in the description of the household file.
ELIGIBLE = {
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
    assert sentence.startswith("低保补差：1200.00元，依据")
    assert "共同生活的家庭成员人数3" in sentence
    assert "1100.00元" in sentence
    assert sentence.endswith("（社会救助法 第十八条）。")
    assert "dibao_standard" not in sentence


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
    assert "一次性500.00元" in explain(once, {}).headline


def test_values_are_written_for_people():
    assert [in_words(v) for v in (None, True, False, 3, "0.60", "12", "dibao", ["elderly", "minor"])] == [
        "不明", "是", "否", "3", "0.60元", "12", "dibao", "elderly、minor",
    ]  # fmt: skip


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text())))
def test_any_value_can_be_written(value):
    assert isinstance(in_words(value), str)
