"""Seriously ill people impoverished by illness: a category of medical assistance below the other layers."""

from yimen.engine import any_, household, known, where

ILLNESS = "国办发〔2021〕42号（据通行规定，未见原文）"


@household("有重病患者", article=ILLNESS)
def has_seriously_ill(serious_illness, is_counted):
    return any_(serious_illness & is_counted)


@household("医疗支出占家庭收入的比例达到规定", article=ILLNESS)
def is_medical_ratio_met(expense_medical, total_income_12m, illness_poverty_ratio):
    return (expense_medical > 0) & (expense_medical >= total_income_12m * illness_poverty_ratio)


@household("因病致贫重病患者家庭", article=ILLNESS)
def is_illness_poverty(
    is_in_no_other_layer,
    has_members,
    has_seriously_ill,
    is_medical_ratio_met,
    assets_ok_illness,
    other_property_ok,
):
    is_such = is_in_no_other_layer & has_members & has_seriously_ill
    return is_such & is_medical_ratio_met & assets_ok_illness & other_property_ok


@household("因病致贫家庭生活补助", article="地方规定")
def illness_allowance(is_illness_poverty, living_allowance_illness_poverty, members):
    is_paid = is_illness_poverty & known(living_allowance_illness_poverty)
    return where(is_paid, living_allowance_illness_poverty * members, 0)
