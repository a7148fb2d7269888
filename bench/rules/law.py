"""Forty values as named rules of our engine."""

import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from yimen.engine import (
    AMOUNT,
    COUNT,
    RATE,
    TRUTH,
    Parameter,
    Rule,
    Rulebook,
    collect,
    count,
    household,
    household_input,
    least,
    most,
    person,
    person_input,
    round_amount,
    total,
    where,
)
from yimen.engine.parameters import ParameterValue, Rounding

HOUSEHOLD_INPUTS = {
    "vehicle_value": AMOUNT,
    "homes": COUNT,
    "deposits": AMOUNT,
    "medical_12m": AMOUNT,
    "was_dibao": TRUTH,
    "months_over": COUNT,
}
PERSON_INPUTS = {
    "age": COUNT,
    "wage": AMOUNT,
    "business": AMOUNT,
    "property_income": AMOUNT,
    "transfer": AMOUNT,
    "pension": AMOUNT,
    "disability_level": COUNT,
    "seriously_ill": TRUTH,
    "student": TRUTH,
    "employed": TRUTH,
    "dead": TRUTH,
    "in_prison": TRUTH,
}
PARAMETERS = {
    "standard": AMOUNT,
    "minimum_per_person": AMOUNT,
    "vehicle_limit": AMOUNT,
    "tekun_ratio": RATE,
    "margin_ratio": RATE,
    "work_rate": RATE,
    "work_cap_rate": RATE,
    "supplement_elderly": RATE,
    "supplement_minor": RATE,
    "supplement_disabled": RATE,
    "supplement_ill": RATE,
    "deposit_months": COUNT,
    "grace_months": COUNT,
    "temporary_months": COUNT,
}
SHARES: dict[str, Any] = {
    "tekun_ratio": Decimal("1.6"),
    "margin_ratio": Decimal("1.5"),
    "work_rate": Decimal("0.2"),
    "work_cap_rate": Decimal("0.5"),
    "supplement_elderly": Decimal("0.2"),
    "supplement_minor": Decimal("0.1"),
    "supplement_disabled": Decimal("0.4"),
    "supplement_ill": Decimal("0.3"),
    "deposit_months": 24,
    "grace_months": 6,
    "temporary_months": 6,
}
STANDARDS = {  # region: (urban, rural) in fen; minimum per person and vehicle limit are derived below
    "441426000000": (86200, 66400),
    "371522000000": (93100, 75300),
    "370829000000": (88000, 70000),
    "350526000000": (90000, 90000),
}


@person("计入人口")
def counted(dead, in_prison):
    return ~(dead | in_prison)


@person("老年人")
def elderly(counted, age):
    return counted & (age >= 70)


@person("未成年人")
def minor(counted, age):
    return counted & (age < 18)


@person("重度残疾")
def severely_disabled(counted, disability_level):
    return counted & (disability_level >= 1) & (disability_level <= 2)


@person("重病")
def severely_ill(counted, seriously_ill):
    return counted & seriously_ill


@person("无劳动能力")
def without_ability(counted, age, severely_disabled):
    return counted & ((age >= 60) | (age < 16) | severely_disabled)


@person("就业成本扣减")
def work_deduction(employed, wage, standard, work_rate, work_cap_rate):
    deduction = least(
        round_amount(wage * work_rate, standard), round_amount(standard * work_cap_rate, standard)
    )
    return where(employed, deduction, 0)


@person("计入的工资")
def counted_wage(student, wage, work_deduction):
    return where(student, 0, most(wage - work_deduction, 0))


@person("计入的经营收入")
def counted_business(business):
    return most(business, 0)


@person("计入的转移收入")
def counted_transfer(severely_disabled, transfer, pension):
    return where(severely_disabled, 0, transfer) + pension


@person("计入的收入")
def counted_income(counted, counted_wage, counted_business, property_income, counted_transfer):
    return where(counted, counted_wage + counted_business + property_income + counted_transfer, 0)


@person("分类施保")
def supplement(
    standard,
    elderly,
    minor,
    severely_disabled,
    severely_ill,
    supplement_elderly,
    supplement_minor,
    supplement_disabled,
    supplement_ill,
):
    return most(
        where(elderly, round_amount(standard * supplement_elderly, standard), 0),
        where(minor, round_amount(standard * supplement_minor, standard), 0),
        where(severely_disabled, round_amount(standard * supplement_disabled, standard), 0),
        where(severely_ill, round_amount(standard * supplement_ill, standard), 0),
    )


@person("单人保")
def single_dibao(is_margin, counted, severely_disabled, severely_ill):
    return is_margin & counted & (severely_disabled | severely_ill)


@person("单人保金额")
def single_amount(single_dibao, standard, counted_income, minimum_per_person):
    return where(single_dibao, most(standard - counted_income, minimum_per_person), 0)


@household("家庭人口")
def members(counted):
    return count(counted)


@household("劳动力")
def able(counted, without_ability):
    return count(counted & ~without_ability)


@household("家庭月收入")
def family_income(counted_income):
    return total(counted_income)


