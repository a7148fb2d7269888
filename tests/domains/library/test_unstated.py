"""What the family was not asked is never asserted: not on the screen, and not in the letter."""

from datetime import date
from typing import Any

from yimen.domains.library import queries
from yimen.domains.library.unstated import unstated
from yimen.kernel import Programme

POOR: dict[str, Any] = {
    "on": "2026-11-01",
    "region": "441426100200",
    "household": {
        "financial_assets": "0.00",
        "homes": 1,
        "non_residential": 0,
        "vehicles": [],
        "businesses": [],
    },
    "members": [
        {"ref": "a", "relation": "head", "age": 45, "income": [{"kind": "wage", "amount": "100.00"}]}
    ],
}
DISABLED = {"kind": "physical", "level": 2}


def answered(programme: Programme, file: dict[str, Any] = POOR) -> tuple[dict[str, Any], dict[str, Any]]:
    answer = queries.answer_of(file)
    return answer, next(row for row in answer["determinations"] if row["programme"] == programme)


def test_only_what_the_file_leaves_out_is_unstated():
    silent = unstated(POOR)
    assert {"home_area", "homes_not_counted", "obligors_within_line", "has_able_obligor"} <= silent
    assert not {"homes", "financial_assets", "vehicles_car", "businesses_company"} & silent
    assert "obligors_within_line" not in unstated({**POOR, "obligors": []})


def test_the_screen_says_that_obligors_and_floor_area_were_not_declared():
    answer, dibao = answered(Programme.DIBAO)
    explained = queries.explain_determination(
        dibao, on=date.fromisoformat(answer["on"]), unstated=answer["unstated"]
    )
    assert "“法定义务人家庭财产符合规定”：未申报（按无计），未核实（地方规定）。" in explained.sentences
    facts = {fact.title: fact.value for row in explained.rows for fact in row.because}
    assert facts["住房总面积"] == "未申报（按无计）"
    assert not any("0.00平方米" in sentence or "经复核" in sentence for sentence in explained.sentences)


def test_the_letter_leaves_out_what_nobody_asked():
    answer, dibao = answered(Programme.DIBAO)
    told = queries.reasons_for_letter(
        dibao["reasons"],
        is_positive=True,
        on=date.fromisoformat(answer["on"]),
        unstated=answer["unstated"],
    )
    text = "；".join(reason.text for reason in told)
    assert "住房符合规定" in text
    assert "法定义务人" not in text and "平方米" not in text and "经复核" not in text


def test_a_subsidy_on_a_standing_not_yet_confirmed_says_so():
    poor = {**POOR, "members": [{**POOR["members"][0], "disability": DISABLED}]}
    answer, living = answered(Programme.DISABILITY_LIVING, poor)
    explained = queries.explain_determination(living, on=date.fromisoformat(answer["on"]))
    assert any("确认为前提" in remark for remark in explained.remarks)
