"""An invalid rule cannot be constructed: each refusal names the rule and the way out."""

from collections.abc import Callable
from typing import Any

import pytest

from yimen.engine import (
    AMOUNT,
    COUNT,
    DATE,
    RATE,
    TRUTH,
    Parameter,
    Rule,
    Rulebook,
    RuleError,
    contains,
    enum,
    household,
    household_input,
    least,
    list_of,
    most,
    person,
    person_input,
    rate,
    round_amount,
    total,
    unknown,
    where,
    yuan,
)

INPUTS = (
    household_input("assets", AMOUNT, "资产"),
    household_input("homes", COUNT, "住房"),
    household_input("moved_on", DATE, "迁入日期"),
    person_input("wage", AMOUNT, "工资"),
    person_input("is_ill", TRUTH, "重病"),
    person_input("student", enum("none", "university"), "就读"),
)
PARAMETERS = (
    Parameter("standard", AMOUNT, "标准"),
    Parameter("share", RATE, "比例"),
    Parameter("kinds", list_of("ill", "minor"), "对象"),
)


def book(*rules: Rule) -> Rulebook:
    return Rulebook(inputs=INPUTS, parameters=PARAMETERS, rules=rules)


def refused(function: Callable[..., Any], entity: Any = household) -> str:
    with pytest.raises(RuleError) as refusal:
        book(entity("题")(function))
    assert function.__name__ in refusal.value.message
    assert refusal.value.facts["rule"] == function.__name__
    return refusal.value.message


def test_an_unknown_name() -> None:
    def gap(standrad: Any) -> Any:
        return standrad

    told = refused(gap)
    assert "需要 standrad" in told and "改正拼写" in told


def test_an_undeclared_parameter_is_such_a_name() -> None:
    def gap(assets: Any, another_standard: Any) -> Any:
        return assets + another_standard

    assert "没有这个名称的规则、输入或参数；请声明它" in refused(gap)


def test_a_cycle_is_shown() -> None:
    @household("甲")
    def first(second: Any) -> Any:
        return second

    @household("乙")
    def second(third: Any) -> Any:
        return third

    @household("丙")
    def third(first: Any) -> Any:
        return first

    with pytest.raises(
        RuleError, match="规则 first 依赖自身：first → second → third → first；请去掉"
    ) as refusal:
        book(first, second, third)
    assert refusal.value.facts["rule"] == "first"


def test_a_rule_that_needs_itself() -> None:
    def same(same: Any) -> Any:
        return same

    assert "same → same；请去掉其中一步" in refused(same)


def test_an_amount_used_as_a_truth() -> None:
    def is_rich(assets: Any) -> Any:
        return ~assets

    def is_richer(assets: Any, homes: Any) -> Any:
        return (homes > 1) & assets

    def choice(assets: Any) -> Any:
        return where(assets, 1, 0)

    for function in (is_rich, is_richer, choice):
        assert "assets > 0" in refused(function)


def test_a_members_value_for_the_household_without_crossing() -> None:
    def income(wage: Any) -> Any:
        return wage

    def mixed(wage: Any, assets: Any) -> Any:
        return most(wage, assets)

    assert "total()" in refused(income)
    assert "total()" in refused(mixed)


def test_crossing_a_households_value() -> None:
    def twice(assets: Any) -> Any:
        return total(assets)

    assert "直接使用" in refused(twice)


def branching_if(assets: Any) -> Any:
    return 1 if assets > yuan(5) else 0


def branching_and(assets: Any, homes: Any) -> Any:
    return (assets > yuan(5)) and (homes > 1)


def branching_or(assets: Any, homes: Any) -> Any:
    return (assets > yuan(5)) or (homes > 1)


def branching_not(homes: Any) -> Any:
    return not homes


def branching_min(assets: Any, standard: Any) -> Any:
    return min(assets, standard)


def branching_chain(homes: Any) -> Any:
    return 1 < homes < 3


@pytest.mark.parametrize(
    "function", [branching_if, branching_and, branching_or, branching_not, branching_min, branching_chain]
)
def test_branching_in_python(function: Callable[..., Any]) -> None:
    assert "where()" in refused(function)


def power(assets: Any) -> Any:
    return assets**2


def length(wage: Any) -> Any:
    return len(wage)


def indexed(wage: Any) -> Any:
    return wage[0]


def as_float(assets: Any) -> Any:
    return float(assets)


def attribute(assets: Any) -> Any:
    return assets.value


def misspelt(assets: Any) -> Any:
    return asets  # type: ignore[name-defined]  # noqa: F821 - the author's slip


def written_as_text(assets: Any) -> Any:
    return f"{assets}"


def made_text(assets: Any) -> Any:
    return str(assets)


