"""Minimum living guarantee: who is below the line with property within the rule, and the gap paid."""

from yimen.engine import (
    any_,
    count,
    dated,
    household,
    in_,
    known,
    most,
    person,
    round_amount,
    rounding_at,
    total,
    unknown,
    where,
)
from yimen.rulebook.rules.members import LAW

BEFORE = "社会救助暂行办法 第九条；民发〔2021〕57号 第四条"
GAP_BEFORE = "社会救助暂行办法 第十二条；民发〔2021〕57号 第二十三条"


def below(income, lowest, highest, line, is_minimum):
    """Below, not at, the line, by the year. Above a mere minimum nobody knows.

    Where one income is not known for want of a rule on the basic pension, both ends may still say the same.
    """
    is_below = ((highest < line) | (income < line)) & (lowest < line)
    return is_below | (is_minimum & known(income) & unknown("dibao_standard"))


@household("人均收入低于低保标准", article=dated(BEFORE, (LAW, "社会救助法 第十八条")))
def is_below_standard(
    assessed_income_12m,
    lowest_income_12m,
    highest_income_12m,
    dibao_standard,
    members,
    dibao_standard_is_minimum,
):
    line = dibao_standard * members * 12
    return below(assessed_income_12m, lowest_income_12m, highest_income_12m, line, dibao_standard_is_minimum)


@household("低保财产状况符合规定", article="民发〔2021〕57号 第十四条")
def property_ok_dibao(assets_ok_dibao, other_property_ok, obligors_within_line):
    return assets_ok_dibao & other_property_ok & obligors_within_line


@household("并非全家都已享受特困供养", article="民发〔2021〕43号 第二十七条")
def is_not_all_tekun(receives_tekun, is_counted, members):
    """Whoever is supported as tekun comes to dibao only when that support has ended."""
    return (count(receives_tekun & is_counted) < members) | (members == 0)


@household("符合低保条件", article=dated(BEFORE, (LAW, "社会救助法 第十八条")))
def qualifies_for_dibao(has_members, is_below_standard, property_ok_dibao, is_not_all_tekun):
    return has_members & is_below_standard & property_ok_dibao & is_not_all_tekun


@household("属于低保家庭（含渐退期）", article="民发〔2021〕57号 第四条、第三十三条")
def is_dibao(qualifies_for_dibao, is_in_grace):
    return qualifies_for_dibao | is_in_grace


def _gap(qualifies, standard, members, income, minimum, unit):
    """For the whole household, rounded once, where the place says its amounts are rounded."""
    exact = (standard * members * 12 - income) / 12
    each = round_amount((standard * members * 12 - income) / 12 / members, standard) * members
    place = rounding_at(standard)
    whole = where(
        in_(place, "component", "household"), round_amount(exact, standard), round_amount(exact, unit)
    )
    gap = where(place == "person", each, whole)
    floor = where(known(minimum), minimum * members, 0)
    return where(qualifies, most(gap, floor, 0), 0)


@household("低保补差", article=dated(GAP_BEFORE, (LAW, "社会救助法 第十八条")))
def dibao_gap(
    qualifies_for_dibao, dibao_standard, members, assessed_income_12m, dibao_minimum_per_person, smallest_unit
):
    """标准 × 人数 − 家庭月收入"""
    return _gap(
        qualifies_for_dibao,
        dibao_standard,
        members,
        assessed_income_12m,
        dibao_minimum_per_person,
        smallest_unit,
    )


@person("本人的低保档次金额", article="民发〔2021〕57号 第二十三条")
def tier_amount(is_counted, dibao_tier_amount, dibao_method):
    """Only where the place pays in tiers."""
    return where((dibao_method == "tiers") & is_counted, dibao_tier_amount, 0)


@household("低保分档金额", article="民发〔2021〕57号 第二十三条")
def dibao_tiers_total(qualifies_for_dibao, tier_amount):
    return where(qualifies_for_dibao, total(tier_amount), 0)


@household("低保金（基本）", article=dated(GAP_BEFORE, (LAW, "社会救助法 第十八条")))
def dibao_base(dibao_method, dibao_tiers_total, dibao_gap, is_in_grace, grace_base):
    return where(is_in_grace, grace_base, where(dibao_method == "tiers", dibao_tiers_total, dibao_gap))


@household("低保金（合计）", article=GAP_BEFORE)
def dibao_amount(dibao_base, dibao_supplement):
    return dibao_base + dibao_supplement


@household("有成员已是特困人员")
def has_tekun_member(receives_tekun, is_counted):
    return any_(receives_tekun & is_counted)
