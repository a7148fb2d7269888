"""A small rulebook in the manner of the real one, with forty values, for tests of wording, speed and
Parquet.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from yimen.engine import (
    AMOUNT,
    COUNT,
    DATE,
    RATE,
    TRUTH,
    Parameter,
    ParameterValue,
    Rounding,
    Rulebook,
    any_,
    collect,
    contains,
    count,
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
    where,
    years_between,
)

INPUTS = (
    household_input("on", DATE, "决定日期", default=date(2025, 3, 1)),
    household_input("financial_assets", AMOUNT, "家庭金融资产", default=0),
    household_input("homes", COUNT, "住房套数", default=1),
    household_input("vehicle_value", AMOUNT, "车辆价值", default=0),
    household_input("medical_12m", AMOUNT, "近十二个月医疗支出", default=0),
    household_input("was_dibao", TRUTH, "原在保", default=False),
    person_input("birth_date", DATE, "出生日期", default=date(1980, 5, 1)),
    person_input("wage", AMOUNT, "工资性收入", default=0),
    person_input("business", AMOUNT, "经营净收入", default=0),
    person_input("property", AMOUNT, "财产净收入", default=0),
    person_input("pension", AMOUNT, "养老金", default=0),
    person_input("disability_level", COUNT, "残疾等级", default=0),
    person_input("serious_illness", TRUTH, "患重病", default=False),
    person_input("student", enum("none", "compulsory", "undergraduate"), "就读阶段", default="none"),
    person_input("employed", TRUTH, "就业", default=False),
    person_input("missing", TRUTH, "失踪", default=False),
)
PARAMETERS = (
    Parameter("dibao_standard", AMOUNT, "低保标准", "元/人/月"),
    Parameter("minimum_per_person", AMOUNT, "最低补差", "元/人/月"),
    Parameter("employment_cost_rate", RATE, "就业成本扣减比例"),
    Parameter("margin_ratio", RATE, "低保边缘倍数"),
    Parameter("supplement_rate", RATE, "分类施保比例"),
    Parameter("supplement_kinds", list_of("elderly", "minor", "severely_disabled", "ill"), "分类施保对象"),
    Parameter("assets_months", COUNT, "金融资产月数"),
    Parameter("homes_max", COUNT, "住房套数上限"),
    Parameter("vehicle_limit", AMOUNT, "车辆价值上限"),
)


@person("共同生活的家庭成员")
def is_counted(missing: Any) -> Any:
    return ~missing


@person("年龄")
def age_in_years(birth_date: Any, on: Any) -> Any:
    return years_between(birth_date, on)


@person("老年人")
def is_elderly(is_counted: Any, age_in_years: Any) -> Any:
    return is_counted & (age_in_years >= 70)


@person("未成年人")
def is_minor(is_counted: Any, age_in_years: Any) -> Any:
    return is_counted & (age_in_years < 18)


@person("重度残疾人")
def is_severely_disabled(is_counted: Any, disability_level: Any) -> Any:
    return is_counted & (disability_level >= 1) & (disability_level <= 2)


@person("重病患者")
def is_ill(is_counted: Any, serious_illness: Any) -> Any:
    return is_counted & serious_illness


@person("无劳动能力")
def is_unable(is_counted: Any, age_in_years: Any, is_severely_disabled: Any) -> Any:
    return is_counted & ((age_in_years >= 60) | (age_in_years < 16) | is_severely_disabled)


@person("就业成本扣减", article="民发〔2021〕57号 第十三条")
def employment_cost(employed: Any, wage: Any, employment_cost_rate: Any, dibao_standard: Any) -> Any:
    """At most half of the standard."""
    deduction = round_amount(wage * employment_cost_rate, dibao_standard)
    return where(employed, least(deduction, round_amount(dibao_standard * rate("0.5"), dibao_standard)), 0)


@person("计入的工资")
def counted_wage(student: Any, wage: Any, employment_cost: Any) -> Any:
    return where(student == "undergraduate", 0, most(wage - employment_cost, 0))


@person("计入的经营收入")
def counted_business(business: Any) -> Any:
    return most(business, 0)


@person("计入的转移收入")
def counted_transfer(is_severely_disabled: Any, pension: Any) -> Any:
    return where(is_severely_disabled, 0, pension)


@person("成员月收入")
def member_income(
    is_counted: Any, counted_wage: Any, counted_business: Any, property: Any, counted_transfer: Any
) -> Any:
    return where(is_counted, counted_wage + counted_business + property + counted_transfer, 0)


@person("属于分类施保对象")
def is_supplemented(
    is_elderly: Any, is_minor: Any, is_severely_disabled: Any, is_ill: Any, supplement_kinds: Any
) -> Any:
    return (
        (is_elderly & contains(supplement_kinds, "elderly"))
        | (is_minor & contains(supplement_kinds, "minor"))
        | (is_severely_disabled & contains(supplement_kinds, "severely_disabled"))
        | (is_ill & contains(supplement_kinds, "ill"))
    )


@person("分类施保金额")
def supplement(is_supplemented: Any, dibao_standard: Any, supplement_rate: Any) -> Any:
    return where(is_supplemented, round_amount(dibao_standard * supplement_rate, dibao_standard), 0)


@household("共同生活的家庭成员数")
def members(is_counted: Any) -> Any:
    return count(is_counted)


@household("有劳动能力的成员数")
def able_members(is_counted: Any, is_unable: Any) -> Any:
    return count(is_counted & ~is_unable)


@household("家庭月收入")
def household_income(member_income: Any) -> Any:
    return total(member_income)


@household("低保边缘线")
def margin_line(dibao_standard: Any, margin_ratio: Any) -> Any:
    return round_amount(dibao_standard * margin_ratio, dibao_standard)


@household("人均月收入低于低保标准")
def is_income_below(household_income: Any, members: Any, dibao_standard: Any) -> Any:
    return household_income / members < dibao_standard


@household("金融资产合规")
def is_assets_ok(financial_assets: Any, dibao_standard: Any, assets_months: Any, members: Any) -> Any:
    return financial_assets <= dibao_standard * assets_months * members


@household("住房合规")
def is_homes_ok(homes: Any, homes_max: Any) -> Any:
    return homes <= homes_max


@household("车辆合规")
def is_vehicle_ok(vehicle_value: Any, vehicle_limit: Any) -> Any:
    return vehicle_value <= vehicle_limit


@household("财产合规")
def is_property_ok(is_assets_ok: Any, is_homes_ok: Any, is_vehicle_ok: Any) -> Any:
    return is_assets_ok & is_homes_ok & is_vehicle_ok


@household("符合低保", article="社会救助法 第十六条")
def is_dibao(members: Any, is_income_below: Any, is_property_ok: Any) -> Any:
    return (members > 0) & is_income_below & is_property_ok


@household("低保补差", article="社会救助法 第十八条")
def dibao_gap(
    is_dibao: Any, dibao_standard: Any, members: Any, household_income: Any, minimum_per_person: Any
) -> Any:
    gap = round_amount(dibao_standard * members - household_income, dibao_standard)
    return where(is_dibao, most(gap, minimum_per_person * members), 0)


@household("分类施保合计")
def supplement_total(is_dibao: Any, supplement: Any) -> Any:
    return where(is_dibao, total(supplement), 0)


@household("低保金")
def dibao_amount(dibao_gap: Any, supplement_total: Any) -> Any:
    return dibao_gap + supplement_total


@household("低保边缘家庭")
def is_margin(
    is_dibao: Any, is_property_ok: Any, household_income: Any, members: Any, margin_line: Any
) -> Any:
    return ~is_dibao & is_property_ok & (household_income / members < margin_line)


@person("单人保对象")
def is_single(is_margin: Any, is_severely_disabled: Any, is_ill: Any) -> Any:
    return is_margin & (is_severely_disabled | is_ill)


@person("单人保金额")
def single_amount(is_single: Any, dibao_standard: Any, member_income: Any) -> Any:
    return where(is_single, most(dibao_standard - member_income, 0), 0)


@household("单人保人数")
def single_members(is_single: Any) -> Any:
    return count(is_single)


@household("单人保合计")
def single_total(single_amount: Any) -> Any:
    return total(single_amount)


@household("有重病患者")
def has_ill(is_ill: Any) -> Any:
    return any_(is_ill)


@household("月均医疗支出")
def medical_month(medical_12m: Any, dibao_standard: Any) -> Any:
    return round_amount(medical_12m / 12, dibao_standard)


@household("扣除医疗后的收入")
def income_after_medical(household_income: Any, medical_month: Any) -> Any:
    return most(household_income - medical_month, 0)


@household("刚性支出困难")
def is_rigid(
    is_dibao: Any, is_margin: Any, income_after_medical: Any, members: Any, dibao_standard: Any
) -> Any:
    return ~is_dibao & ~is_margin & (members > 0) & (income_after_medical / members < dibao_standard)


@household("渐退")
def is_in_grace(was_dibao: Any, is_dibao: Any, able_members: Any) -> Any:
    return was_dibao & ~is_dibao & (able_members > 0)


@household("渐退金额")
def grace_amount(is_in_grace: Any, minimum_per_person: Any, members: Any) -> Any:
    return where(is_in_grace, minimum_per_person * members, 0)


@household("类别")
def category(is_dibao: Any, is_margin: Any, is_rigid: Any, is_in_grace: Any) -> Any:
    rest = where(is_rigid, "rigid_expense", where(is_in_grace, "grace", "none"))
    return where(is_dibao, "dibao", where(is_margin, "dibao_margin", rest))


@household("每月金额")
def monthly_amount(dibao_amount: Any, single_total: Any, grace_amount: Any) -> Any:
    return dibao_amount + single_total + grace_amount


def sample_book() -> Rulebook:
    import sys

    return Rulebook(inputs=INPUTS, parameters=PARAMETERS, rules=collect(sys.modules[__name__]))


def sample_parameters() -> dict[str, ParameterValue]:
    whole_yuan = Rounding("up", 100, "household")
    source = "示例文件"
    values = {
        "dibao_standard": 110000,
        "minimum_per_person": 5000,
        "employment_cost_rate": Decimal("0.2"),
        "margin_ratio": Decimal("1.5"),
        "supplement_rate": Decimal("0.2"),
        "supplement_kinds": ("elderly", "minor", "severely_disabled", "ill"),
        "assets_months": 24,
        "homes_max": 1,
        "vehicle_limit": 3000000,
    }
    return {
        name: ParameterValue(
            name, value, rounding=whole_yuan if name == "dibao_standard" else None, source=source
        )
        for name, value in values.items()
    }
