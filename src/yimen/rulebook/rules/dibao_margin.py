"""Near-threshold households: not dibao, below the near-threshold line, property within the rule."""

from yimen.engine import dated, household, known, where
from yimen.rulebook.rules.dibao import below
from yimen.rulebook.rules.members import LAW

BEFORE = "民发〔2021〕57号 第八条；国办发〔2023〕39号 二"


@household("人均收入低于低保边缘标准", article=dated(BEFORE, (LAW, "社会救助法 第二十一条")))
def is_below_margin_line(
    assessed_income_12m,
    lowest_income_12m,
    highest_income_12m,
    dibao_margin_line,
    members,
    dibao_standard_is_minimum,
):
    line = dibao_margin_line * members * 12
    return below(assessed_income_12m, lowest_income_12m, highest_income_12m, line, dibao_standard_is_minimum)


@household("不属于低保家庭", article=BEFORE)
def is_not_dibao(is_dibao):
    return ~is_dibao


@household("低保边缘财产状况符合规定", article=BEFORE)
def property_ok_margin(assets_ok_margin, other_property_ok, obligors_within_line):
    return assets_ok_margin & other_property_ok & obligors_within_line


@household("低保边缘家庭", article=dated(BEFORE, (LAW, "社会救助法 第二十一条")))
def is_margin(is_not_dibao, has_members, is_below_margin_line, property_ok_margin):
    return is_not_dibao & has_members & is_below_margin_line & property_ok_margin


@household("低保边缘家庭生活补助", article=BEFORE)
def margin_allowance(is_margin, living_allowance_dibao_margin, members):
    return where(is_margin & known(living_allowance_dibao_margin), living_allowance_dibao_margin * members, 0)
