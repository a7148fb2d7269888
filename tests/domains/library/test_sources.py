"""A page that repeats a standard is marked; the paper itself and an office's own page are not."""

from datetime import date

import pytest

from yimen.domains.library import queries
from yimen.domains.library.queries import parameter_title, parameters
from yimen.domains.library.sources import is_secondary
from yimen.domains.library.types import Mark
from yimen.kernel import Programme, RegionCode


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("http://m.jining.bendibao.com/live/15798.shtm", True),
        ("本地宝 gz.bendibao.com/life/342243.shtml", True),
        ("https://www.pingyuan.gov.cn/zwgk/post_1.html", False),
        ("民发〔2021〕57号 第十九条", False),
        ("平府办〔2024〕3号（转自 www.example.com）", False),
        ("", False),
    ],
)
def test_only_somebody_who_repeats_is_secondary(source, expected):
    assert is_secondary(source) is expected


def test_every_parameter_has_a_chinese_title():
    found = parameters("441426100200", date(2026, 11, 1))
    assert [name for name in found if parameter_title(name) == name] == []


AT_HOME, SPRING = RegionCode("441426100200"), date(2026, 3, 2)


def test_a_line_worked_out_from_a_repeated_standard_is_marked_like_it():
    marks = queries.marks_at(AT_HOME, SPRING)
    assert {"dibao_standard", "dibao_margin_line", "financial_assets_line_dibao"} <= marks.repeated
    assert "margin_ratio" not in marks.repeated and "supplement_rate" in marks.unsourced


def test_what_somebody_set_by_hand_bears_no_mark():
    marks = queries.marks_at(AT_HOME, SPRING, given=["dibao_standard"])
    assert "dibao_standard" not in marks.repeated and "dibao_margin_line" in marks.repeated


def determined(region: RegionCode):
    file = {
        "on": SPRING.isoformat(),
        "region": str(region),
        "household": {"urban": False, "homes": 1, "financial_assets": "0.00"},
        "members": [{"ref": "m1", "relation": "head", "birth_date": "1960-01-01"}],
    }
    (row,) = queries.answer_of(file, [Programme.DIBAO])["determinations"]
    return row, queries.explain_determination(row, on=SPRING, marks=queries.marks_at(region, SPRING))


def test_an_amount_resting_on_a_repeated_standard_bears_the_sign_with_its_facts_and_sentences():
    _row, explained = determined(AT_HOME)
    assert explained.is_repeated
    below = next(row for row in explained.rows if row.title == "人均收入低于低保标准")
    standard = next(fact for fact in below.because if fact.value == "664.00元")
    assert standard.mark is Mark.REPEATED
    assert any("664.00元〔转引〕" in str(sentence) for sentence in explained.sentences)
    unknown = [fact for row in explained.rows for fact in row.because if fact.mark is Mark.UNSOURCED]
    assert unknown and all(fact.value == "不明" for fact in unknown)


def test_a_letter_says_which_figures_are_quoted_and_once_what_that_means():
    row, _explained = determined(AT_HOME)
    marks = queries.marks_at(AT_HOME, SPRING)
    told = queries.reasons_for_letter(row["reasons"], is_positive=True, on=SPRING, marks=marks)
    texts = [str(reason.text) for reason in told]
    assert any("〔转引〕" in text for text in texts)
    assert "以正式文件为准" in queries.second_hand_note(texts)
    assert queries.second_hand_note(["低保标准664.00元"]) == ""
