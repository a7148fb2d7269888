"""Every value can be explained: from the law down to facts and sources, in sentences and in rows."""

from datetime import date
from typing import Any

from hypothesis import given
from tests.engine.random_rulebooks import Family, families, parameter_values, rulebooks
from tests.engine.sample import sample_book, sample_parameters
from tests.engine.test_runtimes_agree import relaxed

from yimen.engine import AMOUNT, Parameter, ParameterValue, Result, Rulebook, dated, household, scalar
from yimen.engine.explain import Origin, explain, rows, sentences

RULES = sample_book().on(date(2025, 3, 1))
MEMBERS: list[dict[str, Any]] = [
    {"wage": 210_000, "employed": True},
    {"birth_date": date(2005, 5, 1), "student": "undergraduate"},
]


def result(**household: Any) -> Result:
    return scalar.run(RULES, household, MEMBERS, sample_parameters())


def test_a_short_explanation_says_value_article_formula_and_numbers() -> None:
    told = sentences(explain(result(), "dibao_gap"))
    assert told[0] == (
        "低保补差：520.00 元（社会救助法 第十八条）；"
        "算法：〔若符合低保，为 〔取整（低保标准 × 共同生活的家庭成员数 － 家庭月收入） 与 "
        "最低补差 × 共同生活的家庭成员数 中较大者〕；否则为 0.00〕；"
        "代入：〔取整（1100.00 × 2 － 1680.00） 与 50.00 × 2 中较大者〕。"
    )
    assert "低保标准：1100.00 元/人/月（示例文件）。" in told


def test_the_article_told_is_that_of_the_day() -> None:
    @household("限额", article=dated("办法 第九条", (date(2026, 7, 1), "社会救助法 第十八条")))
    def limit(standard: Any) -> Any:
        return standard * 24

    book = Rulebook(inputs=[], parameters=[Parameter("standard", AMOUNT, "标准")], rules=[limit])
    values = {"standard": ParameterValue("standard", 100_00, source="示例")}
    told = {
        day: explain(scalar.run(book.on(day), {}, [], values), "limit")
        for day in (date(2026, 6, 30), date(2026, 7, 1))
    }
    assert [one.article for one in told.values()] == ["办法 第九条", "社会救助法 第十八条"]
    assert sentences(told[date(2026, 7, 1)])[0].startswith("限额：2400.00 元（社会救助法 第十八条）")
    assert rows(told[date(2026, 6, 30)])[0].basis == "办法 第九条"


def test_a_failed_condition_is_named_with_its_numbers() -> None:
    refused = result(financial_assets=900_000_000)
    assert "其中“财产合规”不成立" in sentences(explain(refused, "is_dibao"))[0]
    deepest = sentences(explain(refused, "is_assets_ok"))[0]
    assert "（9000000.00 ≤ 1100.00 × 24 × 2）不成立" in deepest
    assert [c.value for c in explain(refused, "is_dibao").failed] == [False]


def test_an_undetermined_value_says_what_is_missing() -> None:
    told = sentences(explain(result(financial_assets=None), "is_dibao"))[0]
    assert told.startswith("符合低保：未知")
    assert told.endswith("尚缺：家庭金融资产。")


def test_a_members_value_is_told_with_the_members_place_and_labels() -> None:
    explanation = explain(result(), "counted_wage", 1, labels={"undergraduate": "本科"})
    assert "就读阶段 ＝ 本科" in explanation.formula
    assert sentences(explanation)[0].startswith("成员2的计入的工资：0.00 元")
    assert [child.name for child in explanation.children] == ["student"], "the branch not taken is left out"


def test_the_full_explanation_reaches_facts_and_sources() -> None:
    explanation = explain(result(), "monthly_amount")
    everything = list(explanation.everything())
    assert len({(one.name, one.person) for one in everything}) == len(everything)
    assert {one.origin for one in everything} == set(Origin)
    assert len(sentences(explanation, is_full=True)) == len(everything)
    assert {one.name for one in everything if not one.children} <= {
        *RULES.inputs,
        *RULES.parameters,
        *(name for name, rule in RULES.rules.items() if rule.expression.op == "literal"),
    }


def test_rows_go_one_level_down_or_all_the_way() -> None:
    short, full = (rows(explain(result(), "dibao_gap"), is_full=is_full) for is_full in (False, True))
    assert {row.level for row in short} == {0, 1}
    assert (short[0].title, short[0].value, short[0].basis) == (
        "低保补差",
        "520.00 元",
        "社会救助法 第十八条",
    )
    assert max(row.level for row in full) > 3
    assert {row.name for row in short} < {row.name for row in full}


def test_a_parameter_without_source_says_so() -> None:
    values = {name: value for name, value in sample_parameters().items() if name != "homes_max"}
    told = sentences(explain(scalar.run(RULES, {}, MEMBERS, values), "homes_max"))
    assert told == ["住房套数上限：未知（没有查到依据）；尚缺：住房套数上限。"]


@relaxed
@given(rulebooks(), families, parameter_values())
def test_any_value_of_any_rulebook_can_be_explained(book: Rulebook, family: Family, parameters: Any) -> None:
    rules = book.on(date(2025, 3, 1))
    found = scalar.run(rules, family.household, family.persons, parameters)
    for name in rules.rules:
        for person in range(len(family.persons)) if isinstance(found[name], list) else [None]:
            explanation = explain(found, name, person)
            assert all(sentence.endswith("。") for sentence in sentences(explanation, is_full=True))
            assert rows(explanation, is_full=True)