@household("分类施保合计")
def supplement_total(supplement):
    return total(supplement)


@household("车辆符合")
def vehicle_ok(vehicle_value, vehicle_limit):
    return vehicle_value <= vehicle_limit


@household("住房符合")
def homes_ok(homes):
    return homes < 2


@household("存款限额")
def deposit_limit(standard, deposit_months, members):
    return standard * deposit_months * members


@household("存款符合")
def deposits_ok(deposits, deposit_limit):
    return deposits <= deposit_limit


@household("财产符合")
def assets_ok(vehicle_ok, homes_ok, deposits_ok):
    return vehicle_ok & homes_ok & deposits_ok


@household("特困")
def is_tekun(members, able, family_income, assets_ok):
    return (members > 0) & (able == 0) & (family_income <= 0) & assets_ok


@household("特困基本生活标准")
def tekun_basic(standard, tekun_ratio):
    return round_amount(standard * tekun_ratio, standard)


@household("特困金额")
def tekun_amount(is_tekun, tekun_basic, members):
    return where(is_tekun, tekun_basic * members, 0)


@household("收入低于标准")
def is_below(family_income, standard, members):
    return family_income < standard * members


@household("低保")
def is_dibao(members, assets_ok, is_below, is_tekun):
    return (members > 0) & assets_ok & is_below & ~is_tekun


@household("低保补差")
def dibao_gap(is_dibao, standard, members, family_income, minimum_per_person):
    return where(is_dibao, most(standard * members - family_income, minimum_per_person * members), 0)


@household("低保金额")
def dibao_amount(is_dibao, dibao_gap, supplement_total):
    return where(is_dibao, dibao_gap + supplement_total, 0)


@household("低保边缘线")
def margin_line(standard, margin_ratio):
    return round_amount(standard * margin_ratio, standard)


@household("低保边缘")
def is_margin(members, assets_ok, is_dibao, is_tekun, family_income, margin_line):
    return (members > 0) & assets_ok & ~is_dibao & ~is_tekun & (family_income <= margin_line * members)


@household("月均医疗支出")
def medical_month(medical_12m, standard):
    return round_amount(medical_12m / 12, standard)


@household("刚性支出困难")
def is_rigid(members, assets_ok, is_dibao, is_tekun, is_margin, family_income, medical_month, standard):
    poor = (family_income <= standard * 2 * members) & (family_income - medical_month < standard * members)
    return (members > 0) & assets_ok & ~is_dibao & ~is_tekun & ~is_margin & poor


@household("单人保人数")
def single_count(single_dibao):
    return count(single_dibao)


@household("单人保合计")
def single_total(single_amount):
    return total(single_amount)


@household("渐退")
def in_grace(was_dibao, is_dibao, is_tekun, members, months_over, grace_months, family_income, margin_line):
    open_ = was_dibao & ~is_dibao & ~is_tekun & (members > 0) & (months_over < grace_months)
    return open_ & (family_income <= margin_line * members)


@household("渐退金额")
def grace_amount(in_grace, minimum_per_person, members):
    return where(in_grace, minimum_per_person * members, 0)


@household("临时救助")
def temporary_amount(is_rigid, medical_month, family_income, standard, temporary_months, members):
    cap = standard * temporary_months * members
    return where(is_rigid, least(most(medical_month - family_income, 0) * 3, cap), 0)


@household("类别")
def category(is_tekun, is_dibao, is_margin, is_rigid, in_grace):
    return where(
        is_tekun, 1, where(is_dibao, 2, where(is_margin, 3, where(is_rigid, 4, where(in_grace, 5, 0))))
    )


@household("每月合计")
def monthly_amount(tekun_amount, dibao_amount, single_total, grace_amount):
    return tekun_amount + dibao_amount + single_total + grace_amount


def book(more: Sequence[Rule] = ()) -> Rulebook:
    """The rulebook of the forty values, and of more that rest on them."""
    inputs = [
        declare(name, kind, name, default=False if kind is TRUTH else 0)
        for declare, names in ((household_input, HOUSEHOLD_INPUTS), (person_input, PERSON_INPUTS))
        for name, kind in names.items()
    ]
    parameters = [Parameter(name, kind, name) for name, kind in PARAMETERS.items()]
    return Rulebook(inputs=inputs, parameters=parameters, rules=[*collect(sys.modules[__name__]), *more])


ON = date(2025, 3, 1)


def amounts(region: str, urban: bool) -> dict[str, int]:
    """The three amounts of a place, in fen."""
    standard = STANDARDS[region][0 if urban else 1]
    return {
        "standard": standard,
        "minimum_per_person": standard // 5 // 100 * 100,
        "vehicle_limit": standard * 24,
    }


def in_force(region: str, on: date, urban: bool) -> dict[str, ParameterValue]:
    """Every parameter of a place; amounts round down to the fen."""
    values = amounts(region, urban) | SHARES
    down = Rounding("down", 1)
    return {name: ParameterValue(name, value, rounding=down) for name, value in values.items()}
