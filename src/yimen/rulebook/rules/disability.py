"""The two disability subsidies: living (poor households) and care (severe disability)."""

from yimen.engine import contains, person, where

LIVING = "国发〔2015〕52号（据通行规定，未见原文）"


@person("不享受特困供养", article=LIVING)
def is_not_in_tekun(receives_tekun, is_away):
    return ~receives_tekun & ~is_away


@person("所属家庭在生活补贴范围", article=LIVING)
def is_family_in_scope(disability_living_scope, is_dibao, is_single, is_margin, receives_dibao):
    is_on_dibao = is_dibao | is_single | receives_dibao
    return (is_on_dibao & contains(disability_living_scope, "dibao")) | (
        is_margin & contains(disability_living_scope, "dibao_margin")
    )


@person("不享受孤儿基本生活保障", article=LIVING)
def is_not_orphan_recipient(receives_orphan):
    return ~receives_orphan


@person("困难残疾人生活补贴对象", article=LIVING)
def gets_disability_living(is_disabled, is_family_in_scope, is_not_in_tekun, is_not_orphan_recipient):
    return is_disabled & is_family_in_scope & is_not_in_tekun & is_not_orphan_recipient


def _by_level(level, first, second, third, fourth):
    return where(level == 1, first, where(level == 2, second, where(level == 3, third, fourth)))


@person("困难残疾人生活补贴", article=LIVING)
def disability_living_paid(
    gets_disability_living,
    disability_level,
    disability_living_amount_1,
    disability_living_amount_2,
    disability_living_amount_3,
    disability_living_amount_4,
):
    amount = _by_level(
        disability_level,
        disability_living_amount_1,
        disability_living_amount_2,
        disability_living_amount_3,
        disability_living_amount_4,
    )
    return where(gets_disability_living, amount, 0)


@person("残疾类别等级在护理补贴范围", article=LIVING)
def needs_disability_care(disability_care_disabilities, disability_code):
    return (disability_code != "absent") & contains(disability_care_disabilities, disability_code)


@person("重度残疾人护理补贴对象", article=LIVING)
def gets_disability_care(needs_disability_care, is_not_in_tekun):
    return needs_disability_care & is_not_in_tekun


@person("重度残疾人护理补贴", article=LIVING)
def disability_care_paid(
    gets_disability_care,
    disability_level,
    disability_care_amount_1,
    disability_care_amount_2,
    disability_care_amount_3,
    disability_care_amount_4,
):
    amount = _by_level(
        disability_level,
        disability_care_amount_1,
        disability_care_amount_2,
        disability_care_amount_3,
        disability_care_amount_4,
    )
    return where(gets_disability_care, amount, 0)
