"""The same law with its reason codes: for each programme, which of its conditions a household does not meet.

The conditions that the forty values only use in passing get names here; they are worked out, but not written.
"""

import sys

from bench.rules import law
from yimen.engine import Rulebook, collect, household


@household("有计入人口")
def has_members(members):
    return members > 0


@household("没有劳动力")
def nobody_is_able(able):
    return able == 0


@household("没有收入")
def has_no_income(family_income):
    return family_income <= 0


@household("不是特困")
def is_not_tekun(is_tekun):
    return ~is_tekun


@household("不是低保")
def is_not_dibao(is_dibao):
    return ~is_dibao


@household("不是低保边缘")
def is_not_margin(is_margin):
    return ~is_margin


@household("收入不超过边缘线")
def is_within_margin(family_income, margin_line, members):
    return family_income <= margin_line * members


@household("收入不超过两倍标准")
def is_within_twice(family_income, standard, members):
    return family_income <= standard * 2 * members


@household("除去医疗支出后低于标准")
def is_left_below(family_income, medical_month, standard, members):
    return family_income - medical_month < standard * members


@household("渐退期内")
def is_within_grace(months_over, grace_months):
    return months_over < grace_months


MEANS = ("vehicle_ok", "homes_ok", "deposits_ok")
CONDITIONS = {
    "tekun_unmet": ("has_members", "nobody_is_able", "has_no_income", *MEANS),
    "dibao_unmet": ("has_members", *MEANS, "is_below", "is_not_tekun"),
    "margin_unmet": ("has_members", *MEANS, "is_not_dibao", "is_not_tekun", "is_within_margin"),
    "rigid_unmet": (
        "has_members",
        *MEANS,
        "is_not_dibao",
        "is_not_tekun",
        "is_not_margin",
        "is_within_twice",
        "is_left_below",
    ),
    "grace_unmet": (
        "was_dibao",
        "is_not_dibao",
        "is_not_tekun",
        "has_members",
        "is_within_grace",
        "is_within_margin",
    ),
}


def book() -> Rulebook:
    """The forty values and the conditions."""
    return law.book(collect(sys.modules[__name__]))