@pytest.mark.parametrize(
    "function", [power, length, indexed, as_float, attribute, misspelt, written_as_text, made_text]
)
def test_what_python_cannot_do_with_an_expression(function: Callable[..., Any]) -> None:
    told = refused(function)
    assert "只能用 yimen.engine 的函数" in told or "不能写成文字" in told


def looping(wage: Any) -> Any:
    return sum(wage)


def summing_units(assets: Any, share: Any) -> Any:
    return assets + share


def bare_number(assets: Any) -> Any:
    return assets + 5


def comparing_units(assets: Any, homes: Any) -> Any:
    return assets > homes


def squared(assets: Any, standard: Any) -> Any:
    return assets * standard


def ratio(assets: Any, standard: Any) -> Any:
    return assets / standard


def summing_dates(moved_on: Any) -> Any:
    return moved_on - moved_on


def comparing_truths(homes: Any) -> Any:
    return (homes > 1) == (homes > 2)


def floating(assets: Any) -> Any:
    return assets * 0.2


def nothing(assets: Any) -> Any:
    return None


@pytest.mark.parametrize(
    ("function", "way_out"),
    [
        (looping, "total()"),
        (summing_units, "单位不符"),
        (bare_number, "yuan"),
        (comparing_units, "单位不符"),
        (squared, "个数或比率"),
        (ratio, "改写成乘法"),
        (summing_dates, "days_between"),
        (comparing_truths, "&"),
        (floating, "rate('0.2')"),
        (nothing, "unknown()"),
    ],
)
def test_units_that_do_not_fit(function: Callable[..., Any], way_out: str) -> None:
    assert way_out in refused(function)


def test_an_amount_multiplied_or_divided_without_rounding() -> None:
    def deduction(assets: Any, share: Any) -> Any:
        return assets * share

    def per_capita(assets: Any, homes: Any) -> Any:
        return assets / homes

    assert "round_amount" in refused(deduction)
    assert "round_amount" in refused(per_capita)


def test_a_divided_amount_beside_another() -> None:
    def lesser(assets: Any, homes: Any, standard: Any) -> Any:
        return round_amount(least(assets / homes, standard), standard)

    assert "先用 round_amount()" in refused(lesser)


def test_rounding_needs_a_parameter() -> None:
    def rounded(assets: Any, share: Any) -> Any:
        return round_amount(assets * share, assets)

    assert "须是一个参数" in refused(rounded)


def test_a_choice_that_does_not_exist() -> None:
    def studies(student: Any) -> Any:
        return student == "univercity"

    def listed(kinds: Any) -> Any:
        return contains(kinds, "elderly")

    assert "none、university" in refused(studies, person)
    assert "ill、minor" in refused(listed)


def test_results_that_are_no_value() -> None:
    def a_list(kinds: Any) -> Any:
        return kinds

    def just_unknown() -> Any:
        return unknown("fact")

    refused(a_list)
    refused(just_unknown)


def test_a_rule_and_an_input_of_one_name() -> None:
    @household("题")
    def assets(homes: Any) -> Any:
        return homes

    with pytest.raises(RuleError, match="规则 assets 与一个输入或参数同名"):
        book(assets)


def test_names_declared_twice() -> None:
    with pytest.raises(RuleError, match="既是输入又是参数"):
        Rulebook(inputs=INPUTS, parameters=[Parameter("assets", AMOUNT, "资产")], rules=[])
    with pytest.raises(RuleError, match="声明了两次"):
        Rulebook(inputs=[*INPUTS, INPUTS[0]], parameters=[], rules=[])


def test_the_same_wording_twice() -> None:
    def gap(standard: Any) -> Any:
        return standard

    with pytest.raises(RuleError, match="gap 在同一日期"):
        book(household("题")(gap), household("题")(gap))


def test_defaults_and_stars_in_a_signature() -> None:
    def gap(standard: Any = None) -> Any:
        return standard

    with pytest.raises(RuleError, match="gap 的参数 standard"):
        household("题")(gap)


def test_inputs_must_be_able_to_hold_their_default() -> None:
    with pytest.raises(RuleError, match="缺省值"):
        person_input("kind", enum("a", "b"), "类", default="c")
    with pytest.raises(RuleError, match="只有参数可以是清单"):
        household_input("list", list_of("a"), "清单")


def test_names_keep_clear_of_those_the_engine_makes() -> None:
    with pytest.raises(RuleError, match="下划线"):
        Rulebook(inputs=[], parameters=[Parameter("a__step", AMOUNT, "题")], rules=[])


def test_rates_keep_four_decimals_and_no_more() -> None:
    with pytest.raises(ValueError, match="四位"):
        rate("0.12345")
