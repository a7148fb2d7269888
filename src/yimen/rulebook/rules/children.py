"""Orphans, children whom nobody raises, and children in hardship where a place supports them."""

from yimen.engine import household, most, person, where

ORPHAN = "国办发〔2010〕54号"
UNATTENDED = "民发〔2019〕62号"


@person("父母均死亡或失踪", article=ORPHAN)
def has_lost_parents(parents_named, parents_gone):
    return (parents_named > 0) & (parents_gone == parents_named)


@person("属于孤儿", article=ORPHAN)
def is_orphan(is_minor, has_lost_parents, is_away, receives_tekun):
    return is_minor & has_lost_parents & ~is_away & ~receives_tekun


@person("孤儿基本生活费", article=ORPHAN)
def orphan_paid(is_orphan, institution, orphan_institution, orphan_scattered):
    return where(is_orphan, where(institution, orphan_institution, orphan_scattered), 0)


@person("父母均不能履行抚养义务", article=UNATTENDED)
def has_unfit_parents(parents_named, parents_unfit, has_lost_parents):
    return (parents_named > 0) & (parents_unfit == parents_named) & ~has_lost_parents


@person("事实无人抚养儿童", article=UNATTENDED)
def is_unattended_child(is_minor, has_unfit_parents, is_away):
    return is_minor & has_unfit_parents & ~is_away


@person("重病、残疾儿童", article="地方规定")
def is_ill_or_disabled_child(
    is_minor, serious_illness, is_severely_disabled, disability_kind, disability_level
):
    """Serious illness, severe disability, or mental and intellectual disability of any level."""
    is_of_mind = (disability_kind == "mental") | (disability_kind == "intellectual")
    return is_minor & (serious_illness | is_severely_disabled | (is_of_mind & (disability_level >= 1)))


@household("低保或者低保边缘家庭", article="地方规定")
def is_low_income(is_dibao, is_margin):
    return is_dibao | is_margin


@person("困境儿童补贴金额", article="地方规定")
def hardship_amount(
    is_minor,
    is_ill_or_disabled_child,
    is_low_income,
    child_hardship_ill_or_disabled_low_income,
    child_hardship_other_low_income,
    child_hardship_ill_or_disabled_other,
    is_away,
):
    """Only where the place has such a subsidy."""
    ill = where(
        is_low_income, child_hardship_ill_or_disabled_low_income, child_hardship_ill_or_disabled_other
    )
    other = where(is_low_income, child_hardship_other_low_income, 0)
    return where(is_minor & ~is_away, where(is_ill_or_disabled_child, ill, other), 0)


@person("事实无人抚养儿童（或者困境儿童）基本生活保障对象", article=UNATTENDED)
def gets_child_support(is_unattended_child, hardship_amount, is_orphan):
    return is_unattended_child | ((hardship_amount > 0) & ~is_orphan)


@person("事实无人抚养儿童基本生活补贴", article=UNATTENDED)
def unattended_child_paid(
    is_unattended_child, unattended_child_amount, already_received, hardship_amount, is_orphan
):
    """Whoever already receives dibao, tekun or the disability living subsidy gets the difference."""
    difference = most(unattended_child_amount - already_received, 0)
    return where(is_unattended_child, difference, where(is_orphan, 0, hardship_amount))
